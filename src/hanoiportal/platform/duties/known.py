"""``IDuties`` of a portal: the register in ``interactions``, by the deadlines of its calendar."""
import datetime
from collections.abc import Callable, Iterator

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.deadlines.interfaces import IMMEDIATE, ON_CHANGE, ON_REQUEST, NoDeadline
from ...base.interfaces import IClock, IResource
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import find_portal
from ..calendar.interfaces import IDeadlines, IDeadlinesOf, Knowledge
from .interfaces import ITerms, Term
from .resource import KEY, DutyRegister, number_owed
from .services import DueOf, Duties

#: Units of rules that name no term: what is owed at once is owed until it is done.
AT_ONCE = (IMMEDIATE, ON_CHANGE, ON_REQUEST)


@implementer(ITerms)
class Terms:
    """``ITerms`` of the portal that ``resource`` stands in."""

    def __init__(self, resource: IResource) -> None:
        self._register: DutyRegister | None = interactions_of(find_portal(resource)).get(KEY)

    def all(self) -> Iterator[Term]:
        """See ``ITerms``."""
        return iter(()) if self._register is None else self._register.all_terms()

    def number_owed(self, site: str, rule: str) -> int:
        """See ``ITerms``."""
        return 0 if self._register is None else number_owed(
            self._register, site, rule)


def duties_by(registry: Registry) -> Callable[[IResource], Duties]:
    """Return the adapter of any resource of the tree to the ``IDuties`` of its portal."""
    def duties_of(resource: IResource) -> Duties:
        return Duties(interactions_of(find_portal(resource)),
                      due_by(lambda: registry.getUtility(IDeadlines)(resource)),
                      registry.getUtility(IClock).now)

    return duties_of


def due_by(deadlines_of: Callable[[], IDeadlinesOf]) -> DueOf:
    """Return what computes due moments by the deadlines that ``deadlines_of`` gives, each once;
    who counts duties asks for none.
    """
    given: list[IDeadlinesOf] = []
    known: dict[object, datetime.datetime | None] = {}

    def due_of(rule: str, trigger: datetime.datetime,
               of: Knowledge | None) -> datetime.datetime | None:
        if not given:  # ``cache`` takes as long as all that a menu asks of duties
            given.append(deadlines_of())
        [deadlines] = given
        asked = rule, trigger, *deadlines.bounds(of)
        if asked not in known:
            known[asked] = _due(deadlines, *asked)
        return known[asked]

    return due_of


def _due(deadlines: IDeadlinesOf, rule: str, trigger: datetime.datetime,
         day: datetime.date | None, row: int | None) -> datetime.datetime | None:
    try:
        deadline = deadlines.due(rule, trigger, known_on=day, row=row)
    except NoDeadline:
        return None
    return None if deadline.rule.unit in AT_ONCE else deadline.due
