"""What a board owes for what other sites have written (12.1, 13.1.i), as duties of its site.

When the source of a reference was corrected: to look at it and accept it, to hold it with a
reason, or to carry the item no longer.  One duty for each mark; its key is ``carried:ID:NUMBER``,
with the object id of the reference, counted from 0 for each.  A correction of the city is shown at
once and is owed by nobody.

When the city demands that it post an item: to do so by the day that the city names, or in the term
of the rule.  The key is ``demanded:NUMBER:COUNT``, with the number of the proposal.

While the site is suspended either term rests, unless it was over before; afterwards it begins
anew.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from ...kernel.tree.lookup import find_site, is_closed, is_listed, is_suspended
from ...platform.duties.interfaces import (
    CARRIED,
    DEMANDED,
    EXCUSED,
    FIXED,
    MISSED,
    RUNNING,
    TRIGGERED,
    Duty,
    DutyEvent,
)
from ...platform.duties.interfaces.ofrule import DutiesOfRule
from ...platform.scheduling.interfaces import IEnvironment
from ..suspension.interfaces import PUBLISHING
from .interfaces import ACCEPTED, OPEN, IReference
from .interfaces import RULE as POSTING
from .resource import KeptProposal, book_of, demanded
from .terms import due_from

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described

#: Code of the rule in ``deadline_rules.csv``.
RULE = '12.1.dinh-chinh'
#: Written into the record of a duty, which is read in Vietnamese.
RESTS = 'Trang tạm ngừng: hạn chưa tính'
BEGINS_ANEW = 'Trang hoạt động lại: hạn tính lại'


def keep_renewals(environment: IEnvironment) -> None:
    """Let duties say what the references and the demands say: the job of the scheduler."""
    def keep() -> None:
        RenewalDuties(environment).keep()
        DemandDuties(environment).keep()

    environment.in_transaction(keep)


class RestingDuties(DutiesOfRule):
    """Duties whose terms rest while their sites may not publish."""

    def _let_rest(self, duty: Duty) -> None:
        """Let the term of ``duty`` rest while its site is suspended, and begin anew afterwards."""
        fixed, rests = [each for each in duty.events if each.kind == FIXED], self._rests(duty.site)
        is_resting = bool(fixed) and fixed[-1].at is None
        if rests == is_resting or self._duties.standing(duty, self._now).state != RUNNING:
            return
        due = None if rests else self._due_anew(duty)
        if due is None and not rests:
            return
        self._duties.append(duty, DutyEvent(
            FIXED, self._now, at=due, source=f'{duty.keys[0]}:{len(duty.events)}',
            text=RESTS if rests else BEGINS_ANEW))

    def _due_anew(self, _duty: Duty) -> datetime.datetime | None:
        """Return by when it is due if it begins now, ``None`` if the calendar does not know."""
        return due_from(self.rule, self._now, self._portal, self._registry)

    def _rests(self, site: str) -> bool:
        found = self._portal.__objectmap__.object_for(int(site))
        return found is not None and is_suspended(found, PUBLISHING)


class DemandDuties(RestingDuties):
    """What the city demands and waits for a board."""

    rule = POSTING

    def _begin(self) -> None:
        book = book_of(self._portal)
        for number in demanded(book):
            proposal: KeptProposal = book.proposals[number]
            if self._stands(proposal):
                self._open(proposal)

    def _open(self, proposal: KeptProposal) -> None:
        name = f'{DEMANDED}:{proposal.number}'
        known = list(self._duties.of_key(name))
        if self._rests(proposal.to) or any(
                self._duties.standing(each, self._now).state in (RUNNING, MISSED, EXCUSED)
                for each in known):  # one that was met was so by what an operator has undone
            return
        key = f'{name}:{len(known)}'
        duty = self._duties.open(proposal.to, POSTING, (key,), DutyEvent(
            TRIGGERED, self._now, at=self._now if known else proposal.made_at, source=key,
            evidence=proposal.basis))
        if proposal.due is not None and (not known or proposal.due > self._now):
            self._duties.append(duty, DutyEvent(
                FIXED, self._now, at=proposal.due, source=key, actor=proposal.by))

    def _follow(self, duty: Duty) -> None:
        key, proposal = duty.keys[0], self._proposal(duty)
        posted = None if proposal is None else self._posted_at(proposal)
        if posted is not None:
            self._fulfil(duty, posted, key)
        elif proposal is None or not self._stands(proposal):
            self._strike(duty)
        else:
            self._let_rest(duty)

    def _due_anew(self, duty: Duty) -> datetime.datetime | None:
        """Return by when it is due from now on: on the day that was named, unless that is over."""
        proposal = self._proposal(duty)
        if proposal is not None and proposal.due is not None and proposal.due > self._now:
            return proposal.due
        return super()._due_anew(duty)

    def _proposal(self, duty: Duty) -> KeptProposal | None:
        found: KeptProposal | None = book_of(self._portal).proposals.get(
            int(duty.keys[0].split(':')[1]))
        return found

    def _posted_at(self, proposal: KeptProposal) -> datetime.datetime | None:
        """Return when the site has posted it, ``None`` if it has not."""
        found = self._portal.__objectmap__.object_for(proposal.reference) if (
            proposal.reference) else None
        return cast('datetime.datetime | None', getattr(found, 'published_at', None))

    def _stands(self, proposal: KeptProposal) -> bool:
        """Return whether ``proposal`` is still to be posted, and can be."""
        source = cast('Described | None',
                      self._portal.__objectmap__.object_for(proposal.source))
        return proposal.is_demanded and proposal.state in OPEN | {ACCEPTED} and (
            source is not None and is_listed(source) and not is_closed(source)) and (
                self._portal.__objectmap__.object_for(int(proposal.to)) is not None)


class RenewalDuties(RestingDuties):
    """References that are marked because their source was corrected."""

    rule = RULE

    def _begin(self) -> None:
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
            self._let_rest(duty)
            return
        taken = getattr(reference, 'updated_at', None) if held is None else held.moment
        if taken is not None and standing.trigger is not None and taken > standing.trigger:
            self._fulfil(duty, taken, oid)
        else:  # carried no longer, or the source says what it said
            self._end(duty)

    def _reference(self, oid: int) -> IReference | None:
        found = self._portal.__objectmap__.object_for(oid)
        return found if IReference.providedBy(found) else None
