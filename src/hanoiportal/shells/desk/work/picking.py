"""Choosing a page or an image of the portal for a text: asked by title, answered in JSON."""
from urllib.parse import urlsplit

from ....base.i18n import ILanguages
from ....base.interfaces import IResource
from ....discovery.catalog.titles import titles_for
from ....kernel.tree.lookup import find_site, path_of
from ....kernel.workflow.interfaces import TITLES as STATES
from ....types.image.resource import Image
from ....web import View, desk_view
from ....web.files import VIEW_NAME
from ....web.routing.links import canonical
from ..frame.links import desk_path

ITEM, IMAGE = 'item', 'image'
TYPES = {ITEM: (), IMAGE: ('Image',)}
MOST, LONGEST = 20, 200
#: Titles looked at so that those of the own site can come first.
AMONG = 100


class PickView(View):
    """What the editor of a text at the context asks while somebody types."""

    @desk_view(context=IResource, name='pick', renderer='json')
    def found(self):
        """Return ``[{title, type, place, path}]``; those of the site first; of an image also what
        ``picture_said`` says.
        """
        asked = self.request.GET
        types = TYPES.get(asked.get('kind'), TYPES[ITEM])
        items = titles_for(self.request).found(
            asked.get('q', '')[:LONGEST], self.site, types, AMONG)
        items.sort(key=lambda item: find_site(item) is not self.site)
        return [said(self.request, self.site, item) for item in items[:MOST]]


def said(request, site, item):
    """Return what a picker for a text of ``site`` shows of ``item``, and takes of it."""
    path = _address(request, site, item)
    kind = request.registry.content.metadata(item, 'title')
    found = {'title': item.title, 'type': request.localizer.translate(kind),
             'place': find_site(item).title, 'path': path}
    return {**found, **picture_said(request, item, path)} if isinstance(item, Image) else found


def picture_said(request, image, path):
    """Return the ``source`` that shows ``image``, its path ``at`` which fields name it, a small
    ``thumb`` for the desk, its words ``alt`` and ``caption``, whether it is ``decorative``, and
    its ``state`` in words unless it is public.
    """
    return {'source': f'{path}/{VIEW_NAME}', 'at': path_of(image),
            'thumb': desk_path(request, image, 'thumb'), 'alt': image.alt,
            'caption': image.summary, 'decorative': image.decorative == 'yes',
            'state': '' if image.is_public else request.localizer.translate(STATES[image.state])}


def _address(request, site, item):
    """Return the address of ``item`` that is right wherever a text of ``site`` is shown: a path
    within the site, a whole URL elsewhere.
    """
    default = request.registry.getUtility(ILanguages).default
    address = canonical(request, item, default)
    if request.address.development or find_site(item) is site:
        return urlsplit(address).path
    return address
