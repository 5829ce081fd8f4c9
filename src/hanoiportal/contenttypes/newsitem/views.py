"""The public page of a news item."""
from ...tree.lookup import find_portal, in_language
from ...web import View, public_view
from ...web.files import file_address
from .resource import GENRES, NewsItem

TITLES = dict(GENRES)


class NewsItemView(View):
    """What a reader of news sees."""

    @public_view(context=NewsItem, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        text = self.text
        return {'title': text.title, 'text': text, 'item': self.context,
                'genre': TITLES[self.context.genre], 'picture': self._picture(),
                'keywords': getattr(text, 'keywords', ())}

    def _picture(self):
        """Return what the template shows of the leading image, or ``None``."""
        image = self.context.lead_image(find_portal(self.context))
        if image is None:
            return None
        words = in_language(image, self.request.language.tag)
        return {'address': file_address(self.request, image, image.image), 'size': image.image,
                'alt': words.alt, 'caption': words.summary, 'language': words.language,
                'credit': image.credit}
