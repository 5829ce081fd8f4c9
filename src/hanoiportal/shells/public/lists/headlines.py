"""Items as they stand in short lists: title and day, with a thumbnail where the list has them."""
from typing import NamedTuple

from ....platform.media.pictures import Picture
from ..page.wording import Wording, item_of
from .labels import day_of, headline_of, is_dated_by_title
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
    moment, day = (None, '') if is_dated_by_title(item) else day_of(page, document)
    return Headline(headline_of(page, item), page.request.link(item), moment, day,
                    thumbnail(page, item) if pictured else None)
