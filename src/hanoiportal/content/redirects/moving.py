"""``IMoving``: from one section to another, with old addresses kept."""
from pyramid.location import inside
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IItem
from ...base.permissions import ADD, DELETE, MANAGE_SITE, NOT_ALLOWED, WITHDRAW, Allowed
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_site, path_of, places_in, walk
from ..versions.interfaces import IEditing, INaming
from .interfaces import IMoving


@implementer(IMoving)
class MovingService:
    """``IMoving`` for one asker."""

    def __init__(self, registry, allowed: Allowed, notify, naming, editing):
        self._registry = registry
        self._allowed = allowed
        self._notify = notify    # callable(event)
        self._naming = naming    # INaming
        self._editing = editing  # IEditing

    def objections(self, resource, place, name=''):
        return self._kept_out(resource, place) or self._misnamed(resource, place, name)

    def _kept_out(self, resource, place):
        """Return why ``resource`` may not stand in ``place`` under any name."""
        if self._naming.is_furniture(resource):
            return {'': _('Phần này là bộ phận của Cổng, không chuyển đi được.')}
        if not self.may_move(resource) or not self._may_put(resource, place):
            return {'': NOT_ALLOWED}
        if inside(place, resource) or find_site(resource.__parent__) is not find_site(place):
            return {'place': _('Chỉ chuyển được tới nơi khác trong cùng một trang.')}
        type_name = self._registry.content.typeof(resource)
        if type_name not in getattr(place, 'allowed_types', ()):
            return {'place': _('Loại “${type}” không được đăng ở đây.',
                               mapping={'type': type_name})}
        return {}

    def _misnamed(self, resource, place, name):
        try:
            self._naming.check_seat(place, name or resource.__name__, resource)
        except Refused as refused:
            return refused.reasons
        return {}

    def places(self, resource):
        return [place for place in places_in(find_site(resource.__parent__))
                if place is not resource.__parent__ and not self._kept_out(resource, place)]

    def may_move(self, resource):
        if self._allowed(MANAGE_SITE, resource):
            return True
        if not IItem.providedBy(resource):
            return False
        public = [each for each in walk(resource) if each.is_public]
        return all(self._allowed(WITHDRAW, each) for each in public) and (
            bool(public) or self._allowed(DELETE, resource))

    def _may_put(self, resource, place):
        return self._allowed(ADD if IItem.providedBy(resource) else MANAGE_SITE, place)

    def move(self, resource, place, actor, name=''):
        if place is resource.__parent__:
            self._editing.rename(resource, name or resource.__name__, actor)
            return
        objections = self.objections(resource, place, name)
        if objections:
            raise Refused(objections)
        before = path_of(resource)
        resource.__parent__.move(
            resource.__name__, place, name or None, registry=self._registry)
        self._notify(Action(resource, 'move', actor, before=before, after=path_of(resource)))


def moving_service(request):
    return MovingService(
        request.registry, request.has_permission, send(request.registry),
        request.service(INaming), request.service(IEditing))
