"""The form of a line: how a work is valued, as fields and as it was typed."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...base.i18n import _
from .counting import shown_hundredths
from .interfaces import MOST_SHARES, CannotPay, Payee, PublishedWork, Valuation
from .tables import ADD, OF, YEAR, RoyaltyTables

if TYPE_CHECKING:
    import datetime

#: What a field of the form takes, as ``web.forms.fields`` calls it.
ONE_OF, TYPED = 'choice', 'line'
#: What names of fields begin with: an extra, a payee, a share.
EXTRA, PAYEE, SHARE = 'extra.', 'payee', 'share'
NUMBER = _('Hãy nhập một số, tối đa hai chữ số sau dấu phẩy.')
_DECIMAL = re.compile(r'([0-9]{1,6})(?:[.,]([0-9]{1,2}))?')


def hundredths(text: str) -> int | None:
    """Return the hundredths of a number as people type it, ``None`` for what is none.

    >>> hundredths('1,5'), hundredths(' 33.33 '), hundredths('=1+1'), hundredths('')
    (150, 3333, None, None)
    """
    found = _DECIMAL.fullmatch(text.strip()) if text.isascii() else None
    return None if found is None else int(found[1]) * 100 + int((found[2] or '0').ljust(2, '0'))


def typed_of(valuation: Valuation) -> dict[str, str]:
    """Return what the fields of the form say of ``valuation``."""
    found = {'genre': valuation.genre, 'coefficient': shown_hundredths(valuation.coefficient)}
    found |= {f'{EXTRA}{name}': str(percent) for name, percent in valuation.extras}
    for at, (payee, share) in enumerate(valuation.shares, 1):
        found |= {f'{PAYEE}{at}': payee, f'{SHARE}{at}': shown_hundredths(share)}
    return found


def likely_of(tables: RoyaltyTables, work: PublishedWork, payee: str,
              is_pictures: bool) -> dict[str, str]:
    """Return what the form of ``work``, or of its pictures, begins with, if ``payee`` made it.
    """
    genre = tables.picture_genre(work.content_type, work.day) if is_pictures else (
        tables.types_on(work.day).get(work.content_type, ''))
    return {'genre': genre, f'{PAYEE}1': payee, f'{SHARE}1': '100'}


def valuation_of(form: Mapping[str, str], tables: RoyaltyTables,
                 day: datetime.date) -> Valuation:
    """Return what was typed.  Raises ``CannotPay`` with the fields that are no numbers."""
    reasons: dict[str, str] = {}

    def number(name: str) -> int:
        found = hundredths(form.get(name, ''))
        if found is None:
            reasons[name] = NUMBER
        return found or 0

    coefficient = number('coefficient')
    extras = tuple((each.name, _percent(number(f'{EXTRA}{each.name}'), each.name, reasons))
                   for each in tables.rules_on(day, OF, ADD)
                   if form.get(f'{EXTRA}{each.name}', '').strip())
    shares = tuple((form.get(f'{PAYEE}{at}', ''), number(f'{SHARE}{at}'))
                   for at in range(1, MOST_SHARES + 1)
                   if form.get(f'{PAYEE}{at}', '') or form.get(f'{SHARE}{at}', '').strip())
    if reasons:
        raise CannotPay(reasons)
    return Valuation(form.get('genre', ''), coefficient, extras, shares)


def _percent(number: int, name: str, reasons: dict[str, str]) -> int:
    if number % 100:
        reasons[f'{EXTRA}{name}'] = _('Hãy nhập số nguyên phần trăm.')
    return number // 100


def at_fields(reasons: Mapping[str, str], form: Mapping[str, str]) -> dict[str, str]:
    """Return ``reasons`` by the fields of the form: those of extras and shares stand at the first
    that was filled in.
    """
    found = dict(reasons)
    if 'shares' in found:
        found[f'{PAYEE}1'] = found.pop('shares')
    if 'extras' in found:
        first = next((name for name in form if name.startswith(EXTRA) and form[name].strip()), '')
        found[first] = found.pop('extras')
    return found


def genres_on(tables: RoyaltyTables, day: datetime.date, tag: str) -> list[tuple[str, str]]:
    """Return what can be chosen: genres with their greatest coefficient, and known rates."""
    found = [(each.name, f'{each.title_in(tag)} (≤ {each.most})') for each in tables.genres(day)]
    return found + [(each.name, f'{each.title_in(tag)} ({each.unit})')
                    for each in tables.rates_on(day) if each.vnd is not None]


def extras_on(tables: RoyaltyTables, day: datetime.date, tag: str) -> list[tuple[str, str, str]]:
    """Return the extras that a rule allows: name, title and range."""
    return [(f'{EXTRA}{each.name}', each.title_in(tag), f'{each.least}–{each.most} %')
            for each in tables.rules_on(day, OF, ADD) if each.most]


def people_in(payees: Sequence[Payee]) -> tuple[tuple[str, str], ...]:
    """Return ``payees`` as choices, none first."""
    return (('', '—'), *((each.payee, each.name) for each in payees))


class Control(NamedTuple):
    """A field of a form, as ``web.forms.fields.Field``."""

    name: str
    title: str
    kind: str = TYPED
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ''
    group: str = ''
    value: str = ''
    error: str = ''
    rows: int = 0
    groups: str = ''


def filled(controls: Sequence[Control], values: Mapping[str, str],
           reasons: Mapping[str, str]) -> list[Control]:
    """Return ``controls`` with what was typed and what is wrong with it."""
    return [each._replace(value=values.get(each.name, ''), error=reasons.get(each.name, ''))
            for each in controls]


def besides(controls: Sequence[Control], reasons: Mapping[str, str]) -> list[str]:
    """Return the ``reasons`` that stand beside none of ``controls``."""
    shown = {each.name for each in controls}
    return [why for name, why in reasons.items() if name not in shown]


def line_controls(tables: RoyaltyTables, day: datetime.date, payees: Sequence[Payee],
                  is_correction: bool, tag: str) -> list[Control]:
    """Return the fields of the form of a line."""
    found = [
        Control('genre', _('Thể loại'), ONE_OF, tuple(genres_on(tables, day, tag)), True),
        Control('coefficient', _('Hệ số, hoặc số trang'), required=True, hint=_('Ví dụ: 2,5'))]
    for at, (name, title, span) in enumerate(extras_on(tables, day, tag)):
        found.append(Control(name, title, hint=span, group='' if at else _(
            'Mức thêm (để trống nếu không có)')))
    people = people_in(payees)
    for at in range(1, MOST_SHARES + 1):
        found += [
            Control(f'{PAYEE}{at}', _('Tác giả ${at}', mapping={'at': at}), ONE_OF, people,
                    group='' if at > 1 else _('Tác giả và tỷ lệ (cộng lại 100 %)')),
            Control(f'{SHARE}{at}', _('Tỷ lệ của tác giả ${at} (%)', mapping={'at': at}))]
    if is_correction:
        found.append(Control('note', _('Lý do điều chỉnh'), required=True))
    return found


def fund_controls(tables: RoyaltyTables, day: datetime.date, payees: Sequence[Payee],
                  tag: str) -> list[Control]:
    """Return the fields of the form of a sum from a fund."""
    funds = tuple((each.name, f'{each.title_in(tag)} (≤ {each.most} %)')
                  for each in tables.rules_on(day, YEAR))
    return [Control('fund', _('Loại'), ONE_OF, funds, True),
            Control('payee', _('Người nhận'), ONE_OF, people_in(payees)[1:], True),
            Control('amount', _('Số tiền (đồng)'), required=True),
            Control('note', _('Lý do'), required=True)]
