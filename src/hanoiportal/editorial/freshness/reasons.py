"""``IReasons``, as a plain object that knows nothing of HTTP."""
import unicodedata
from collections.abc import Iterable, Mapping

from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ASSIGN, NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, Send, send
from ...kernel.tree.lookup import find_portal
from ..boards.interfaces import IBoards
from .interfaces import APPROVED, NO_REASON, IReasons, WindowKey
from .resource import (
    Consent,
    Reason,
    Words,
    get_or_create_reason,
    reason_of,
    settled_of,
)
from .services import id_of

LONGEST = 1000


@implementer(IReasons)
class Reasons:
    """``IReasons`` for one asker."""

    def __init__(
            self, allowed: Allowed, boards: IBoards, clock: IClock, notify: Send) -> None:
        self._allowed, self._boards = allowed, boards
        self._clock, self._notify = clock, notify

    def find(self, portal: IPortal, key: WindowKey) -> Reason | None:
        return reason_of(portal, key)

    def state(self, portal: IPortal, key: WindowKey) -> str:
        reason = reason_of(portal, key)
        return NO_REASON if reason is None else reason.state

    def states(self, portal: IPortal, keys: Iterable[WindowKey]) -> Mapping[WindowKey, str]:
        return {key: self.state(portal, key) for key in keys}

    def write(self, site: ISite, key: WindowKey, text: str, actor: str) -> None:
        portal, words = find_portal(site), unicodedata.normalize('NFC', text.strip())
        self._check(self._allowed(ASSIGN, site), site, key)
        if not words or len(words) > LONGEST:
            raise Refused({'text': _('Phải ghi lý do (tối đa 1.000 ký tự).')})
        if self.state(portal, key) == APPROVED:
            raise Refused({'text': _('Lý do này đã được phê duyệt.')})
        reason = get_or_create_reason(portal, key)
        reason.words += (Words(words, actor, self._clock.now()),)
        self._notify(InnerAction(site, 'window-reason', actor, day=key.day, window=key.code))

    def approve(self, site: ISite, key: WindowKey, number: int, actor: str) -> None:
        self._check(self.may_approve(site, actor), site, key)
        reason = reason_of(find_portal(site), key)
        if reason is None or reason.number != number:
            raise Refused({'': _('Lý do vừa được viết lại: hãy đọc lại rồi phê duyệt.')})
        if reason.last.by == actor:
            raise Refused({'': _('Người viết lý do không tự phê duyệt.')})
        if reason.state != APPROVED:
            reason.consent = Consent(number, actor, self._clock.now())
            self._notify(InnerAction(
                site, 'window-reason-approved', actor, day=key.day, window=key.code))

    def may_approve(self, site: ISite, actor: str) -> bool:
        return self._boards.is_member(site, actor, self._clock.now())

    def _check(self, is_allowed: object, site: ISite, key: WindowKey) -> None:
        if not is_allowed:
            raise Refused({'': NOT_ALLOWED})
        if key.site != id_of(site) or tuple(key) not in settled_of(find_portal(site)).breaches:
            raise Refused({'': _('Khung giờ này không bị bỏ trống.')})


def reasons_service(request: Request) -> Reasons:
    """Return the ``IReasons`` for whoever asks by ``request``."""
    registry = request.registry
    return Reasons(request.has_permission, request.service(IBoards), registry.getUtility(IClock),
                   send(registry))
