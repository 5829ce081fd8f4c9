"""The register of erasures.  Renaming this module needs an upgrade step."""
from dataclasses import replace

from BTrees.IOBTree import IOBTree
from persistent import Persistent

from .interfaces import DEMANDED, DONE, IN_DATABASE

ATTRIBUTE = 'erasures'


class Erasure(Persistent):
    """Lần xóa vĩnh viễn: one demand and how far it is; it holds nothing of what was erased.

    ``demanded``: the ``Demanded``.  ``in_database_at``, ``done_at``: aware UTC ``datetime`` from
    which it was gone there, or ``None``.  ``copies``: ``{folder of backups: until when an older
    copy stays there}``, aware UTC, ``None`` where that is not known; empty once it is done.
    """

    in_database_at = done_at = None

    def __init__(self, demanded):
        self.demanded = demanded
        self.copies = {}

    @property
    def state(self):
        """How far it is, one of ``STATES``."""
        if self.done_at is not None:
            return DONE
        return DEMANDED if self.in_database_at is None else IN_DATABASE


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


def merge(portal, known):
    """Put each ``Demanded`` of ``known`` into the register that is not there; return how many.

    One whose number another has got meanwhile, in a portal that went on from an older copy, gets
    a new number.
    """
    register, missing = register_of(portal), _missing(portal, known)
    for demanded in missing:
        is_taken = demanded.number in register.entries
        register.add(replace(demanded, number=register.next_number()) if is_taken else demanded)
    return len(missing)


def has_all(portal, known):
    """Return whether each ``Demanded`` of ``known`` is in the register of ``portal``."""
    return not _missing(portal, known)


def _missing(portal, known):
    here = {_what(erasure.demanded) for erasure in erasures_of(portal)}
    return [demanded for demanded in known if _what(demanded) not in here]


def _what(demanded):
    return demanded.at, demanded.kind, demanded.oids, demanded.account
