"""``IFollowers``: numbers, and how the next letter reads."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IClock, IResource, ISite
from ...kernel.tree.lookup import find_portal
from ..ledger.interfaces import ILedger
from .addresses import name_followed, page_of, public_at
from .batches import book_of
from .digests import digest_of
from .following import is_news
from .interfaces import PAGE, Digest, IFollowable, IFollowers
from .resource import MOST_NEWS
from .rules import UNCONFIRMED, ISubscriptionRules


@implementer(IFollowers)
class Followers:
    """See ``IFollowers``."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        self._registry, self._portal = registry, find_portal(resource)

    def name(self, kind: str, target: str, tag: str) -> str:
        """See ``IFollowers``."""
        return name_followed(self._portal, self._registry, kind, target, tag)

    def days(self) -> int:
        """See ``IFollowers``."""
        number: int = self._registry.getUtility(ISubscriptionRules).number(
            UNCONFIRMED, self._now())
        return number

    def number(self, kind: str, target: str) -> int:
        """See ``IFollowers``."""
        book = book_of(self._portal)
        return 0 if book is None else sum(
            any(each.confirmed and (each.kind, each.target) == (kind, target)
                for each in subscriber.followed)
            for subscriber in book.followers_of(kind, target))

    def figures(self, site: ISite) -> Mapping[tuple[str, str], int]:
        """See ``IFollowers``."""
        book, oid = book_of(self._portal), str(site.__oid__)
        rows = {} if book is None or book.figures is None else dict(
            book.figures.items((oid, ''), (oid, '~')))
        return {(month, what): number for (_oid, month, what), number in rows.items()}

    def preview(self, kind: str, target: str, days: int, tag: str) -> Digest | None:
        """See ``IFollowers``."""
        followable = self._registry.queryUtility(IFollowable, name=kind)
        if followable is None:
            return None
        now, ledger = self._now(), self._registry.getAdapter(self._portal, ILedger)
        events = ledger.between(
            now - datetime.timedelta(days=days or 1), now + datetime.timedelta(seconds=1))
        found = {event.item: public_at(self._portal, event.item) for event in events
                 if is_news(event, now)
                 and target in followable.news(self._portal, event, self._registry)}
        items = [each for each in found.values() if each is not None][-MOST_NEWS:]
        page = page_of(self._registry, tag, PAGE)
        return digest_of(self._registry, items, tag, page, {
            'address': page, 'until': '…'}, followable.is_urgent) if items else None

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now


def followers_by(registry: Registry) -> Callable[[IResource], Followers]:
    """Return what makes the ``IFollowers`` of a resource."""
    return lambda resource: Followers(registry, resource)
