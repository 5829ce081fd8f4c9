"""``IOffering``: what the city recommends to its component sites, and what it demands of them."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.permissions import EDIT, NOT_ALLOWED, ORDER, Allowed
from ...kernel.tree.lookup import find_site
from ...kernel.tree.sharing import is_shared
from ...platform.notifications.interfaces import INotifying
from ..boards.interfaces import IBoards
from ..orders.interfaces import TAKEN_BACK, IOrders, Order
from .interfaces import (
    ACCEPTED,
    COMPULSORY,
    LONGEST_BASIS,
    RECOMMENDED,
    CannotCrosspost,
    IReference,
    Proposal,
    ProposalEvent,
)
from .interfaces.promises import IOffering
from .proposing import Proposing, work_shown
from .resource import KeptProposal, book_of
from .rules import standing_rules
from .services import reasons_against
from .shared import LEAST, ProposalAt, of_sites, seen_at
from .telling import CrosspostTelling

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described
    from .rules import StandingRules

#: Orders that a demand may name at most.
LATEST = 100


@implementer(IOffering)
class Offering:
    """``IOffering`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 telling: CrosspostTelling, rules: StandingRules, orders: IOrders) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._telling, self._rules = boards, telling, rules
        self._orders, self._proposing = orders, Proposing(portal, telling.now)

    def reasons_against(self, item: Described) -> Sequence[str]:
        """See ``IOffering``."""
        if not IReference.providedBy(item) or is_shared(item):
            return reasons_against(item, self._registry)
        if not item.is_public:
            return [_('Bài này không còn được dẫn ở đây.')]
        if item.changed_at is not None:
            return [_('Nguồn đã đính chính: hãy xem và phê duyệt phiên bản mới trước khi giới '
                      'thiệu.')]
        return []

    def may_offer(self, source: Described, actor: str) -> bool:
        """See ``IOffering``."""
        return find_site(source) is self._portal and self._is_of_board(actor) and bool(
            self._allowed(EDIT, source))

    def may_demand(self, actor: str) -> bool:
        """See ``IOffering``."""
        return self._is_of_board(actor) and bool(self._allowed(ORDER, self._portal))

    def orders(self) -> Sequence[Order]:
        """See ``IOffering``."""
        sent = [each for each in self._orders.sent(self._portal) if each.number == each.group]
        return [each for each in sent[:LATEST] if self._orders.course(each).state != TAKEN_BACK]

    def offer(self, source: Described, sites: Sequence[ISite], kind: str, purpose: str,
              basis: str, actor: str, due: datetime.datetime | None = None,
              order: int = 0) -> Sequence[Proposal]:
        """See ``IOffering``."""
        if not self.may_offer(source, actor) or kind == COMPULSORY and not self.may_demand(actor):
            raise CannotCrosspost({'': NOT_ALLOWED})
        named = next((each for each in self.orders() if each.number == order), None)
        basis = basis.strip() or _named(named)
        reasons = {**_wrong_kind(kind, basis), **self._proposing.wrong(
            source, self.reasons_against(source), sites, purpose)}
        if order and (named is None or kind != COMPULSORY):
            reasons['order'] = _('Hãy chọn một giá trị trong danh sách.')
        if due is not None and (kind != COMPULSORY or due <= self._telling.now()):
            reasons['due'] = _('Hạn chỉ có khi yêu cầu đăng, và phải sau bây giờ.')
        if reasons:
            raise CannotCrosspost(reasons)
        made = self._asked(kind, source, sites, purpose, basis, actor)
        for each in map(_kept, made):
            each.due, each.order = due, order
        for found in made[:1]:
            self._telling.log(source, 'offer_crosspost', actor, found.number, basis)
        return made

    def _asked(self, kind: str, source: Described, sites: Sequence[ISite], purpose: str,
               basis: str, actor: str) -> list[Proposal]:
        """Ask those of ``sites`` that are not asked yet."""
        work = work_shown(source)
        asked = [site for site in sites if not self._proposing.is_asked(work, site)]
        made, left = self._shared(kind, source, asked, purpose, basis, actor)
        for site in left:
            each = self._proposing.add(kind, source, site, purpose, actor, basis=basis)
            if not self._rules.take(each, work):
                self._telling.to_board(each, 'crosspost_offered', actor)
            made.append(each)
        return made

    def _shared(self, kind: str, source: Described, sites: Sequence[ISite], purpose: str,
                basis: str, actor: str) -> tuple[list[Proposal], Sequence[ISite]]:
        """Let those of ``sites`` that have rules carry ``source`` as one reference; return what
        each of them sees of the proposal, and the sites that are left.
        """
        work = work_shown(source)
        takers = self._rules.takers(work, sites, actor)
        if len(takers) < LEAST:
            return [], sites
        kept = self._proposing.add(kind, source, None, purpose, actor, basis=basis)
        if not self._rules.share(kept, work, takers):
            book_of(self._portal).drop(kept)
            return [], sites
        seen = [seen_at(kept, site) for site in takers]
        return seen, [site for site in sites if site not in takers]

    def may_lift(self, proposal: Proposal, actor: str) -> bool:
        """See ``IOffering``."""
        return proposal.is_demanded and proposal.state == ACCEPTED and self.may_demand(actor)

    def lift(self, proposal: Proposal, actor: str) -> None:
        """See ``IOffering``."""
        if not self.may_demand(actor):
            raise CannotCrosspost({'': NOT_ALLOWED})
        if not self.may_lift(proposal, actor):
            raise CannotCrosspost({'': _('Bài này không có yêu cầu đăng đang có hiệu lực.')})
        kept = _kept(proposal)
        kept.lifted = ProposalEvent(COMPULSORY, self._telling.now(), actor)
        self._telling.log(self._portal, 'lift_crosspost', actor, kept.number)
        for each in of_sites(kept):
            if each.state == ACCEPTED and self._portal.__objectmap__.object_for(int(each.to)):
                self._telling.to_board(each, 'crosspost_lifted', actor)

    def _is_of_board(self, actor: str) -> bool:
        return self._boards.is_member(self._portal, actor, self._telling.now())


def _kept(proposal: Proposal) -> KeptProposal:
    """Return what is kept of ``proposal``, which one of several sites may see."""
    return proposal.kept if isinstance(proposal, ProposalAt) else cast('KeptProposal', proposal)


def _named(order: Order | None) -> str:
    """Return the basis that ``order`` is, ``''`` for none."""
    if order is None:
        return ''
    said = f'Yêu cầu số {order.number} ngày {local(order.events[0].moment):%d/%m/%Y}'
    return '; '.join(filter(None, (said, order.basis)))[:LONGEST_BASIS]


def _wrong_kind(kind: str, basis: str) -> dict[str, str]:
    """Return what is wrong with the ``kind`` of an offer and its ``basis``, by field."""
    if kind not in (RECOMMENDED, COMPULSORY):
        return {'kind': _('Hãy chọn một giá trị trong danh sách.')}
    if kind == COMPULSORY and not basis:
        return {'basis': _('Hãy chọn yêu cầu của Thành phố, hoặc ghi số, ngày của văn bản yêu cầu '
                           '(điểm i khoản 1 Điều 13).')}
    if len(basis) > LONGEST_BASIS:
        return {'basis': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_BASIS})}
    return {}


def offering_service(request: Request) -> Offering:
    """Return the ``IOffering`` for ``request``."""
    registry = request.registry
    telling = CrosspostTelling(registry, request.root, request.service(INotifying))
    return Offering(registry, request.root, request.has_permission, request.service(IBoards),
                    telling, standing_rules(request), request.service(IOrders))
