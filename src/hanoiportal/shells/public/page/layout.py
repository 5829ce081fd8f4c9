"""What every public page shows around its content, in the reader's language."""
from collections.abc import Mapping
from functools import cached_property, partial
from itertools import takewhile

from persistent import Persistent
from pyramid.decorator import reify
from pyramid.events import BeforeRender, subscriber
from pyramid.location import lineage
from pyramid.request import Request

from ....base.garbage import let_go_at_end
from ....base.i18n import ILanguages, _
from ....base.interfaces import IItem, IResource
from ....kernel.tree.lookup import find_portal, find_site
from ....types.portal import Sites
from ....web.cacheable import Cacheable
from ..fragments import cached, fragments_of, scope, snapshot
from ..site.contact import contact
from .addresses import Addresses
from .citation import Citation
from .frame import Frame
from .itemactions import ItemActions
from .look import is_counted, look
from .navigation import Crumb
from .notices import Notices, preview
from .place import place_of
from .shared import templates
from .wording import Wording, wording

#: What machines are told of the home page of a site that says nothing of itself.
_DESCRIPTION = _(
    'Trang thông tin điện tử ${site}, thành phố Hà Nội: tin tức, văn bản, thủ tục hành chính, '
    'lãnh đạo, lịch làm việc và thông tin liên hệ.')
#: What the folder of component sites is called in breadcrumbs.
DIRECTORY = _('Danh bạ cơ quan, xã, phường')


class Layout:
    """Header, menu, breadcrumbs and footer of one page; templates know it as ``page``.

    ``context``: the resource that the page shows, or the site for pages of no resource.
    ``values``: what the view returned; ``title`` is required, ``description``, ``noindex``,
    ``own_search`` (the page holds a search form of its own), ``query`` (query string that leads
    to the same page) and ``canonical`` (URL of the page that holds the whole of which this one
    shows a part) are read when they are there.
    ``error``: whether the page tells of an error.
    ``contact``: how the body of the site is reached.
    ``is_composed``: whether all of the page is being cached as one.
    ``versions``: of places and what they lie in, see ``fragments``.
    """

    is_composed = False
    contact = reify(contact)
    scope, snapshot, look, preview = reify(scope), reify(snapshot), reify(look), property(preview)
    fragments, is_counted = cached_property(fragments_of), reify(is_counted)

    def __init__(self, context: Persistent, request: Request, values: Mapping[str, object],
                 error: bool = False) -> None:
        self.request = request
        self.context = context
        self.values = values
        self.error = error
        self.language = request.language
        self.languages = request.registry.getUtility(ILanguages)
        self.site = find_site(context)
        self.portal = find_portal(self.site)
        self.is_component = self.site is not self.portal
        self._cited, self._said, self.versions = None, {}, {}

    @reify
    def tag(self):
        """BCP 47 tag of the texts around the content: Vietnamese where only content is translated.

        So a reader's software is never told that a Vietnamese word is a Mường one.
        """
        known = self.language in self.languages.interface
        return self.language.tag if known else self.languages.default.tag

    def say(self, resource: IResource, *names: str) -> Wording:
        """Return the ``Wording`` of the first field of ``names`` that ``resource`` has."""
        key = id(resource), names
        found = self._said.get(key)
        if found is None:
            said = wording(resource, names, self.language.tag, self.tag)
            found = self._said[key] = said, resource  # which keeps its id from being another's
        return found[0]

    @reify
    def is_resource(self):
        """Whether the page is that of the context itself, not another view of it."""
        return not self.error and self.request.view_name == ''

    @reify
    def is_home(self):
        return self.is_resource and self.context is self.site

    @reify
    def untranslated(self):
        """Name of the language asked for when the context has no text in it, else ``None``."""
        if not self.is_resource or self.language.is_default or isinstance(self.context, Sites):
            return None
        text = self.context.translations.get(self.language.tag)
        if text is not None and text.is_public:
            return None
        return self.language.name_en if self.tag == 'en' else self.language.name_vi

    @reify
    def notices(self):
        """What the reader is told of the text."""
        return Notices(self)

    @reify
    def indexed(self):
        """Whether search engines may list the page."""
        return not (self.error or self.untranslated or self.values.get('noindex')
                    or self.preview or self.notices.archived)

    @reify
    def description(self):
        said = self.values.get('description') or self.say(self.context, 'summary').text
        return said if said or not self.is_home else self.request.localizer.translate(
            _DESCRIPTION, mapping={'site': self.say(self.site, 'title').text})

    @reify
    def addresses(self):
        """Where the page stands, in this language and in others."""
        return Addresses(self)

    @reify
    def frame(self):
        """What stands around the content."""
        return Frame(self)

    @reify
    def crumbs(self):
        """``Crumb`` of each place from the site down; an item's own title stands below them."""
        if self.is_home or self.error:
            return []
        places = list(takewhile(lambda place: place is not self.site, lineage(self.context)))
        if not self.is_resource:
            return [*map(self._crumb, reversed(places)), Crumb(self.values['title'], None, None)]
        return [self._crumb(place) for place in reversed(places)
                if place is not self.context or not IItem.providedBy(place)]

    def _crumb(self, place):
        here = place is self.context and self.is_resource
        address = None if here else self.request.link(place)
        if isinstance(place, Sites):
            return Crumb(DIRECTORY, None, address)
        name = self.say(place, 'short_title', 'title')
        return Crumb(name.text, name.lang, address)

    def citation(self, item):
        """Return the ``Citation`` of ``item`` (clause 15.2.a)."""
        if self._cited is None or self._cited.item is not item:
            self._cited = Citation(self, item)
        return self._cited


@subscriber(BeforeRender)
def add_layout(event):
    """Give templates the frames, ``macros``, ``page``, ``link`` and ``cached``, and answer in a
    language.

    At the desk's own host the frame has nothing of a public page, no menu and no scripts.
    """
    request, values = event.get('request'), event.rendering_val
    if isinstance(values, Cacheable):
        values = values.values
    if getattr(request, 'language', None) is None or not hasattr(values, 'get'):
        return
    request.response.headers['Content-Language'] = request.language.tag
    if not event['renderer_name'].endswith('.pt'):  # what programs read has no frame
        return
    found = templates(request)
    for frame in ('layout', 'itempage', 'sectionpage'):
        event[frame] = found[frame]
    event['macros'] = found['macros'].macros
    error = isinstance(event.get('context'), Exception)
    context = place_of(request, error)
    event['page'] = page = Layout(context, request, values, error)
    if request.address.desk and not page.preview:
        event['layout'] = found['staff']
    let_go_at_end(request, page)
    event['link'] = request.link
    event['cached'] = partial(cached, page)
    event['beside'] = ItemActions(page)
