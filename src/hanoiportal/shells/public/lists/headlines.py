"""Items as they stand in short lists: title and day, with a thumbnail where the list has them."""
from typing import NamedTuple

from ....platform.media.pictures import Picture
from ..page.dates import machine_moment, shown_day
from ..page.wording import Wording, item_of
from .rows import thumbnail


class Headline(NamedTuple):
    """An item in a short list, ready for ``macros['short']``: a ``Row`` without what such a list
    does not show.
    """

    title: Wording
    address: str
    moment: str | None
    day: str
    picture: Picture | None


def headlines(page, documents, pictured=False):
    """Return a ``Headline`` for each of ``documents``; ``pictured``: with their thumbnails."""
    return [_headline(page, document, pictured) for document in documents]


def _headline(page, document, pictured):
    item = item_of(document)
    moment = document.published_at or item.published_at
    return Headline(
        page.say(item, 'title'), page.request.link(item),
        machine_moment(moment) if moment else None,
        shown_day(moment, page.tag) if moment else '', thumbnail(page, item) if pictured else None)
