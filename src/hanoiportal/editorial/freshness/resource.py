"""What is kept of windows, and the reasons.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import MutableMapping
from dataclasses import dataclass

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of
from .interfaces import APPROVED, WRITTEN, WindowKey

#: Attribute of the portal, and key in the ``interactions`` database.
WINDOWS, REASONS = 'windows_settled', 'window_reasons'


class Settled(Persistent):
    """How far the windows of all sites are settled; an attribute of the portal.

    ``until``: aware UTC, the end of the last window of which the breaches are recorded.
    ``position``: number of the last event of the ledger that was looked at.
    ``breaches``: the ``WindowKey`` of each breach that stands, as a plain tuple.
    ``warned``: ``(ISO day, kind of site, code)`` of the windows whose people were warned.
    """

    until: datetime.datetime | None = None
    position = 0

    def __init__(self) -> None:
        self.breaches = OOTreeSet()
        self.warned = OOTreeSet()


def settled_of(portal: IPortal) -> Settled:
    """Return the ``Settled`` of ``portal``; an empty one that nobody keeps if there is none."""
    found: Settled | None = getattr(portal, WINDOWS, None)
    return Settled() if found is None else found


def get_or_create_settled(portal: IPortal) -> Settled:
    """Return the ``Settled`` of ``portal`` for writing."""
    if getattr(portal, WINDOWS, None) is None:
        setattr(portal, WINDOWS, Settled())
    found: Settled = getattr(portal, WINDOWS)
    return found


@dataclass(frozen=True)
class Words:
    """What somebody wrote.  ``by``: id of an account; ``at``: aware UTC."""

    text: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Consent:
    """An approval of the words ``number``, from 1.  ``by``: id of an account; ``at``: aware UTC.
    """

    number: int
    by: str
    at: datetime.datetime


class Reason(Persistent):
    """Lý do of one missed window.  ``words``: all that was written, the last counts."""

    words: tuple[Words, ...] = ()
    consent: Consent | None = None

    @property
    def number(self) -> int:
        """The number of the words that count, from 1."""
        return len(self.words)

    @property
    def last(self) -> Words:
        """The words that count."""
        return self.words[-1]

    @property
    def state(self) -> str:
        """``WRITTEN`` or ``APPROVED``."""
        is_approved = self.consent is not None and self.consent.number == self.number
        return APPROVED if is_approved else WRITTEN


def reason_of(portal: IPortal, key: WindowKey) -> Reason | None:
    """Return the ``Reason`` kept for ``key``, or ``None``."""
    kept = interactions_of(portal).get(REASONS)
    found: Reason | None = None if kept is None else kept.get(tuple(key))
    return found


def get_or_create_reason(portal: IPortal, key: WindowKey) -> Reason:
    """Return the ``Reason`` for ``key`` for writing."""
    reasons: MutableMapping[tuple[str, ...], Reason] = get_or_create(
        interactions_of(portal), REASONS, OOBTree)
    return get_or_create(reasons, tuple(key), Reason)
