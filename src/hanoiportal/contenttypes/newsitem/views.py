"""The public page of a news item."""
from ...web import View, public_view
from .resource import GENRES, NewsItem

TITLES = dict(GENRES)


class NewsItemView(View):
    """What a reader of news sees."""

    @public_view(context=NewsItem, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'genre': TITLES[self.context.genre]}
