"""What is promised to endpoints that may be asked twice."""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from zope.interface import Interface

#: How long an answer is kept.
KEPT = datetime.timedelta(hours=24)
#: Characters of a key.
LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    """What was answered.  ``body``: JSON.  ``fingerprint``: of the request, see ``IAnswers``."""

    fingerprint: str
    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class OtherRequest(Exception):
    """The key was used for another request."""


class IAnswers(Interface):
    """The answers that one account got.  Never commits."""

    def given(database: str, account: str, key: str, fingerprint: str) -> Answer | None:
        """Return what was answered within ``KEPT`` to the request with ``key``, ``None`` if there
        was none.

        ``database``: name of the one that the request writes.  ``account``: its id.
        ``fingerprint``: SHA-256 of the method, the address and the body.
        Raises ``OtherRequest`` if it was asked for something else.
        """

    def keep(database: str, account: str, key: str, answer: Answer) -> None:
        """Keep ``answer``; what is older than ``KEPT`` is forgotten."""
