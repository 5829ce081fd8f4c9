"""Letters after a restore: what may have gone out already goes to nobody again."""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...platform.reconciling.interfaces import Findings
from .resource import book_of

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

_MAY_BE_SENT = _('Sau khi khôi phục dữ liệu: thư có thể đã được gửi. Hãy kiểm tra rồi trình lại.')


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Recall what is approved and not known to be gone, after a restore."""
    number = environment.in_transaction(partial(_recall, environment)) if is_restored else 0
    return Findings((f'{number} letters of boards recalled: they may have gone out',)
                    if number else ())


def _recall(environment: IEnvironment) -> int:
    book = book_of(environment.portal)
    open_ = [each for each in book.letters.values()
             if each.is_approved and not (each.is_gone or each.is_recalled)]
    for letter in open_:
        letter.is_recalled, letter.reason = True, str(_MAY_BE_SENT)
        book.drop_due(letter)
    return len(open_)
