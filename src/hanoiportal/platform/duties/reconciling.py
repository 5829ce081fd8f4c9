"""Duties after a restore of ``content``: what lost events of the ledger did is undone by events.

The ledger goes on after the lost numbers (``platform.reconciling.ledger``), so that an event of a
number which it does not have was lost.
"""
from ...base.interfaces import IItem, IPortal
from ...kernel.security.interactions import interactions_of
from ..ledger.interfaces import RESTORED, Event, ILedger
from ..reconciling.interfaces import Findings
from ..scheduling.interfaces import IEnvironment
from .following import KEY
from .interfaces import SATISFIED, STRUCK, TRIGGERED, WITHDRAWN, Duty, DutyEvent, IDuties
from .resource import KEY as REGISTER
from .resource import DutyRegister


def position_of(portal: IPortal) -> int:
    """Return how far duties have followed the ledger."""
    known = interactions_of(portal).get(KEY)
    return known.number if known is not None else 0


def recount(portal: IPortal) -> int:
    """Let the numbers of what is owed be right; return how many were not."""
    register: DutyRegister | None = interactions_of(portal).get(REGISTER)
    return 0 if register is None else register.mend()


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Let each duty forget the lost events, and the due index be right."""
    if not is_restored:
        return Findings()
    mended = environment.in_transaction(lambda: _undo(environment))
    number = environment.in_transaction(lambda: _duties(environment).reindex())
    return Findings((f'{mended} events of duties undone; {number} duties indexed anew',))


def _undo(environment: IEnvironment) -> int:
    register: DutyRegister | None = interactions_of(environment.portal).get(REGISTER)
    ledger: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
    lost = _Lost(list(ledger.since(0)))
    return sum(_undo_of(environment, duty, event)
               for duty in (register.duties.values() if register is not None else ())
               for event in duty.events if lost.has(event))


class _Lost:
    """The events of the ledger that a restore has taken away: numbers before one of its own kind
    that nothing has.
    """

    def __init__(self, events: list[Event]) -> None:
        self._known = {event.number for event in events}
        self._gaps: list[tuple[int, int]] = []
        last = 0
        for event in events:
            if event.kind == RESTORED:
                self._gaps.append((last, event.number))
            last = event.number

    def has(self, event: DutyEvent) -> bool:
        """Return whether ``event`` tells of a lost one."""
        kind, _colon, number = event.source.partition(':')
        return kind == 'ledger' and number.isdecimal() and any(
            after < int(number) < before for after, before in self._gaps)


def _undo_of(environment: IEnvironment, duty: Duty, event: DutyEvent) -> bool:
    """Undo ``event``; return whether anything was to be undone."""
    now, source = environment.clock.now(), f'restored:{event.source.partition(":")[2]}'
    if event.kind in (TRIGGERED, WITHDRAWN):
        return _duties(environment).append(duty, DutyEvent(
            STRUCK, now, source=source, subject=event.source))
    if event.kind == SATISFIED and not _is_public(environment.portal, event.subject):
        return _duties(environment).append(duty, DutyEvent(
            WITHDRAWN, now, at=event.at, source=source, subject=event.subject))
    return False


def _is_public(portal: IPortal, subject: str) -> bool:
    number = subject.partition(':')[0]
    found = portal.__objectmap__.object_for(int(number)) if number.isdecimal() else None
    return IItem.providedBy(found) and bool(found.is_public)


def _duties(environment: IEnvironment) -> IDuties:
    found: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    return found
