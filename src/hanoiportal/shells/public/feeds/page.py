"""The pages that show people a feed: ``/rss`` of every site and section (TT 22/2023)."""
from typing import NamedTuple

from ....base.i18n import DEFAULT, _
from ....base.interfaces import ISite
from ....platform.subscriptions.interfaces import FORM
from ....types.section import Section
from ....web import View, public_view
from ....web.routing.links import canonical
from ...api.page import CATALOGUE
from ..lists.directory import TITLES, directory
from ..lists.headlines import headlines
from ..page.layout import Layout
from ..page.menu import filled_sections
from ..page.wording import Wording
from ..search.params import params_of
from .addresses import FORMS, WRITERS
from .carried import has_news
from .views import KEYWORD, carried

NAME = 'rss'
#: Query field: the group of component sites whose feeds are listed.
GROUP = 'nhom'
#: So many of the newest are shown.
SHOWN = 10


class FeedChoice(NamedTuple):
    """A choice among several.  ``title``: translatable.  ``number``: of what it leads to."""

    title: str
    number: int | None
    address: str
    chosen: bool


class FeedForm(NamedTuple):
    """A feed in one form.  ``address``: absolute, for programs."""

    title: str
    mimetype: str
    address: str


class FeedPage(View):
    """One feed, to be read and copied, and the way to those beside it."""

    @public_view(context=ISite, name=NAME, renderer='templates/rss.pt')
    @public_view(context=Section, name=NAME, renderer='templates/rss.pt')
    def page(self):
        """Return the values ``rss.pt`` names."""
        page = Layout(self.context, self.request, {})
        members = {group.code: group.entries for group in directory(page) if group.entries} if (
            self.context is page.portal) else {}
        group = params_of(self.request, GROUP)
        group = group if group in members else ''
        found = () if group else carried(self.request, self.context, SHOWN)
        return {
            'title': _('Nguồn tin RSS'), 'query': f'{GROUP}={group}' if group else '',
            'groups': self._groups(members, group), 'chosen': TITLES.get(group),
            'name': page.say(self.context, 'title'), 'forms': self._forms(),
            'mailed': self._mailed, 'catalogue': self._catalogue,
            'rows': headlines(page, found), 'sites': [
                (entry, None if entry.external else f'{entry.address.rstrip("/")}/{NAME}')
                for entry in members.get(group, ())],
            'sections': [] if group else self._sections(page), 'keyword': KEYWORD,
            'description': _('Nguồn tin của trang và từng chuyên mục: tin mới, địa chỉ RSS, Atom, '
                             'JSON Feed để chương trình đọc tin tự nhận.')}

    @property
    def _mailed(self) -> str:
        """Where the same is followed by mail, ``''`` where nothing is ever new."""
        is_followed = ISite.providedBy(self.context) or has_news(self.context)
        return self.request.link(self.context, FORM) if is_followed else ''

    @property
    def _catalogue(self) -> str:
        """Where the data of a site are listed, ``''`` for a section."""
        return self.request.link(self.context, CATALOGUE) if ISite.providedBy(
            self.context) else ''

    def _forms(self) -> list[FeedForm]:
        return [FeedForm(title, WRITERS[view].MIMETYPE, canonical(
            self.request, self.context, self.request.language, view))
            for view, title in FORMS.items()]

    def _sections(self, page) -> list[tuple[Wording, str]]:
        """Return ``(name, address)`` of the pages of the feeds of sections that carry something.
        """
        return [(page.say(section, 'title'), self.request.link(section, NAME))
                for section in filled_sections(page) if section is not self.context
                and carried_in(self.request, section)]

    def _groups(self, members, group) -> list[FeedChoice]:
        if not members:
            return []
        here = self.request.link(self.context, NAME)
        return [FeedChoice(_('Cổng Thành phố'), None, here, not group), *(
            FeedChoice(TITLES[code], len(entries), f'{here}?{GROUP}={code}', code == group)
            for code, entries in members.items())]


def carried_in(request, section) -> bool:
    """Return whether the feed of ``section`` carries anything in Vietnamese."""
    return bool(carried(request, section, 1, language=DEFAULT))
