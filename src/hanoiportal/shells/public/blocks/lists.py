"""Blocks that list items: the newest of sections, and items that the board has picked."""
from pyramid.decorator import reify

from ....base.i18n import DEFAULT
from ....base.interfaces import IItem, ISite
from ....participation.consultations.interfaces.drafts import OPEN, TYPE
from ....types.homepage.checks import sites_at
from ..lists.headlines import headlines
from ..lists.openitems import last_day, open_items
from ..lists.rows import in_order, is_said_in, lead_picture, rendered_list, rows_of
from ..page.grounds import grounds_of
from ..page.wording import item_of
from .base import ShownBlock

#: Content types of news.
NEWS_TYPES = ('NewsItem',)


def newest(catalog, places, language, number):
    """Return the newest ``number`` public documents below ``places`` together: one query each.

    Of a whole site it is its news alone.
    """
    found = [document for place in places for document in catalog.latest(
        place, language, 0, number, NEWS_TYPES if ISite.providedBy(place) else ()).items]
    found.sort(key=lambda document: document.published_at, reverse=True)
    return found[:number]


class Newest(ShownBlock):
    """What was picked, and after it the newest.

    In another language than Vietnamese what has no translation is not listed.
    """

    macro = 'list'

    @property
    def is_shown(self):
        return bool(self.documents)

    @reify
    def documents(self):
        """Items and translations, at most as many as the block has rows."""
        tag, number = self.page.language.tag, self.block.rows
        picked = [item for item in self.sources if IItem.providedBy(item)
                  and is_said_in(item, tag)]
        return [*picked, *newest(self.catalog, self.sections, tag, number)][:number]

    @property
    def short(self):
        """The documents as a short list, as HTML."""
        return rendered_list(self.page, 'short', self.documents, headlines)


class OpenDrafts(Newest):
    """Drafts on which people comment now, what ends first at the head; of what was picked, no
    draft that is closed.
    """

    @reify
    def documents(self):
        tag, picked = self.page.language.tag, [
            item for item in self.sources if IItem.providedBy(item)
            and getattr(item, 'phase', OPEN) == OPEN]
        found = sorted((item for section in self.sections for item in open_items(
            self.page.request, TYPE, OPEN, section) if item not in picked), key=last_day)
        return [each for each in (*picked, *found) if is_said_in(each, tag)][:self.block.rows]


class Undated(Newest):
    """Texts that explain and do not age, without their days."""

    macro = 'undated'

    @reify
    def rows(self):
        """A ``Headline`` for each."""
        return headlines(self.page, self.documents)


class OfSites(Newest):
    """The newest of the sites that published last, one of each site."""

    macro = 'list'

    @reify
    def documents(self):
        sites = {site.__name__: site for source in self.block.sources
                 for site in sites_at(self.page.site, source)}
        return self.catalog.latest_of_each(
            sites.values(), self.page.language.tag, self.block.rows, NEWS_TYPES)

    more = None

    @property
    def short(self):
        return rendered_list(self.page, 'units', self.documents, rows_of)


class Lead(Newest):
    """The lead story with its picture and the next ones below it."""

    macro = 'lead'

    @reify
    def picture(self):
        """The ``Picture`` of the lead story, or ``None``."""
        return lead_picture(self.page, item_of(self.documents[0])) if self.documents else None

    @reify
    def ground(self):
        """The name of the drawing in place of a picture that the lead story lacks, or ``None``."""
        if self.picture or not self.documents:
            return None
        return grounds_of(self.page, self.documents[:1])[0]

    @reify
    def lead(self):
        """The ``Row`` of the lead story, in a list; none if there is nothing."""
        return rows_of(self.page, self.documents[:1])

    @reify
    def rows(self):
        """A ``Headline`` for each of the other stories."""
        return headlines(self.page, self.documents[1:], pictured=True)


class InOrder(Newest):
    """Items in the order that their section gives them, such as leaders and channels."""

    @reify
    def documents(self):
        items = [item for section in self.sections for item in in_order(section, DEFAULT)]
        return [*(item for item in self.sources if IItem.providedBy(item)), *items][
            :self.block.rows]


class Cards(InOrder):
    """Items side by side, as ``Row``."""

    macro = 'people'

    @reify
    def rows(self):
        return rows_of(self.page, self.documents)


class Gallery(Newest):
    """The newest pictures, videos and sounds."""

    macro = 'gallery'

    @reify
    def rows(self):
        """``(Row, name of the drawing in place of a picture that it lacks)`` of each."""
        return list(zip(rows_of(self.page, self.documents),
                        grounds_of(self.page, self.documents), strict=True))


class Advertising(Newest):
    """What the board lets be advertised, and says so (clause 6.6); only items of the portal.

    Nothing of it comes from elsewhere, and nobody is told who saw it.
    """

    macro = 'advertising'

    @property
    def is_shown(self):
        return bool(self.documents or self.text)

    @reify
    def text(self):
        """``Wording`` of its text, or ``None``."""
        return self.said(self.block.text, self.block.text_en)
