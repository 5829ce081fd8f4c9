"""Fields of records: years, amounts of money, and days that follow each other."""
from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import TypeVar, Unpack

import colander

from ...base.i18n import _
from ...base.numbers import grouped
from .nodesettings import Common
from .schema import Schema, number

#: What a period begins and ends with.
End = TypeVar('End', int, datetime.date)

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
LARGEST_AMOUNT = 10 ** 15
_GROUPED = re.compile(r'[0-9]{1,3}(?:([., \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*', re.ASCII)
#: ISO 4217 codes of the currencies that amounts are given in.
CURRENCIES = (
    ('VND', _('Đồng Việt Nam (VND)')),
    ('USD', _('Đô la Mỹ (USD)')),
    ('EUR', _('Euro (EUR)')),
    ('JPY', _('Yên Nhật (JPY)')),
)
_AMOUNTS = {
    'VND': _('${amount} đồng'), 'USD': _('${amount} đô la Mỹ'), 'EUR': _('${amount} euro'),
    'JPY': _('${amount} yên Nhật')}


def year(title: str, **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for a year, ``int`` or ``None``."""
    return _whole(title, EARLIEST_YEAR, LATEST_YEAR, _(
        'Phải là số nguyên từ ${lowest} đến ${highest}.',
        mapping={'lowest': EARLIEST_YEAR, 'highest': LATEST_YEAR}), **settings)


def amount(title: str, **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for an amount of money in whole units of its currency, or ``None``."""
    node = _whole(title, 0, LARGEST_AMOUNT, _(
        'Số tiền phải từ 0 đến ${most} (một triệu tỷ).',
        mapping={'most': grouped(LARGEST_AMOUNT, 'vi')}), **settings)
    node.typ = Amount(strict=True)
    return node


def _whole(title: str, lowest: int, highest: int, error: str, **settings: Unpack[Common]) -> (
        colander.SchemaNode):
    settings.setdefault('missing', None)
    node = number(title, **settings)
    node.validator = colander.Range(min=lowest, max=highest, min_err=error, max_err=error)
    return node


class Amount(colander.Integer):
    """An amount of money, the thousands of which may stand apart, all in the same way."""

    def deserialize(self, node: colander.SchemaNode, cstruct: object) -> int | colander.null:
        """Return the ``int``; ``12.000.000``, ``12,000,000`` and ``12 000 000`` are the same."""
        given = cstruct.strip() if isinstance(cstruct, str) else cstruct
        if isinstance(given, str) and _GROUPED.fullmatch(given):
            given = ''.join(digit for digit in given if digit.isdigit())
        try:
            return super().deserialize(node, given)
        except colander.Invalid:
            raise colander.Invalid(node, _(
                'Phải là số tiền viết bằng chữ số, không có phần lẻ (ví dụ 12.000.000).'
                )) from None


class PeriodSchema(Schema):
    """Base of schemas with the fields ``begins`` and ``ends``, days or years in that order."""

    def validator(self, node: colander.SchemaNode, values: Mapping[str, End | None]) -> None:
        """Refuse an end that comes before the beginning."""
        begins, ends = values['begins'], values['ends']
        if begins is not None and ends is not None and ends < begins:
            error = colander.Invalid(node)
            error['ends'] = _('Không được trước thời điểm bắt đầu.')
            raise error


def shown_amount(value: int | None, currency: str, tag: str) -> str:
    """Return an amount for people, translatable, ``''`` for ``None``.

    ``tag``: BCP 47 tag of the language that groups the digits.

    >>> shown_amount(1250000, 'VND', 'vi').interpolate()
    '1.250.000 đồng'
    """
    if value is None:
        return ''
    return _AMOUNTS[currency] % {'amount': grouped(value, tag)}
