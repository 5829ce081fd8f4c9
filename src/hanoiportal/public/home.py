"""Home pages."""
from ..interfaces import ISite
from ..web import View, public_view


class HomeView(View):
    """The first page of the city portal or of a component site."""

    @public_view(context=ISite, renderer='templates/home.pt')
    def home(self):
        return {'title': self.text.title}
