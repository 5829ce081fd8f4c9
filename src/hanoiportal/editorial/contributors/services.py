"""``IContributors``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ENGAGE, NOT_ALLOWED, Allowed
from ...base.text import fold, nfc
from ...kernel.security.authorization.roles import HEAD
from ...kernel.tree.events import InnerAction, Send, send
from ...kernel.tree.lookup import find_portal
from ...platform.registers.interfaces import IRegisters, Row, RowQuery
from ..boards.interfaces import IBoards
from .interfaces import (
    LONGEST_NUMBER,
    NAME,
    CannotAppoint,
    Contributor,
    IContributors,
    Letter,
    Proposed,
)
from .letters import ILetterText, LetterText
from .register import account_at
from .resource import book_of, get_or_create_book

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...platform.officefiles.interfaces import OfficeDocument

#: Regime of who sends texts without a contract yet (9.6).
PART_TIME = 'kiem-nhiem'


@implementer(IContributors)
class ContributorService:
    """``IContributors`` for one asker."""

    def __init__(self, registry: Registry, registers: IRegisters, boards: IBoards,
                 allowed: Allowed, notify: Send) -> None:
        self._registry, self._registers, self._boards = registry, registers, boards
        self._allowed, self._notify = allowed, notify
        self._now = registry.getUtility(IClock).now

    def may_manage(self, site: ISite) -> bool:
        return bool(self._allowed(ENGAGE, site))

    def listed(self, site: ISite, day: datetime.date | None = None) -> list[Contributor]:
        day = local(self._now()).date() if day is None else day
        found = [self._contributor(site, row) for row in self._rows(site)]
        return sorted((each for each in found if each.since <= day and (
            each.until is None or day <= each.until)), key=lambda each: (
                fold(each.name.rpartition(' ')[2]), fold(each.name), each.number))

    def of_account(self, site: ISite, account: str) -> Contributor | None:
        self._registers.register(NAME, site)
        number = book_of(_portal(site)).accounts.get((str(site.__oid__), account))
        return None if number is None else self._contributor(
            site, self._registers.row(NAME, site, number))

    def known(self, site: ISite, email: str, phone: str) -> int:
        self._require(site)
        wanted = {_reached(text) for text in (email, phone)} - {''}
        return next((row.number for row in self._rows(site) if wanted & {
            _reached(row.values.get(name)) for name in ('email', 'phone')}), 0)

    def propose(self, site: ISite, person: Proposed, actor: str) -> int:
        given = {'name': person.name, 'organisation': person.organisation, 'kind': person.kind,
                 'regime': PART_TIME, 'since': local(self._now()).date().isoformat(),
                 'email': person.email, 'phone': person.phone, 'address': person.address}
        return self._registers.add(NAME, site, given, actor).number

    def letters(self, site: ISite, number: int) -> list[Letter]:
        if not self._registers.row(NAME, site, number).values:
            raise LookupError(number)
        return [*reversed(book_of(_portal(site)).letters.get(number, ()))]

    def may_appoint(self, site: ISite, actor: str) -> bool:
        now = self._now()
        return self.may_manage(site) and self._boards.is_active(site, now) and any(
            each.account == actor and each.role == HEAD
            for each in self._boards.members(site, now))

    def appoint(self, site: ISite, number: int, letter: str, day: datetime.date,
                actor: str) -> Letter:
        self._require(site)
        row = self._registers.row(NAME, site, number)
        letter = nfc(' '.join(letter.split())[:4 * LONGEST_NUMBER])  # of signs with marks apart
        reasons = self._against(site, row, letter, day, actor)
        key = (str(site.__oid__), day.year, fold(letter))
        if not reasons and key in book_of(_portal(site)).numbers:
            reasons['number'] = _('Trong năm này đã có quyết định mang số đó.')
        if reasons:
            raise CannotAppoint(reasons)
        book, made = get_or_create_book(_portal(site)), Letter(letter, day, actor, self._now())
        book.letters[number] = (*book.letters.get(number, ()), made)
        book.numbers[key] = number
        self._notify(InnerAction(
            site, 'appoint_contributor', actor, register=NAME, number=number, after=letter))
        return made

    def _against(self, site: ISite, row: Row, letter: str, day: datetime.date,
                 actor: str) -> dict[str, str]:
        reasons: dict[str, str] = {}
        if not self.may_appoint(site, actor):
            reasons[''] = _('Quyết định do Trưởng Ban Biên tập ký.')
        elif row.withdrawn is not None:
            reasons[''] = _('Dòng này đã bị rút.')
        if not letter.isprintable() or not 0 < len(letter) <= LONGEST_NUMBER:
            reasons['number'] = _('Hãy nhập số, ký hiệu (tối đa ${most} ký tự).', mapping={
                'most': LONGEST_NUMBER})
        if day > local(self._now()).date():
            reasons['day'] = _('Ngày ở sau hôm nay.')
        elif not self._registry.getUtility(ILetterText).is_there(day):
            reasons['day'] = _('Ở ngày này chưa có mẫu quyết định.')
        return reasons

    def document(self, site: ISite, number: int, letter: Letter) -> OfficeDocument:
        row = self._registers.row(NAME, site, number)
        text: LetterText = self._registry.getUtility(ILetterText)
        head = find_portal(site)['accounts'].by_id.get(letter.by)
        board = self._boards.board(site)
        return text.document(
            site, self._contributor(site, row), letter, board.decision if board else '',
            head.full_name if head is not None else '', str(row.values.get('organisation', '')))

    def _rows(self, site: ISite) -> tuple[Row, ...]:
        """Return the valid rows of ``site``."""
        found = self._registers.rows(NAME, site, RowQuery(), 0, sys.maxsize)
        return cast('tuple[Row, ...]', found.items)

    def _contributor(self, site: ISite, row: Row) -> Contributor:
        said, login = row.values, str(row.values.get('account') or '')
        name, pen_name, kind, regime = (
            str(said.get(each) or '') for each in ('name', 'pen_name', 'kind', 'regime'))
        return Contributor(
            row.number, name, pen_name, kind, regime,
            account_at(site, login, self._registry) if login else '',
            cast('datetime.date', said.get('since') or local(row.at).date()),
            cast('datetime.date | None', said.get('until')))

    def _require(self, site: ISite) -> None:
        self._registers.register(NAME, site)
        if not self.may_manage(site):
            raise PermissionError(NOT_ALLOWED)


def _reached(text: object) -> str:
    return ''.join(str(text or '').casefold().split())


def _portal(site: ISite) -> IPortal:
    return cast('IPortal', find_portal(site))


def contributors_service(request: Request) -> ContributorService:
    """Return the ``IContributors`` for whoever asks by ``request``."""
    return ContributorService(
        request.registry, request.service(IRegisters), request.service(IBoards),
        request.has_permission, send(request.registry))
