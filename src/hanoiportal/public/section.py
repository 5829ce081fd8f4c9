"""The listing of a section."""
from ..catalog.interfaces import ICatalog
from ..contenttypes.section import Section
from ..settings import ISettings
from ..web import View, public_view


class SectionView(View):
    """The latest of a section, page by page."""

    @public_view(context=Section, renderer='templates/section.pt')
    def listing(self):
        size = self.request.registry.getUtility(ISettings).batch_size
        number = page_number(self.request)
        batch = self.request.service(ICatalog).latest(
            self.context, self.request.language.tag, (number - 1) * size, size)
        return {'title': self.text.title, 'text': self.text, 'batch': batch}


def page_number(request):
    """Return the number of the page asked for, from 1; whatever else is typed is page 1."""
    asked = request.params.get('page', '1')
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
