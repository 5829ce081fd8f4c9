"""Terms and windows that a site did not keep, with reasons and repeats (clauses 4.1, 7.5)."""
import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pyramid.registry import Registry

from ...base.clock import ONE_DAY, local
from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import IDeadlineRules, NoDeadline
from ...base.interfaces import IPortal, ISite
from ...editorial.freshness.interfaces import IFreshness, IReasons, WindowKey
from ...platform.calendar.interfaces import IDeadlines, IDeadlinesOf
from ...platform.duties.interfaces import FIXED, ORDER, Duty, IDuties, ITerms, Standing
from .counting import is_broken

#: Days back of which breaches with a reason are still shown; those without always are.
BACK = 92


@dataclass(frozen=True)
class Breach:
    """A duty that was not kept.  ``what``: what was owed.  ``basis``: where the law says so.
    ``repeats``: how often the site broke terms of this rule in the days that are shown.
    """

    duty: Duty
    standing: Standing
    what: str
    basis: str
    repeats: int

    @property
    def about(self) -> str:
        """The number of the document or the order; ``''`` for an item, of which it is a field."""
        is_said = self.duty.keys[0].startswith(('row:', f'{ORDER}:'))
        return self.standing.evidence if is_said else ''

    def days_late(self, now: datetime.datetime) -> int:
        """Return how many local days after its last day it was done, or ``now`` if it was not."""
        done = self.standing.met_at or now
        due = self.standing.due or done
        return (local(done).date() - local(due).date()).days


@dataclass(frozen=True)
class Missed:
    """A window that passed without anything new.  ``reason``: as written, ``''`` for none."""

    key: WindowKey
    reason: str
    state: str


class Breaches:
    """The breaches of ``site`` at ``now``, in the language ``tag``."""

    def __init__(self, registry: Registry, portal: IPortal, site: ISite,
                 now: datetime.datetime, tag: str) -> None:
        self._registry, self._portal, self._site = registry, portal, site
        self._now, self._tag = now, tag
        self._duties: IDuties = registry.getAdapter(portal, IDuties)

    def duties(self) -> list[Breach]:
        """Return the duties that were not kept: without a reason first, then the latest."""
        since, own = (self._now - BACK * ONE_DAY).timestamp(), str(self._site.__oid__)
        terms = [term for term in self._registry.getAdapter(self._portal, ITerms).all()
                 if term.site == own and is_broken(term, self._now.timestamp())
                 and (not term.explained or term.due >= since)]
        repeats = Counter(term.rule for term in terms)
        terms.sort(key=lambda term: (term.explained, -term.due))
        found = ((self._duties.get(term.number), term) for term in terms)
        return [self._breach(duty, repeats[term.rule])
                for duty, term in found if duty is not None]

    def _breach(self, duty: Duty, repeats: int) -> Breach:
        standing = self._duties.standing(duty, self._now)
        try:
            rule = self._registry.getUtility(IDeadlineRules).nearest(
                duty.rule, standing.trigger or self._now)
        except NoDeadline:
            return Breach(duty, standing, duty.rule, duty.rule, repeats)
        return Breach(duty, standing, rule.what_in(self._tag), rule.short_basis, repeats)

    def way(self, breach: Breach) -> Deadline | None:
        """Return how the due moment came about, ``None`` where an order has set it."""
        is_fixed = any(event.kind == FIXED for event in breach.duty.events)
        if is_fixed or breach.standing.trigger is None:
            return None
        deadlines: IDeadlinesOf = self._registry.getUtility(IDeadlines)(self._portal)
        known_on, row = deadlines.bounds(breach.standing.known)
        return deadlines.due(
            breach.duty.rule, breach.standing.trigger, known_on=known_on, row=row)

    def windows(self, freshness: IFreshness, reasons: IReasons) -> Sequence[Missed]:
        """Return the windows that were missed, the latest first."""
        today = local(self._now).date()
        keys = freshness.missed(self._site, today - BACK * ONE_DAY, today)
        states = reasons.states(self._portal, keys)
        found = []
        for key in reversed(keys):
            reason = reasons.find(self._portal, key)
            found.append(Missed(
                key, '' if reason is None or reason.last is None else reason.last.text,
                states[key]))
        return found
