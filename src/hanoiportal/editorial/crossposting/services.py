"""``ICrossposting``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.permissions import EDIT, NOT_ALLOWED, ORDER, Allowed
from ...kernel.tree.lookup import is_closed, is_listed, is_practice
from ...platform.notifications.interfaces import INotifying
from .interfaces import (
    ASKED,
    CARRIABLE,
    OPEN,
    PROPOSED,
    TAKEN_BACK,
    WAITING,
    CannotCrosspost,
    IReference,
    Proposal,
)
from .interfaces.promises import ICrossposting
from .proposing import Proposing
from .receiving import filled
from .resource import KeptProposal, book_of
from .shared import of_site
from .telling import CrosspostTelling

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described


@implementer(ICrossposting)
class Crossposting:
    """``ICrossposting`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 telling: CrosspostTelling) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._telling, self._proposing = telling, Proposing(portal, telling.now)

    def reasons_against(self, source: Described) -> Sequence[str]:
        """See ``ICrossposting``."""
        return reasons_against(source, self._registry)

    def may_propose(self, source: Described) -> bool:
        """See ``ICrossposting``."""
        return bool(self._allowed(EDIT, source))

    def addressees(self, source: Described) -> Sequence[ISite]:
        """See ``ICrossposting``."""
        return self._proposing.addressees(source)

    def propose(self, source: Described, site: ISite, purpose: str,
                wished: datetime.datetime | None, actor: str) -> Proposal:
        """See ``ICrossposting``."""
        if not self.may_propose(source):
            raise CannotCrosspost({'': NOT_ALLOWED})
        reasons = self._proposing.wrong(source, self.reasons_against(source), [site], purpose)
        if wished is not None and wished <= self._telling.now():
            reasons.setdefault('wished', _('Giờ xuất bản phải sau bây giờ.'))
        if not reasons and self._proposing.is_asked(source, site):
            reasons['site'] = _('Trang này đã được đề nghị đăng bài này.')
        if reasons:
            raise CannotCrosspost(reasons)
        made = self._proposing.add(PROPOSED, source, site, purpose, actor, wished=wished)
        self._telling.log(source, 'propose_crosspost', actor, made.number)
        self._telling.to_board(made, 'crosspost_received', actor)
        return made

    def answer(self, proposal: Proposal, text: str, actor: str) -> None:
        """See ``ICrossposting``."""
        if not self._allowed(EDIT, self._telling.site(proposal.origin)):
            raise CannotCrosspost({'': NOT_ALLOWED})
        if proposal.state != ASKED:
            raise CannotCrosspost({'': _('Nơi nhận không hỏi gì.')})
        self._telling.note(proposal, WAITING, actor, filled(text))
        self._telling.log(self._telling.site(proposal.origin), 'answer_crosspost', actor,
                          proposal.number)
        self._telling.to_board(proposal, 'crosspost_answered', actor)

    def may_take_back(self, proposal: Proposal) -> bool:
        """See ``ICrossposting``."""
        return bool(self._allowed(EDIT, self._telling.site(proposal.origin))) and (
            not proposal.is_demanded or bool(self._allowed(ORDER, self._portal)))

    def take_back(self, proposal: Proposal, actor: str) -> None:
        """See ``ICrossposting``."""
        if not self.may_take_back(proposal):
            raise CannotCrosspost({'': NOT_ALLOWED})
        if proposal.state not in OPEN:
            raise CannotCrosspost({'': _('Đề nghị này đã được quyết định.')})
        self._telling.note(proposal, TAKEN_BACK, actor)
        self._telling.log(self._telling.site(proposal.origin), 'take_back_crosspost', actor,
                          proposal.number)
        if proposal.kind != PROPOSED and self._portal.__objectmap__.object_for(int(proposal.to)):
            self._telling.to_board(proposal, 'crosspost_taken_back', actor)

    def get(self, number: int) -> Proposal | None:
        """See ``ICrossposting``."""
        found: KeptProposal | None = book_of(self._portal).proposals.get(number)
        return found

    def received(self, site: ISite) -> Sequence[Proposal]:
        """See ``ICrossposting``."""
        book, name = book_of(self._portal), str(site.__oid__)
        found = [*book.numbered(book.received, name),
                 *of_site([book.proposals[number] for number in book.shared], name)]
        return sorted(found, key=lambda each: -each.number)

    def sent(self, site: ISite) -> Sequence[Proposal]:
        """See ``ICrossposting``."""
        book = book_of(self._portal)
        return book.numbered(book.sent, str(site.__oid__))


def reasons_against(source: Described, registry: Registry) -> list[str]:
    """Return why ``source`` can be carried by no other site; ``[]`` if it can."""
    if IReference.providedBy(source):
        return [_('Bài này dẫn từ trang khác: hãy đề nghị ở trang có bài gốc.')]
    if is_practice(source):
        return [_('Bài của trang thực hành không đăng ở trang khác.')]
    if not is_listed(source) or is_closed(source) or not source.approvals:
        return [_('Bài chưa xuất bản hoặc không còn công khai nên chưa đề nghị đăng ở trang khác '
                  'được.')]
    if registry.content.typeof(source) not in CARRIABLE:
        return [_('Loại nội dung này không đăng chéo được: hãy đặt liên kết đến trang gốc.')]
    return [_('Người dân tham gia buổi này ở trang gốc: hãy đặt liên kết đến đó.')] if getattr(
        source, 'is_live', False) else []


def crossposting_service(request: Request) -> Crossposting:
    """Return the ``ICrossposting`` for ``request``."""
    registry = request.registry
    telling = CrosspostTelling(registry, request.root, request.service(INotifying))
    return Crossposting(registry, request.root, request.has_permission, telling)
