"""``IPress``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Callable, Collection

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IItem, IResource
from ...base.permissions import EDIT, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Change, send
from ...kernel.tree.lookup import in_work
from ...platform.notifications.interfaces import INotifying, NotificationRequested
from .duties import term_of
from .interfaces import LISTING, IPress


@implementer(IPress)
class Press:
    """``IPress`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed,
                 board_of: Callable[[IResource], Collection[str]]) -> None:
        self._registry = registry
        self._allowed = allowed
        self._board_of = board_of
        self._notify = send(registry)

    def reasons_against_counting(self, item: IItem) -> list[str]:
        if getattr(item.__parent__, 'listing', '') != LISTING:
            return [_('Chỉ đếm giờ trong chuyên mục thông tin báo chí.')]
        return [] if self._allowed(EDIT, in_work(item)) else [NOT_ALLOWED]

    def count(self, item: Persistent, since: datetime.datetime | None, actor: str) -> None:
        reasons = self.reasons_against_counting(item)
        if reasons:
            raise Refused({'': reasons[0]})
        if since is not None and since > self._registry.getUtility(IClock).now():
            raise Refused({'since': _('Thời điểm này chưa đến.')})
        item.press_since = since
        self._notify(Change(item, 'count_press', actor,
                            after=since.isoformat() if since is not None else ''))
        term = term_of(item, self._registry)
        if term is not None:
            self._notify(NotificationRequested(item, self._board_of(item), 'press_begun', actor,
                                note=moment(term.due)))


def press_service(request: Request) -> Press:
    """Return the ``IPress`` for whoever asks by ``request``."""
    return Press(request.registry, request.has_permission, request.service(INotifying).board_of)
