"""The page that tells people of the feeds: ``/rss`` of every site (TT 22/2023)."""
from typing import NamedTuple
from urllib.parse import urlencode

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.text import collate
from ....web import View, public_view
from ..lists.directory import TITLES, group_of
from ..page.layout import Layout
from ..page.navigation import sections_of
from ..search.params import params_of
from .addresses import WRITERS

#: Query fields: the form of the feeds that are listed, the group of component sites.
FORM, GROUP = 'dang', 'nhom'
#: What the forms are called, by name in the address; the first is listed unless another is asked
#: for.  Programs read all of them.
FORMS = {'rss': 'RSS', 'atom': 'Atom', 'json': 'JSON Feed'}
#: The view of a place that writes each.
VIEWS = {'rss': 'rss.xml', 'atom': 'atom.xml', 'json': 'feed.json'}


class Choice(NamedTuple):
    """A choice among several.  ``title``: translatable.  ``number``: of what it leads to."""

    title: str
    number: int | None
    address: str
    chosen: bool


class FeedsPage(View):
    """The feeds of a site in one form; on the city's also the way to those of its component
    sites, a page for each group.
    """

    @public_view(context=ISite, name='rss', renderer='templates/rss.pt')
    def page(self):
        """Return the values ``rss.pt`` names."""
        page = Layout(self.context, self.request, {})
        members = {} if page.is_component else self._members(page)
        group = params_of(self.request, GROUP)
        group = group if group in members else ''
        form = params_of(self.request, FORM)
        form = form if form in FORMS else next(iter(FORMS))
        return {
            'title': _('Nguồn tin RSS'), 'query': self._query(form, group),
            'forms': self._forms(form, group), 'groups': self._groups(members, form, group),
            'heading': TITLES[group] if group else _('Toàn trang và từng chuyên mục'),
            'feeds': [] if group else self._feeds(page, form), 'sites': [
                (page.say(site, 'title'), self._address(site, form, ''))
                for site in members.get(group, ())],
            'description': _('Các nguồn tin (RSS, Atom, JSON Feed) của trang này, theo chuyên '
                             'mục: chương trình đọc tin tự nhận tin mới.')}

    def _feeds(self, page, form):
        """Return ``[(name, media type, address)]`` of the site and of each section."""
        view = VIEWS[form]
        return [(page.say(place, 'title'), WRITERS[view].MIMETYPE, self.request.link(place, view))
                for place in (self.context, *sections_of(self.context))]

    def _members(self, page):
        """Return ``{group: its component sites that show something, in dictionary order}``."""
        found = {code: [] for code in TITLES}
        for site in page.portal['sites'].values():
            if site.is_active:
                found[group_of(site)].append(site)
        for sites in found.values():
            sites.sort(key=lambda site: collate(page.say(site, 'title').text))
        return {code: sites for code, sites in found.items() if sites}

    def _forms(self, form, group):
        return [Choice(title, None, self._address(self.context, code, group), code == form)
                for code, title in FORMS.items()]

    def _groups(self, members, form, group):
        if not members:
            return []
        own = Choice(_('Cổng Thành phố'), None, self._address(self.context, form, ''), not group)
        return [own, *(
            Choice(TITLES[code], len(sites), self._address(self.context, form, code),
                   code == group) for code, sites in members.items())]

    def _address(self, site, form, group):
        query = self._query(form, group)
        return self.request.link(site, 'rss') + (f'?{query}' if query else '')

    @staticmethod
    def _query(form, group):
        asked_for = {FORM: '' if form == next(iter(FORMS)) else form, GROUP: group}
        return urlencode({name: value for name, value in asked_for.items() if value})
