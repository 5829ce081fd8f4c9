"""The suspensions of a portal, each with its report.  Renaming this module needs an upgrade step.
"""
import datetime
from collections.abc import Iterator

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from persistent import Persistent

from ...base.interfaces import IPortal
from .interfaces import REPORTED

ATTRIBUTE = 'suspensions'


class Suspension(Persistent):
    """Tạm ngừng: who, when, why, what, and what the managing body decided.

    ``portal``: that it belongs to.  ``kind``: ``ACCOUNT``, ``SITE`` or ``FEATURE``.
    ``place``: object id of the site, or of the list of accounts.  ``principal``: id of the
    account, else ``''``.  ``feature``: its name, else ``''``.  ``actor``, ``decided_by``:
    principal ids.  ``basis``: the text of law or the order that it stands on.  ``since``,
    ``until``, ``due``, ``decided_at``, ``ended_at``: aware UTC; by ``due``, as it was told then,
    the managing body must have decided, see ``terms.due_of``.  ``confirm_by``: aware UTC; it ends
    then unless a second person confirms it.
    """

    state = REPORTED
    decided_by = note = basis = ''
    confirm_by: datetime.datetime | None = None
    decided_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None

    def __init__(self, portal: IPortal, number: int, kind: str, place: int, actor: str,
                 reason: str, since: datetime.datetime, due: datetime.datetime, *,
                 principal: str = '', feature: str = '',
                 until: datetime.datetime | None = None, basis: str = '',
                 confirm_by: datetime.datetime | None = None) -> None:
        self.portal, self.number, self.kind, self.place = portal, number, kind, place
        self.principal, self.feature = principal, feature
        self.actor, self.reason = actor, reason
        self.since, self.until, self.due = since, until, due
        self.basis, self.confirm_by = basis, confirm_by

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What is suspended, the same for each suspension of it."""
        return self.kind, self.place, self.principal, self.feature

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None

    @property
    def ends(self) -> datetime.datetime | None:
        """When it ends by itself as things are, aware UTC, or ``None``."""
        unconfirmed = self.confirm_by if self.state == REPORTED else None
        return min((each for each in (self.until, unconfirmed) if each is not None), default=None)


class Register(Persistent):
    """Sổ tạm ngừng: every suspension by number; ``in_force``: numbers of those not ended."""

    def __init__(self) -> None:
        self.by_number = IOBTree()
        self.in_force = IITreeSet()

    def next_number(self) -> int:
        """Return the number of the next suspension, from 1."""
        last: int = self.by_number.maxKey() if self.by_number else 0
        return last + 1

    def add(self, suspension: Suspension) -> None:
        """Keep a suspension."""
        self.by_number[suspension.number] = suspension
        self.in_force.add(suspension.number)

    def end(self, suspension: Suspension, now: datetime.datetime) -> None:
        """Take it from those in force."""
        suspension.ended_at = now
        if suspension.number in self.in_force:
            self.in_force.remove(suspension.number)

    def active(self) -> Iterator[Suspension]:
        """Yield those in force, the latest first."""
        for number in reversed(list(self.in_force)):
            yield self.by_number[number]


def register_of(portal: IPortal) -> Register:
    """Return the ``Register`` of ``portal``; an empty one that nobody keeps if there is none."""
    found: Register | None = getattr(portal, ATTRIBUTE, None)
    return Register() if found is None else found


def get_or_create_register(portal: IPortal) -> Register:
    """Return the ``Register`` of ``portal`` for writing."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, Register())
    found: Register = getattr(portal, ATTRIBUTE)
    return found
