"""The register of erasures.  Renaming this module needs an upgrade step."""
from BTrees.IOBTree import IOBTree
from persistent import Persistent

from .interfaces import BEGUN, CONFIRMED, DEMANDED, DONE, IN_DATABASE, Record

ATTRIBUTE = 'erasures'


class Withheld(Persistent):
    """What a demand has taken out of sight, as each withholding ``kept`` it: ``{name: kept}``."""

    def __init__(self, kept):
        self.kept = kept


class Erasure(Persistent):
    """Lần xóa vĩnh viễn: one demand and how far it is.

    ``demanded``: the ``Demanded``.  ``confirmed``, ``recalled``: the ``Step`` by which it was, or
    ``None``.  ``withheld``: what is given back if it is called back; ``None`` once it has begun or
    was called back: then nothing here holds anything of what was erased.
    ``begun_at``, ``in_database_at``, ``done_at``: aware UTC ``datetime`` at which it could not be
    called back any more, and from which it was gone there; or ``None``.
    ``copies``: ``{folder of backups: until when an older copy stays there}``, aware UTC, ``None``
    where that is not known; empty once it is done.
    """

    confirmed = recalled = withheld = begun_at = in_database_at = done_at = None

    def __init__(self, demanded):
        self.demanded = demanded
        self.copies = {}

    @property
    def state(self):
        """How far it is, one of ``STATES``."""
        if self.done_at is not None:
            return DONE
        if self.in_database_at is not None:
            return IN_DATABASE
        return self.record.state

    @property
    def record(self):
        """The ``Record`` of it, for the file."""
        return Record(self.demanded, self.confirmed, self.recalled,
                      self.begun_at or self.in_database_at)

    @property
    def has_begun(self):
        """Whether nobody can call it back any more."""
        return self.state in (BEGUN, IN_DATABASE, DONE)

    @property
    def is_open(self):
        """Whether it can still be called back."""
        return self.state in (DEMANDED, CONFIRMED)

    def begin(self, confirmed, now):
        """Let nothing be left by which it could be called back."""
        self.confirmed, self.withheld, self.recalled = confirmed, None, None
        self.begun_at = self.begun_at or now


class Register(Persistent):
    """Sổ xóa dữ liệu cá nhân: ``entries``: ``{number: Erasure}``."""

    def __init__(self):
        self.entries = IOBTree()

    def next_number(self):
        """Return the number of the next one."""
        return self.entries.maxKey() + 1 if self.entries else 1

    def add(self, demanded):
        """Keep a ``Demanded`` and return its ``Erasure``."""
        erasure = self.entries[demanded.number] = Erasure(demanded)
        return erasure


def erasures_of(portal):
    """Return each ``Erasure`` of ``portal``, the oldest first."""
    found = getattr(portal, ATTRIBUTE, None)
    return [] if found is None else list(found.entries.values())


def register_of(portal):
    """Return the ``Register`` of ``portal`` for writing."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, Register())
    return getattr(portal, ATTRIBUTE)
