"""What the catalog promises."""
import datetime
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from zope.interface import Interface

from ....base.interfaces import IItem, IResource, ISite
from ....base.permissions import VIEW
from ....base.values import Batch, TextQuery
from .details import Detail as Detail
from .details import DetailPlace as DetailPlace
from .details import DetailQuery as DetailQuery
from .details import IDetails as IDetails

#: In ``Narrowing.site``: the city portal's own pages, without those of component sites.
CITY = 'thanh-pho'
#: Flags: of a standing page that everybody finds (Điều 17); of what waits for an answer (14.1).
STANDING, CLARIFICATION = 'standing', 'clarification'
#: The flag of what shows an item of another site (``types.reference``): lists hold it, and search
#: finds the item.
REFERENCE = 'reference'


@dataclass(frozen=True)
class Narrowing:
    """What hits are cut down to: all that pass each filter that is given.

    ``site``: name of a component site, or ``CITY``.  ``type``: name of a content type.
    ``section``: name of sections, of whichever site.  ``since``, ``until``: local days of Hanoi,
    both inclusive, of the date under which a document is listed.
    """

    site: str = ''
    type: str = ''
    section: str = ''
    since: datetime.date | None = None
    until: datetime.date | None = None


class Counts(NamedTuple):
    """``{choice: number > 0}`` of hits that a filter would leave, the other filters as they are.
    """

    sites: dict[str, int]
    types: dict[str, int]
    sections: dict[str, int]
    years: dict[int, int]


class Found(NamedTuple):
    """``batch``: what is shown of what was found.

    ``total``: how many were found, those too that others stand for.
    ``alike``: for each item of the batch how many others it stands for.
    ``other_marks``: how many were left out because they hold words with other marks alone.
    ``fits``: whether any was found with the marks typed; all were, if nobody asked for that.
    """

    batch: Batch
    counts: Counts
    total: int
    alike: tuple[int, ...]
    other_marks: int = 0
    fits: bool = True


class Sought(NamedTuple):
    """One thing that is said.  ``ways``: to say it, each a tuple of words side by side, with
    marks or, where they are not known, folded.  ``weight``: beside a word, 1.
    """

    ways: tuple[tuple[str, ...], ...]
    weight: float = 1.


Document = TypeVar('Document')


class Weighed(NamedTuple, Generic[Document]):
    """``document``: itself, or its id in the index.  ``share``: of all that was sought, what it
    holds, 0 to 1.
    """

    document: Document
    share: float


class ICatalog(Interface):
    """Lists and searches for one request.  Never writes."""

    def latest(place: IResource, language: str, start: int = 0, size: int = 20,
               types: tuple[str, ...] = ()) -> Batch:
        """Return a ``Batch`` of what is public below ``place``, the newest first.

        ``language``: BCP 47 tag; only what has a public text in it is listed.
        ``types``: names of content types, ``()`` for all.
        Items of suspended sites are not listed.
        """

    def latest_of_each(sites: Iterable[IResource], language: str, size: int,
                       types: tuple[str, ...]) -> list[IResource]:
        """Return the newest public document of each of ``sites``, component sites: those of the
        ``size`` sites that published last, the newest first.
        """

    def tagged(
            keyword: str, place: IResource, language: str, start: int = 0,
            size: int = 20, types: tuple[str, ...] = ()) -> Batch:
        """Return a ``Batch`` of what is public below ``place`` and has ``keyword``, newest first.

        Case and marks of the keyword do not count.  ``types``: as of ``latest``.
        """

    def search(
            query: TextQuery, place: IResource, language: str, start: int = 0,
            size: int = 20) -> Batch:
        """Return a ``Batch`` of what is public below ``place`` and matches ``query``, best first.

        Items of suspended sites are not found.

        ``query``: a ``TextQuery``, made by ``search.parse``.
        ``language``: BCP 47 tag of the texts looked through.
        """

    def reviewed_by(place: IResource, language: str, day: str) -> list[IResource]:
        """Return what is public below ``place`` and is to be reviewed by ``day``, ``YYYY-MM-DD``,
        the most overdue first.
        """

    def related(document: IResource, size: int = 4) -> list[IResource]:
        """Return at most ``size`` listed documents in the language of ``document``, an item or a
        translation, the newest first: of its site that share a keyword with it, then of its place.
        The work that it shows is not among them.
        """

    def weighed(
            sought: Iterable[Sought], place: IResource, language: str, types: tuple[str, ...],
            size: int) -> list[Weighed[IItem]]:
        """Return the ``size`` public documents of ``types`` below ``place`` that hold most of what
        is ``sought``, best first; what is rare and what is in a title counts most.
        """

    def find(
            query: TextQuery, place: IResource, language: str, narrowing: Narrowing,
            start: int = 0, size: int = 20, newest: bool = False, gather: bool = False,
            fitting: bool = False) -> Found:
        """Return the ``Found`` of ``search``, cut down by a ``Narrowing``; counts are exact.

        ``newest``: the newest first in place of the best.
        ``gather``: of standing pages that are the same one stands for all, see ``alike``.
        ``fitting``: what holds words with other marks than those typed is left out where anything
        else is found, see ``other_marks`` and ``fits``.
        """


@dataclass(frozen=True)
class Wanted:
    """What a list of the desk shows: all that passes each filter that is given.

    ``place``: the resource below which it lies, ``None`` for anywhere.
    ``states``, ``types``, ``languages``, ``flags``: any of them; ``()`` for all.
    ``not_languages``, ``not_flags``: none of them.
    ``author``, ``not_author``: principal id of somebody who wrote in it, or did not.
    ``assignees``: of an open task on it: any of these principal ids, see ``tasks``.
    ``roles``: of which the asker must hold one where it is.
    ``review_by``: ``YYYY-MM-DD``; what is to be reviewed by that day, the earliest first.
    ``text``: a ``TextQuery`` that its title and text must match, or ``None``.
    ``permission``: what the asker must be allowed to do with it.
    """

    place: IResource | None = None
    states: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_languages: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    not_flags: tuple[str, ...] = ()
    author: str | None = None
    not_author: str | None = None
    assignees: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    review_by: str | None = None
    text: TextQuery | None = None
    permission: str = VIEW


class IWorkCatalog(Interface):
    """Lists of the desk for one asker: items, translations and their versions in work.

    Nothing is shown or counted that the asker may not do ``Wanted.permission`` with, by their
    roles at this moment (ADR 5).  Never writes.
    """

    def work(wanted: Wanted, start: int = 0, size: int = 20) -> Batch:
        """Return a ``Batch`` of what is ``Wanted``, what has changed last first."""

    def count(wanted: Wanted) -> int:
        """Return the number of documents that are ``Wanted``."""

    def best(wanted: Wanted, size: int) -> list[IResource]:
        """Return the ``size`` best documents for ``wanted.text``."""

    def sites(roles: Set[str]) -> list[ISite]:
        """Return the sites in which the asker holds one of ``roles``, in no order."""
