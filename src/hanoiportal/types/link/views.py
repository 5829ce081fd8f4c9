"""The public page of a link."""
from urllib.parse import urlsplit

from ...base.clock import shown_date
from ...web import View, public_view
from .resource import Link


class LinkView(View):
    """What a reader sees before leaving the portal."""

    @public_view(context=Link, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        item = self.context
        return {'title': self.text.title, 'text': self.text, 'item': item,
                'day': shown_date(item.dated, self.request.language.tag) if item.dated else '',
                'host': urlsplit(item.url).hostname}
