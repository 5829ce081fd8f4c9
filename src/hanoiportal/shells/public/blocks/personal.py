"""Dành cho quý vị: what this reader chose to see first (clause 3.1)."""
from pyramid.decorator import reify

from ..home.preferences import VIEW_NAME, chosen, life_topics
from ..lists.headlines import headlines
from .base import ShownBlock
from .lists import newest

#: Content types in which a topic of life is looked for.
LIVELY = ('NewsItem', 'LegalDocument')
#: Rows of the reader's ward or commune, besides those of the topics.
OF_WARD = 3


class Personal(ShownBlock):
    """The newest of the topics chosen, and the ward or commune; an invitation to who has not.

    A page with it varies with the reader's cookie: see ``web/pagecache/pages.py``.
    """

    macro = 'personal'

    @property
    def address(self):
        """Where topics are chosen."""
        return self.page.request.link(self.page.site, VIEW_NAME)

    @reify
    def choice(self):
        """The ``Choice`` of the reader; false if there is none."""
        return chosen(self.page.request, self.page.site)

    @reify
    def rows(self):
        """A ``Headline`` for each piece of the topics."""
        tag, number, life = self.page.language.tag, self.block.rows, life_topics(self.page.request)
        words = [word for code in self.choice.topics if code in life
                 for word in life[code]['keywords'].split('|')]
        places = [self.page.site[code] for code in self.choice.topics if code not in life]
        found = [*newest(self.catalog, places, tag, number), *(
            document for word in words for document in self.catalog.tagged(
                word, self.page.site, tag, 0, number, LIVELY).items)]
        found.sort(key=lambda document: document.published_at, reverse=True)
        return headlines(self.page, list(dict.fromkeys(found))[:number])

    @reify
    def ward(self):
        """``(Wording, address, rows)`` of the ward or commune chosen, or ``None``."""
        page, label = self.page, self.choice.ward
        if not label:
            return None
        site = page.portal['sites'][label]
        found = newest(self.catalog, [site], page.language.tag, OF_WARD)
        return page.say(site, 'title'), page.request.link(site), headlines(page, found)
