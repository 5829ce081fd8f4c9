"""What a report counts, by which names, and what stands behind a figure."""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ...base.periods import Period

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Names of what divides a figure.
TYPE, SECTION, RULE, MONTH, AXIS, OF = 'type', 'section', 'rule', 'month', 'axis', 'of'
#: Counts of each site, by their names.
Counts = Mapping[str, Mapping[str, int]]


class Scope(NamedTuple):
    """``sites``: that are counted; ``period``: of which.  ``at``: as things were known at this
    moment; ``last``, ``inner``: by the events of the ledger, and of the inner one, up to these
    numbers.
    """

    portal: IPortal
    sites: tuple[str, ...]
    period: Period
    at: datetime.datetime
    last: int
    inner: int


class Name(NamedTuple):
    """The name of a figure, or of a part of one: ``ledger:published``,
    ``ledger:published:type:NewsItem``.
    """

    source: str
    what: str
    by: str = ''
    value: str = ''

    def __str__(self) -> str:
        return ':'.join(part for part in self if part)

    @property
    def whole(self) -> str:
        """The name of the figure that it is, or is a part of."""
        return f'{self.source}:{self.what}'


def name_of(text: str) -> Name:
    """Return the ``Name`` that ``text`` is.  Raises ``ValueError`` for what is none."""
    source, what, *part = text.split(':', 3)
    if not source or not what or len(part) == 1:
        raise ValueError(f'no figure: {text}')
    return Name(source, what, *part)


class Happening(NamedTuple):
    """One thing that a figure counts.  ``moment``: when; of a day its first moment.

    ``what``: as its source says it, in Vietnamese or as a code.  ``oid``: object id of what it is
    about, ``''`` for none.  ``number``: of the event, duty or case.  ``times``: how often it is
    counted.  ``is_late``: whether it came after the report was counted.
    """

    moment: datetime.datetime
    site: str
    what: str = ''
    oid: str = ''
    number: int = 0
    times: int = 1
    is_late: bool = False


class Source(Protocol):
    """Counts one kind of figures."""

    def counts(self, scope: Scope) -> Counts | None:
        """Return the counts of each site; ``None`` if nobody counts these days."""

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """Yield what the figure ``name`` counts, with what came afterwards."""
