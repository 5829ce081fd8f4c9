"""``IBearers``: looks at every token in the same way."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.interfaces import IClock, IPortal
from ...kernel.tree.lookup import find_portal
from .interfaces import IBearers
from .lastuse import ITokenUses, TokenUses
from .tokens import bearer

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import ISite
    from .resource import ServiceAccount


@implementer(IBearers)
class Bearers:
    """See ``IBearers``."""

    def __init__(self, uses: TokenUses, now: datetime.datetime) -> None:
        self._uses, self._now = uses, now

    def bearer(self, site: ISite, text: str) -> tuple[ServiceAccount, str] | None:
        """See ``IBearers``."""
        found = bearer(find_portal(site), text, self._now)
        is_here = IPortal.providedBy(site) or (found and found[0].site == site.__oid__)
        return (found[0], found[1].id) if found is not None and is_here else None

    def used(self, token: str) -> None:
        """See ``IBearers``."""
        self._uses.saw(token, self._now)


def bearers_service(request: Request) -> Bearers:
    """Return the ``IBearers`` of this process, at this moment."""
    registry = request.registry
    return Bearers(registry.getUtility(ITokenUses), registry.getUtility(IClock).now())
