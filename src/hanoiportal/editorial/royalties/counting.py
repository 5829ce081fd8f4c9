"""Counting royalties in whole đồng: pure (Decree 18/2014/NĐ-CP, articles 4 and 7).

A sum is rounded once, half up; its parts are made of whole đồng by the largest remainders, so
that they always add up.  The same input always gives the same parts.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.legalbases import ShownBasis
from .interfaces import MOST_SHARES, CannotPay, Counted, Payment, Valuation
from .tables import ADD, OF, UNIT

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from .tables import RoyaltyRule, RoyaltyTables

#: Hundredths of a percent that shares come to; hundredths in one unit of a coefficient.
WHOLE, HUNDREDTHS = 10_000, 100


def count(tables: RoyaltyTables, day: datetime.date, valuation: Valuation) -> Counted:
    """Return what a work that became public on ``day`` gets.  Raises ``CannotPay``, with the
    fields ``genre``, ``coefficient``, ``extras``, ``shares`` and ``day``.
    """
    reasons = {**_against_shares(valuation.shares), **_against_extras(tables, day, valuation)}
    rate = next((each for each in tables.rates_on(day) if each.name == valuation.genre), None)
    if rate is None:
        reasons |= _against_coefficient(tables, day, valuation)
        unit, factor = _unit(tables, day, reasons), _factor(tables, day, valuation)
    else:
        unit, factor = rate.vnd or 0, WHOLE
        if rate.vnd is None:
            reasons['genre'] = _('Chưa có mức chi cho việc này trong bảng mức chi.')
        if valuation.extras:
            reasons['extras'] = _('Mức chi này không có khoản thêm.')
        if valuation.coefficient <= 0:
            reasons['coefficient'] = _('Hãy nhập một số lớn hơn 0.')
    if reasons:
        raise CannotPay(reasons)
    amount = rounded(valuation.coefficient * unit * factor, HUNDREDTHS * WHOLE)
    return Counted(amount, unit, split(amount, valuation.shares))


def rounded(dividend: int, divisor: int) -> int:
    """Return the quotient of numbers that are not negative, half up.

    >>> rounded(5, 2), rounded(7, 3)
    (3, 2)
    """
    return (2 * dividend + divisor) // (2 * divisor)


def split(amount: int, shares: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return ``amount`` by ``shares``, whose weights come to more than 0; what whole đồng leave
    over goes to the largest remainders, among equal ones to who stands first.

    >>> split(100, (('a', 1), ('b', 1), ('c', 1)))
    (('a', 34), ('b', 33), ('c', 33))
    """
    total = sum(weight for _payee, weight in shares)
    parts = [amount * weight // total for _payee, weight in shares]
    behind = sorted(range(len(shares)), key=lambda at: -(amount * shares[at][1] % total))
    for at in behind[:amount - sum(parts)]:
        parts[at] += 1
    return tuple((payee, part) for (payee, _weight), part in zip(shares, parts, strict=True))


def shown_hundredths(number: int) -> str:
    """Return ``number``, which is not negative, as people type it.

    >>> shown_hundredths(150), shown_hundredths(3333), shown_hundredths(20_000)
    ('1,5', '33,33', '200')
    """
    whole, rest = divmod(number, HUNDREDTHS)
    return f'{whole},{rest:02}'.rstrip('0').rstrip(',')


def tax_on(tables: RoyaltyTables, day: datetime.date, status: str, gross: int) -> int:
    """Return what is withheld of one payment on ``day``.  Raises ``CannotPay``."""
    rule = next((each for each in tables.taxes_on(day) if each.name == status), None)
    if rule is None:
        raise CannotPay({'status': _('Chưa có quy định khấu trừ thuế cho ngày ${day}.', mapping={
            'day': shown_date(day, 'vi')})})
    return rounded(gross * rule.percent, 100) if gross >= rule.threshold else 0


def pay_out(tables: RoyaltyTables, day: datetime.date, sums: Mapping[str, int],
            statuses: Mapping[str, str]) -> tuple[Payment, ...]:
    """Return the payment of each payee of ``sums``, in their order.  Raises ``CannotPay``."""
    return tuple(Payment(payee, gross, statuses[payee], tax_on(
        tables, day, statuses[payee], gross)) for payee, gross in sums.items())


def sums_of(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return what each payee gets in all, in the order in which they come."""
    found: dict[str, int] = {}
    for payee, part in parts:
        found[payee] = found.get(payee, 0) + part
    return found


def within(tables: RoyaltyTables, fund: str, day: datetime.date, royalties: int,
           given: int) -> bool:
    """Return whether ``given`` of a ``fund`` is within its share of the ``royalties`` of a year.
    """
    rule = tables.rule(fund, day)
    return rule is not None and given * 100 <= royalties * rule.most


def _unit(tables: RoyaltyTables, day: datetime.date, reasons: dict[str, str]) -> int:
    salary, rule = tables.salary(day), tables.rule(UNIT, day)
    if salary is None or rule is None:
        reasons['day'] = _('Chưa có mức lương cơ sở của ngày ${day} trong bảng.', mapping={
            'day': shown_date(day, 'vi')})
        return 0
    return rounded(salary * rule.most, 100)


def _factor(tables: RoyaltyTables, day: datetime.date, valuation: Valuation) -> int:
    """Return hundredths of a percent of the royalty of the genre: a translation is a share of it,
    all else is added to what that comes to.
    """
    of, add = 100, 100
    uses = {each.name: each.use for each in tables.rules_on(day, OF, ADD)}
    for name, percent in valuation.extras:
        if uses.get(name) == OF:
            of = percent
        else:
            add += percent
    return of * add


def _against_coefficient(tables: RoyaltyTables, day: datetime.date,
                         valuation: Valuation) -> dict[str, str]:
    band = next((each for each in tables.genres(day) if each.name == valuation.genre), None)
    if band is None:
        return {'genre': _('Hãy chọn một thể loại trong danh sách.')}
    if 0 < valuation.coefficient <= band.most * HUNDREDTHS:
        return {}
    return {'coefficient': _('Hệ số phải lớn hơn 0 và không quá ${most} (${basis}).', mapping={
        'most': band.most, 'basis': ShownBasis(band.basis)})}


def _against_extras(tables: RoyaltyTables, day: datetime.date,
                    valuation: Valuation) -> dict[str, str]:
    rules = {each.name: each for each in tables.rules_on(day, OF, ADD)}
    names = [name for name, _percent in valuation.extras]
    shares = [name for name in names if name in rules and rules[name].use == OF]
    if len(set(names)) < len(names) or len(shares) > 1:
        return {'extras': _('Mỗi mức chỉ ghi một lần; bản dịch và lời, phụ đề không ghi cùng '
                            'nhau.')}
    for name, percent in valuation.extras:
        why = _against_extra(rules.get(name), percent)
        if why:
            return {'extras': why}
    return {}


def _against_extra(rule: RoyaltyRule | None, percent: int) -> str:
    if rule is None:
        return _('Ở ngày này không có mức đó.')
    if rule.most == 0:
        return _('${title}: chưa có quy định trả thêm.', mapping={'title': rule.title})
    if rule.least <= percent <= rule.most:
        return ''
    return _('${title}: từ ${least} đến ${most} % (${basis}).', mapping={
        'title': rule.title, 'least': rule.least, 'most': rule.most,
        'basis': ShownBasis(rule.basis)})


def _against_shares(shares: Sequence[tuple[str, int]]) -> dict[str, str]:
    payees = [payee for payee, _share in shares]
    if not all(payees) or len(set(payees)) < len(payees) or len(shares) > MOST_SHARES:
        return {'shares': _('Hãy chọn mỗi tác giả một lần.')}
    total = sum(share for _payee, share in shares)
    if total != WHOLE or any(share <= 0 for _payee, share in shares):
        return {'shares': _('Tỷ lệ của các tác giả phải cộng lại đúng 100 %; hiện là ${sum} %.',
                            mapping={'sum': shown_hundredths(total)})}
    return {}
