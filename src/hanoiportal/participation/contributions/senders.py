"""Who sent what became an item, for those who pay royalties (34.2)."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.numbers import number_in
from ...editorial.royalties.interfaces import ISenders
from ...kernel.security.interactions import interactions_of
from ..cases.interfaces import NAME, ICases
from .interfaces import SENDER
from .providers import provider_in
from .resource import KEY

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: How somebody is called who may not be named, or not any more; in Vietnamese, as all documents.
_UNNAMED = 'Người gửi tin, bài (hồ sơ số {})'


@implementer(ISenders)
class Senders:
    """``ISenders``: a sender is known by the number of the case."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def sender_of(self, portal: IPortal, item: str) -> str:
        """See ``ISenders``."""
        book = interactions_of(portal).get(KEY)
        number = None if book is None else book.items.get(item)
        return '' if number is None else str(number)

    def name_of(self, portal: IPortal, sender: str, may_pay: bool) -> str:
        """See ``ISenders``."""
        cases: ICases = self._registry.getAdapter(portal, ICases)
        case = cases.get(number_in(sender))
        contents = None if case is None else cases.open(case)
        if case is None or contents is None:
            return ''
        if not may_pay and NAME not in contents.consents:
            return _UNNAMED.format(case.number)
        provider = provider_in(contents, cases.kept(case, SENDER))
        return provider.name or provider.organisation or _UNNAMED.format(case.number)
