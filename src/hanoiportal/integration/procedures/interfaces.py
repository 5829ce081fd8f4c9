"""What the catalogue of procedures promises."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...platform.scheduling.interfaces import IEnvironment


#: View of a site that leads on to the page of a procedure, whose code stands behind it.
ENTRANCE = 'mo-thu-tuc'


class ListedProcedure(NamedTuple):
    """Thủ tục hành chính as the national portal lists it.  ``field``: lĩnh vực, ``''`` if none is
    said.  ``version``: what differs when it was changed, ``''`` if nothing is said.
    """

    code: str
    name: str
    field: str = ''
    version: str = ''
    is_repealed: bool = False


class KnownProcedure(NamedTuple):
    """The same as the portal knows it.  ``address``: of its page there.

    ``since``: local day on which it came; ``changed``, ``repealed``: on which the list first said
    something else of it, or had it no more; ``None`` for never.
    """

    code: str
    name: str
    field: str
    address: str
    since: datetime.date
    changed: datetime.date | None = None
    repealed: datetime.date | None = None


class CatalogueStanding(NamedTuple):
    """How the catalogue stands.  ``came``: aware UTC of the last whole list, ``None`` before the
    first.  ``why``: why the last try failed, ``''`` if it did not; ``failing``: since when.
    """

    came: datetime.datetime | None = None
    number: int = 0
    why: str = ''
    failing: datetime.datetime | None = None


class IProcedureCatalogue(Interface):
    """The catalogue, a utility; asks nobody.  All but ``standing`` reads ``content`` alone."""

    source = Attribute('the ``NationalPortal``, ``None`` if none is configured')
    hand_over = Attribute('the ``HandOver``, ``None`` if none is configured')

    def version(portal: IPortal) -> str:
        """Return what is another whenever the catalogue is; ``''`` if there is none."""

    def all(portal: IPortal) -> list[KnownProcedure]:
        """Return every procedure, by its code; repealed ones, too."""

    def get(portal: IPortal, code: str) -> KnownProcedure | None:
        """Return the procedure with that code, or ``None``."""

    def fields(portal: IPortal) -> list[tuple[str, int]]:
        """Return each field and how many procedures in force it has, in dictionary order."""

    def of_field(portal: IPortal, field: str) -> list[KnownProcedure]:
        """Return the procedures of a field, in dictionary order, repealed ones at the end."""

    def latest(portal: IPortal, most: int) -> list[KnownProcedure]:
        """Return the ``most`` that were changed or repealed last, the latest first."""

    def repealed(portal: IPortal, address: str) -> KnownProcedure | None:
        """Return the repealed procedure that ``address`` leads to, ``None`` if it leads to none.
        """

    def standing(portal: IPortal) -> CatalogueStanding:
        """Return how the catalogue stands."""

    def take(environment: IEnvironment, listed: Iterable[ListedProcedure]) -> None:
        """Let the catalogue be what a whole list says, in a transaction of its own."""
