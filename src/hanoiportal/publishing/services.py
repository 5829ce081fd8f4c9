"""Publishing, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ..i18n import _
from ..interfaces import IClock, IItem, ITranslation
from ..permissions import PUBLISH
from ..tree.events import ObjectModified, ObjectPublished, send
from ..workflow.interfaces import PUBLISHED, WITHDRAWN
from .interfaces import CannotPublish, IPublishing


@implementer(IPublishing)
class PublishingService:
    """``IPublishing`` for one asker."""

    def __init__(self, allowed, notify, clock, objections):
        self._allowed = allowed  # callable(permission, item) -> bool
        self._notify = notify    # callable(event)
        self._objections = objections  # callable(item) -> list of translatable strings
        self._clock = clock

    def reasons_against_publishing(self, item):
        reasons = _objections_to_kind(item)
        if item.state == PUBLISHED:
            reasons.append(_('Mục này đã được xuất bản.'))
        if not self._allowed(PUBLISH, item):
            reasons.append(_('Bạn không có quyền xuất bản mục này.'))
        return reasons + self._objections(item)

    def publish(self, item, actor, moment=None):
        reasons = self.reasons_against_publishing(item)
        if reasons:
            raise CannotPublish(reasons)
        item.state = PUBLISHED
        item.published_at = moment or item.published_at or self._clock.now()
        self._notify(ObjectPublished(item, actor))

    def withdraw(self, item, actor):
        reasons = _objections_to_kind(item)
        if item.state != PUBLISHED:
            reasons.append(_('Mục này chưa được xuất bản.'))
        if not self._allowed(PUBLISH, item):
            reasons.append(_('Bạn không có quyền gỡ mục này.'))
        if reasons:
            raise CannotPublish(reasons)
        item.state = WITHDRAWN
        self._notify(ObjectModified(item))


def _objections_to_kind(item):
    """Return why a place cannot be published or withdrawn: what lies in it has its own states."""
    if IItem.providedBy(item) or ITranslation.providedBy(item):
        return []
    return [_('Chỉ tin, bài, tài liệu và bản dịch mới được xuất bản hoặc gỡ.')]


def objections(registry):
    """Return callable(item) -> what its content type has against publishing it, a list."""
    def of_type(item):
        ask = registry.content.metadata(item, 'reasons_against_publishing')
        return ask(item, registry) if ask else []

    return of_type


def publishing_service(request):
    registry = request.registry
    return PublishingService(
        request.has_permission, send(registry), registry.getUtility(IClock),
        objections(registry))
