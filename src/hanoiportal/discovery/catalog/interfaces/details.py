"""Items by what their types let them be found by."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ....base.interfaces import IItem, IResource
    from ....base.values import Batch, TextQuery

#: The name of a detail of an item, and a value that it has.
Detail = tuple[str, str]


@dataclass(frozen=True)
class DetailQuery:
    """What public items of one type are asked for by their details: all that is given holds.

    ``type``: name of a content type.
    ``equal``: pairs of a detail's name and its value.  ``between``: triples of a name, the least
    and the greatest value; ``''`` for no limit.
    ``order``: name of the detail that they are sorted by.  ``last_first``: the greatest first.
    """

    type: str
    text: TextQuery | None = None
    equal: tuple[Detail, ...] = ()
    between: tuple[tuple[str, str, str], ...] = ()
    order: str = ''
    last_first: bool = True

    def without(self, name: str) -> DetailQuery:
        """Return the same without what is asked of the detail ``name``."""
        return replace(self, equal=tuple(each for each in self.equal if each[0] != name))


class DetailPlace(NamedTuple):
    """Where an item stands in a list by a detail: its ``value``, ``''`` for none, and its id."""

    value: str
    docid: int


class IDetails(Interface):
    """Public items by their details, for one request.  Never writes.

    What a type's items are found by stands at its callable ``details``.
    """

    def having(details: Iterable[Detail]) -> dict[Detail, list[IItem]]:
        """Return ``{detail: [public items of all sites]}`` for the pairs ``details``.

        A detail that no item has is left out.
        """

    def find(asked: DetailQuery, place: IResource, start: int = 0, size: int = 20) -> Batch:
        """Return a ``Batch`` of the items below ``place`` that are ``DetailQuery`` for."""

    def following(asked: DetailQuery, place: IResource, after: DetailPlace | None,
                  size: int = 20) -> tuple[Batch, DetailPlace | None]:
        """Return a ``Batch`` of those behind ``after``, the last of the part before, ``None`` for
        the beginning, and the last one of it, ``None`` at the end of the list.  The greatest value
        comes first, whatever ``last_first`` says.

        Whatever enters or leaves the list meanwhile, no part passes over what was there all the
        time.
        """

    def counts(
            asked: DetailQuery, place: IResource, names: Iterable[str],
    ) -> dict[str, dict[str, int]]:
        """Return ``{name: {value: how many items have it}}``, for each detail of ``names`` without
        what is asked of it, so that other values can be chosen.
        """
