"""What ratings promise."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zope.interface import Interface

from ...base.dated import Dated, Titled
from ...base.i18n import _
from ...base.interfaces import IResource, ISite

#: The page of every site by which one rates; its query field: the path, below the site, of what is
#: rated, nothing for the site itself.
VIEW, THING = 'danh-gia', 'trang'
#: The page of every site with the averages.
RESULTS = 'ket-qua-danh-gia'
#: What one may say, and what it is called.
VALUES = {1: _('Rất không hài lòng'), 2: _('Không hài lòng'), 3: _('Bình thường'),
          4: _('Hài lòng'), 5: _('Rất hài lòng')}
#: Names of ``rating_rules.csv``: the fewest ratings that are shown as a figure; the average, of
#: how many ratings at least, in how many days that are over, that the board is told of; the
#: working days in which it is to be looked at.
HIDDEN_BELOW, LOW_AVERAGE, LOW_LEAST, LOW_DAYS, LOW_TERM = (
    'hidden_below', 'low_average', 'low_least', 'low_days', 'low_term')
#: The page of a site in the desk.
PAGE = 'ratings'


@dataclass(frozen=True)
class Axis(Dated, Titled):
    """Phương diện đánh giá: a row of ``rating_axes.csv``.  ``asks``: what is rated by it."""

    code: str
    title: str
    title_en: str
    asks: Mapping[str, str]


class IRatingRules(Interface):
    """The tables by which is rated; a utility."""

    def axes(day: datetime.date | None) -> Sequence[Axis]:
        """Return the axes in force on the local ``day``, in their order; for ``None`` those that
        do not end.
        """

    def number(name: str, day: datetime.date | None) -> float:
        """Return the number called ``name`` in force then.  Raises ``LookupError``."""


class RatedKey(NamedTuple):
    """What is counted together.  ``site``, ``place``, ``thing``: object ids of the site, of the
    section (0 for none) and of what was rated.  ``month``: ``YYYY-MM``, local.
    """

    site: int
    month: str
    place: int
    thing: int


class MarkCount(NamedTuple):
    """How often a value was said on a day.  ``day``: of the month.  ``axis``: a code."""

    day: int
    axis: str
    value: int
    times: int


class IRatings(Interface):
    """The counts of ratings, in ``interactions``: no person, no address, no time of the day; an
    adapter of any resource.  Never commits.
    """

    def rate(thing: IResource, axis: str, value: int) -> None:
        """Count one rating of ``thing``, a site, a section or an item, today.

        Raises ``errors.Refused`` for what is no axis of today or no value.
        """

    def of_site(site: int, first: str,
                last: str) -> Iterator[tuple[RatedKey, Iterable[MarkCount]]]:
        """Yield what was said of the site with that object id and of all that is in it, in the
        months from ``first`` to ``last``, the earliest first.
        """

    def sites() -> list[int]:
        """Return the object ids of the sites of which anything was rated."""


class Concern(NamedTuple):
    """Điều bị đánh giá thấp: what the board of a site is to look at.

    ``thing``: object id of what was rated, ``axis`` low.  ``opened``, ``closed``: aware UTC;
    ``closed`` is ``None`` while nobody has looked at it.  ``tenths``: the average in tenths of a
    point.  ``number``: of ratings.  ``actor``, ``note``: who closed it, and with which words.
    """

    site: int
    thing: int
    axis: str
    opened: datetime.datetime
    number: int
    tenths: int
    closed: datetime.datetime | None = None
    actor: str = ''
    note: str = ''


class IRatingConcerns(Interface):
    """What was rated low, for one asker.  Never commits."""

    def of_site(site: ISite) -> list[tuple[int, Concern]]:
        """Return the concerns of ``site`` with their numbers, open ones first, then the latest."""

    def waiting(of: ISite | None = None) -> list[tuple[ISite, Concern, datetime.datetime]]:
        """Return ``(site, concern, due)`` of each open one that the asker may close, of all sites
        unless given, earliest due moment first.
        """

    def due(concern: Concern) -> datetime.datetime:
        """Return by when ``concern`` is to be looked at, aware UTC: working days from its opening,
        by the calendar as it is known now.
        """

    def close(site: ISite, number: int, note: str, actor: str) -> None:
        """Note what was done about a concern.  Raises ``errors.Refused``; logs it."""
