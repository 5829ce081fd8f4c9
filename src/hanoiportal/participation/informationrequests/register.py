"""``IAccessRegister``: the register of article 26, in ``interactions``."""
import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...base.interfaces import IClock, IPortal, IResource
from ...kernel.security.interactions import empty, get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal
from ..cases.interfaces import ABUSE, OUT_OF_SCOPE, WITHDRAWN, Case, ICases
from .clocks import way_of
from .interfaces import REFUSAL, RESOLUTION, Entry, Figures, IAccessRegister
from .resource import KEY, Line, RequestBook


@implementer(IAccessRegister)
class AccessRegister:
    """See ``IAccessRegister``."""

    def __init__(self, portal: IPortal, cases: ICases,
                 now: Callable[[], datetime.datetime]) -> None:
        self._root = interactions_of(portal)
        self._cases, self._now = cases, now

    @property
    def book(self) -> RequestBook:
        """The book for reading; one that nobody keeps if there is none yet."""
        return cast(RequestBook, self._root.get(KEY)) or empty(RequestBook)

    @property
    def book_to_write(self) -> RequestBook:
        """The book for writing."""
        found: RequestBook = get_or_create(self._root, KEY, RequestBook)
        return found

    def enter(self, case: Case) -> None:
        """Give ``case`` a number of the site that has it."""
        self.book_to_write.enter(
            case.number, case.site, local(case.received).year, way_of(case), case.received)

    def entry(self, case: Case) -> Entry | None:
        """See ``IAccessRegister``."""
        line: Line | None = self.book.lines.get(case.number)
        return None if line is None else self._entry(line.number, line)

    def entries(self, site: str, year: int) -> Sequence[Entry]:
        """See ``IAccessRegister``."""
        return [self._entry(number, line) for number, line in self.book.of(site, year)]

    def _entry(self, number: int, line: Line) -> Entry:
        case = self._cases.get(line.case)
        due = None if case is None else self._cases.standing(case, self._now()).due
        return Entry(number, line.year, line.site, line.case, line.way, line.received, due,
                     line.outcome, line.ground, line.complaints, line.lawsuits)

    def figures(self, site: str | None) -> Sequence[Figures]:
        """See ``IAccessRegister``."""
        found: dict[int, list[Line]] = {}
        for line in self.book.lines.values():
            if site in (None, line.site):
                found.setdefault(line.year, []).append(line)
        return [_figures(year, lines) for year, lines in sorted(found.items(), reverse=True)]


def _figures(year: int, lines: Sequence[Line]) -> Figures:
    count = Counter(line.outcome for line in lines)
    return Figures(
        year, len(lines), count[RESOLUTION], count[REFUSAL],
        sum(line.complaints for line in lines), count[OUT_OF_SCOPE], count[WITHDRAWN],
        count[ABUSE], sum(line.lawsuits for line in lines))


def register_by(registry: Registry) -> Callable[[IResource], AccessRegister]:
    """Return the adapter of any resource of the tree to the register of its portal."""
    def register_of(resource: IResource) -> AccessRegister:
        portal = find_portal(resource)
        return AccessRegister(portal, registry.getAdapter(portal, ICases),
                              registry.getUtility(IClock).now)

    return register_of
