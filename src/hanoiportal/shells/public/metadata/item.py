"""What an item is, on a page that is not its own: in feeds, and in its other formats."""
from ....kernel.tree.lookup import in_language, work_of
from ....web.routing.links import canonical
from ..page.layout import Layout
from .about import PageMetadata
from .origin import Origin


class AboutItem(PageMetadata):
    """The ``PageMetadata`` of ``item`` in the language of ``request``, whatever page was asked
    for.

    ``address`` is that of the text that is shown: a Vietnamese one where nothing is translated.
    """

    def __init__(self, item, request):
        text = in_language(item, request.language.tag)
        super().__init__(Layout(item, request, {'title': text.title}))
        self.shown, self.is_item, self.origin = item, True, Origin(self.page, item)

    @property
    def address(self):
        language = self.page.languages.by_tag[self.text.language]
        return canonical(self.page.request, work_of(self.context), language)

    @property
    def breadcrumbs(self):
        """``[(name, absolute URL)]`` from the site down to the item."""
        *above, _itself = super().breadcrumbs
        here = self.address_of(self.context)
        return [*(step for step in above if step[1] != here), (self.title, self.address)]
