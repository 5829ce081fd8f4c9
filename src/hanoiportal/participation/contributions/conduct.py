"""``IConduct`` of contributions: no term, and no end but with a publication or a ground."""
from collections.abc import Mapping

from ...base.i18n import _
from ...base.interfaces import ISite
from ..cases.interfaces import ANSWERED, DISSATISFIED, MERGED, Case, CaseEvent, ISealedCases
from .interfaces import (
    ASKED,
    COMPLETED,
    DRAFTED,
    FAILED,
    INVITED,
    LABELS,
    LACKING,
    PAGE,
    REFUSED_ON,
    WISHED,
)

NO_VERDICT = _('Tin, bài gửi đăng kết thúc khi được đăng, hoặc khi bị từ chối có căn cứ (khoản 3 '
               'Điều 14): hãy làm việc này ở trang tiếp nhận tin, bài.')

NOT_MERGED = _('Tin, bài gửi đăng được biên tập và trả lời riêng từng hồ sơ, không gộp.')


class ContributionConduct:
    """See ``cases.interfaces.IConduct``."""

    page = PAGE
    labels = LABELS
    unasked = frozenset({DISSATISFIED})
    mailed = frozenset({ASKED, INVITED})
    titles = {
        ASKED: _('Đề nghị bổ sung, làm rõ'), INVITED: _('Mời làm cộng tác viên'),
        COMPLETED: _('Ghi thông tin người gửi'),
        WISHED: _('Yêu cầu tạo bản nháp'), DRAFTED: _('Đã đưa vào biên tập'),
        FAILED: _('Chưa tạo được bản nháp'),
        LACKING: _('Phần chưa có trong bản nháp')}

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """Return nothing: its details are words."""
        return {}

    def links(self, details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Nothing leads to an item."""
        return {}

    def answer_rule(self, cases: ISealedCases, case: Case) -> str:
        """Return none: the regulation sets no term for it."""
        return ''

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """It is answered by its publication or by a refusal on a ground of 14.3, and by no other
        text.
        """
        if event.kind == MERGED:
            return NOT_MERGED
        is_verdict = event.item or event.ground.startswith(REFUSED_ON)
        return NO_VERDICT if event.kind == ANSWERED and not is_verdict else ''
