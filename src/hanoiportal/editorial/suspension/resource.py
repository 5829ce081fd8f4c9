"""The suspensions of a portal, each with its report.  Renaming this module needs an upgrade step.
"""
from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from persistent import Persistent

from .interfaces import REPORTED

ATTRIBUTE = 'suspensions'


class Suspension(Persistent):
    """Tạm ngừng: who, when, why, what, and what the managing body decided.

    ``portal``: that it belongs to.  ``kind``: ``ACCOUNT``, ``SITE`` or ``FEATURE``.
    ``place``: object id of the site, or of the list of accounts.  ``principal``: id of the
    account, else ``''``.  ``feature``: its name, else ``''``.  ``actor``, ``decided_by``:
    principal ids.  ``since``, ``until``, ``due``, ``decided_at``, ``ended_at``: aware UTC or
    ``None``; by ``due`` the managing body must have decided.
    """

    state = REPORTED
    decided_by = note = ''
    decided_at = ended_at = None

    def __init__(self, portal, number, kind, place, actor, reason, since, due, *,
                 principal='', feature='', until=None):
        self.portal, self.number, self.kind, self.place = portal, number, kind, place
        self.principal, self.feature = principal, feature
        self.actor, self.reason = actor, reason
        self.since, self.until, self.due = since, until, due

    @property
    def key(self):
        """What is suspended, the same for each suspension of it."""
        return self.kind, self.place, self.principal, self.feature

    @property
    def is_in_force(self):
        return self.ended_at is None


class Register(Persistent):
    """Sổ tạm ngừng: every suspension by number; ``in_force``: numbers of those not ended."""

    def __init__(self):
        self.by_number = IOBTree()
        self.in_force = IITreeSet()

    def next_number(self):
        """Return the number of the next suspension, from 1."""
        return self.by_number.maxKey() + 1 if self.by_number else 1

    def add(self, suspension):
        """Keep a suspension."""
        self.by_number[suspension.number] = suspension
        self.in_force.add(suspension.number)

    def end(self, suspension, now):
        """Take it from those in force."""
        suspension.ended_at = now
        if suspension.number in self.in_force:
            self.in_force.remove(suspension.number)

    def active(self):
        """Yield those in force, the latest first."""
        for number in reversed(list(self.in_force)):
            yield self.by_number[number]


def register_of(portal):
    """Return the ``Register`` of ``portal``; an empty one that nobody keeps if there is none."""
    found = getattr(portal, ATTRIBUTE, None)
    return Register() if found is None else found


def get_or_create_register(portal):
    """Return the ``Register`` of ``portal`` for writing."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, Register())
    return getattr(portal, ATTRIBUTE)
