"""The terms of low ratings that a new row of the calendar moves, see ``WorkingTerms``."""
from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ...base.clock import local
from ...base.i18n import _
from ...platform.calendar.interfaces import WorkingTerm
from .concerns import concerns
from .interfaces import LOW_TERM, Concern, IRatingRules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

TITLE = _('Xem xét nội dung bị đánh giá thấp')
#: Kind of the notice.
REDATED = 'rated_low_redated'


def running(registry: Registry, portal: IPortal,
            after: int) -> Iterator[tuple[int, list[WorkingTerm]]]:
    """Yield the terms of what was rated low and no board has looked at, by the ids of sites."""
    rules: IRatingRules = registry.getUtility(IRatingRules)
    waiting = defaultdict[int, list[Concern]](list)
    for _number, each in concerns(portal):
        if each.closed is None and each.site > after:
            waiting[each.site].append(each)
    for oid, found in sorted(waiting.items()):
        site = portal.__objectmap__.object_for(oid)
        if site is not None:
            yield oid, [WorkingTerm(
                TITLE, site.title, each.opened,
                int(rules.number(LOW_TERM, local(each.opened).date())), site) for each in found]
