"""``IConduct`` of requests: their terms go by the way, and no answer is without its paper."""
from collections.abc import Mapping

from ...base.i18n import _
from ...base.interfaces import ISite
from ..cases.interfaces import (
    ANSWERED,
    MERGED,
    PUBLISH,
    REOPENED,
    Case,
    CaseEvent,
    ICases,
    ISealedCases,
)
from .caseform import LABELS
from .clocks import given_by, rule_of
from .interfaces import (
    AGREED,
    ASKED_THIRD,
    CHARGED,
    COMPLAINED,
    COMPLAINT,
    COMPLETED,
    CORRECTED,
    DECLINED,
    EXTENDED,
    FAULTY,
    GIVEN,
    INCOMPLETE,
    LACKING,
    PAGE,
    PAID,
    POSTED,
    PROPOSED,
    REFUSED_ON,
    REGISTERED,
    RENEWED,
    RESOLVED,
    SIMPLE,
    SUED,
    AccessRules,
)
from .proposals import IN_WORK, read

NO_PAPER = _('Yêu cầu cung cấp thông tin được trả lời bằng phiếu giải quyết (mẫu 03) hoặc thông '
             'báo từ chối có căn cứ (mẫu 05): hãy soạn phiếu và trình lại.')

NOT_MERGED = _('Yêu cầu cung cấp thông tin được giải quyết riêng từng hồ sơ, không gộp: mỗi người '
               'yêu cầu nhận phiếu và mã nhận thông tin của mình.')

#: What the events are called, by ground.
TITLES = {
    REGISTERED: _('Phiếu tiếp nhận yêu cầu'), INCOMPLETE: _('Hướng dẫn bổ sung yêu cầu'),
    COMPLETED: _('Yêu cầu đã đủ thông tin'), EXTENDED: _('Thông báo gia hạn'),
    RESOLVED: _('Phiếu giải quyết yêu cầu'), COMPLAINED: _('Khiếu nại việc từ chối'),
    FAULTY: _('Thông tin đã cung cấp có sai sót'), CORRECTED: _('Đính chính'),
    ASKED_THIRD: _('Hỏi ý kiến bên thứ ba'), AGREED: _('Bên thứ ba đồng ý'),
    DECLINED: _('Bên thứ ba không đồng ý'), PROPOSED: _('Tệp trình kèm phiếu'),
    CHARGED: _('Thông báo chi phí'), PAID: _('Đã nộp chi phí'), POSTED: _('Đã gửi bản giấy'),
    LACKING: _('Đề nghị ghi thêm theo mẫu'), SUED: _('Ghi nhận khởi kiện'),
    GIVEN: _('Mã nhận thông tin'), RENEWED: _('Mã nhận thông tin mới')}


class RequestConduct:
    """See ``cases.interfaces.IConduct``."""

    page = PAGE
    labels = LABELS
    unasked: frozenset[str] = frozenset()
    mailed = frozenset({REGISTERED, INCOMPLETE, FAULTY, CORRECTED, RENEWED, CHARGED, PAID, POSTED,
                        LACKING})

    def __init__(self, rules: AccessRules) -> None:
        self._rules = rules
        refused = _('Thông báo từ chối cung cấp thông tin')
        self.titles = {**TITLES, **{
            f'{REFUSED_ON}{ground.code}': refused for ground in rules.grounds}}

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """No detail is a code."""
        return {}

    def links(self, details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Nothing leads to an item."""
        return {}

    def answer_rule(self, cases: ISealedCases, case: Case) -> str:
        """Return the rule of what is simple; of a complaint, that of complaints."""
        step = COMPLAINT if is_complained_of(case) else SIMPLE
        return rule_of(self._rules, given_by(cases, case), step)

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """An answer is a paper that the board has approved, to one who asked: a refusal has a
        ground (article 28).
        """
        if event.kind == MERGED:
            return NOT_MERGED
        if event.kind == ANSWERED and read(cases.kept(case, IN_WORK), event.digest) is None:
            return NO_PAPER
        return ''


def is_complained_of(case: Case) -> bool:
    """Return whether ``case`` was reopened after a refusal, and not decided since."""
    is_refused = is_open_again = False
    for event in case.events:
        if event.ground.startswith(REFUSED_ON):
            is_refused, is_open_again = True, False
        elif event.ground == RESOLVED:
            is_refused = is_open_again = False
        elif event.kind == REOPENED:
            is_open_again = is_refused
    return is_open_again


class RequestState:
    """``IPublicState`` of requests: none becomes an item by itself, so that it is never too late.
    """

    given = PUBLISH
    words = _('Khi gửi đã đồng ý công khai yêu cầu cùng trả lời. Có thể thôi đồng ý tại đây; cơ '
              'quan được báo để không công khai nữa.')

    def is_public(self, _cases: ICases, _case: Case) -> bool:
        """See ``IPublicState``."""
        return False
