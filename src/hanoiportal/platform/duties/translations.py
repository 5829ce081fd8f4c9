"""Translations that are owed no longer: they were found to be right, or the text was changed back
(13.1.h).

What is published anew, the ledger tells.
"""
from ...base.interfaces import IItem
from ..scheduling.interfaces import IEnvironment
from .effects import TRANSLATION
from .interfaces import SATISFIED, Duty, DutyEvent, IDuties, IFallenBehind


def settle(environment: IEnvironment) -> None:
    """Let what is not behind any more be done: the job of the scheduler."""
    environment.in_transaction(lambda: _settle(environment))


def _settle(environment: IEnvironment) -> None:
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    now = environment.clock.now()
    for duty in [each for each in duties.open_duties() if each.rule == TRANSLATION]:
        if not _is_behind(environment, duty):
            duties.append(duty, DutyEvent(
                SATISFIED, now, at=now, source=f'current:{duty.number}',
                subject=':'.join(duty.keys[0].split(':')[1:3])))


def _is_behind(environment: IEnvironment, duty: Duty) -> bool:
    """Return whether the translation is there, public and behind."""
    _kind, item, tag, *_number = duty.keys[0].split(':')
    found = environment.portal.__objectmap__.object_for(int(item))
    translation = found.translations.get(tag) if IItem.providedBy(found) else None
    if translation is None or not translation.is_public:
        return True  # the ledger tells of it
    behind: bool = environment.registry.getUtility(IFallenBehind)(translation)
    return behind
