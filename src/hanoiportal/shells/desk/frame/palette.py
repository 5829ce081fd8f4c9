"""Tìm và đi đến: one field for documents, places and pages; Ctrl+K opens it from anywhere.

Without JavaScript it is a page with a form; with it the same answers come while one types.
"""
from heapq import nsmallest

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.i18n import _
from ....base.interfaces import ISite
from ....discovery.catalog.interfaces import IWorkCatalog, Wanted
from ....discovery.search import parse
from ....kernel.tree.lookup import site_of
from ....participation.cases.interfaces import ICases
from ....participation.inbox.interfaces import ONE, IInbox
from ....web import desk_view
from .links import Link, desk_path
from .listfilters import LONGEST
from .listing import rows
from .places import begins_with, is_meant, places_to_go
from .shell import Shell
from .view import OwnView
from .wording import title_of

MOST_PLACES, MOST_DOCUMENTS = 8, 12


class Palette(OwnView):
    """What the asker may open, by what they type."""

    @desk_view(context=ISite, name='go', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/go.pt')
    def page(self):
        """Return the answers as a page."""
        typed = self._typed()
        return {'title': _('Tìm và đi đến'), 'typed': typed, **self._found(typed)}

    @desk_view(context=ISite, name='go.json', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='json')
    def answers(self):
        """Return the answers as ``{groups: [{title, hits: [{address, title, about, lang}]}]}``.

        They are only for a script of this site: a form or page of another cannot ask.
        """
        if self.request.headers.get('Sec-Fetch-Site', 'same-origin') != 'same-origin':
            raise HTTPBadRequest
        found, say = self._found(self._typed()), self.request.localizer.translate
        groups = (
            (_('Hồ sơ'), [_hit(link, say(link.title)) for link in found['cases']]),
            (_('Trang và việc'), [_hit(link, say(link.title)) for link in found['pages']]),
            (_('Nơi làm việc'), [_hit(link, link.title, lang='vi') for link in found['places']]),
            (_('Bài viết'), [
                {'address': row.address, 'title': row.title, 'lang': row.lang,
                 'about': f'{say(row.state)} · {row.where}'} for row in found['documents']]))
        return {'groups': [
            {'title': say(title), 'hits': hits} for title, hits in groups if hits]}

    def _typed(self):
        return self.request.GET.get('q', '').strip()[:LONGEST]

    def _found(self, typed):
        """Return ``{cases, pages, places, documents}``: with nothing typed the pages alone."""
        return {
            'cases': self._cases(typed) if typed else [],
            'pages': [link for link in self._pages() if is_meant(
                self.request.localizer.translate(link.title), typed)],
            'places': self._places(typed) if typed else [],
            'documents': self._documents(typed) if typed else []}

    def _cases(self, typed):
        """Return the case whose code was typed, if the asker works on those of its site."""
        case = self.request.registry.getAdapter(self.context, ICases).of_code(typed)
        site = None if case is None else site_of(self.request.root, case.site)
        if site is None or not self.request.service(IInbox).sees(case, site):
            return []
        return [Link(desk_path(self.request, site, ONE, number=case.number),
                     _('Hồ sơ ${code}', mapping={'code': case.code}))]

    def _pages(self):
        entries = Shell(self.request, {}).menu
        return [*entries.own, *(link for _title, links in entries.at_site for link in links)]

    def _places(self, typed):
        meant = (place for place in places_to_go(self.request)
                 if is_meant(title_of(place), typed))
        best = nsmallest(
            MOST_PLACES, meant, key=lambda place: not begins_with(title_of(place), typed))
        return [Link(desk_path(self.request, place, 'contents'), title_of(place))
                for place in best]

    def _documents(self, typed):
        wanted = Wanted(place=self.request.virtual_root, text=parse(typed))
        return rows(self.request, self.request.service(IWorkCatalog).best(
            wanted, MOST_DOCUMENTS))


def _hit(link, title, lang=None):
    return {'address': link.address, 'title': title, 'about': '', 'lang': lang}
