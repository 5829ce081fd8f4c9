"""A new row of the calendar moves what is owed for a case: the lists of cases follow, and who has
sent a case whose answer moves to another day is told of both days, once for each move.
"""
from __future__ import annotations

from collections.abc import Callable

from pyramid.registry import Registry

from ...base.clock import local, shown_date
from ...base.i18n import _, said_in
from ...base.interfaces import IClock
from ...base.legalbases import basis_in
from ...platform.calendar.interfaces import IDeadlineMoved
from ...platform.duties.interfaces import CASE
from .interfaces import NOTE, REDATED, ICases
from .interfaces.words import ANSWER
from .services import Cases

#: What the sender reads.
TOLD = _('Hạn trả lời chuyển từ ngày ${before} sang ngày ${after} vì lịch ngày nghỉ, ngày làm '
         'việc thay đổi (${basis}).')


def telling_by(registry: Registry) -> Callable[[IDeadlineMoved], None]:
    """Return what lets a case follow when the day of what is owed for it has moved."""
    def tell(moved: IDeadlineMoved) -> None:
        what, _colon, rest = moved.keys[0].partition(':')
        if what != CASE:
            return
        number, _colon, owed = rest.partition(':')
        cases: Cases = registry.getAdapter(moved.portal, ICases)
        case = cases.get(int(number))
        if case is None:
            return
        cases.reindex(case, registry.getUtility(IClock).now())
        if not owed.startswith(f'{ANSWER}:') or moved.before is None or moved.after is None:
            return
        before, after = (shown_date(local(each).date(), case.language)
                         for each in (moved.before, moved.after))
        cases.append(
            case, NOTE, ground=REDATED, site=case.site, source=moved.source,
            text=said_in(registry, case.language)(
                TOLD, before=before, after=after, basis=basis_in(moved.basis, case.language)[0]))

    return tell
