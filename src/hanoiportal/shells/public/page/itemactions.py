"""What stands beside an item: ways to take it along."""
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlencode

from ....base.i18n import _
from ....kernel.tree.lookup import find_site, in_language, work_of
from ....platform.media.interfaces import ISpeaker, ITypesetter
from ..formats.wholetext import is_spoken

#: Plain links: nothing of another host is loaded, and nobody is told who reads what.
FACEBOOK = 'https://www.facebook.com/sharer/sharer.php?'
ON_FACEBOOK, BY_MAIL = _('Facebook'), _('Thư điện tử')
#: Keywords of which the query is remembered.
MOST_WORDS = 5000
#: Each byte as it stands in a query.
_QUOTED = tuple(quote(bytes([byte]), safe='') for byte in range(256))
#: Names of the views of an item as PDF, and spoken.
PDF, AUDIO = 'pdf', 'audio'
#: The view of a site that lists what bears a keyword, and its query field.
TAGGED, WORD = 'tu-khoa', 'tu'


class ShareLink(NamedTuple):
    """One way to pass an item on.  ``name``: translatable.  ``rel``: as HTML wants it."""

    name: str
    address: str
    rel: str | None = None


class ItemActions:
    """Of an item on the page of the ``Layout``; templates know it as ``beside``."""

    def __init__(self, page):
        self._page = page

    def ways(self, title):
        """Return a ``ShareLink`` for each place where the page ``title`` can be shared."""
        address, subject = _quoted(self.address), _quoted(title)
        return [
            ShareLink(ON_FACEBOOK, f'{FACEBOOK}u={address}', 'external nofollow noopener'),
            ShareLink(BY_MAIL, f'mailto:?subject={subject}&body={subject}%0A{address}')]

    @property
    def address(self):
        """The one address of the page."""
        return self._page.addresses.canonical

    @staticmethod
    def embed(cite):
        """Return the HTML by which another site shows the item of the ``Citation`` ``cite``: a
        quotation that loads nothing from here (clause 4.3.d).
        """
        title = cite.title
        day = f', {cite.published[1]}' if cite.published else ''
        return (f'<blockquote cite="{escape(cite.address)}" lang="{title.lang or cite.tag}">'
                f'<a href="{escape(cite.address)}">{escape(title.text)}</a> '
                f'({escape(cite.agency.text + day)})</blockquote>')

    @property
    def pdf(self):
        """Address of the page as PDF, or ``None`` where none can be made of it."""
        page = self._page
        if not page.is_resource or not page.request.registry.getUtility(ITypesetter).available:
            return None
        return page.request.link(page.context, PDF)

    @property
    def audio(self):
        """Address of the item's text spoken, or ``None`` where there is none."""
        page = self._page
        speaker = page.request.registry.getUtility(ISpeaker)
        if not page.is_resource or not speaker.available:
            return None
        text = in_language(page.context, page.language.tag)
        spoken = is_spoken(page.context, text, page.request.registry, speaker)
        return page.request.link(page.context, AUDIO) if spoken else None

    def words(self, keywords):
        """Return ``[(keyword, address of what bears it)]``: where the work is at home, since lists
        have it there alone.
        """
        page = self._page.request.link(find_site(work_of(self._page.context)), TAGGED)
        return [(word, f'{page}?{_query(word)}') for word in keywords]


def _quoted(text):
    """Return ``quote(text, safe='')``, in half the time."""
    return ''.join(map(_QUOTED.__getitem__, text.encode()))


@lru_cache(maxsize=MOST_WORDS)
def _query(word):
    """Return the query of the list of what bears the keyword ``word``."""
    return urlencode({WORD: word})
