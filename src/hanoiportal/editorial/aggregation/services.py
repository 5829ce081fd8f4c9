"""``IAggregation``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.clock import local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import ADD
from ...content.versions.interfaces import IEditing
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import places_in, site_of
from .interfaces import LEFT_OUT, LONGEST, TAKEN, WAITING, CannotTake, Entry, IAggregation
from .pulling import feeding_sites
from .resource import KEY, Aggregated, aggregated_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import IContainer, IPortal, IResource
    from .interfaces import FeedState, Read

#: Type of what is made of an entry.
LINK = 'Link'


@implementer(IAggregation)
class Aggregation:
    """``IAggregation``.  ``may_add``: whether the asker may add to a place."""

    def __init__(self, registry: Registry, portal: IPortal, editing: IEditing,
                 may_add: Callable[[IContainer], bool]) -> None:
        self._portal, self._editing, self._may_add = portal, editing, may_add
        self._now = registry.getUtility(IClock).now
        self._notify = send(registry)

    def keep(self, site: str, state: FeedState, entries: Sequence[Read]) -> None:
        """See ``IAggregation``."""
        kept = self._kept()
        kept.put_feed(site, state)
        for entry in reversed(entries):
            kept.add(site, entry, self._now())

    def feeds(self) -> Sequence[tuple[IResource, FeedState | None]]:
        """See ``IAggregation``."""
        known = aggregated_in(self._portal)
        return [(site, known.feed(str(site.__oid__), site.feed_url)) for site in sorted(
            feeding_sites(self._portal), key=lambda site: str(site.title))]

    def count(self) -> int:
        """See ``IAggregation``."""
        return len(aggregated_in(self._portal).waiting)

    def waiting(self, start: int, most: int) -> Sequence[Entry]:
        """See ``IAggregation``."""
        return aggregated_in(self._portal).newest(start, most)

    def decided(self, most: int) -> Sequence[Entry]:
        """See ``IAggregation``."""
        return list(islice(aggregated_in(self._portal).latest(), most))

    def get(self, number: int) -> Entry | None:
        """See ``IAggregation``."""
        return aggregated_in(self._portal).get(number)

    def sections(self) -> Sequence[IContainer]:
        """See ``IAggregation``."""
        found = [each for each in places_in(self._portal)
                 if LINK in getattr(each, 'allowed_types', ()) and self._may_add(each)]
        return sorted(found, key=lambda each: getattr(each, 'order', 0))

    def take(self, number: int, section: str, actor: str) -> IResource:
        """See ``IAggregation``."""
        entry = self._in_state(number, WAITING)
        place = next((each for each in self.sections() if str(each.__oid__) == section), None)
        if place is None:
            raise CannotTake({'section': _('Hãy chọn chuyên mục.')})
        origin = site_of(self._portal, entry.site)
        try:
            item = self._editing.add(place, '', LINK, {
                'title': entry.title, 'summary': entry.summary, 'url': entry.address,
                'origin': str(getattr(origin, 'title', '')),
                'dated': local(entry.moment).date().isoformat() if entry.moment else ''}, actor)
        except Refused as refused:
            raise CannotTake({'': next(iter(refused.reasons.values()))}) from None
        self._decide(entry, actor, 'take_entry', state=TAKEN, item=str(item.__oid__))
        return item

    def leave_out(self, numbers: Collection[int], why: str, actor: str) -> int:
        """See ``IAggregation``."""
        why = ' '.join(why.split())
        if not numbers:
            raise CannotTake({'': _('Hãy đánh dấu ít nhất một mục.')})
        if len(why) > LONGEST:
            raise CannotTake({'why': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})})
        found = [self._in_state(number, WAITING) for number in sorted(set(numbers))]
        for entry in found:
            self._decide(entry, actor, 'leave_entry_out', state=LEFT_OUT, why=why)
        return len(found)

    def put_back(self, number: int, actor: str) -> None:
        """See ``IAggregation``."""
        entry = self._in_state(number, LEFT_OUT)
        self._decide(entry, actor, 'put_entry_back', state=WAITING)

    def _in_state(self, number: int, state: str) -> Entry:
        entry = self.get(number)
        if entry is None or entry.state != state:
            raise CannotTake({'': _(
                'Mục này đã được người khác xử lý hoặc không còn. Hãy xem lại danh sách.')})
        return entry

    def _decide(self, entry: Entry, actor: str, action: str, state: str, why: str = '',
                item: str = '') -> None:
        self._kept().put(entry._replace(
            state=state, by=actor, at=None if state == WAITING else self._now(), why=why,
            item=item))
        self._notify(InnerAction(self._portal, action, actor, number=entry.number))

    def _kept(self) -> Aggregated:
        kept: Aggregated = get_or_create(interactions_of(self._portal), KEY, Aggregated)
        return kept


def aggregation_service(request: Request) -> Aggregation:
    """Return the ``IAggregation`` for whoever asks by ``request``."""
    return Aggregation(
        request.registry, cast('IPortal', request.root), request.service(IEditing),
        lambda place: bool(request.has_permission(ADD, place)))
