"""The public page of a news item."""
from ...kernel.tree.lookup import find_portal
from ...platform.media.views import picture_of
from ...web import View, public_view
from ...web.cacheable import Cacheable
from .resource import GENRES, NewsItem

TITLES = dict(GENRES)


class NewsItemView(View):
    """What a reader of news sees."""

    @public_view(context=NewsItem, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        text, image = self.text, self.context.lead_image(find_portal(self.context))
        values = {'title': text.title, 'text': text, 'item': self.context,
                  'genre': TITLES[self.context.genre],
                  'shown': image and picture_of(self.request, image),
                  'keywords': getattr(text, 'keywords', ())}
        return Cacheable(values, reads=() if image is None else (image,))
