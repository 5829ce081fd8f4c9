"""The public page of a link."""
from urllib.parse import urlsplit

from ...web import View, public_view
from .resource import Link


class LinkView(View):
    """What a reader sees before leaving the portal."""

    @public_view(context=Link, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context,
                'host': urlsplit(self.context.url).hostname}
