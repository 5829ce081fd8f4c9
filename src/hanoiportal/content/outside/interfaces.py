"""What the check of links to the outside promises to its callers."""
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from zope.interface import Interface

from ...base.interfaces import IResource

#: Days on which an address must have failed before it is called broken.
ENOUGH = 3


@dataclass(frozen=True)
class BrokenOutside:
    """A link to an address outside that does not answer.

    ``document``: the public item or translation that has it.  ``why``: a translatable text.
    ``since``: ISO date of the first failure in a row.
    """

    document: IResource
    address: str
    why: str
    since: str


class IOutside(Interface):
    """Which links to the outside are broken, as far as one asker may know.  Never commits."""

    def broken(place: IResource) -> Iterator[BrokenOutside]:
        """Yield each broken link to the outside in what is public below ``place``, by address; of
        a site, what lies in other sites below it is left out.
        """

    def note(address: str, why: str, moment: datetime.datetime) -> None:
        """Note that ``address`` answered at ``moment``, aware UTC, or ``why`` it did not: a
        word of ``NoAnswer`` or a status of HTTP, ``''`` if it did.
        """
