"""The book of subscribers and the keys of their addresses: what every verb needs."""
import datetime
import hashlib
import hmac
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IClock, IResource
from ...base.numbers import number_in
from ...kernel.security.interactions import interactions_of, kept_or_new
from ...kernel.storage.keys import key_of, keys_of
from ...kernel.tree.lookup import find_portal
from ..ledger.interfaces import ILedger
from ..outbox.interfaces import IOutbox
from .interfaces import Followed, ISubscriber
from .resource import KEY, Subscriber, SubscriptionBook
from .rules import ISubscriptionRules
from .sealing import NEWS, close, code, is_made, opened, parts_of, short_code

#: Characters of a code, which may name everything that one follows.
LONGEST_CODE = 1000
#: The effect that destroys the key of an address.
FORGET = 'destroy subscriber key'


class SubscriberBook:
    """Base of ``ISubscriptions``."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        self._registry = registry
        self._portal = find_portal(resource)
        self._root = interactions_of(self._portal)

    @property
    def _book(self) -> SubscriptionBook:
        """The book for reading; an empty one that nobody keeps if there is none yet."""
        return kept_or_new(self._portal, KEY, SubscriptionBook)

    def _book_to_write(self) -> SubscriptionBook:
        """Return the book; a new one begins after what is public already."""
        if KEY not in self._root:
            self._root[KEY] = SubscriptionBook()
            self._root[KEY].position = self._last_event()
        return cast(SubscriptionBook, self._root[KEY])

    def _last_event(self) -> int:
        ledger: ILedger = self._registry.getAdapter(self._portal, ILedger)
        return ledger.last()

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now

    def _rule(self, name: str) -> int:
        number: int = self._registry.getUtility(ISubscriptionRules).number(name, self._now())
        return number

    def _mark(self, what: str, value: str) -> bytes:
        """Return by what a ``value`` is found again, without telling it."""
        told = f'subscriber {what}:{value.strip().casefold()}'.encode()
        return hmac.new(keys_of(self._portal).lookup(), told, hashlib.sha256).digest()

    def _known(self, address: str) -> Subscriber | None:
        book = self._book
        return cast(Subscriber | None, book.subscribers.get(
            book.marks.get(self._mark('address', address), 0)))

    def _new(self, address: str, language: str) -> Subscriber:
        book = self._book_to_write()
        number, key = keys_of(self._portal).take(
            int(self._now().timestamp()), book.subscribers.maxKey() if book.subscribers else 0)
        subscriber = Subscriber(number, close(key, number, address.strip()),
                                self._mark('address', address), language)
        book.subscribers[number] = subscriber
        book.marks[subscriber.mark] = number
        return subscriber

    def get(self, number: int) -> ISubscriber | None:
        """See ``ISubscriptions``."""
        return cast(ISubscriber | None, self._book.subscribers.get(number))

    def address(self, subscriber: ISubscriber) -> str:
        """See ``ISubscriptions``."""
        kept = kept_in(subscriber)
        key = key_of(self._portal, kept.number)
        return '' if key is None else opened(key, kept.number, kept.sealed)

    def code(self, subscriber: ISubscriber, purpose: str, *parts: str) -> str:
        """See ``ISubscriptions``."""
        number = kept_in(subscriber).number
        key = key_of(self._portal, number)
        return '' if key is None else code(key, purpose, str(number), *parts)

    def by_identity(self, pseudonym: str) -> list[ISubscriber]:
        """See ``ISubscriptions``."""
        return [cast(ISubscriber, each)
                for each in self._book.of_person(self._mark('person', pseudonym))]

    def by_address(self, address: str) -> ISubscriber | None:
        """See ``ISubscriptions``."""
        return cast(ISubscriber | None, self._known(address))

    def short(self, subscriber: ISubscriber) -> str:
        """See ``ISubscriptions``."""
        number = kept_in(subscriber).number
        key = key_of(self._portal, number)
        return '' if key is None else f'{number}-{short_code(key, NEWS, number)}'

    def by_short(self, code: str) -> ISubscriber | None:
        """See ``ISubscriptions``."""
        number = number_in(code[:40].partition('-')[0])
        subscriber = self.get(number)
        made = '' if subscriber is None else self.short(subscriber)
        return subscriber if hmac.compare_digest(
            (made or '-').encode(), code[:60].lower().encode()) else None

    def _named(self, text: str, purpose: str, length: int) -> tuple[Subscriber, list[str]] | None:
        """Return who has the code ``text`` of ``purpose``, and its ``length`` own parts."""
        parts = parts_of(text[:LONGEST_CODE])
        if len(parts) != length + 3 or parts[0] != purpose:
            return None
        subscriber = self._book.subscribers.get(number_in(parts[1]))
        key = None if subscriber is None else key_of(self._portal, subscriber.number)
        if not is_made(key or bytes(32), parts) or key is None:
            return None
        return subscriber, parts[2:-1]

    def _forget(self, subscriber: Subscriber) -> None:
        self._book_to_write().forget(subscriber)
        outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
        outbox.add(FORGET, f'subscriber key:{subscriber.number}', {'number': subscriber.number})


def kept_in(subscriber: ISubscriber) -> Subscriber:
    """Return the persistent object that ``subscriber`` is."""
    assert isinstance(subscriber, Subscriber)
    return subscriber


def without(followed: tuple[Followed, ...], numbers: frozenset[int]) -> tuple[Followed, ...]:
    """Return those of ``followed`` that have none of ``numbers``."""
    return tuple(each for each in followed if each.number not in numbers)
