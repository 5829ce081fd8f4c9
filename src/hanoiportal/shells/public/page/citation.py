"""The citation block: who wrote it, for which body, when (clause 15.2.a)."""
from typing import NamedTuple

from pyramid.decorator import reify

from ....base.i18n import DEFAULT
from ....content.versions.interfaces import IVersions
from ....kernel.tree.englishnames import IEnglishNames, said
from ....kernel.tree.lookup import find_site, in_language, work_of
from ....web.routing.links import canonical
from .dates import machine_moment, shown_moment
from .wording import Wording

#: The view of an item that shows what its major changes did.
UPDATES = 'noi-dung-cap-nhat'


class MajorChange(NamedTuple):
    """A major change.  ``machine``: its moment in ISO 8601.  ``shown``: as people read it."""

    machine: str
    shown: str
    note: Wording


class Citation:
    """Thông tin trích dẫn: what another publication must name when it takes over ``item``.

    ``page``: the ``Layout``.  All texts are of the version that is shown.
    """

    def __init__(self, page, item):
        self._page = page
        self.item = item
        self._text = in_language(item, page.language.tag)

    @property
    def author(self):
        """The author, empty if none is named."""
        return self._page.say(self.item, 'author')

    @property
    def agency(self):
        """The body that the information comes from: its source, else the owner of the site.  On an
        English page its English name, if the list has one.
        """
        named = self._page.say(self.item, 'source_agency', 'owner_unit')
        if not named.text:
            return self._page.say(find_site(work_of(self.item)), 'owner', 'title')
        names = self._page.request.registry.getUtility(IEnglishNames)
        return named if named.lang != DEFAULT else Wording(
            *said(named.text, names, self._page.tag))

    @reify
    def published(self):
        """``(ISO 8601, as people read it)`` of the publication, or ``None``."""
        return self._moment(self._text.published_at or self.item.published_at)

    @reify
    def updated(self):
        """The same of the last major change of what is public, or ``None``."""
        return self._moment(self._text.updated_at)

    @property
    def changes(self):
        """A ``MajorChange`` for each major change that readers are told of, the last one first."""
        language = self._text.language
        lang = None if language == self._page.tag else language
        return [MajorChange(*self._moment(moment), Wording(note, lang))
                for moment, note in reversed(self._text.changes)]

    @property
    def compared(self):
        """The address of the page that compares what they changed, ``''`` if nothing can be.  It
        is the work's: another site shows no version that its board has not approved.
        """
        request = self._page.request
        return request.link(work_of(self.item), UPDATES) if request.service(IVersions).told(
            self._text) else ''

    def _moment(self, moment):
        if moment is None:
            return None
        return machine_moment(moment), shown_moment(moment, self._page.tag)

    @reify
    def address(self):
        """The public address of the text that is shown."""
        page = self._page
        language = page.languages.by_tag[self._text.language]
        return canonical(page.request, work_of(self.item), language)

    @property
    def title(self):
        """The title that is shown, a ``Wording``."""
        return self._page.say(self.item, 'title')

    @property
    def tag(self):
        """The language of the page."""
        return self._page.tag

    @property
    def sentence(self):
        """The ready citation: author, title, body, time, address; a ``Wording``."""
        title = self.title
        parts = [self.author.text, f'“{title.text}”', self.agency.text,
                 self.published[1] if self.published else '', self.address]
        return Wording(', '.join(part for part in parts if part), title.lang)
