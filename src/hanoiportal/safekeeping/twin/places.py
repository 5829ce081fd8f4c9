"""Which pages a portal has, and which of them a change may have changed."""
from ZODB.utils import p64, u64

from ...base.i18n import DEFAULT, ILanguages
from ...base.interfaces import IContainer, IItem, IPortal, ISite, ITranslation, IWorkingVersion
from ...base.settings import ISettings
from ...discovery.catalog.interfaces import ICatalog
from ...editorial.emergencynotices.interfaces import IEmergencyNotice
from ...kernel.tree.lookup import find_site, host_of, target_of
from ...kernel.tree.sharing import (
    SharedPlace,
    is_shared,
    left_anywhere,
    placed_everywhere,
)
from ...oversight.compliance.interfaces import PAGE as COMPLIANCE
from ...oversight.compliance.interfaces import ISnapshot
from ...platform.maintenance.interfaces import IStop

#: How urgent pages are: of what was recalled, home pages that tell of a notice, of items and their
#: lists, of sections with what pages need, of whole sites, of the whole portal.
MOST_URGENT = RECALLED = 6
HOMES, ITEMS, SECTIONS, WHOLE_SITES, WHOLE_PORTAL = 5, 4, 3, 2, 1
#: Stands for all pages of a site, which are many to look up.
ALL_PAGES = ''
#: Views of every site that have a copy besides its home page.
VIEWS = ('sitemap', 'thong-bao-bao-tri', 'tuyen-bo-tiep-can', 'gui-cau-hoi',
         'gui-tin-bai', 'lich-tiep-cong-dan', 'dien-thoai-can-thiet', COMPLIANCE)


class Places:
    """The pages of the portal of ``environment``, as ``(host, target, object id)``."""

    def __init__(self, environment):
        self.portal = environment.portal
        registry = environment.registry
        self._catalog = environment.request.service(ICatalog)
        self._settings = registry.getUtility(ISettings)
        self._languages = registry.getUtility(ILanguages).interface

    def everything(self):
        """Yield what stands for each page: of each site its own, its sections and the newest in
        each.
        """
        yield from map(self._all_of, self._sites())
        yield from self.of(self.portal['sites'])

    def homes(self):
        """Yield the home page of each site."""
        for site in self._sites():
            yield from self.of(site)

    def of_site(self, oid):
        """Yield the pages of the site with that object id; none if it is gone."""
        site = self.portal.__objectmap__.object_for(oid)
        if not ISite.providedBy(site):
            return
        yield from self.of(site)
        for view in VIEWS:
            yield from self.of(site, view)
        for section in _sections(site):
            yield from self.of(section)
            for item in self._catalog.latest(section, DEFAULT, 0, self._settings.twin_items).items:
                yield from self.of(item)

    def of(self, resource, *view):
        """Yield the page of ``resource``, or its ``view``, in each language of the interface."""
        host = host_of(find_site(resource), self._settings.domain)
        for language in self._languages:
            yield host, target_of(resource, language, *view), resource.__oid__

    def changed_by(self, resource):
        """Yield the pages that another state of ``resource`` may have changed.

        Of a section or site: all that show its name; of a planned stop or an emergency notice:
        all; of the figures of compliance: the page of each site; of a place that sites share: what
        shows that one of them has left it.
        """
        if is_on_every_page(resource) or IPortal.providedBy(resource):
            yield from self.everything()
        elif ISnapshot.providedBy(resource):
            for site in self._sites():
                yield from self.of(site, COMPLIANCE)
        elif ISite.providedBy(resource):
            yield self._all_of(resource)
        elif IContainer.providedBy(resource):
            yield from self._of_place(resource)
        else:
            yield from self._around(resource)

    def _of_place(self, place):
        if not isinstance(place, SharedPlace):
            return [*self.of(place), self._all_of(find_site(place))]
        return (page for item in left_anywhere(place) for page in self._around(item))

    def _around(self, item):
        if is_shared(item):
            for each in placed_everywhere(item):
                yield from self._around(each)
            return
        yield from self.of(item)
        place = item.__parent__
        while place is not None:
            if IContainer.providedBy(place):
                yield from self.of(place)
            place = place.__parent__

    def found(self, thing):
        """Return the item, section, site, stop or notice that a changed object belongs to, or
        ``None``.
        """
        if is_on_every_page(thing) or ISnapshot.providedBy(thing):
            return thing
        if ITranslation.providedBy(thing) or IWorkingVersion.providedBy(thing):
            return self.found(getattr(thing, '__parent__', None))
        known = IItem.providedBy(thing) or IContainer.providedBy(thing)
        return thing if known and getattr(thing, '__oid__', None) else None

    def stands(self, resource):
        """Return whether ``resource`` still has its place in the tree."""
        if is_on_every_page(resource) or ISnapshot.providedBy(resource):
            return True
        return self.portal.__objectmap__.object_for(resource.__oid__) is resource

    def _sites(self):
        return [self.portal, *self.portal['sites'].values()]

    def _all_of(self, site):
        return host_of(site, self._settings.domain), ALL_PAGES, site.__oid__


def urgency(thing, has_copies):
    """Return how soon the pages that ``thing`` changes are looked at: what was recalled is not to
    wait until each page of a site has been.  ``has_copies``: whether it has pages in the twin.
    """
    if isinstance(thing, SharedPlace):
        return RECALLED
    if IItem.providedBy(thing):
        return RECALLED if has_copies and not thing.is_public else ITEMS
    if is_on_every_page(thing):
        return WHOLE_SITES
    if ISite.providedBy(thing):
        return WHOLE_PORTAL if IPortal.providedBy(thing) else WHOLE_SITES
    return SECTIONS


def is_on_every_page(thing):
    """Return whether every page tells of ``thing``: a planned stop, an emergency notice."""
    return IStop.providedBy(thing) or IEmergencyNotice.providedBy(thing)


def _sections(site):
    return [each for each in site.values()
            if IContainer.providedBy(each) and not ISite.providedBy(each)]


def changed_since(connection, start):
    """Yield each object that a transaction after ``start``, ``bytes``, has written, newest state,
    in the order in which they were first written.
    """
    storage = connection.db().storage
    seen = dict.fromkeys(record.oid for transaction in storage.iterator(p64(u64(start) + 1))
                         for record in transaction)
    for oid in seen:
        try:
            yield connection.get(oid)
        except KeyError:
            continue
