"""The organisation chart: units in the tree that they make of themselves (13.1.a)."""
from typing import NamedTuple

from ....types.section import Section
from ....types.unit.resource import OrganisationUnit
from ....web import public_view
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from ..page.wording import Wording
from .everything import is_fallback, split

#: Units that lie deeper stand beside those of this level.
DEEPEST = 6


class Node(NamedTuple):
    """One unit of the chart.  ``parts``: the nodes of the units that belong to it."""

    name: Wording
    address: str
    head: Wording
    phone: str
    email: str
    parts: list['Node']


class Organisation(SectionPage):
    """The chart, and other items of the section below it."""

    @public_view(context=Section, listing='organisation', renderer='templates/organisation.pt')
    def chart(self):
        units, others = split(self.context, OrganisationUnit)
        self._below = below(units)
        return self.values(
            is_fallback([*units, *others], self.page.language.tag),
            roots=[self._node(unit) for unit in self._below[None]],
            rows=rows_of(self.page, others))

    def _node(self, unit):
        parts = [self._node(part) for part in self._below.get(unit, ())]
        return Node(self.page.say(unit, 'title'), self.request.link(unit),
                    self.page.say(unit, 'head'), unit.phone, unit.email, parts)


def below(units):
    """Return ``{unit: units right below it}``; under ``None`` stand those at the top.

    A unit whose superior is not among ``units``, or that would stand below itself, is at the top.
    """
    found, shown = {None: []}, set(units)
    for unit in sorted(units, key=lambda unit: unit.order):
        found.setdefault(_superior(unit, shown), []).append(unit)
    return found


def _superior(unit, shown):
    """Return the unit under which the chart shows ``unit``, or ``None`` for the top."""
    line, above = [], unit.superior
    while above in shown and above not in line:
        line.append(above)
        above = above.superior
    if not line or unit in line:
        return None
    return line[max(0, len(line) - DEEPEST)]
