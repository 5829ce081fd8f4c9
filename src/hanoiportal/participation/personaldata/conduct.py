"""``IConduct`` of requests about personal data: no answer is without a decision."""
from collections.abc import Mapping

from ...base.i18n import _
from ...base.interfaces import ISite
from ..cases.interfaces import ANSWERED, Case, CaseEvent, ISealedCases
from .caseform import LABELS
from .decisions import IN_WORK, read
from .interfaces import CHECKED, GIVEN, PAGE

NO_DECISION = _('Yêu cầu về dữ liệu cá nhân được trả lời bằng một quyết định: cung cấp, sửa, xóa '
                'hoặc từ chối. Hãy soạn ở trang “Quyết định về dữ liệu cá nhân” và trình lại.')


class DataConduct:
    """See ``cases.interfaces.IConduct``."""

    page = PAGE
    labels = LABELS
    sent_on = ''
    unasked: frozenset[str] = frozenset()
    mailed: frozenset[str] = frozenset()
    titles = {GIVEN: _('Dữ liệu Cổng đang giữ'), CHECKED: _('Đã xác minh người yêu cầu')}

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """No detail is a code; what is wished has its words in ``labels``."""
        return {}

    def answer_rule(self, case: Case) -> str:
        """Return that of the kind."""
        return ''

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """An answer is a decision that the board has approved."""
        if event.kind == ANSWERED and read(cases.kept(case, IN_WORK), event.digest) is None:
            return NO_DECISION
        return ''
