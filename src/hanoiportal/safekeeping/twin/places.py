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

#: How urgent items are, see ``urgency``.
MOST_URGENT = 5
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
        """Yield each page: of each site its own, its sections and the newest in each."""
        for site in [self.portal, *self.portal['sites'].values()]:
            yield from self.of_site(site)
        yield from self.of(self.portal['sites'])

    def of_site(self, site):
        """Yield the pages of one site."""
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
        all, home pages first; of the figures of compliance: the page of each site; of a place that
        sites share: what shows that one of them has left it.
        """
        if _is_on_every_page(resource):
            for site in (self.portal, *self.portal['sites'].values()):
                yield from self.of(site)
            yield from self.everything()
        elif ISnapshot.providedBy(resource):
            for site in (self.portal, *self.portal['sites'].values()):
                yield from self.of(site, COMPLIANCE)
        elif ISite.providedBy(resource):
            whole = IPortal.providedBy(resource)
            yield from self.everything() if whole else self.of_site(resource)
        elif IContainer.providedBy(resource):
            yield from self._of_place(resource)
        else:
            yield from self._around(resource)

    def _of_place(self, place):
        if not isinstance(place, SharedPlace):
            return self.of_site(find_site(place))
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
        if _is_on_every_page(thing) or ISnapshot.providedBy(thing):
            return thing
        if ITranslation.providedBy(thing) or IWorkingVersion.providedBy(thing):
            return self.found(getattr(thing, '__parent__', None))
        known = IItem.providedBy(thing) or IContainer.providedBy(thing)
        return thing if known and getattr(thing, '__oid__', None) else None

    def stands(self, resource):
        """Return whether ``resource`` still has its place in the tree."""
        if _is_on_every_page(resource) or ISnapshot.providedBy(resource):
            return True
        return self.portal.__objectmap__.object_for(resource.__oid__) is resource


def urgency(thing):
    """Return how soon the pages that ``thing`` changes are looked at: what was recalled is not to
    wait until each page of a site has been.
    """
    if IItem.providedBy(thing) or isinstance(thing, SharedPlace):
        return MOST_URGENT
    if not ISite.providedBy(thing):
        return MOST_URGENT - (1 if _is_on_every_page(thing) or ISnapshot.providedBy(thing) else 2)
    return MOST_URGENT - (4 if IPortal.providedBy(thing) else 3)


def _is_on_every_page(thing):
    return IStop.providedBy(thing) or IEmergencyNotice.providedBy(thing)


def _sections(site):
    return [each for each in site.values()
            if IContainer.providedBy(each) and not ISite.providedBy(each)]


def changed_since(connection, start):
    """Yield each object that a transaction after ``start``, ``bytes``, has written, newest state.
    """
    storage = connection.db().storage
    seen = set()
    for transaction in storage.iterator(p64(u64(start) + 1)):
        for record in transaction:
            seen.add(record.oid)
    for oid in seen:
        try:
            yield connection.get(oid)
        except KeyError:
            continue
