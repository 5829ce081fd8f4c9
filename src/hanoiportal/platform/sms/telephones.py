"""``ITelephones``: six digits that only who holds the telephone can read."""
from __future__ import annotations

import datetime
import re
import secrets
from functools import partial
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.i18n import _, said_in
from ...kernel.security.crypto.sealing import ISealing, Sealing
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ..outbox.interfaces import IOutbox, Payload
from .interfaces import (
    CLOSED,
    CODE_MINUTES,
    CODE_OVER,
    MOST_CODES,
    MOST_WRONG,
    NO_MOBILE,
    WRONG_CODE,
    ISms,
    ITelephones,
    NotConfirmed,
    Telephone,
)
from .resource import CODES, TelephoneBook, TelephoneCode

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ..scheduling.interfaces import IEnvironment

SEND_CODE = 'telephone code'
#: Seconds between two looks for codes that are over.
FORGET_EVERY = 600
_DIGITS, _DAY = 6, 24 * 3600
_TEXT = _('Mã xác nhận của Cổng Thông tin điện tử thành phố Hà Nội: ${code}. Mã dùng được '
          'trong 10 phút. Không đưa mã này cho người khác.')


@implementer(ITelephones)
class Telephones:
    """See ``ITelephones``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    @property
    def is_open(self) -> bool:
        """See ``ITelephones``."""
        sms: ISms = self._registry.getUtility(ISms)
        return sms.is_open

    def ask(self, portal: IPortal, number: str, language: str, now: datetime.datetime) -> str:
        """See ``ITelephones``."""
        if not self.is_open:
            raise NotConfirmed(CLOSED)
        number = shown(number)
        if not number or not self._registry.getUtility(ISms).can_reach(number):
            raise NotConfirmed(NO_MOBILE)
        token, moment = secrets.token_hex(16), int(now.timestamp())
        book: TelephoneBook = get_or_create(interactions_of(portal), CODES, TelephoneBook)
        mark = self._mark(number)
        lately = tuple(each for each in book.asked.get(mark, ()) if each > moment - _DAY)
        if len(lately) >= MOST_CODES:
            return token
        book.asked[mark] = (*lately, moment)
        code = f'{secrets.randbelow(10 ** _DIGITS):0{_DIGITS}}'
        book.codes[token] = TelephoneCode(
            self._sealing.seal(f'{code} {number}', _owner(token)), moment + CODE_MINUTES * 60,
            language)
        self._registry.getAdapter(portal, IOutbox).add(SEND_CODE, token, {})
        return token

    def confirm(self, portal: IPortal, token: str, code: str,
                now: datetime.datetime) -> Telephone:
        """See ``ITelephones``."""
        book = kept_or_new(portal, CODES, TelephoneBook)
        row = book.codes.get(token)
        if row is None or row.until < now.timestamp() or row.wrong >= MOST_WRONG:
            raise NotConfirmed(CODE_OVER)
        sent, number = opened(self._registry, token, row)
        if not secrets.compare_digest(_digits(code).encode(), sent.encode()):
            book.codes[token] = row._replace(wrong=row.wrong + 1)
            raise NotConfirmed(WRONG_CODE)
        del book.codes[token]
        return Telephone(number, self._mark(number))

    def _mark(self, number: str) -> str:
        return self._sealing.mark(f'telephone {number}')

    @property
    def _sealing(self) -> Sealing:
        found: Sealing = self._registry.getUtility(ISealing)
        return found


def opened(registry: Registry, token: str, row: TelephoneCode) -> tuple[str, str]:
    """Return code and number of ``row``, the code of ``token``."""
    sealing: Sealing = registry.getUtility(ISealing)
    code, _space, number = sealing.opened(row.sealed, _owner(token)).partition(' ')
    return code, number


def shown(number: str) -> str:
    """Return ``number`` as people of Vietnam write it, whichever way it was typed.

    >>> shown('+84 (912) 345-678'), shown('0912.345.678'), shown('x')
    ('0912 345 678', '0912 345 678', '')
    """
    digits = _digits(number)
    if digits.startswith('84'):
        digits = f'0{digits[2:]}'
    return ' '.join(filter(None, (digits[:4], digits[4:7], digits[7:])))


def send_code(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of ``SEND_CODE``.  Raises ``NotSent`` for what is to be tried again."""
    registry = environment.registry
    sms: ISms = registry.getUtility(ISms)
    row = environment.in_transaction(partial(_row, environment, token))
    if row is None or not sms.is_open or row.until < environment.clock.now().timestamp():
        sms.give_up(environment, token)
        return
    code, number = opened(registry, token, row)
    sms.send(environment, token, number, said_in(registry, row.language)(_TEXT, code=code))


def forget(environment: IEnvironment) -> None:
    """Job: forget codes that are over, and which numbers were sent some a day ago."""
    environment.in_transaction(partial(_forget, environment))


def _row(environment: IEnvironment, token: str) -> TelephoneCode | None:
    found: TelephoneCode | None = kept_or_new(
        environment.portal, CODES, TelephoneBook).codes.get(token)
    return found


def _forget(environment: IEnvironment) -> None:
    book = kept_or_new(environment.portal, CODES, TelephoneBook)
    now = environment.clock.now().timestamp()
    for token in [token for token, row in book.codes.items() if row.until < now]:
        del book.codes[token]
    for mark in [mark for mark, asked in book.asked.items() if asked[-1] <= now - _DAY]:
        del book.asked[mark]


def _digits(text: str) -> str:
    return re.sub(r'\D', '', text, flags=re.ASCII)


def _owner(token: str) -> str:
    return f'telephone {token}'
