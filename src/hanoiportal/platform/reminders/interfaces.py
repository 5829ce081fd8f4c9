"""What the log of reminders promises to its callers."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zope.interface import Interface


class SentReminder(NamedTuple):
    """Lần nhắc: one reminder to the people of one site.

    ``moment``: aware UTC.  ``kind``: name of a row of ``notifications.kinds.KINDS``, or
    ``duty_digest``, the morning's mail.  ``site``: object id as text, as the ledger names it.
    ``number``: of what it speaks.  ``people``: ids of the accounts that were told.
    ``actor``: id of the account that reminded, ``''`` for the portal itself.
    """

    moment: datetime.datetime
    kind: str
    site: str
    number: int
    people: tuple[str, ...]
    actor: str = ''


class IReminders(Interface):
    """The log of the portal in which a resource stands, an adapter.  Never commits."""

    def note(reminder: SentReminder) -> None:
        """Write it down."""

    def latest(most: int, sites: Iterable[str] | None = None, kind: str = '',
               start: int = 0) -> Iterator[SentReminder]:
        """Yield at most ``most`` reminders, of ``sites`` alone if they are given, of the ``kind``
        if that is, the latest first, without the first ``start`` of them.
        """
