"""What a board owes when the source of a reference was corrected: to look at it and accept it, to
hold it with a reason, or to carry the item no longer (12.1), as a duty of its site.

One duty for each mark; its key is ``carried:ID:NUMBER``, with the object id of the reference,
counted from 0 for each.  A correction of the city is shown at once and is owed by nobody.
"""
from __future__ import annotations

import datetime

from ...kernel.tree.lookup import find_site
from ...platform.duties.interfaces import (
    CARRIED,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    Duty,
    DutyEvent,
    IDuties,
    ITerms,
)
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IReference
from .resource import book_of

#: Code of the rule in ``deadline_rules.csv``.
RULE = '12.1.dinh-chinh'


def keep_renewals(environment: IEnvironment) -> None:
    """Let duties say what the references say: the job of the scheduler."""
    environment.in_transaction(lambda: RenewalDuties(environment).keep())


class RenewalDuties:
    """The duties of all references of a portal."""

    def __init__(self, environment: IEnvironment) -> None:
        self._portal, self._now = environment.portal, environment.clock.now()
        self._duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
        self._terms: ITerms = environment.registry.getAdapter(environment.portal, ITerms)

    def keep(self) -> None:
        """End what was accepted or is carried no longer, and open what is marked."""
        for term in [each for each in self._terms.all() if each.rule == RULE and each.owed]:
            duty = self._duties.get(term.number)
            if duty is not None:
                self._follow(duty)
        for _site, oid in list(book_of(self._portal).changed):
            reference = self._reference(oid)
            if reference is not None and reference.changed_at is not None and (
                    reference.held is None):
                self._open(reference, oid, reference.changed_at)

    def _open(self, reference: IReference, oid: int, since: datetime.datetime) -> None:
        name = f'{CARRIED}:{oid}'
        known = list(self._duties.of_key(name))
        if not any(self._duties.standing(each, self._now).trigger == since for each in known):
            key = f'{name}:{len(known)}'
            self._duties.open(str(find_site(reference).__oid__), RULE, (key,), DutyEvent(
                TRIGGERED, self._now, at=since, source=key))

    def _follow(self, duty: Duty) -> None:
        oid = duty.keys[0].split(':')[1]
        reference, standing = self._reference(int(oid)), self._duties.standing(duty, self._now)
        held = None if reference is None else reference.held
        if reference is not None and reference.changed_at == standing.trigger and held is None:
            return
        taken = getattr(reference, 'updated_at', None) if held is None else held.moment
        is_taken = taken is not None and standing.trigger is not None and taken > standing.trigger
        if is_taken or (standing.due is not None and standing.due < self._now):
            self._duties.append(duty, DutyEvent(
                SATISFIED, self._now, at=taken if is_taken else self._now, source=duty.keys[0],
                subject=oid))
        else:  # carried no longer, or the source says what it said: in time, nothing is owed
            self._duties.append(duty, DutyEvent(
                STRUCK, self._now, source=duty.keys[0], subject=duty.events[0].source))

    def _reference(self, oid: int) -> IReference | None:
        found = self._portal.__objectmap__.object_for(oid)
        return found if IReference.providedBy(found) else None
