"""Letters of boards, in ``interactions``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet
from persistent import Persistent

from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...platform.subscriptions.interfaces import WrittenLetter
from .interfaces import LetterText

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from ...base.interfaces import IPortal
    from ...platform.subscriptions.interfaces import Wish

#: Name in the root of the database.
KEY = 'board letters'


class KeptLetter(Persistent):
    """See ``LetterView``.  ``site``: object id in decimal digits.

    ``is_approved``: whether the board has approved ``said``.  ``after``: number of the subscriber
    whom it went to last, ``until``: of the last one whom it goes to, 0 before it is being sent.
    """

    authors: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    is_approved = is_back = is_recalled = is_gone = False
    reason = ''
    after = until = 0

    def __init__(self, number: int, site: str, said: LetterText) -> None:
        self.number, self.site, self.said = number, site, said

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what it says and to whom."""
        at = self.said.at and self.said.at.isoformat()
        said = [self.number, self.site, *self.said._replace(at=None), at]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def written(self) -> WrittenLetter:
        """What its readers get."""
        said = self.said
        return WrittenLetter(self.number, self.site, said.title, said.text, said.items)

    @property
    def wishes(self) -> frozenset[Wish]:
        """What its readers follow."""
        return frozenset((kind, target) for each in self.said.wishes
                         for kind, _colon, target in [each.partition(':')])

    @property
    def waits(self) -> bool:
        """Whether it waits for the board."""
        return not (self.is_approved or self.is_back or self.is_recalled)


class LetterBook(Persistent):
    """``letters``: by number.  ``due``: ``(seconds, number)`` of what is approved and not gone."""

    def __init__(self) -> None:
        self.letters = LOBTree()
        self.due = OOTreeSet()

    def add(self, site: str, said: LetterText) -> KeptLetter:
        """Keep a new letter of ``site``, with the next number."""
        number = self.letters.maxKey() + 1 if self.letters else 1
        letter = self.letters[number] = KeptLetter(number, site, said)
        return letter

    def of_site(self, site: str) -> Iterator[KeptLetter]:
        """Yield the letters of the site with that object id, the latest first."""
        return (each for each in reversed(list(self.letters.values())) if each.site == site)

    def schedule(self, letter: KeptLetter, at: datetime.datetime) -> None:
        """Let ``letter`` go at ``at``."""
        self.due.insert((at.timestamp(), letter.number))

    def drop_due(self, letter: KeptLetter) -> None:
        """Let ``letter`` not go."""
        for row in [each for each in self.due if each[1] == letter.number]:
            self.due.remove(row)


def book_of(portal: IPortal) -> LetterBook:
    """Return the book of ``portal`` for reading; of one that has none yet, it is not kept."""
    return kept_or_new(portal, KEY, LetterBook)


def kept_book(portal: IPortal) -> LetterBook:
    """Return the book of ``portal`` for writing."""
    found: LetterBook = get_or_create(interactions_of(portal), KEY, LetterBook)
    return found
