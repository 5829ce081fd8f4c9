"""What the stream of changes promises to its callers."""
from __future__ import annotations

import datetime
from typing import NamedTuple

from zope.interface import Interface

from ...platform.ledger.interfaces import (
    CHANGED,
    COMMENTED,
    CORRECTED,
    CROSSPOSTED,
    ERASED,
    EXPIRED,
    MOVED,
    PUBLISHED,
    RESUMED,
    SUSPENDED,
    WITHDRAWN,
)

__all__ = [
    'CHANGED', 'COMMENTED', 'CORRECTED', 'CROSSPOSTED', 'ERASED', 'EXPIRED', 'ITEM', 'KINDS',
    'MOST', 'MOVED', 'PUBLISHED', 'RESUMED', 'SECTION', 'SITE', 'SUSPENDED', 'WITHDRAWN', 'Change',
    'ChangePage', 'IChanges', 'NotReconciled', 'OtherEpoch', 'Position']

#: The kinds of the ledger that concern the public.
KINDS = frozenset({
    PUBLISHED, CORRECTED, WITHDRAWN, CROSSPOSTED, COMMENTED, MOVED, CHANGED, SUSPENDED, RESUMED,
    EXPIRED, ERASED})
#: Scopes: one item with its parts and translations; a section or a site with all that is in it.
ITEM, SECTION, SITE = 'item', 'section', 'site'
#: Rows that one page looks through at most.
MOST = 500


class OtherEpoch(Exception):
    """Raised for a position of another epoch, or one that was never reached: a restore has put
    the portal back.  Whoever has it reads all again, from ``IChanges.position``.
    """


class NotReconciled(Exception):
    """Raised after a restore until ``bin/portal reconcile`` has run: ask again later."""


class Position(NamedTuple):
    """How far somebody has followed the changes.  ``number``: of the last row that was read.

    ``epoch``: another one from each restore on.  As text: ``epoch-number``.
    """

    epoch: str
    number: int

    def __str__(self) -> str:
        return f'{self.epoch}-{self.number}'

    @classmethod
    def parse(cls, text: str) -> Position:
        """Return the position that is written as ``text``.  Raises ``ValueError``."""
        epoch, _dash, number = text.partition('-')
        if not (epoch.isalnum() and epoch.isascii() and number.isdecimal() and number.isascii()
                and len(text) <= 40):
            raise ValueError(f'{text!r} is no position')
        return cls(epoch, int(number))


class Change(NamedTuple):
    """One change of what the public reads.

    ``number``: in the order of commits, never given twice in an epoch; some are missing.
    ``moment``: aware UTC; of what an import brought, the publication that it states.
    ``kind``: one of the above.  ``scope``: ``ITEM``, ``SECTION`` or ``SITE``.
    ``id``: object id of that item, section or site, in decimal digits.
    ``language``: BCP 47 tag of the text that it is about, ``''`` for all of them.
    ``site``: object id of the site it stood in at that time.
    ``languages``: in which it is public **when it is asked**, in the order of their tags; empty
    if it is not public: then whoever has a copy drops it, with all that is in it.  Else they read
    it again; a section or a site with all that is in it, unless the kind is ``CHANGED``.
    Of what is ``ERASED`` nothing older may be kept either, such as versions.
    """

    number: int
    moment: datetime.datetime
    kind: str
    scope: str
    id: str
    language: str
    site: str
    languages: tuple[str, ...]

    @property
    def is_gone(self) -> bool:
        """Whether a copy of it is to be dropped."""
        return not self.languages


class ChangePage(NamedTuple):
    """Some changes in order.  ``position``: from which to go on, also if there are none.
    ``is_last``: whether nothing follows at present.
    """

    changes: tuple[Change, ...]
    position: Position
    is_last: bool


class IChanges(Interface):
    """The changes of the portal in which a resource stands, an adapter:
    ``registry.getAdapter(resource, IChanges)``.  Reads ``content`` alone, writes nothing.
    """

    def position() -> Position:
        """Return where the changes end at present.  Whoever begins asks for it first, then reads
        all, then goes on from there: what changed meanwhile is read twice and not missed.
        Raises ``NotReconciled``.
        """

    def since(position: Position, size: int = MOST) -> ChangePage:
        """Return what follows ``position``.

        ``size``: of rows that are looked through, 1 to ``MOST``; the page has fewer changes where
        some of them are none of the public.  Applying a page twice does what doing it once does.
        Raises ``OtherEpoch``, ``NotReconciled``.
        """
