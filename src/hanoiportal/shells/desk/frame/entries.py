"""The menu as one asker sees it on one page."""
from pyramid.decorator import reify

from ....base.interfaces import IItem
from ....base.permissions import DESK
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
                for entry in self._entries(at) if self._may(entry, site)]

    @reify
    def tabs(self):
        """The pages of the context, as ``Link``; none if there is no choice."""
        if not self._shell.known or self._shell.values.get('tabs') is False:
            return []
        context = self._shell.context
        found = [self._link(entry, context, self._shell.path(
                     context, entry.view, **self._query(entry)))
                 for entry in self._entries(HERE)
                 if entry.stands_at(context) and self._may(entry, context)]
        return found if len(found) > 1 else []

    def _entries(self, at):
        return self._by_place.get(at, ())

    @reify
    def _by_place(self):
        """The entries of the menu, by where they lead."""
        found = {}
        for entry in self._request.registry.getUtility(IMenu):
            found.setdefault(entry.at, []).append(entry)
        return found

    def _may(self, entry, resource):
        """Return whether the asker may open the page of ``entry`` at ``resource``."""
        allowed = self._allowed
        if entry.permission is not None and not allowed(entry.permission, resource):
            return False
        if entry.working_permission is not None and not allowed(
                entry.working_permission, in_work(resource)):
            return False
        return entry.shown is None or bool(entry.shown(resource, self._request))

    def _allowed(self, permission, resource):
        """Return whether the asker has ``permission`` on ``resource``; many entries need the same.
        """
        key = permission, resource.__oid__
        if key not in self._permitted:
            self._permitted[key] = self._request.has_permission(permission, resource)
        return self._permitted[key]

    def _query(self, entry):
        """Return the query by which the tabs of a translation lead to that translation; that of
        the page itself does before there is one.
        """
        tag = self._request.params.get(LANGUAGE)
        known = getattr(self._shell.context, 'translations', {})
        is_here = bool(tag) and entry.view == self._shell.view
        return {LANGUAGE: tag} if is_here or tag in known else {}

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
