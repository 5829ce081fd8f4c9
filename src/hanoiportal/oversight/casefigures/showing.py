"""How figures are shown: as words, as bars of months, as rows of files."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...base.i18n import _
from ...base.numbers import decimal_in
from ..compliance.interfaces import shown_month
from .values import BodyFigures, CaseMonth, CaseSums

#: Columns of the tables; the keys of the files.
TITLES = {
    'received': _('Nhận được'), 'arrived': _('Được chuyển đến'), 'forwarded': _('Đã chuyển đi'),
    'in_time': _('Trả lời đúng hạn'), 'late': _('Trả lời trễ hạn'),
    'median': _('Số ngày làm việc đến khi trả lời (trung vị)'), 'noticed': _('Thông báo hẹn ngày'),
    'broken': _('Lỡ ngày đã hẹn'), 'reopened': _('Đã mở lại'), 'withdrawn': _('Người gửi rút'),
    'solved': _('Giải quyết được việc đã hỏi'), 'served': _('Hài lòng về cách trả lời')}
#: Height of a bar that stands for all; its width with the gap.
HEIGHT, WIDTH = 40, 10
#: Bars that have room: the months that are kept.
ROOM = 13


class Cell(NamedTuple):
    """``name``: a key of ``TITLES``.  ``text``: what is shown, ``–`` for nothing."""

    name: str
    text: str


class CaseBar(NamedTuple):
    """Answers of a month as a bar: ``top`` and ``height`` of all, ``good_top`` and ``good`` of
    those in time, in units of the drawing.
    """

    x: int
    top: float
    height: float
    good_top: float
    good: float


def cells(figures: CaseMonth, tag: str) -> list[Cell]:
    """Return a row of a table in the language ``tag``."""
    return [Cell(name, _text(name, value, tag)) for name, value in values_of(figures).items()]


def values_of(figures: CaseMonth) -> dict[str, float | None]:
    """Return what is told of ``figures`` by names, ``None`` for what is not told."""
    tally, opinion = figures.tally, figures.opinion._asdict()
    return {name: tally.median if name == 'median' else
            (None if opinion[name] < 0 else opinion[name]) if name in opinion else
            getattr(tally, name) for name in TITLES}


def _text(name: str, value: float | None, tag: str) -> str:
    if value is None:
        return '–'
    if name == 'median':
        return decimal_in(f'{value:g}', tag)
    return said_share(int(value)) if name in ('solved', 'served') else str(value)


def said_share(share: int) -> str:
    """Return a share of an ``Opinion`` as it is shown.

    >>> said_share(10), said_share(50), said_share(90)
    ('≤ 10 %', '50 %', '≥ 90 %')
    """
    return f'{ {10: "≤ ", 90: "≥ "}.get(share, "")}{share} %'


def bars(months: Sequence[CaseMonth]) -> list[CaseBar]:
    """Return the answers of ``months``, the latest first, as bars from the earliest on; the last
    one stands at the right.
    """
    most = max((each.tally.answered for each in months), default=0)
    first = ROOM - len(months)
    return [_bar(at, each.tally, most)
            for at, each in enumerate(reversed(months), first)] if most else []


def _bar(at: int, tally: CaseSums, most: int) -> CaseBar:
    height, good = HEIGHT * tally.answered / most, HEIGHT * tally.in_time / most
    return CaseBar(at * WIDTH, round(HEIGHT - height, 2), round(height, 2),
               round(HEIGHT - good, 2), round(good, 2))


def months_in(found: BodyFigures, tag: str) -> list[tuple[str, str, list[Cell]]]:
    """Return ``(YYYY-MM, as people read it, cells)`` of each month."""
    return [(each.month, shown_month(each.month, tag), cells(each, tag)) for each in found.months]
