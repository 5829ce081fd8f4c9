"""``IRecycling``, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IInternal, IItem
from ...base.permissions import ADD, DELETE, MANAGE_SITE, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_portal, path_of, places_in, walk
from ..versions.interfaces import INaming
from .holding import reasons_against_discarding
from .interfaces import IRecycling
from .resource import bin_of
from .trashing import detach, objectids, put_in_bin


@implementer(IRecycling)
class RecyclingService:
    """``IRecycling`` for one asker."""

    def __init__(self, registry, allowed: Allowed, clock, notify, naming):
        self._registry = registry
        self._allowed = allowed
        self._clock = clock
        self._notify = notify    # callable(event)
        self._naming = naming    # INaming

    def discard(self, resource, actor, why=''):
        self._check_loose(resource)
        number = sum(1 for _each in walk(resource))
        self._notify(Action(resource, 'discard_resource', actor, before=resource.state, why=why,
                            number=number))
        entry = detach(resource, actor, why, self._clock.now(), self._registry)
        put_in_bin(entry)
        return entry

    def _check_loose(self, resource):
        if self._naming.is_furniture(resource) or IInternal.providedBy(resource):
            raise Refused({'': _('Phần này là bộ phận của Cổng, không xóa được.')})
        if not self._may_take(resource):
            raise Refused({'': NOT_ALLOWED})
        held = self.reasons_against(resource)
        if held:
            raise Refused(dict(enumerate(held)))
        public = sum(1 for each in walk(resource) if IItem.providedBy(each) and each.is_public
                     and not self._allowed(DELETE, each))
        if public:
            raise Refused({'': _('Còn ${number} mục đang công khai; hãy gỡ trước khi xóa.',
                                 mapping={'number': public})})

    def reasons_against(self, resource):
        return reasons_against_discarding(resource, self._registry)

    def _may_take(self, resource):
        """Tell whether the asker may remove ``resource``; a place is arranged, not deleted."""
        item = IItem.providedBy(getattr(resource, 'resource', resource))
        return bool(self._allowed(DELETE if item else MANAGE_SITE, resource))

    def entries(self, site):
        kept = bin_of(site)
        found = [] if kept is None else filter(self._may_take, kept.entries.values())
        return sorted(found, key=lambda entry: entry.moment, reverse=True)

    def entry(self, site, objectid):
        kept = bin_of(site)
        found = None if kept is None else kept.entries.get(objectid)
        return found if found is not None and self._may_take(found) else None

    def places(self, entry):
        type_name = self._registry.content.typeof(entry.resource)
        found = [place for place in places_in(entry.site)
                 if type_name in getattr(place, 'allowed_types', ())
                 and self._may_put(entry, place)]
        return sorted(found, key=lambda place: place.__oid__ != entry.place_id)

    def _may_put(self, entry, place):
        return self._allowed(ADD if IItem.providedBy(entry.resource) else MANAGE_SITE, place)

    def restore(self, entry, actor, place=None, name=''):
        resource, place = entry.resource, self._target(entry, place)
        name = name or entry.name
        self._naming.check_seat(place, name, resource)
        kept = bin_of(entry.site)
        del kept.entries[entry.objectid]
        find_portal(place).__objectmap__.release(objectids(walk(resource)))
        place.add(name, resource, moving=kept, registry=self._registry)
        _put_before(place, name, entry.followers)
        self._notify(Action(resource, 'restore_resource', actor, before=entry.path,
                            after=path_of(resource), number=entry.number))
        return resource

    def _target(self, entry, place):
        """Return the place to put ``entry`` back into.  Raises ``Refused``."""
        if not self._may_take(entry):
            raise Refused({'': NOT_ALLOWED})
        place = entry.place if place is None else place
        if place is None:
            raise Refused({'place': _('Nơi cũ không còn; hãy chọn nơi khác.')})
        if not self._may_put(entry, place):
            raise Refused({'place': NOT_ALLOWED})
        if place is not entry.place and place not in self.places(entry):
            raise Refused({'place': _('Không khôi phục được vào nơi này.')})
        return place

    def objectids(self, entry):
        found = objectids(walk(entry.resource))
        for site in walk(entry.resource):
            kept = bin_of(site)
            for inner in () if kept is None else kept.entries.values():
                found += self.objectids(inner)
        return found

    def may_purge(self, entry):
        return self._may_take(entry) and bool(self._allowed(DELETE, entry)) and bool(
            self._allowed(MANAGE_SITE, entry))

    def purge(self, entry, actor, why=''):
        if not self.may_purge(entry):
            raise Refused({'': NOT_ALLOWED})
        del bin_of(entry.site).entries[entry.objectid]
        self._notify(Action(entry.site, 'purge_resource', actor, before=entry.path, why=why,
                            number=entry.number, objectid=entry.objectid))


def _put_before(place, name, followers):
    """Let ``name``, the last of ``place``, stand before the first of ``followers`` still there."""
    following = next((each for each in followers if each in place), None)
    if following is not None and place.is_ordered():
        names = [each for each in place if each != name]
        names.insert(names.index(following), name)
        place.set_order(names)


def recycling_service(request):
    registry = request.registry
    return RecyclingService(
        registry, request.has_permission, registry.getUtility(IClock), send(registry),
        request.service(INaming))
