"""Exports as they are kept, in ``interactions``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import datetime

from BTrees.LOBTree import LOBTree
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...kernel.storage.contents import KeptContent
from .interfaces import ExportWords, RegisterExport

#: Where ``interactions`` keeps them, by number.
ATTRIBUTE = 'register_exports'


class KeptExport(Persistent):
    """Tệp xuất sổ, see ``interfaces.RegisterExport``.

    ``seal``: number of the key of ``asked``, the ``RowQuery``, and of ``content``.
    ``permissions``: that the asker had at the site when it was ordered, of those that decide what
    is in it.  ``header``, ``titles``: what columns and the values of choices are called.
    ``taken_at``: when a machine last worked on it, ``None`` as long as none does.
    """

    asked = b''
    done = total = seal = size = 0
    failed = False
    taken_at: datetime.datetime | None = None
    content: KeptContent | None = None

    def __init__(self, number: int, site: str, register: str, actor: str, at: datetime.datetime,
                 permissions: frozenset[str], words: ExportWords) -> None:
        self.number, self.site, self.register = number, site, register
        self.actor, self.at, self.permissions = actor, at, permissions
        self.filename, self.title = words.filename, words.title
        self.header, self.titles = tuple(words.header), tuple(map(dict, words.titles))

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be made."""
        return self.content is None and not self.failed

    def shown(self) -> RegisterExport:
        """Return what its asker is told of it."""
        return RegisterExport(
            self.number, self.register, self.title, self.filename, self.at, self.done, self.total,
            self.content is not None, self.failed, self.size)


def exports_of(portal: IPortal) -> LOBTree:
    """Return all exports by number, for reading."""
    return kept_or_new(portal, ATTRIBUTE, LOBTree)


def get_or_create_exports(portal: IPortal) -> LOBTree:
    """Return the same for writing."""
    found: LOBTree = get_or_create(interactions_of(portal), ATTRIBUTE, LOBTree)
    return found
