"""How forms are let in without any riddle for people (ADR 66; WCAG 2.2, 3.3.8).

Each form carries a *ticket*, sealed by the portal.  A small script of the page finds a number for
it, some thousand hashes, while the sender reads; where no script runs, the seconds of reading
count instead.  From a network that sends very much, each form waits longer; none is refused.
"""
from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256

from .crypto.sealing import Sealing, Unreadable

#: Bits that the hash must begin with: some 16,000 tries, a fraction of a second; and of the
#: slower way, some seconds.
BITS, SLOW_BITS = 14, 18
#: Seconds that a form without a number must have been read, and those of the slower way.
READ, SLOW = 6, 45
#: Seconds after which a ticket is replaced by another.
LASTS = 6 * 60 * 60
_OWNER = 'form ticket'


@dataclass(frozen=True)
class Ticket:
    """``token``: names the form that was filled in, for one receipt.  ``issued``: seconds since
    1970.  ``slow``: whether its sender has been sent the slower way.
    """

    token: str
    issued: int
    slow: bool = False

    @property
    def bits(self) -> int:
        """What the number must reach."""
        return SLOW_BITS if self.slow else BITS

    @property
    def seconds(self) -> int:
        """What must pass without a number."""
        return SLOW if self.slow else READ

    def waits(self, now: float) -> int:
        """Return the seconds that are left at ``now``, 0 for none."""
        return max(0, int(self.issued + self.seconds - now + .999))


def issue(now: float, token: str = '', slow: bool = False) -> Ticket:
    """Return a new ``Ticket``, for the form ``token`` if it has one."""
    return Ticket(token or secrets.token_hex(16), int(now), slow)


def written(ticket: Ticket, sealing: Sealing) -> str:
    """Return ``ticket`` as forms carry it."""
    sealed = sealing.seal_bytes(json.dumps(asdict(ticket)).encode(), _OWNER)
    return base64.urlsafe_b64encode(sealed).decode()


def read(text: str, sealing: Sealing, now: float) -> Ticket | None:
    """Return the ``Ticket`` in ``text``, ``None`` if it is none or too old."""
    try:
        ticket = Ticket(**json.loads(sealing.opened_bytes(
            base64.urlsafe_b64decode(text.encode()), _OWNER)))
    except (Unreadable, ValueError, TypeError):
        return None
    return ticket if now - ticket.issued < LASTS else None


def is_proved(text: str, number: str, bits: int) -> bool:
    """Return whether ``number`` is one that makes the hash of the ticket begin with ``bits``
    zeros.

    >>> is_proved('x', '7', 0), is_proved('x', 'no number', 0)
    (True, False)
    """
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return False
    digest = sha256(f'{text}.{number}'.encode()).digest()
    return int.from_bytes(digest[:8], 'big') >> (64 - bits) == 0


def admit(
        text: str, number: str, is_trapped: bool, sealing: Sealing, now: float,
        too_many: Callable[[], bool]) -> tuple[Ticket, bool]:
    """Return the ticket of a form that came with the ticket ``text`` and ``number``, and whether
    it is let in; if it is not, it comes again with that ticket.

    ``is_trapped``: whether it filled in what no person sees.  ``too_many``: counts one form of
    its network, and says whether there were too many lately.
    """
    ticket = read(text, sealing, now)
    if ticket is None:
        return issue(now), False
    ready = not ticket.waits(now) or is_proved(text, number, ticket.bits)
    if is_trapped:
        return issue(now, ticket.token, slow=True), False
    if not ready:
        return ticket, False
    if not ticket.slow and too_many():
        return issue(now, ticket.token, slow=True), False
    return ticket, True
