"""What the snapshot holds of how cases were answered."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from zope.interface import Interface

from ...platform.scheduling.interfaces import IEnvironment

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Name of the part of the snapshot; the page below a section of questions.
PART, PAGE = 'case figures', 'ket-qua-tra-loi'


class ICaseFigures(Interface):
    """Keeps the figures of cases; a utility.  Commits by ``environment.in_transaction``."""

    def fold(environment: IEnvironment) -> None:
        """Bring the figures up to date with what has happened since, in ``interactions``."""

    def counted(portal: IPortal, oid: int, months: Sequence[str]) -> Mapping[str, int]:
        """Return how often each of ``values.COUNTED`` took place at the body with the object id
        ``oid`` in ``months``, ``YYYY-MM``, as it was folded last.
        """

    def behind(portal: IPortal, oid: int, months: Sequence[str],
               what: str) -> Iterator[tuple[str, int, int]]:
        """Yield the month, the number of the case and how often, for each case that counts in
        ``what`` of the same.
        """
