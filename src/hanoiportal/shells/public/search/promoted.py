"""Pages that stand before all results of a search, because they are what is meant by it."""
from typing import NamedTuple

from ....base.interfaces import IItem
from ....discovery.search.interfaces import ISearchData
from ....kernel.tree.lookup import is_closed, is_listed
from ....kernel.tree.sharing import opened_at
from ..page.wording import Wording


class PromotedResult(NamedTuple):
    """A pinned page."""

    title: Wording
    summary: Wording
    address: str


def promoted_results(page, typed):
    """Return the ``PromotedResult`` pages for what was typed, on the ``Layout`` ``page``.

    A path of the city portal is looked for on the site of the page first.
    """
    data = page.request.registry.getUtility(ISearchData)
    found = (_shown(page, path) for path in data.pinned(typed))
    return tuple(
        PromotedResult(
            page.say(place, 'title'), page.say(place, 'summary'), page.request.link(place))
        for place in found if place is not None)


def _shown(page, path):
    for site in (page.site, page.portal):
        place = opened_at(site, path)
        if place is not None and not is_closed(place) and _is_public(place):
            return place
    return None


def _is_public(place):
    return is_listed(place) if IItem.providedBy(place) else hasattr(place, 'in_menu')
