"""What is known of a request; see ``interfaces``."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ....base.errors import Refused

if TYPE_CHECKING:
    from ....base.deadlines.engine import Deadline


class CannotResolve(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class Entry(NamedTuple):
    """A line of the register of requests (article 26).  Nothing of it is personal.

    ``number``: in the register of ``site`` in ``year``.  ``case``: number of the case.
    ``way``: as above.  ``received``: when a valid request was there.  ``due``: the last moment to
    answer, ``None`` if nothing is owed.  ``outcome``: ``''`` of what is open, ``RESOLUTION``,
    ``REFUSAL``, or of what ended undecided ``OUT_OF_SCOPE``, ``WITHDRAWN``, ``ABUSE``; ``ground``:
    code of the refusal.  ``complaints``, ``lawsuits``: how many there were.
    """

    number: int
    year: int
    site: str
    case: int
    way: str
    received: datetime.datetime
    due: datetime.datetime | None
    outcome: str
    ground: str
    complaints: int
    lawsuits: int = 0


class Figures(NamedTuple):
    """Số liệu of a year (Decree 13/2018/NĐ-CP, article 12.4), of requests received in it."""

    year: int
    received: int
    resolved: int
    refused: int
    complained: int
    out_of_scope: int = 0
    withdrawn: int = 0
    abusive: int = 0
    sued: int = 0


class Clock(NamedTuple):
    """A term of a request.  ``step``: as above.  ``deadline``: ``None`` if the calendar does not
    know its year; ``is_provisional``: whether it is of a law that has ended.
    """

    step: str
    deadline: Deadline | None
    is_provisional: bool
