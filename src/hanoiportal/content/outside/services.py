"""``IOutside``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Iterator

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...kernel.security.interactions import get_or_create, interactions_of
from ...platform.http.interfaces import FAILED, INSIDE, WORDS
from ..links.interfaces import ILinks
from .interfaces import BrokenOutside, IOutside
from .resource import KEY, OutsideLinks, outside_of

#: Of an address that a text leads to, what it is for readers.
_WHY = {**WORDS, INSIDE: _('địa chỉ nội bộ, người đọc không mở được')}


def public_addresses(portal: IPortal, links: ILinks) -> set[str]:
    """Return the addresses outside that public texts of all sites lead to."""
    return {address for site in (portal, *portal['sites'].values())
            for address, _text in links.outside(site)}


@implementer(IOutside)
class Outside:
    """``IOutside`` for one probe."""

    def __init__(self, portal: IPortal, links: ILinks) -> None:
        self._portal = portal
        self._links = links

    def broken(self, place: IResource) -> Iterator[BrokenOutside]:
        known = outside_of(self._portal)
        for address, text in self._links.outside(place):
            found = known.of(address)
            if found is not None and found.is_broken:
                yield BrokenOutside(text, address, _WHY.get(found.why) or _(
                    FAILED, mapping={'status': found.why}), found.failed[0])

    def note(self, address: str, why: str, moment: datetime.datetime) -> None:
        known = get_or_create(interactions_of(self._portal), KEY, OutsideLinks)
        known.note(address, why, moment)


def outside_service(request: Request) -> Outside:
    """Return the ``IOutside`` for whoever asks by ``request``."""
    return Outside(request.root, request.service(ILinks))
