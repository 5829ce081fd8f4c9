"""What counts as new: the first publication of an item of a news section (clause 13.2)."""
from collections.abc import Mapping
from functools import lru_cache

from ...base.clock import local
from ...base.i18n import DEFAULT
from ...base.interfaces import IPortal, IResource
from ...platform.ledger.interfaces import Event

#: The rule of clause 13.1 that news stand under: in a section of this rule that the table does not
#: know, since a site has founded it, news items count.
NEWS_RULE, NEWS_ITEM = '13.1.a', 'NewsItem'


class News:
    """What counts in ``portal``; made for one reading, since it remembers sections.

    ``types``: ``INewsTypes``.
    """

    def __init__(self, portal: IPortal, types: Mapping[str, frozenset[str]]) -> None:
        self._portal, self._types = portal, types
        self._of_section = lru_cache(maxsize=None)(self._read_section)

    def is_new(self, event: Event) -> bool:
        """Return whether ``event``, a publication, is the first of an item of news.

        A translation is none, nor what was public on a day before and is public again.
        """
        return (event.language == DEFAULT and event.of is None
                and event.content_type in self._of_section(event.section)
                and self._is_first(event))

    def is_news(self, place: IResource | None, content_type: str) -> bool:
        """Return whether an item of ``content_type`` in the section ``place`` is news."""
        return content_type in self._types_in(place)

    def _read_section(self, section: str) -> frozenset[str]:
        return self._types_in(self._find(section))

    def _types_in(self, place: IResource | None) -> frozenset[str]:
        code = getattr(place, 'code', '')
        if code in self._types:
            return self._types[code]
        is_news = getattr(place, 'duty_rule', '') == NEWS_RULE
        return frozenset({NEWS_ITEM} if is_news else ())

    def _is_first(self, event: Event) -> bool:
        if event.is_first is not None:
            return event.is_first
        item = self._find(event.item)  # it was published before the ledger noted this
        first = getattr(item, 'published_at', None)
        return first is None or local(first).date() >= local(event.moment).date()

    def _find(self, oid: str) -> IResource | None:
        found: IResource | None = self._portal.__objectmap__.object_for(int(oid)) if oid else None
        return found
