"""The menu as one asker sees it on one page."""
from urllib.parse import urlencode

from pyramid.decorator import reify

from ....base.interfaces import IItem
from ....base.permissions import DESK
from ....kernel.security.authorization.policy import permissions_at
from ....kernel.tree.lookup import in_work
from ...frame.tabs import Tabs
from .document import LANGUAGE
from .links import Link
from .menu import AT_SITE, HERE, OWN, IMenu
from .wording import named, title_of

#: So many sites of the asker stand in the menu; the rest on a page of their own.
MOST_SITES = 6


class Entries(Tabs):
    """The entries of the menu that the asker may open from the page that ``shell`` surrounds."""

    def __init__(self, shell):
        self._shell = shell
        self._request = shell.request
        self._here, self._view = shell.context if shell.known else None, shell.view
        self._menu = shell.request.registry.getUtility(IMenu)
        self._permitted = {}

    @reify
    def own(self):
        """The entries of the menu that are the asker's own, as ``Link``."""
        return self._at(self._request.virtual_root, OWN) if self._shell.asker.works else []

    @reify
    def at_site(self):
        """The entries of the menu for the site: ``[(title, [Link])]`` of each group with some."""
        site = self._shell.site
        groups = [] if site is None else [
            (title, self._at(site, at)) for at, title in AT_SITE.items()]
        return [(title, links) for title, links in groups if links]

    def _at(self, site, at):
        """Return the entries ``at`` the site, as ``Link``."""
        base = self._shell.path(site)
        return [self._link(entry, site, f'{base}/@@{entry.view}' if entry.view else base)
                for entry in self._open(at, site)]

    @reify
    def tabs(self):
        """The pages of the context, as ``Link``; none if there is no choice."""
        if not self._shell.known or self._shell.values.get('tabs') is False:
            return []
        context = self._shell.context
        place, _mark, query = self._shell.path(context).partition('?')
        tag = self._request.params.get(LANGUAGE)
        asked = urlencode({LANGUAGE: tag}) if tag else ''
        is_known = tag in getattr(context, 'translations', {})
        found = [
            self._link(entry, context, _address(
                place, entry.view,
                asked if is_known or entry.view == self._shell.view and asked else query))
            for entry in self._open(HERE, context)]
        return found if len(found) > 1 else []

    def _open(self, at, resource):
        """Return the entries ``at`` the resource whose page there the asker may open."""
        return [entry for entry in self._menu.opened(at, *self._permissions(resource), resource)
                if entry.shown is None or entry.shown(resource, self._request)]

    def _permissions(self, resource):
        """Return what the asker may do with ``resource``, and with its working copy."""
        found = self._permitted.get(resource)
        if found is None:
            at, working = permissions_at(self._request, resource), in_work(resource)
            found = self._permitted[resource] = at, at if working is resource else permissions_at(
                self._request, working)
        return found

    def _link(self, entry, resource, address):
        count, current = 0, resource is self._here and entry.view == self._view
        if entry.count_at is not None:
            count = entry.count_at(resource, self._request)
        elif entry.count is not None:
            count = entry.count(self._request)
        return Link(address, entry.title, current, count)

    @reify
    def sites(self):
        """The first of the asker's sites, as ``Link``; each leads to where they work in it."""
        asker = self._shell.asker
        shown = [asker.site(oid) for oid, _title in asker.sites[:MOST_SITES]]
        texts = [named(site, self._request.language.tag) for site in shown]
        return [Link(self._door(site), title_of(text), site is self._shell.site,
                     lang=text.language) for site, text in zip(shown, texts, strict=True)]

    def _door(self, site):
        """Return the address of ``site``, or of the first place in it whose work is the asker's
        where the site itself is not.
        """
        place = site
        if not self._request.has_permission(DESK, site):
            place = self._shell.asker.first_place_in(site)
        return self._shell.path(place, '' if IItem.providedBy(place) else 'contents')

    @property
    def has_more_sites(self):
        return len(self._shell.asker.sites) > MOST_SITES


def _address(place, view, query=''):
    """Return the address of ``view`` at ``place``, which is one itself."""
    address = f'{place}/@@{view}' if view else place
    return f'{address}?{query}' if query else address
