"""What an event of the ledger does to duties."""
import datetime
from collections.abc import Iterator
from typing import cast

from pyramid.registry import Registry

from ...base.clock import start_of
from ...base.deadlines.interfaces import IDeadlineRules, NoDeadline
from ...base.deadlines.issuing import ISSUER, SCOPE, rule_for
from ...base.i18n import DEFAULT
from ...base.interfaces import IItem, IPortal
from ...kernel.tree.resources import Described
from ...kernel.tree.site import Site
from ..ledger.interfaces import CORRECTED, DATED, PUBLISHED, Event
from ..ledger.interfaces import WITHDRAWN as GONE
from .interfaces import (
    SATISFIED,
    STRUCK,
    TRIGGERED,
    WITHDRAWN,
    Duty,
    DutyEvent,
    IDuties,
    IFallenBehind,
)
from .published import Publication

#: A text in another language is owed when the Vietnamese text has changed.
TRANSLATION = '13.1.h'


class Effects:
    """Opens and fulfils duties of ``portal`` by events of its ledger; never commits."""

    def __init__(self, duties: IDuties, portal: IPortal, registry: Registry) -> None:
        self._duties = duties
        self._portal = portal
        self._registry = registry

    def apply(self, event: Event, noted: datetime.datetime) -> None:
        """Let ``event`` do what it does; ``noted``: see ``DutyEvent.moment``."""
        if event.kind == DATED:
            self._date(event, noted)
        elif event.language in ('', DEFAULT):
            self._publish(event, noted)
        else:
            self._translate(event, noted)

    def _date(self, event: Event, noted: datetime.datetime) -> None:
        """A date from which a rule starts was set, changed or taken away."""
        own, keys = f'item:{event.item}:{event.field}', self._keys(event.item)
        rule = self._rule(event, keys)
        for other in {event.rule, ISSUER, SCOPE} - {rule}:
            self._strike(event, other, own, noted)
        if event.day is None or not self._holds(rule, start_of(event.day)):
            self._strike(event, rule, own, noted)
            return
        self._duties.open(event.site, rule, (own, *keys), DutyEvent(
            TRIGGERED, noted, at=start_of(event.day), source=_source(event), subject=event.item,
            evidence=event.field))

    def _rule(self, event: Event, keys: tuple[str, ...]) -> str:
        """Return the rule that ``event`` starts: another one for a document of another body."""
        site = cast(Site | None, self._portal.__objectmap__.object_for(int(event.site)))
        body = keys[0].rpartition(':')[2] if keys else ''
        return event.rule if site is None else rule_for(event.rule, body, site.owner)

    def _holds(self, rule: str, trigger: datetime.datetime) -> bool:
        try:
            return bool(self._registry.getUtility(IDeadlineRules).rule(rule, trigger))
        except NoDeadline:
            return False

    def _strike(self, event: Event, rule: str, key: str, noted: datetime.datetime) -> None:
        """Let the duty by ``rule`` with ``key`` be as if nothing of the item had triggered it."""
        for duty in self._duties.of_key(key):
            for each in duty.events if (duty.site, duty.rule) == (event.site, rule) else ():
                if each.kind == TRIGGERED and each.subject == event.item:
                    self._duties.append(duty, DutyEvent(
                        STRUCK, noted, source=_source(event), subject=each.source))

    def _publish(self, event: Event, noted: datetime.datetime) -> None:
        if event.kind == GONE:
            self._duties.withdraw(event.item, event.moment, noted, _source(event))
            return
        if event.kind not in (PUBLISHED, CORRECTED):
            return
        self._duties.publish(event.item, Publication(
            event.site, event.moment, noted, _source(event), self._keys(event.item)))
        if event.kind == CORRECTED:
            self._fall_behind(event, noted)
        elif event.of is not None:
            self._stand_again(event, noted)

    def _stand_again(self, event: Event, noted: datetime.datetime) -> None:
        """A withdrawal was undone: it takes no kept term away."""
        undone = f'ledger:{event.of}'
        for duty in [*self._duties.of_key(f'item:{event.item}'),
                     *(duty for key in self._keys(event.item)
                       for duty in self._duties.of_key(key))]:
            if any(each.kind == WITHDRAWN and each.source == undone for each in duty.events):
                self._duties.append(duty, DutyEvent(
                    STRUCK, noted, source=_source(event), subject=undone))

    def _fall_behind(self, event: Event, noted: datetime.datetime) -> None:
        """The Vietnamese text has changed: those in other languages are owed anew."""
        behind = self._registry.getUtility(IFallenBehind)
        item = self._item(event.item)
        for tag, translation in sorted(item.translations.items()) if item is not None else ():
            key = f'translation:{event.item}:{tag}'
            if translation.is_public and behind(translation) and not any(self._owed(key)):
                self._duties.open(event.site, TRANSLATION, (f'{key}:{event.number}',), DutyEvent(
                    TRIGGERED, noted, at=event.moment, source=_source(event),
                    subject=event.item, evidence=tag))

    def _translate(self, event: Event, noted: datetime.datetime) -> None:
        """A translation was published anew, or is public no longer."""
        for duty in list(self._owed(f'translation:{event.item}:{event.language}')):
            if event.kind == GONE:
                self._strike(event, TRANSLATION, duty.keys[0], noted)
            elif event.kind in (PUBLISHED, CORRECTED):
                self._duties.append(duty, DutyEvent(
                    SATISFIED, noted, at=event.moment, source=_source(event),
                    subject=f'{event.item}:{event.language}'))

    def _owed(self, key: str) -> Iterator[Duty]:
        owed = (SATISFIED, STRUCK)
        return (duty for duty in self._duties.of_key(key)
                if not any(event.kind in owed for event in duty.events))

    def _item(self, identifier: str) -> Described | None:
        found = self._portal.__objectmap__.object_for(int(identifier)) if identifier else None
        return cast(Described, found) if IItem.providedBy(found) else None

    def _keys(self, identifier: str) -> tuple[str, ...]:
        """Return the names of what the item fulfils, as it is now; ``()`` if it is gone."""
        item = self._item(identifier)
        keys = None if item is None else self._registry.content.metadata(item, 'duty_keys')
        return tuple(keys(item, self._registry)) if keys else ()


def _source(event: Event) -> str:
    return f'ledger:{event.number}'
