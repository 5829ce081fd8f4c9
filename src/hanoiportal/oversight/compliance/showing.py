"""MonthFigures as people read them: shares, months, and the bars of charts."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.months import first_day
from ...base.numbers import decimal_in, grouped
from .values import DayWindows, Value
from .wording import UNIT_TITLES

if TYPE_CHECKING:
    from .interfaces import Indicator

#: Height of a chart, and how wide a day is in it, in the units of its SVG.
HIGH, BROAD, GAP = 40, 10, 2
_ENGLISH = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
            'October', 'November', 'December')


def percent(pair: tuple[int, int]) -> str:
    """Return how many of a hundred a pair is, rounded down so that what is not whole never shows
    as 100; ``''`` of nothing.

    >>> percent((199, 200)), percent((3, 3)), percent((0, 0))
    ('99\\xa0%', '100\\xa0%', '')
    """
    part, whole = pair
    return f'{100 * part // whole}\N{NO-BREAK SPACE}%' if whole else ''


class Share(NamedTuple):
    """A pair as it is shown.  ``text``: such as ``29/30``; ``''`` of nothing.

    ``part``, ``whole``: for a meter.
    """

    text: str
    percent: str
    part: int
    whole: int


def share(pair: tuple[int, int], tag: str) -> Share:
    """Return the ``Share`` of ``pair`` in the language ``tag``."""
    part, whole = pair
    text = f'{grouped(part, tag)}/{grouped(whole, tag)}' if whole else ''
    return Share(text, percent(pair), part, whole)


def shown_month(month: str, tag: str) -> str:
    """Return ``YYYY-MM`` as the language ``tag`` writes it.

    >>> shown_month('2026-11', 'vi'), shown_month('2026-11', 'en')
    ('11/2026', 'November 2026')
    """
    day = first_day(month)
    return f'{_ENGLISH[day.month - 1]} {day.year}' if tag == 'en' else f'{day:%m/%Y}'


class Bar(NamedTuple):
    """A day in a chart.  ``x``, ``y``, ``height``: of what was kept, as SVG reads them.

    ``kept``, ``due``: numbers.  ``shown``: the day as people read it; ``machine``: ISO 8601.
    """

    x: int
    y: str
    height: str
    kept: int
    due: int
    machine: str
    shown: str


def bars(days: Iterable[DayWindows], tag: str) -> list[Bar]:
    """Return the ``Bar`` of each of ``days``; a full one is ``HIGH``."""
    found = []
    for at, each in enumerate(days):
        height = HIGH * each.kept / each.due if each.due else 0
        found.append(Bar(at * BROAD, f'{HIGH - height:.1f}', f'{height:.1f}', each.kept, each.due,
                         each.day.isoformat(), shown_date(each.day, tag)))
    return found


class IndicatorText(NamedTuple):
    """An indicator of a sheet.  ``value``: in words; ``counted``: what it is a share of, ``''`` of
    none; ``unit``: what ``value`` counts, translatable, ``''`` of a share.
    """

    code: str
    title: str
    how: str
    value: str
    counted: str
    unit: str
    basis: str
    certainty: str


def shown_value(indicator: Indicator, value: Value | None, tag: str) -> IndicatorText:
    """Return the ``IndicatorText`` of ``indicator`` in the language ``tag``."""
    said, counted, unit = _('Chưa đo'), '', ''
    if value is not None and value.known:
        if indicator.unit == 'percent':
            found = share((value.part, value.whole), tag)
            said, counted = found.percent or _('Chưa có số liệu'), found.text
        elif indicator.unit == 'second':
            said = decimal_in(f'{number_of(indicator, value):.2f}', tag)
            unit = UNIT_TITLES[indicator.unit]
        else:
            said, unit = grouped(value.part, tag), UNIT_TITLES[indicator.unit]
    return IndicatorText(indicator.code, indicator.titles.get(tag, indicator.titles['vi']),
                 indicator.how.get(tag, indicator.how['vi']), said, counted, unit, indicator.basis,
                 indicator.certainty)


def number_of(indicator: Indicator, value: Value) -> float:
    """Return the seconds or the amount that ``value`` is, which is known and no share."""
    return round(value.part / value.whole / 1000, 2) if indicator.unit == 'second' else value.part


def shown_quarter(quarter: str, tag: str) -> str:
    """Return ``YYYY-Qn`` as the language ``tag`` writes it.

    >>> shown_quarter('2026-Q4', 'vi'), shown_quarter('2026-Q4', 'en')
    ('quý IV/2026', 'quarter 4 of 2026')
    """
    year, at = quarter.split('-Q')
    return f'quarter {at} of {year}' if tag == 'en' else (
        f'quý {("I", "II", "III", "IV")[int(at) - 1]}/{year}')


def day_text(day: datetime.date | None, tag: str) -> tuple[str, str]:
    """Return a local day in ISO 8601 and as people read it; both ``''`` for ``None``."""
    return ('', '') if day is None else (day.isoformat(), shown_date(day, tag))
