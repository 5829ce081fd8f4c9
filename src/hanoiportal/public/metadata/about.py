"""What a page is, said once for every vocabulary that machines read."""
from datetime import datetime, timezone
from functools import cached_property
from typing import NamedTuple

from pyramid.location import lineage

from ...interfaces import IItem
from ...text import excerpt
from ...tree.lookup import in_language
from ...web.files import file_address
from ...web.links import canonical
from .origin import Origin

LONGEST_DESCRIPTION = 300
#: The picture of pages that have none of their own, below the root of every host.
CARD, CARD_SIZE = '/static/card.png', (1200, 630)


class Picture(NamedTuple):
    """A picture that stands for a page.  ``address``: absolute.  ``width``, ``height``: pixels."""

    address: str
    width: int
    height: int
    alt: str


class About:
    """What the ``Layout`` ``page`` says of itself.

    All texts are of the text that is shown, and no log-in is among them.
    ``address``: its one absolute URL.  ``text``: the context, or its translation that is shown.
    """

    def __init__(self, page, address=None):
        self.page = page
        self.context = page.context
        self.origin = Origin(page)
        self._request = page.request
        self.address = address or page.addresses.canonical
        self.is_item = page.is_resource and IItem.providedBy(page.context)
        self.text = in_language(page.context, page.language.tag)

    @cached_property
    def title(self):
        return self._said(self.page.values['title'])

    @cached_property
    def description(self):
        """Plain text of at most ``LONGEST_DESCRIPTION`` characters, never empty."""
        said = excerpt(self._said(self.page.description), LONGEST_DESCRIPTION)
        return said or self.title or self.site_name

    @cached_property
    def site_name(self):
        return self.page.say(self.page.site, 'title').text

    @property
    def language(self):
        """BCP 47 tag of the text that is shown."""
        return self.text.language if self.page.is_resource else self.page.tag

    @property
    def keywords(self):
        """Keywords of the text, else the name of its section."""
        words = getattr(self.text, 'keywords', ()) if self.page.is_resource else ()
        place = self.place
        return tuple(words) or ((self.page.say(place, 'title').text,) if place else ())

    @property
    def place(self):
        """The section that it stands in, or is; ``None`` outside of sections."""
        return next((each for each in lineage(self.context) if hasattr(each, 'in_menu')), None)

    @cached_property
    def published(self):
        """Aware ``datetime`` of the publication, else of when the place was made or changed."""
        dated = (getattr(each, name, None) for each in (self.text, *lineage(self.context))
                 for name in ('published_at', 'created_at'))
        return next(filter(None, dated), None) or self._stored

    @property
    def _stored(self):
        """When the site was written last: the portal itself is made by no editor."""
        seconds = self.page.site._p_mtime
        return None if seconds is None else datetime.fromtimestamp(seconds, timezone.utc)

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

    @cached_property
    def picture(self):
        """The ``Picture`` of the item itself, ``None`` if it has none that readers may see."""
        image = self._image() if self.is_item else None
        stored = getattr(image, 'image', None)
        if stored is None or not hasattr(stored, 'width'):
            return None
        alt = in_language(image, self.page.language.tag).alt
        address = self.absolute(file_address(self._request, image, stored))
        return Picture(address, stored.width, stored.height, alt)

    def address_of(self, resource, *elements):
        """Return the absolute URL of another resource in the language of the page."""
        return canonical(self._request, resource, self.page.language, *elements)

    def absolute(self, address):
        """Return ``address``, a path of this host or an absolute URL, as an absolute URL."""
        return self._request.host_url + address if address.startswith('/') else address

    def _image(self):
        lead = getattr(self.context, 'lead_image', None)
        return self.context if lead is None else lead(self.page.portal)

    def _said(self, text):
        if hasattr(text, 'interpolate'):
            return self._request.localizer.translate(text)
        return text
