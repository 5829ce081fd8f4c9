"""What people are shown of connections: how they stand, what was tried, what was given up."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple


class Try(NamedTuple):
    """A line of the log of a connection.  ``at``: aware UTC.  ``seconds``: how long it took."""

    at: datetime.datetime
    key: str
    kind: str
    item: str
    tries: int
    outcome: str
    status: int
    note: str
    seconds: float


class DeadLetter(NamedTuple):
    """A delivery that is given up.  ``sequence``: its number in the connection."""

    sequence: int
    key: str
    kind: str
    item: str
    made: datetime.datetime
    tries: int
    note: str


class Connection(NamedTuple):
    """A connection as people look at it.  ``state``: one of the above.

    ``waiting``, ``dead``, ``arrived``: numbers of deliveries.  ``since``: of the failing, aware
    UTC.  ``again``: when the next try is made while it is broken.  ``last``: last arrival.
    ``why_off``: why the engine has turned it off, ``''`` if a person did.
    """

    number: int
    receiver: str
    site: str
    title: str
    settings: Mapping[str, object]
    state: str
    waiting: int
    dead: int
    arrived: int
    since: datetime.datetime | None
    again: datetime.datetime | None
    last: datetime.datetime | None
    note: str
    why_off: str
