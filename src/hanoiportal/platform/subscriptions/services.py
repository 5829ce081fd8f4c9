"""``ISubscriptions`` of a portal."""
import datetime
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IResource
from ...kernel.security.crypto.sealing import ISealing
from ..outbox.interfaces import IOutbox
from .declaring import is_mail
from .figures import count_letter
from .interfaces import (
    AT_ONCE,
    BY_MESSAGE,
    CONFIRM,
    DAILY,
    PACES,
    STOPPED,
    Followed,
    IChannel,
    ISubscriber,
    ISubscriptions,
    Wish,
)
from .keeping import SubscriberBook, kept_in, without
from .resource import Subscriber
from .rules import LETTERS, UNCONFIRMED
from .sealing import PAGE, STOP, STOP_LETTER

#: The effect that writes a letter somebody asked for.
LETTER = 'subscription letter'
#: Things that one address follows.
MOST = 100
_DAY = 86400


@implementer(ISubscriptions)
class Subscriptions(SubscriberBook):
    """See ``ISubscriptions``."""

    def apply(self, wishes: Sequence[Wish], address: str, language: str, days: int) -> None:
        """See ``ISubscriptions``."""
        self._letter(address, {'wishes': ' '.join(map(':'.join, wishes)), 'language': language,
                               'days': days})

    def remind(self, address: str) -> None:
        """See ``ISubscriptions``."""
        self._letter(address, {'wishes': '', 'language': '', 'days': AT_ONCE})

    def _letter(self, address: str, payload: Mapping[str, str | int]) -> None:
        token = secrets.token_hex(16)
        sealed = self._registry.getUtility(ISealing).seal(address[:200], owner_of(token)).hex()
        outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
        outbox.add(LETTER, token, {**payload, 'sealed': sealed})

    def ask(self, wishes: Sequence[Wish], address: str, language: str, days: int,
            nonce: str) -> tuple[ISubscriber, Sequence[Followed]] | None:
        """See ``ISubscriptions``."""
        subscriber = self._known(address) or self._new(address, language)
        again = [each for each in subscriber.followed if each.nonce == nonce]
        if again:
            return cast(ISubscriber, subscriber), again
        before = {(each.kind, each.target): each for each in subscriber.followed}
        new = [wish for wish in dict.fromkeys(wishes)
               if wish not in before or before[wish].confirmed is None]
        if len(before.keys() | set(new)) > MOST or not self._may_write(subscriber):
            return None
        gone = frozenset(before[wish].number for wish in new if wish in before)
        asked = [Followed(subscriber.last + at, *wish, self._now(), nonce=nonce, days=days)
                 for at, wish in enumerate(new, 1)]
        subscriber.last += len(asked)
        self._book_to_write().put(subscriber, (*without(subscriber.followed, gone), *asked))
        return cast(ISubscriber, subscriber), asked

    def _may_write(self, subscriber: Subscriber) -> bool:
        """Count one more letter to ``subscriber``; return whether there were not too many."""
        now = self._now().timestamp()
        lately = tuple(moment for moment in subscriber.letters if moment > now - _DAY)
        if len(lately) >= self._rule(LETTERS):
            return False
        subscriber.letters = (*lately, now)
        return True

    def confirm(self, code: str) -> ISubscriber | None:
        """See ``ISubscriptions``."""
        named = self._named(code, CONFIRM, 2)
        if named is None:
            return None
        subscriber, (_first, nonce) = named
        oldest = self._now() - datetime.timedelta(days=self._rule(UNCONFIRMED))
        asked = [each for each in subscriber.followed if each.nonce == nonce
                 and each.confirmed is None and each.asked > oldest]
        if not asked:
            return None
        known = [each._replace(confirmed=self._now(), since=self._last_event(), nonce='')
                 for each in asked]
        self._book_to_write().put(subscriber, (
            *without(subscriber.followed, frozenset(each.number for each in asked)), *known))
        subscriber.days = asked[0].days
        return cast(ISubscriber, subscriber)

    def follow(self, wishes: Sequence[Wish], number: str, language: str,
               days: int) -> ISubscriber:
        """See ``ISubscriptions``."""
        subscriber = self._known(number) or self._new(number, language)
        known = {(each.kind, each.target) for each in subscriber.followed}
        new = [wish for wish in dict.fromkeys(wishes) if wish not in known]
        new = new[:MOST - len(known)]
        followed = [Followed(subscriber.last + at, *wish, self._now(), self._now(),
                             self._last_event(), days=days) for at, wish in enumerate(new, 1)]
        subscriber.last += len(followed)
        self._book_to_write().put(subscriber, (*subscriber.followed, *followed))
        subscriber.channel, subscriber.language = BY_MESSAGE, language
        subscriber.days = days or DAILY
        return cast(ISubscriber, subscriber)

    def opened(self, code: str) -> ISubscriber | None:
        """See ``ISubscriptions``."""
        named = self._named(code, PAGE, 1)
        if named is None:
            return None
        subscriber, (until,) = named
        return cast(ISubscriber, subscriber) if self._now().timestamp() < int(until) else None

    def choose(self, subscriber: ISubscriber, channel: str, days: int) -> None:
        """See ``ISubscriptions``."""
        kept, address = kept_in(subscriber), self.address(subscriber)
        found = self._registry.queryUtility(IChannel, name=channel)
        if found is not None and found.takes(address) and days in PACES:
            kept.channel, kept.days = channel, days if is_mail(address) else days or DAILY

    def stop(self, subscriber: ISubscriber, numbers: Sequence[int] = ()) -> None:
        """See ``ISubscriptions``."""
        kept = kept_in(subscriber)
        left = without(kept.followed, frozenset(numbers)) if numbers else ()
        if left:
            self._book_to_write().put(kept, left)
        else:
            self._forget(kept)

    def stop_by(self, code: str) -> None:
        """See ``ISubscriptions``."""
        named = self._named(code, STOP_LETTER, 2)
        if named is not None:
            count_letter(self._portal, int(named[1][0]), STOPPED)
        else:
            named = self._named(code, STOP, 1)
        if named is not None:
            self.stop(cast(ISubscriber, named[0]),
                      [int(each) for each in named[1][-1].split('-') if each != '0'])

    def identify(self, subscriber: ISubscriber, pseudonym: str) -> None:
        """See ``ISubscriptions``."""
        kept, people = kept_in(subscriber), self._book_to_write().people
        people.discard((kept.person, kept.number))
        kept.person = self._mark('person', pseudonym)
        people.insert((kept.person, kept.number))

    def export(self, subscriber: ISubscriber) -> Mapping[str, object]:
        """See ``ISubscriptions``."""
        kept = kept_in(subscriber)
        return {
            'address': self.address(subscriber), 'language': kept.language,
            'channel': kept.channel, 'days': kept.days,
            'followed': [{'kind': each.kind, 'target': each.target,
                          'asked': each.asked.isoformat(),
                          'confirmed': each.confirmed and each.confirmed.isoformat()}
                         for each in kept.followed],
            'told': [each.item for each in kept.told],
            'waiting': [each.item for each in kept.waiting]}


def owner_of(token: str) -> str:
    """Return for what the address in the effect ``token`` is sealed."""
    return f'subscription letter {token}'


def subscriptions_by(registry: Registry) -> Callable[[IResource], Subscriptions]:
    """Return what makes the ``ISubscriptions`` of a resource."""
    return lambda resource: Subscriptions(registry, resource)
