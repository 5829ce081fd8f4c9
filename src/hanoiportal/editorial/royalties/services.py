"""``IRoyaltyDeeds``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.months import month_of
from ...base.permissions import (
    APPROVE_ANSWER,
    CONFIRM_PAYMENT,
    EDIT,
    NOT_ALLOWED,
    PAY,
    Allowed,
)
from ...base.text import nfc
from ...kernel.tree.events import InnerAction, Send, send
from ...kernel.tree.lookup import find_portal
from ...platform.duties.interfaces import IDuties
from ...platform.notifications.interfaces import INotifying
from ..boards.interfaces import IBoardApproval, IBoards
from .approving import SheetApproval
from .duties import RoyaltyDuties
from .interfaces import (
    APPROVED,
    CONFIRMED,
    CORRECTION,
    FUND,
    LINE,
    OPEN,
    PAID,
    PROPOSED,
    RECEIVED,
    RETURNED,
    SIGNED,
    CannotPay,
    Counted,
    IRoyalties,
    IRoyaltyDeeds,
    PublishedWork,
    RoyaltyLine,
    RoyaltySheet,
    SheetEvent,
    Valuation,
)
from .lines import NOT_NOW, SheetLines, against_reason, payees_in, work_of
from .paying import Paying
from .resource import KeptSheet, get_or_create_book
from .tables import IRoyaltyTables, RoyaltyTables
from .telling import RoyaltyTelling
from .works import month_in, works_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyramid.registry import Registry
    from pyramid.request import Request


@implementer(IRoyaltyDeeds)
class RoyaltyDeeds:
    """``IRoyaltyDeeds`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 services: tuple[IRoyalties, IBoards, IBoardApproval, INotifying],
                 notify: Send) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._royalties, boards, approval, notifying = services
        self._who = SheetApproval(registry, portal, approval)
        self._notify = notify
        self._telling = RoyaltyTelling(boards, notifying)
        self._tables: RoyaltyTables = registry.getUtility(IRoyaltyTables)
        self._now = registry.getUtility(IClock).now

    @property
    def _lines(self) -> SheetLines:
        return SheetLines(get_or_create_book(self._portal), self._tables)

    @property
    def _duties(self) -> RoyaltyDuties:
        return RoyaltyDuties(self._registry.getAdapter(self._portal, IDuties))

    def actions(self, site: ISite, sheet: RoyaltySheet, actor: str) -> frozenset[str]:
        state, may_edit, may_pay = sheet.state, self._allowed(EDIT, site), self._allowed(PAY, site)
        found = {LINE, PROPOSED} if state == OPEN and may_edit else set()
        if state == PROPOSED and self._allowed(APPROVE_ANSWER, site):
            found |= {RETURNED} | (set() if self._who.against_board(site, sheet, actor)
                                   else {APPROVED})
        if state == APPROVED and self._allowed(CONFIRM_PAYMENT, site):
            found |= {RETURNED} | (set() if self._who.against_owner(sheet, actor)
                                   else {CONFIRMED})
        if state == CONFIRMED and may_pay:
            found |= {RETURNED, PAID}
        if state == PAID:
            found |= ({RECEIVED} if may_pay else set()) | ({CORRECTION} if may_edit else set())
        return frozenset(found)

    def value(self, site: ISite, work: PublishedWork, valuation: Valuation, actor: str,
              at: tuple[int, int] | None = None) -> tuple[RoyaltySheet, RoyaltyLine]:
        self._require(EDIT, site)
        oid, month = str(site.__oid__), month_of(work.day)
        works = works_of(self._portal, self._registry, self._tables, oid, month, self._now())
        known = next((each for each in works if (each.item, each.language) == (
            work.item, work.language)), None)
        if known is None:
            raise CannotPay({'': _('Trong tháng này trang không đăng tác phẩm đó.')})
        self._require_payees(site, [payee for payee, _share in valuation.shares], known)
        sheet, line = self._lines.put_work(oid, month, known, valuation, actor, at)
        self._written(site, sheet, 'value_royalty', actor)
        return sheet, line

    def add_fund(self, site: ISite, month: str, fund: str, payee: str, amount: int, note: str,
                 actor: str) -> RoyaltySheet:
        self._require(EDIT, site)
        if not month_in(month):
            raise CannotPay({'month': _('Hãy chọn một tháng.')})
        self._require_payees(site, [payee], None, 'payee')
        today = local(self._now()).date()
        line = RoyaltyLine(0, FUND, today, Counted(amount, 0, ((payee, amount),)), actor,
                           fund=fund, note=_tidy(note))
        sheet = self._lines.put_fund(str(site.__oid__), month, line)
        self._written(site, sheet, 'value_royalty', actor)
        return sheet

    def correct(self, site: ISite, of: tuple[int, int], valuation: Valuation, note: str,
                actor: str) -> RoyaltySheet:
        self._require(EDIT, site)
        paid = self._royalties.sheet(site, of[0])
        line = self._lines.line(of)
        known = payees_in(paid.lines)
        self._require_payees(
            site, [payee for payee, _share in valuation.shares if payee not in known],
            None if line is None else work_of(line))
        sheet = self._lines.put_correction(
            str(site.__oid__), month_of(local(self._now()).date()), of, valuation, _tidy(note),
            actor)
        self._written(site, sheet, 'correct_royalty', actor)
        return sheet

    def remove(self, site: ISite, sheet: RoyaltySheet, line: int, actor: str) -> None:
        kept = self._permitted(site, sheet, LINE, actor)
        self._lines.remove(kept, line)
        self._written(site, kept, 'remove_royalty', actor)

    def propose(self, site: ISite, sheet: RoyaltySheet, actor: str) -> None:
        kept = self._permitted(site, sheet, PROPOSED, actor)
        self._require_right(kept)
        self._step(site, kept, PROPOSED, actor)

    def approve(self, site: ISite, sheet: RoyaltySheet, actor: str) -> None:
        if sheet.state == PROPOSED and (why := self._who.against_board(site, sheet, actor)):
            raise CannotPay({'': why})
        kept = self._permitted(site, sheet, APPROVED, actor)
        self._require_right(kept)
        is_enough = self._who.is_enough(site, kept, actor)
        self._step(site, kept, APPROVED if is_enough else SIGNED, actor)

    def send_back(self, site: ISite, sheet: RoyaltySheet, text: str, actor: str) -> None:
        kept, text = self._permitted(site, sheet, RETURNED, actor), _tidy(text)
        if why := against_reason(text):
            raise CannotPay({'text': why})
        self._step(site, kept, RETURNED, actor, text)

    def confirm(self, site: ISite, sheet: RoyaltySheet, actor: str) -> None:
        if (sheet.state == APPROVED and self._allowed(CONFIRM_PAYMENT, site)
                and (why := self._who.against_owner(sheet, actor))):
            raise CannotPay({'': why})
        kept = self._permitted(site, sheet, CONFIRMED, actor)
        self._require_right(kept)
        self._step(site, kept, CONFIRMED, actor)

    def tax(self, site: ISite, sheet: RoyaltySheet, payee: str, status: str, actor: str) -> None:
        kept = self._permitted(site, sheet, PAID, actor)
        Paying(self._tables, self._royalties).tax(kept, payee, status, self._now())
        self._log(site, kept, 'tax_royalty', actor)

    def pay(self, site: ISite, sheet: RoyaltySheet, day: datetime.date, actor: str) -> None:
        kept, now = self._permitted(site, sheet, PAID, actor), self._now()
        paying = Paying(self._tables, self._royalties)
        paying.pay(kept, get_or_create_book(self._portal), day, now)
        self._step(site, kept, PAID, actor)
        paying.receive(kept, site, kept.events[-1].moment, actor)
        self._duties.end(kept, day, now)

    def settle(self, site: ISite, sheet: RoyaltySheet, payee: str, kind: str,
               actor: str) -> None:
        kept = self._permitted(site, sheet, RECEIVED, actor)
        Paying(self._tables, self._royalties).settle(kept, payee, kind, self._now(), actor)
        self._telling.settled(site, kept, payee, kind, actor)
        self._log(site, kept, 'settle_royalty', actor)

    def _step(self, site: ISite, kept: KeptSheet, kind: str, actor: str, text: str = '') -> None:
        get_or_create_book(self._portal).note(
            kept, SheetEvent(kind, self._now(), actor, text))
        self._telling.stepped(site, kept, kind, actor, self._now())
        self._log(site, kept, _ACTIONS[kind], actor)

    def _written(self, site: ISite, sheet: RoyaltySheet, action: str, actor: str) -> None:
        self._duties.follow(sheet, self._now())
        self._log(site, sheet, action, actor)

    def _log(self, site: ISite, sheet: RoyaltySheet, action: str, actor: str) -> None:
        self._notify(InnerAction(site, action, actor, number=sheet.number))

    def _require(self, permission: str, site: ISite) -> None:
        if not self._allowed(permission, site):
            raise CannotPay({'': NOT_ALLOWED})

    def _require_payees(self, site: ISite, payees: Collection[str], work: PublishedWork | None,
                        field: str = 'shares') -> None:
        known = {each.payee for each in self._royalties.payees(site, work)} if payees else set()
        if not known.issuperset(payees):
            raise CannotPay({field: _('Hãy chọn người trong danh sách.')})

    def _require_right(self, kept: KeptSheet) -> None:
        if why := self._lines.against(kept):
            raise CannotPay({'': why})

    def _permitted(self, site: ISite, sheet: RoyaltySheet, act: str, actor: str) -> KeptSheet:
        if sheet.site != str(site.__oid__) or act not in self.actions(site, sheet, actor):
            raise CannotPay({'': NOT_NOW})
        return cast('KeptSheet', sheet)


_ACTIONS = {
    PROPOSED: 'propose_royalties', SIGNED: 'approve_royalties', APPROVED: 'approve_royalties',
    RETURNED: 'return_royalties', CONFIRMED: 'confirm_royalties', PAID: 'pay_royalties'}


def _tidy(text: str) -> str:
    return nfc(' '.join(text.split()))


def royalty_deeds(request: Request) -> RoyaltyDeeds:
    """Return the ``IRoyaltyDeeds`` for whoever asks by ``request``."""
    return RoyaltyDeeds(
        request.registry, cast('IPortal', find_portal(request.root)), request.has_permission,
        (request.service(IRoyalties), request.service(IBoards), request.service(IBoardApproval),
         request.service(INotifying)), send(request.registry))
