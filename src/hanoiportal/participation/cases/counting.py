"""What the ledger tells of cases: that one came in, that one was answered; see ``INNER``."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from functools import partial

from pyramid.registry import Registry

from ...base.clock import local
from ...kernel.security.interactions import interactions_of
from ...platform.ledger.interfaces import ANSWERED as WAS_ANSWERED
from ...platform.ledger.interfaces import RECEIVED as CAME_IN
from ...platform.ledger.interfaces import Event, ILedger
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import ANSWERED, FORWARDED, RECEIVED, Case, ICaseChanged
from .resource import KEY, CaseBook

#: What is counted of a case, by the kinds of its events.
_KINDS = {RECEIVED: CAME_IN, ANSWERED: WAS_ANSWERED}


def counting_by(registry: Registry) -> Callable[[ICaseChanged], None]:
    """Return the subscriber that tells the inner ledger of ``registry``."""
    return partial(_count, registry)


def _count(registry: Registry, changed: ICaseChanged) -> None:
    case = changed.case
    if changed.event.kind in _KINDS:
        event = _event(case, len(case.events) - 1)
        ledger: ILedger = registry.getAdapter(changed.portal, ILedger, 'inner')
        ledger.append(event.kind, event.moment, event.site, item=event.item,
                      content_type=event.content_type, language=event.language)


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield what must have been told of all cases, erased ones too, for ``config.add_reckoning``.
    """
    book: CaseBook | None = interactions_of(environment.portal).get(KEY)
    for case in () if book is None else book.cases.values():
        for index, happened in enumerate(case.events):
            if happened.kind in _KINDS and local(
                    happened.at or happened.moment).date() >= since:
                yield _event(case, index)


def _event(case: Case, index: int) -> Event:
    """Return what the event of ``case`` with that ``index`` counts, for who was responsible."""
    happened, site = case.events[index], case.events[0].site or case.site
    for earlier in case.events[:index]:
        if earlier.kind == FORWARDED:
            site = earlier.to
    return Event(
        0, happened.at or happened.moment, _KINDS[happened.kind], site, str(case.number),
        case.kind, language=case.language)
