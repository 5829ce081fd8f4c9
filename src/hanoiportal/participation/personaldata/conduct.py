"""``IConduct`` of requests about personal data: no answer is without a decision, and each is
answered by itself.
"""
from collections.abc import Mapping

from ...base.i18n import _
from ...base.interfaces import ISite
from ..cases.interfaces import ANSWERED, MERGED, Case, CaseEvent, ISealedCases
from .caseform import LABELS
from .decisions import IN_WORK, read
from .interfaces import CHECKED, ERASE, GIVEN, PAGE, WISH

NO_DECISION = _('Yêu cầu về dữ liệu cá nhân được trả lời bằng một quyết định: cung cấp, sửa, xóa '
                'hoặc từ chối. Hãy soạn ở trang “Quyết định về dữ liệu cá nhân” và trình lại.')
NOT_MERGED = _('Yêu cầu về dữ liệu cá nhân được trả lời riêng từng hồ sơ, không gộp: câu trả lời '
               'có dữ liệu của một người.')
#: The rule of a wish to have data erased; that of the kind holds for all others.
ERASING = 'dlcn.xoa'


class DataConduct:
    """See ``cases.interfaces.IConduct``."""

    page = PAGE
    labels = LABELS
    unasked: frozenset[str] = frozenset()
    mailed: frozenset[str] = frozenset()
    titles = {GIVEN: _('Dữ liệu Cổng đang giữ'), CHECKED: _('Đã xác minh người yêu cầu')}

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """No detail is a code; what is wished has its words in ``labels``."""
        return {}

    def links(self, details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Nothing leads to an item."""
        return {}

    def answer_rule(self, cases: ISealedCases, case: Case) -> str:
        """Return the longer one of erasing where that is wished."""
        contents = cases.open(case)
        return ERASING if contents and contents.details.get(WISH) == ERASE else ''

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """An answer is a decision that the board has approved; nobody gets that of another."""
        if event.kind == MERGED:
            return NOT_MERGED
        if event.kind == ANSWERED and read(cases.kept(case, IN_WORK), event.digest) is None:
            return NO_DECISION
        return ''
