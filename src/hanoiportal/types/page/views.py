"""The public page of standing information."""
from ...web import View, public_view
from .resource import Page


class PageView(View):
    """What a reader of a standing page sees."""

    @public_view(context=Page, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        return {'title': self.text.title, 'text': self.text, 'item': self.context}
