"""The declaration of the register: its fields, what is refused, and what is private."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import EDIT, ENGAGE
from ...base.text import fold
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import EDITORIAL
from ...kernel.tree.contact import email, phone
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.schema import Schema, choice, day, line, paragraph, words
from ...platform.registers.interfaces import Owed, Register, Values
from .interfaces import LIST, NAME
from .kinds import KIND, REGIME, ContributorKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyramid.registry import Registry

#: Fields that those see alone who keep the register.
PRIVATE = ('phone', 'email', 'address', 'tax_code', 'bank', 'bank_account')
NO_ACCOUNT = _('Không có tài khoản này trong số những người làm việc ở trang.')
_TAX = colander.Regex('(?:[0-9]{10}(?:-?[0-9]{3})?|[0-9]{12})?$', _(
    'Mã số thuế gồm 10, 12 hoặc 13 chữ số.'))
_BANK = colander.Regex('(?:[0-9][0-9 .-]{4,28}[0-9])?$', _('Số tài khoản chỉ gồm chữ số.'))


def schema_of(kinds: Sequence[ContributorKind]) -> colander.MappingSchema:
    """Return the schema of a row."""
    return Schema.of(
        name=line(_('Họ và tên'), required=True, longest=200),
        pen_name=line(_('Bút danh'), longest=200),
        kind=choice(_('Là'), _choices(kinds, KIND)),
        regime=choice(_('Chế độ'), _choices(kinds, REGIME)),
        organisation=line(_('Cơ quan, đơn vị công tác'), longest=300),
        topics=words(_('Lĩnh vực'), description=_('Cách nhau bằng dấu chấm phẩy.')),
        since=day(_('Cộng tác từ ngày'), missing=colander.required),
        until=day(_('Đến hết ngày')),
        contract=line(_('Số hợp đồng'), longest=100),
        contract_day=day(_('Ngày ký hợp đồng')),
        contract_until=day(_('Hợp đồng đến hết ngày')),
        account=line(_('Tên đăng nhập'), longest=64, description=_(
            'Để trống nếu không dùng tài khoản. Tài khoản phải có vai trò ở trang này.')),
        phone=phone(_('Số điện thoại'), group=_('Liên hệ và chi trả (giữ kín)')),
        email=email(_('Thư điện tử')),
        address=paragraph(_('Địa chỉ liên hệ'), longest=500),
        tax_code=line(_('Mã số thuế, số định danh cá nhân'), longest=20, validator=_TAX),
        bank=line(_('Ngân hàng, chi nhánh'), longest=200),
        bank_account=line(_('Số tài khoản ngân hàng'), longest=40, validator=_BANK))


def _choices(kinds: Sequence[ContributorKind], which: str) -> tuple[tuple[str, str], ...]:
    return tuple({each.name: each.title for each in kinds if each.list == which}.items())


class ContributorRules:
    """What the register asks of its rows."""

    def __init__(self, kinds: Sequence[ContributorKind]) -> None:
        self._kinds = kinds

    def key(self, values: Values, site: ISite) -> str:
        """Return the account of somebody, else name and how they are reached."""
        if values['account']:
            return f'account:{values["account"]}'
        reached = str(values['email'] or values['phone'])
        return f'{fold(str(values["name"]))}:{reached.casefold()}' if reached else ''

    def check(self, values: Values, site: ISite, registry: Registry) -> dict[str, str]:
        """Return what is wrong with ``values``, by field."""
        reasons: dict[str, str] = {}
        since = cast('datetime.date', values['since'])
        for first, last in (('since', 'until'), ('contract_day', 'contract_until')):
            begins = cast('datetime.date | None', values[first])
            ends = cast('datetime.date | None', values[last])
            if begins and ends and ends < begins:
                reasons[last] = _('Ngày cuối trước ngày đầu.')
        for name in (KIND, REGIME):
            if not any(each.list == name and each.name == values[name] and each.holds_on(since)
                       for each in self._kinds):
                reasons[name] = _('Ở ngày bắt đầu cộng tác không có giá trị này.')
        if values['account'] and not account_at(site, str(values['account']), registry):
            reasons['account'] = NO_ACCOUNT
        return reasons


def account_at(site: ISite, login: str, registry: Registry) -> str:
    """Return the id of the account ``login``, if it has a role in the editorial work of ``site``;
    ``''`` else, also if there is no such account (8.8).
    """
    account = find_portal(site)['accounts'].get(login)
    now = registry.getUtility(IClock).now()
    if account is None or account.id not in holders_of(site, EDITORIAL, now):
        return ''
    return str(account.id)


def _nothing(values: Values, site: ISite, registry: Registry) -> list[Owed]:
    return []


def register_of(kinds: Sequence[ContributorKind]) -> Register:
    """Return the declaration of the register."""
    rules = ContributorRules(kinds)
    return Register(
        NAME, _('Sổ cộng tác viên'), schema_of(kinds), 'since',
        ('name', 'kind', 'regime', 'topics', 'until'),
        ('name', 'pen_name', 'organisation', 'topics', 'contract'), rules.key, rules.check,
        _nothing, EDIT, ENGAGE, is_sealed=True, private=PRIVATE, page=LIST,
        purpose=_('Những người cộng tác với Ban Biên tập, cách liên hệ và chi trả.'),
        basis=_('khoản 6 Điều 9, Điều 19 Quyết định 4263/QĐ-UBND'),
        example={'name': 'Trần Thị Bình', 'kind': kinds[0].name, 'since': '2026-09-01'})
