"""What a row of a register does to duties, in the transaction that writes it (13.1.b–d, f, g)."""
import datetime

from pyramid.registry import Registry

from ...base.clock import start_of
from ...base.deadlines.interfaces import IDeadlineRules, NoDeadline
from ...base.interfaces import IClock
from ..registers.interfaces import Owed, RowEvent
from .interfaces import SATISFIED, STRUCK, TRIGGERED, DutyEvent, IDuties


def row_changed(event: RowEvent) -> None:
    """Reaction: open what the row makes bodies owe, move what it dates anew, and let nothing
    stand that it no longer says.
    """
    duties: IDuties = event.registry.getAdapter(event.object, IDuties)
    row, now = event.row, event.registry.getUtility(IClock).now()
    key = f'row:{event.register}:{row.number}'
    source = f'{key}:{len(row.past) + (row.withdrawn is not None)}'
    owed = [each for each in event.owed if _holds(event.registry, each)]
    for each in owed:
        if each not in event.before:
            duties.open(each.site, each.rule, (key, *each.keys), DutyEvent(
                TRIGGERED, now, at=each.at or start_of(each.day), source=source, subject=key,
                evidence=each.evidence))
    kept = {(each.site, each.rule) for each in owed}
    for duty in duties.of_key(key) if event.before else ():
        if (duty.site, duty.rule) not in kept:
            for told in duty.events:
                if told.kind == TRIGGERED and told.subject == key:
                    duties.append(duty, DutyEvent(
                        STRUCK, now, source=source, subject=told.source))
    _settle(duties, key, event.met, now, source)


def _settle(duties: IDuties, key: str, met: datetime.datetime | None, now: datetime.datetime,
            source: str) -> None:
    """Let what the row owes be done at ``met``, or be done no longer."""
    for duty in duties.of_key(key):
        struck = {each.subject for each in duty.events if each.kind == STRUCK}
        told = [each for each in duty.events if each.kind == SATISFIED and each.subject == key
                and each.source not in struck]
        for each in told:
            if each.at != met:
                duties.append(duty, DutyEvent(STRUCK, now, source=source, subject=each.source))
        if met is not None and met not in [each.at for each in told]:
            duties.append(duty, DutyEvent(
                SATISFIED, now, at=met, source=f'met:{source}', subject=key))


def _holds(registry: Registry, owed: Owed) -> bool:
    """Return whether the rule was in force on the day: what is older is owed by nobody."""
    try:
        return bool(registry.getUtility(IDeadlineRules).rule(owed.rule, start_of(owed.day)))
    except NoDeadline:
        return False
