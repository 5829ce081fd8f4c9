"""What a page is, said once for every vocabulary that machines read."""
from datetime import datetime, timezone
from html import escape

from pyramid.decorator import reify
from pyramid.location import lineage

from ....base.interfaces import IItem
from ....base.text import excerpt
from ....kernel.tree.lookup import in_language
from ....web.routing.links import canonical
from .linked_data import own
from .origin import Origin
from .picture import image, picture

LONGEST_DESCRIPTION = 300


def stored_at(resource):
    """Return when ``resource`` was written last, an aware ``datetime``; ``None`` if never.

    The portal itself is made by no editor, so it has no other date.
    """
    seconds = resource._p_mtime
    return None if seconds is None else datetime.fromtimestamp(seconds, timezone.utc)


class PageMetadata:
    """What the ``Layout`` ``page`` says of itself.

    All texts are of the text that is shown, and no log-in is among them.
    ``shown``: the resource that it shows, ``None`` if it is another page of the context.
    ``address``: its one absolute URL.  ``text``: the context, or its translation that is shown.
    """

    image, picture, own = reify(image), reify(picture), reify(own)

    def __init__(self, page):
        self.page = page
        self.context = page.context
        self.shown = page.context if page.is_resource else None
        self.is_item = IItem.providedBy(self.shown)
        self.origin = Origin(page, self.shown)
        self.text = in_language(page.context, page.language.tag)
        self._request = page.request

    @property
    def address(self):
        return self.page.addresses.canonical

    @reify
    def title(self):
        return self._said(self.page.values['title'])

    @reify
    def description(self):
        """Plain text of at most ``LONGEST_DESCRIPTION`` characters, never empty."""
        said = escape(self._said(self.page.description), quote=False)
        said = excerpt(said, LONGEST_DESCRIPTION)
        return said or self.title or self.site_name

    @reify
    def site_name(self):
        return self.page.say(self.page.site, 'title').text

    @property
    def language(self):
        """BCP 47 tag of the text that is shown."""
        return self.page.tag if self.shown is None else self.text.language

    @reify
    def keywords(self):
        """Keywords of the text, else the name of its section."""
        words = () if self.shown is None else getattr(self.text, 'keywords', ())
        place = self.place
        return tuple(words) or ((self.page.say(place, 'title').text,) if place else ())

    @reify
    def place(self):
        """The section that it stands in, or is; ``None`` outside of sections."""
        return next((each for each in lineage(self.context) if hasattr(each, 'in_menu')), None)

    @reify
    def published(self):
        """Aware ``datetime`` of the publication, else of when the place was made or changed."""
        dated = (getattr(each, name, None) for each in (self.text, *lineage(self.context))
                 for name in ('published_at', 'created_at'))
        return next(filter(None, dated), None) or stored_at(self.page.site)

    @property
    def updated(self):
        """Aware ``datetime`` of the last major change, else of the publication."""
        return getattr(self.text, 'updated_at', None) or self.published

    @property
    def breadcrumbs(self):
        """``[(name, absolute URL)]`` from the site down to the page itself."""
        found = [(crumb.text, self.absolute(crumb.address)) for crumb in self.page.crumbs
                 if crumb.address]
        home = (self.site_name, self.absolute(self._request.link(self.page.site)))
        return [home, *((self._said(name), where) for name, where in found),
                (self.title, self.address)]

    def address_of(self, resource, *elements):
        """Return the absolute URL of another resource in the language of the page."""
        return canonical(self._request, resource, self.page.language, *elements)

    def absolute(self, address):
        """Return ``address``, a path of this host or an absolute URL, as an absolute URL."""
        return self._request.host_url + address if address.startswith('/') else address

    def _said(self, text):
        if hasattr(text, 'interpolate'):
            return self._request.localizer.translate(text)
        return text
