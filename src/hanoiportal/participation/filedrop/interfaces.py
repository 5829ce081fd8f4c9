"""What the intake of files and packages promises to those who bring them."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ..cases.interfaces import Attachment

#: The file beside those of a package, and the word that names its format.
MANIFEST, FORMAT = 'package.json', 'hanoiportal-package/1'
#: Letters of a value of a package, if nothing else is said.
LONGEST = 300


class CannotDrop(Refused[str]):
    """Raised with ``reasons``: ``{'': translatable sentence}``; nothing is taken."""


class Package(NamedTuple):
    """What a package says.  ``sender``: by the names of docs/operations/file-drop.md, each ``''``
    if it is not said.
    """

    reference: str
    title: str
    text: str
    sender: Mapping[str, str]
    has_rights: bool


class Arrival(NamedTuple):
    """What is going to be kept.  ``mark``: by which it is known again.  ``package``: ``None`` of
    plain files, which have a ``title`` alone.
    """

    site: ISite
    mark: str
    title: str
    files: tuple[Attachment, ...]
    package: Package | None


class IPackages(Interface):
    """Takes files and packages for sites, an adapter of the portal.  Never commits; writes
    ``interactions`` alone.
    """

    def package(said: object, files: Mapping[str, bytes]) -> Package:
        """Return what ``said``, a JSON object, says of ``files``, by their names.

        Raises ``CannotDrop`` for what lacks, for a file that is not named or not there, and for
        one whose bytes are others than was said.
        """

    def arrived(site: ISite, title: str, files: Mapping[str, bytes],
                package: Package | None) -> Arrival:
        """Examine ``files`` like uploads.  ``title``: of plain files.  Raises ``CannotDrop``."""

    def keep(arrival: Arrival) -> str:
        """Return the code of the case of ``arrival``, which is made unless there is one."""

    def sent() -> Iterator[tuple[int, str]]:
        """Yield number of the case and reference of each package that was kept, the latest first.
        """

    def reference(number: int) -> str:
        """Return the reference of the package that is the case with that number, ``''`` if it is
        none.
        """
