"""What is said of a watch from outside, and of a month of it."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.i18n import _
from ...platform.http.interfaces import BAD_TLS, NO_ANSWER, NO_NAME

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the reckoning: each failure that was found is an event of the ledger.
RECKONING = 'failures'
#: Seconds between the beginnings of two rounds, if nobody says else; intervals without a round
#: after which nobody was watching.
INTERVAL, SILENT = 60, 10
#: What a host did instead of answering, besides words of ``NoAnswer``; of HTTP else ``status`` and
#: the number.
COPY, STATUS = 'copy', 'status'
WORDS = {
    NO_NAME: _('không tìm thấy tên miền'), NO_ANSWER: _('máy chủ không trả lời'),
    BAD_TLS: _('chứng thư không hợp lệ'), COPY: _('chỉ còn bản sao chỉ đọc')}
#: The header by which the static twin says that it is one.
TWIN = 'x-static-twin'


class Round(NamedTuple):
    """One look at every host.  ``at``: aware UTC, when it began.  ``every``: seconds to the next.

    ``hosts``: that were asked.  ``failed``: why some did not answer, by host.  ``took``:
    milliseconds until the others' pages were there, of one round in an hour.
    """

    at: datetime.datetime
    every: int
    hosts: frozenset[str]
    failed: Mapping[str, str]
    took: Mapping[str, int]


class Outage(NamedTuple):
    """A host did not answer, and nobody had announced it.  ``start``: seconds since 1970 UTC.

    ``why``: the first thing that it did instead.  ``is_over``: it cannot become longer.
    """

    start: int
    seconds: int
    why: str
    is_over: bool = True


class HostMonth(NamedTuple):
    """A month of a host.  ``watched``: seconds of it that somebody watched, without those of
    announced stops, which are ``announced``.  ``loads``: pages that were timed, ``loading``: the
    milliseconds that all of them took.
    """

    watched: int
    announced: int
    outages: Sequence[Outage] = ()
    loads: int = 0
    loading: int = 0

    @property
    def failed(self) -> int:
        """Seconds in which it did not answer, of those watched."""
        return sum(each.seconds for each in self.outages)

    @property
    def share(self) -> int | None:
        """Hundredths of a per cent of what was watched in which it answered, rounded down;
        ``None`` if nobody watched.

        >>> HostMonth(86_400, 0, [Outage(0, 60, NO_ANSWER)]).share
        9993
        """
        if not self.watched:
            return None
        return (self.watched - self.failed) * 10_000 // self.watched


class IAvailability(Interface):
    """What was found of months, a utility."""

    def keep(environment: IEnvironment, found: Mapping[tuple[str, int], HostMonth]) -> None:
        """Keep ``found``, by month ``YYYY-MM`` and object id of the site, in place of what was
        known of them, and tell the ledger of the failures that are over.
        """

    def loads(portal: IPortal, months: Iterable[str]) -> Mapping[int, tuple[int, int]]:
        """Return the milliseconds that the pages of each site took in ``months`` together, and
        how many they were, by its object id; without a site of which none was timed.
        """
