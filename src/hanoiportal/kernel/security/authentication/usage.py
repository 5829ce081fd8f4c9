"""When and by which devices accounts are used, in the ``interactions`` database.

A log-in writes here and nowhere else, so that neither the history of the content nor any page
that is kept knows of it.  No address of a computer is kept at all.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ....base.clock import local
from ....base.interfaces import IPortal
from ..interactions import get_or_create, interactions_of

if TYPE_CHECKING:
    from .accounts import Account

KEY = 'usage'
#: How often somebody has logged in, nobody is named: ``(ISO day in Hanoi, object id of the site)``
#: → ``Length``.
LOG_INS = 'log-ins'
#: Further ones push the oldest off the list: it fits on a page, and who logs in by a program ever
#: anew does not fill the database.
MOST_SESSIONS = 50


@dataclass(frozen=True)
class Opened:
    """Phiên đăng nhập: one session that was opened.

    ``at``, ``seen``, ``until``: aware UTC; ``seen`` is right to some minutes.
    ``device``: what the browser says that it is, in few words.  ``means``: name of a ``MEANS``.
    ``generation``: of the account when it was seen; a later one ends it.  ``None``: not known.
    """

    at: datetime.datetime
    seen: datetime.datetime
    until: datetime.datetime
    device: str
    means: str
    generation: int | None = None


class Usage(Persistent):
    """What is counted of one account.

    ``last``: when it was used last, or was seen first by the job that looks for unused ones.
    ``step``: of the last code of its application.  ``voided``: steps whose codes were told of
    before their time, see ``login.codes``.  ``counters``: ``{credential id: (number, last use)}``.
    ``spent``: hashes of used recovery codes.  ``sessions``: ``{id: Opened}``.
    """

    last: datetime.datetime | None = None
    step = 0
    voided: frozenset[int] = frozenset()

    def __init__(self) -> None:
        self.counters: dict[str, tuple[int, datetime.datetime]] = {}
        self.spent: frozenset[str] = frozenset()
        self.sessions: dict[str, Opened] = {}

    def open(self, session: str, opened: Opened) -> None:
        """Note a session, and forget those that are over."""
        held = {key: each for key, each in self.sessions.items() if opened.at < each.until}
        newest = sorted(held.items(), key=lambda pair: pair[1].at)[-MOST_SESSIONS + 1:]
        self.sessions = {**dict(newest), session: opened}
        self.last = opened.at

    def close(self, session: str) -> None:
        """Forget a session."""
        self.sessions = {key: each for key, each in self.sessions.items() if key != session}

    def rename(self, session: str, name: str) -> None:
        """Let ``session`` be called ``name`` from now on."""
        self.sessions = {name if key == session else key: each
                         for key, each in self.sessions.items()}

    def saw(self, session: str, moment: datetime.datetime, generation: int) -> None:
        """Note that ``session`` was in use at ``moment``, when the account had ``generation``."""
        if session in self.sessions:
            found = replace(self.sessions[session], seen=moment, generation=generation)
            self.sessions = {**self.sessions, session: found}
        self.last = max(filter(None, (self.last, moment)))

    def used(self, credential: str, counter: int, moment: datetime.datetime) -> None:
        """Note the ``counter`` that a passkey told."""
        self.counters = {**self.counters, credential: (counter, moment)}

    def is_left(self, step: int) -> bool:
        """Return whether the code of ``step`` can open anything, now or in its time."""
        return step > self.step and step not in self.voided

    def open_by(self, step: int) -> None:
        """Note that the code of ``step`` has been used: none before it opens any more."""
        self.step = step
        self.voided = frozenset(each for each in self.voided if each > step)

    def void(self, step: int) -> None:
        """Let the code of ``step`` open nothing when its time comes."""
        self.voided |= {step}

    def spend(self, hash: str) -> None:
        """Note that a recovery code has been used."""
        self.spent |= {hash}


def usage_of(portal: IPortal, account: Account) -> Usage:
    """Return the ``Usage`` of ``account`` for reading."""
    found: Usage | None = interactions_of(portal).get(KEY, {}).get(account.id)
    return found or Usage()


def kept_usage_of(portal: IPortal, account: Account) -> Usage:
    """Return the ``Usage`` of ``account`` for writing."""
    usage: Usage = get_or_create(
        get_or_create(interactions_of(portal), KEY, OOBTree), account.id, Usage)
    return usage


def count_log_in(portal: IPortal, site: int, moment: datetime.datetime) -> None:
    """Count a log-in at the site with that object id."""
    days = get_or_create(interactions_of(portal), LOG_INS, OOBTree)
    number: Length = get_or_create(days, (local(moment).date().isoformat(), site), Length)
    number.change(1)


def log_ins(portal: IPortal, since: str) -> Iterator[tuple[str, int, int]]:
    """Yield ``(ISO day, object id of the site, log-ins)`` from the ISO day ``since`` on."""
    for (day, site), number in interactions_of(portal).get(LOG_INS, OOBTree()).items((since, 0)):
        yield day, site, number()
