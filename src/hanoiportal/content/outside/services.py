"""``IOutside``, as a plain object that knows nothing of HTTP."""
from collections.abc import Iterator

from pyramid.location import inside
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...base.permissions import DESK, Allowed
from ...kernel.tree.lookup import find_site, is_closed
from ..links.resource import References, references_of
from .asking import BAD_TLS, INSIDE, NO_ANSWER, NO_NAME, ROUND
from .interfaces import BrokenOutside, IOutside
from .resource import outside_of

_WHY = {
    NO_NAME: _('tên miền không còn'), NO_ANSWER: _('máy chủ không trả lời'),
    BAD_TLS: _('chứng thư của trang không hợp lệ'), ROUND: _('chuyển hướng vòng quanh'),
    INSIDE: _('địa chỉ nội bộ, người đọc không mở được'),
    '404': _('không có trang này'), '410': _('trang đã bị gỡ')}


def public_addresses(portal: IPortal) -> set[str]:
    """Return the addresses outside that public texts of all sites lead to."""
    objects, found = portal.__objectmap__.objects, set()
    for site in (portal, *portal['sites'].values()):
        for address, oid in _pairs(references_of(site)):
            text = objects.get(oid)
            if address not in found and text is not None and text.is_public:
                found.add(address)
    return found


def _pairs(references: References | None) -> Iterator[tuple[str, int]]:
    return iter(()) if references is None else references.outside()


@implementer(IOutside)
class Outside:
    """``IOutside`` for one asker."""

    def __init__(self, portal: IPortal, allowed: Allowed) -> None:
        self._portal = portal
        self._allowed = allowed

    def broken(self, place: IResource) -> Iterator[BrokenOutside]:
        known, objects = outside_of(self._portal), self._portal.__objectmap__.objects
        for address, oid in _pairs(references_of(find_site(place))):
            found, text = known.of(address), objects.get(oid)
            if found is None or not found.is_broken or text is None or not text.is_public:
                continue
            if inside(text, place) and (not is_closed(text) or self._allowed(DESK, text)):
                yield BrokenOutside(text, address, _WHY.get(found.why) or _(
                    'máy chủ báo lỗi ${status}', mapping={'status': found.why}), found.failed[0])


def outside_service(request: Request) -> Outside:
    """Return the ``IOutside`` for whoever asks by ``request``."""
    return Outside(request.root, request.has_permission)
