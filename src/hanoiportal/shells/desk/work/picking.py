"""Choosing a page or an image of the portal for a text: asked by title, answered in JSON."""
from urllib.parse import urlsplit

from ....base.i18n import ILanguages
from ....base.interfaces import IResource
from ....discovery.catalog.titles import titles_for
from ....kernel.tree.lookup import find_site
from ....types.image.resource import Image
from ....web import View, desk_view
from ....web.files import VIEW_NAME
from ....web.routing.links import canonical

ITEM, IMAGE = 'item', 'image'
TYPES = {ITEM: (), IMAGE: ('Image',)}
MOST, LONGEST = 20, 200


class PickView(View):
    """What the editor of a text at the context asks while somebody types."""

    @desk_view(context=IResource, name='pick', renderer='json')
    def found(self):
        """Return ``[{title, type, place, path}]``; of an image also what shows it, ``source``,
        its words ``alt`` and ``caption``, and whether it is ``decorative``.
        """
        asked = self.request.GET
        types = TYPES.get(asked.get('kind'), TYPES[ITEM])
        items = titles_for(self.request).found(
            asked.get('q', '')[:LONGEST], self.site, types, MOST)
        return [self._said(item) for item in items]

    def _said(self, item):
        path = self._address(item)
        kind = self.request.registry.content.metadata(item, 'title')
        said = {'title': item.title, 'type': self.request.localizer.translate(kind),
                'place': find_site(item).title, 'path': path}
        if isinstance(item, Image):
            said.update(source=f'{path}/{VIEW_NAME}', alt=item.alt, caption=item.summary,
                        decorative=item.decorative == 'yes')
        return said

    def _address(self, item):
        """Return the address of ``item`` that is right wherever a text of the site is shown:
        a path within the site, a whole URL elsewhere.
        """
        default = self.request.registry.getUtility(ILanguages).default
        address = canonical(self.request, item, default)
        if self.request.address.development or find_site(item) is self.site:
            return urlsplit(address).path
        return address
