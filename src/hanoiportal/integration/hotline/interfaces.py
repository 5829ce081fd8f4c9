"""What the hotline promises to the API."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ...participation.cases.interfaces import Submission

CALLS_WRITE = 'calls:write'


class Call(NamedTuple):
    """A call as a case.  ``state``: of the case; ``due``: aware UTC, by when it is to be answered,
    ``None`` if nothing is owed.  ``answer``: the last one, as its sender reads it, ``''`` before.
    ``item``: object id of what is public, ``''`` for nothing.
    """

    code: str
    kind: str
    received: datetime.datetime
    state: str
    due: datetime.datetime | None
    answer: str
    item: str


class IHotline(Interface):
    """The calls of one service account.  Never commits; writes ``interactions`` alone."""

    def enter(submission: Submission) -> Call:
        """Keep a call as a case of the account's site.  Raises ``errors.Refused`` by field."""

    def find(code: str) -> Call | None:
        """Return the call with that code, however it is spelled, if the account entered it;
        ``None`` for all others.
        """
