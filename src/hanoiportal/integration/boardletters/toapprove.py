"""Which letters wait for somebody's approval, beside the batches that do."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.permissions import APPROVE_ANSWER
from ...kernel.tree.lookup import site_of
from ...participation.batches.interfaces.toapprove import IBatchesToApprove, ToApprove
from .interfaces import IBoardLetters
from .resource import book_of

if TYPE_CHECKING:
    from ...base.interfaces import IItem

#: The page of all letters of a site.
PAGE = 'board-letters'
_LETTERS = _('thư gửi người theo dõi')


@implementer(IBatchesToApprove)
class LettersToApprove:
    """See ``IBatchesToApprove``."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._service: IBoardLetters = request.service(IBoardLetters)

    def found(self) -> list[ToApprove]:
        """See ``IBatchesToApprove``."""
        root, actor, counts = self._request.root, str(self._request.identity.id), dict[str, int]()
        for letter in book_of(root).letters.values():
            site = site_of(root, letter.site)
            if (letter.waits and self._request.has_permission(APPROVE_ANSWER, site)
                    and not self._service.against(site, letter.number, actor)):
                counts[letter.site] = counts.get(letter.site, 0) + 1
        return [ToApprove(cast('IItem', site_of(root, each)), PAGE, number, _LETTERS)
                for each, number in counts.items()]
