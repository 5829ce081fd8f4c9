"""Filters of a section's list as plain GET fields: each choice says how many items it leaves."""
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from persistent import Persistent

from ..search.params import params_of

#: Longer values are cut: no item has one, and links shall stay short.
LONGEST_VALUE = 100


class Filter(NamedTuple):
    """One way to narrow a list.

    ``name``: of the query field.  ``value``: that of an item, ``''`` if the filter does not
    concern it.  ``choices``: ``((value, translatable title), …)`` in their order; without
    them values are their own titles, the highest first, as years are.
    """

    name: str
    label: str
    value: Callable[[Persistent], str]
    choices: tuple[tuple[str, str], ...] = ()


class Option(NamedTuple):
    """A choice of a filter.  ``count``: items that are left by it and the other filters."""

    value: str
    title: str
    count: int
    chosen: bool


class Narrowed:
    """What a request asks of ``items``, by ``filters``.

    ``query``: ``{field: value}`` of what is asked for.  ``items``: what passes, in order.  All is
    done in memory, once over the items for each filter: for the hundreds of one section.
    """

    def __init__(self, request, filters, items):
        self._filters = filters
        typed = {each.name: params_of(request, each.name)[:LONGEST_VALUE] for each in filters}
        self.query = {name: value for name, value in typed.items() if value}
        self._all = [{each.name: each.value(item) for each in filters} for item in items]
        self.items = [item for item, values in zip(items, self._all, strict=True)
                      if self._passes(values)]

    def _passes(self, values, without=None):
        return all(values[name] == value for name, value in self.query.items() if name != without)

    @property
    def needed(self):
        """Whether there is anything to choose."""
        return bool(self.query) or any(len(options) > 1 for _each, options in self.fields)

    @property
    def fields(self):
        """Return ``[(filter, its options)]``, without filters that concern no item."""
        found = [(each, self._options(each)) for each in self._filters]
        return [(each, options) for each, options in found if options]

    def _options(self, wanted):
        every = {values[wanted.name] for values in self._all} - {''}
        counts = Counter(values[wanted.name] for values in self._all
                         if self._passes(values, wanted.name))
        titles = dict(wanted.choices) or {each: each for each in sorted(every, reverse=True)}
        chosen = self.query.get(wanted.name)
        return [Option(value, title, counts[value], value == chosen)
                for value, title in titles.items() if value in every]

    def address(self, address):
        """Return ``address`` with what is asked for as its query."""
        return f'{address}?{urlencode(self.query)}' if self.query else address
