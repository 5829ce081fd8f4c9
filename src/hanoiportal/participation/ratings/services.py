"""``IRatings``, as a plain object that knows nothing of HTTP."""
from collections.abc import Callable, Iterable, Iterator

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IContainer, IItem, IResource, ISite
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal, find_site
from .interfaces import VALUES, IRatingRules, IRatings, MarkCount, RatedKey
from .resource import KEY, RatingBook


@implementer(IRatings)
class Ratings:
    """See ``IRatings``."""

    def __init__(self, resource: IResource, rules: IRatingRules, clock: IClock) -> None:
        self._root = interactions_of(find_portal(resource))
        self._rules, self._clock = rules, clock

    def rate(self, thing: IResource, axis: str, value: int) -> None:
        today = local(self._clock.now()).date()
        if value not in VALUES or axis not in {each.code for each in self._rules.axes(today)}:
            raise Refused({'': _('Xin chọn một trong các mức từ 1 đến 5.')})
        book = get_or_create(self._root, KEY, RatingBook)
        key = RatedKey(find_site(thing).__oid__, f'{today:%Y-%m}', _place(thing), thing.__oid__)
        book.tally(key).add((today.day, axis, value))

    def of_site(self, site: int, first: str,
                last: str) -> Iterator[tuple[RatedKey, Iterable[MarkCount]]]:
        book: RatingBook | None = self._root.get(KEY)
        for key, tally in () if book is None else book.of_site(site, first, last):
            yield key, tally.said()

    def sites(self) -> list[int]:
        book: RatingBook | None = self._root.get(KEY)
        return [] if book is None else book.sites()


def _place(thing: IResource) -> int:
    """Return the object id of the section that ``thing`` is or stands in, 0 for none."""
    place: IResource | None = thing
    while place is not None and not ISite.providedBy(place):
        if IContainer.providedBy(place) and not IItem.providedBy(place):
            return place.__oid__
        place = place.__parent__
    return 0


def ratings_by(registry: Registry) -> Callable[[IResource], Ratings]:
    """Return what adapts a resource to its ``IRatings``."""
    def made(resource: IResource) -> Ratings:
        return Ratings(
            resource, registry.getUtility(IRatingRules), registry.getUtility(IClock))

    return made
