"""``ILetters``: letters that people have written, to who follows something and is told by mail.

A letter counts what it caused by its own number: the address to return to and the link that ends
it hold it.  That link ends what the letter was sent for, and nothing else.
"""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from itertools import islice

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IResource
from ...kernel.tree.lookup import find_portal, site_of
from ..scheduling.interfaces import IEnvironment
from .addresses import page_of, public_at
from .batches import book_of
from .digests import letter_of
from .figures import count, count_letter, figures_of
from .interfaces import (
    BY_MAIL,
    PAGE,
    SENT,
    STOP,
    Digest,
    ILetters,
    IReturns,
    ISubscriptions,
    Wish,
    WrittenLetter,
)
from .letters import page_link, send
from .resource import Subscriber
from .sealing import STOP_LETTER
from .telling import list_headers

#: Subscribers that are looked at together.
_LOOKED = 200


@implementer(ILetters)
class Letters:
    """See ``ILetters``."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        self._registry, self._portal = registry, find_portal(resource)

    def last(self) -> int:
        """See ``ILetters``."""
        book = book_of(self._portal)
        return int(book.subscribers.maxKey()) if book is not None and book.subscribers else 0

    def count(self, wishes: Collection[Wish]) -> int:
        """See ``ILetters``."""
        return sum(1 for _each in self._readers(wishes, 0, self.last()))

    def shown(self, letter: WrittenLetter, tag: str) -> Digest:
        """See ``ILetters``."""
        page = page_of(self._registry, tag, PAGE)
        return self._written(letter, tag, {'stop': page, 'address': page, 'until': '…'})

    def send(self, environment: IEnvironment, letter: WrittenLetter, wishes: Collection[Wish],
             after: int, until: int, most: int) -> int:
        """See ``ILetters``."""
        readers = list(islice(self._readers(wishes, after, until), most))
        for reader in readers:
            self._send(environment, letter, reader, wishes)
        return readers[-1].number if readers else 0

    def figures(self, number: int) -> dict[str, int]:
        """See ``ILetters``."""
        return figures_of(self._portal, number)

    def _readers(self, wishes: Collection[Wish], after: int, until: int) -> Iterator[Subscriber]:
        """Yield who follows any of ``wishes`` and is told by mail, by their numbers."""
        book, wanted = book_of(self._portal), frozenset(wishes)
        while book is not None:
            numbers = sorted({number for wish in wanted for number in islice(
                book.numbers_of(*wish, after), _LOOKED)})[:_LOOKED]
            for number in numbers:
                found = book.subscribers[number]
                if number > until:
                    return
                if found.channel == BY_MAIL and any(
                        each.confirmed and (each.kind, each.target) in wanted
                        for each in found.followed):
                    yield found
            if not numbers:
                return
            after = numbers[-1]

    def _written(self, letter: WrittenLetter, tag: str, links: dict[str, str]) -> Digest:
        items = [item for each in letter.items
                 if (item := public_at(self._portal, each)) is not None]
        return letter_of(self._registry, site_of(self._portal, letter.sender), letter.title,
                         letter.text, items, tag, links)

    def _send(self, environment: IEnvironment, letter: WrittenLetter, reader: Subscriber,
              wishes: Collection[Wish]) -> None:
        register: ISubscriptions = self._registry.getAdapter(self._portal, ISubscriptions)
        numbers = '-'.join(str(each.number) for each in reader.followed
                           if (each.kind, each.target) in wishes)
        stop = page_of(self._registry, reader.language, PAGE, STOP, register.code(
            reader, STOP_LETTER, str(letter.number), numbers))
        written = self._written(letter, reader.language, {
            'stop': stop, **page_link(environment, reader)})
        returns: IReturns = self._registry.getUtility(IReturns)
        token = sha256(f'letter {letter.number} {reader.number}'.encode()).hexdigest()[:32]
        send(environment, reader, written.subject, written.text, token,
             list_headers(self._registry, stop), html=written.html,
             returns=returns.address(self._portal, reader, letter.number))
        count(environment, SENT, [site_of(self._portal, letter.sender)])
        count_letter(self._portal, letter.number, SENT)


def letters_by(registry: Registry) -> Callable[[IResource], Letters]:
    """Return what makes the ``ILetters`` of a resource."""
    return lambda resource: Letters(registry, resource)
