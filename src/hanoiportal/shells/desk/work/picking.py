"""Choosing a page or an image of the portal for a text: asked by title, answered in JSON."""
from urllib.parse import urlsplit

from ....base.i18n import ILanguages
from ....base.interfaces import IItem, IResource
from ....base.permissions import DESK
from ....content.links.interfaces import ILinks
from ....discovery.catalog.titles import titles_for
from ....kernel.tree.lookup import find_site, in_work, is_listed, path_of
from ....kernel.workflow.interfaces import TITLES as STATES
from ....types.image.resource import Image
from ....types.image.views import small_at
from ....web import View, desk_view
from ....web.files import VIEW_NAME
from ....web.routing.links import canonical
from ..frame.links import desk_path

ITEM, IMAGE = 'item', 'image'
TYPES = {ITEM: (), IMAGE: ('Image',)}
MOST, LONGEST, MOST_USED = 20, 200, 5
#: Titles looked at so that those that readers see are found among them.
AMONG = 100


class PickView(View):
    """What the editor of a text at the context asks while somebody types."""

    @desk_view(context=IResource, name='pick', renderer='json')
    def found(self):
        """Return ``[{title, type, place, path, at}]``; those of the site first.  Without a word
        it is what the texts that were changed last at the site lead to, then these; of other
        sites only what is asked for.  Of an image also what ``picture_said`` says.
        """
        asked, titles = self.request.GET, titles_for(self.request)
        types, typed = TYPES.get(asked.get('kind'), TYPES[ITEM]), asked.get('q', '')[:LONGEST]
        items = titles.found(typed, self.site, types, MOST)
        if typed.strip():
            items = [*items, *titles.found(typed, self.site, types, MOST, elsewhere=True)]
        elif types == TYPES[ITEM]:
            items = [*self._used(titles, items), *items]
        return [said(self.request, self.site, item) for item in [*dict.fromkeys(items)][:MOST]]

    def _used(self, titles, items):
        """Return what ``items`` lead to, as far as a text of the site is offered it."""
        texts = [text for item in items for text in dict.fromkeys((in_work(item), item))]
        found = self.request.service(ILinks).led_to(texts)
        return [each for each in found
                if IItem.providedBy(each) and titles.may_offer(each, self.site)][:MOST_USED]


def listed(request, site, typed):
    """Return the items of ``site`` that readers see with all words ``typed`` in their titles, at
    most ``MOST``.
    """
    items = titles_for(request).found(typed[:LONGEST], site, (), AMONG)
    return [item for item in items if is_listed(item)][:MOST]


def said(request, site, item):
    """Return what a picker for a text of ``site`` shows of ``item``, and takes of it."""
    path = _address(request, site, item)
    kind = request.registry.content.metadata(item, 'title')
    found = {'title': item.title, 'type': request.localizer.translate(kind),
             'place': find_site(item).title, 'path': path, 'at': path_of(item)}
    return {**found, **picture_said(request, item, path)} if isinstance(item, Image) else found


def picture_said(request, image, path):
    """Return the ``source`` that shows ``image``, a small ``thumb`` for the desk, its words
    ``alt`` and ``caption``, whether it is ``decorative``, and its ``state`` in words unless it is
    public.
    """
    return {'source': f'{path}/{VIEW_NAME}', 'at': path_of(image),
            'thumb': thumb_of(request, image), 'alt': image.alt,
            'caption': image.summary, 'decorative': image.decorative == 'yes',
            'state': '' if image.is_public else request.localizer.translate(STATES[image.state])}


def thumb_of(request, image):
    """Return where the asker finds the small picture: at the desk, if they work at its site."""
    if request.has_permission(DESK, image) or not image.is_public:
        return desk_path(request, image, 'thumb')
    return small_at(_address(request, None, image), image)


def _address(request, site, item):
    """Return the address of ``item`` that is right wherever a text of ``site`` is shown: a path
    within the site, a whole URL elsewhere.
    """
    default = request.registry.getUtility(ILanguages).default
    address = canonical(request, item, default)
    if request.address.development or find_site(item) is site:
        return urlsplit(address).path
    return address
