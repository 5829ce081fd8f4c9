"""The criteria of all years, read from ``scoring_criteria.csv`` or from a file that people bring.
"""
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.csvfile import BadLines, Line, lines_in
from ...base.i18n import _
from ...base.numbers import number_in
from .interfaces import COLUMNS, WHOLE, IScoringCriteria
from .judging import is_scale
from .values import ScoreCriterion

_NEEDED = ('year', 'code', 'title_vi', 'weight', 'scale', 'basis', 'certainty')
_CODE = re.compile(r'[a-z0-9]+(-[a-z0-9]+)*')
CERTAINTIES = frozenset({'high', 'medium', 'low'})
_FIRST, _LAST = 2025, 2100
Fault = tuple[int, str]


@implementer(IScoringCriteria)
@dataclass(frozen=True)
class ScoringCriteria:
    """See ``IScoringCriteria``."""

    years: Mapping[int, tuple[ScoreCriterion, ...]]


def read_criteria(path: Path, measures: Collection[str]) -> ScoringCriteria:
    """Return the criteria in the CSV file at ``path``.

    Raises ``ValueError`` that names the lines of what cannot be read.
    """
    try:
        return ScoringCriteria(criteria_in(path.read_bytes(), measures))
    except BadLines as bad:
        raise ValueError('; '.join(f'line {line}: {why}' for line, why in bad.faults)) from None


def criteria_in(content: bytes, measures: Collection[str]) -> dict[
        int, tuple[ScoreCriterion, ...]]:
    """Return the criteria of each year that the CSV ``content`` has, in their order.

    ``measures``: names of what can be measured.  Raises ``BadLines`` with every line that is
    wrong, and with each year whose weights are not ``WHOLE`` together.
    """
    lines = lines_in(content, COLUMNS, _NEEDED)
    faults: list[Fault] = [] if lines else [(1, _('Tệp không có dòng tiêu chí nào.'))]
    for line in lines:
        faults += [(line.number, why) for why in _wrong(line.values, measures)]
    by_year: dict[str, list[Line]] = {}
    for line in lines:
        by_year.setdefault(line.values.get('year', ''), []).append(line)
    for of_year in by_year.values():
        faults += _repeated(of_year)
        if not faults:
            faults += _sums(of_year)
    if faults:
        raise BadLines(sorted(faults, key=lambda fault: fault[0]))
    return {int(year): tuple(_criterion(line.values) for line in of_year)
            for year, of_year in by_year.items()}


def _wrong(values: Mapping[str, str], measures: Collection[str]) -> Iterable[str]:
    """Yield why a line is wrong by itself."""
    missing = [name for name in _NEEDED if name not in values]
    if missing:
        yield _('Thiếu ô ${columns}.', mapping={
            'columns': ', '.join(f'“{name}”' for name in missing)})
        return
    if not _FIRST <= number_in(values['year'], 4) <= _LAST:
        yield _('Năm phải là số từ ${first} đến ${last}.', mapping={
            'first': str(_FIRST), 'last': str(_LAST)})
    if not _CODE.fullmatch(values['code']):
        yield _('Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.')
    if not 1 <= number_in(values['weight'], 3) <= WHOLE:
        yield _('Trọng số phải là số nguyên từ 1 đến ${most}.', mapping={'most': WHOLE})
    measure = values.get('measure', '')
    if measure and measure not in measures:
        yield _('Cổng không đo được “${measure}”; để trống nếu chấm bằng tay.', mapping={
            'measure': measure})
    elif not is_scale(values['scale'], bool(measure)):
        yield _('Thang điểm “${scale}” không đọc được: tiêu chí do Cổng đo dùng “share” hoặc '
                '“steps:90=100|50=50”; tiêu chí chấm bằng tay dùng “0..10”.', mapping={
                    'scale': values['scale']})
    if values['certainty'] not in CERTAINTIES:
        yield _('Độ chắc chắn là “high”, “medium” hoặc “low”.')


def _repeated(lines: Iterable[Line]) -> list[Fault]:
    first: dict[str, int] = {}
    found = []
    for line in lines:
        code = line.values.get('code', '')
        if first.setdefault(code, line.number) != line.number:
            found.append((line.number, _('Mã “${code}” đã có ở dòng ${line}.', mapping={
                'code': code, 'line': first[code]})))
    return found


def _sums(lines: list[Line]) -> list[Fault]:
    total = sum(int(line.values['weight']) for line in lines)
    if total == WHOLE:
        return []
    return [(lines[-1].number, _(
        'Tổng trọng số của năm ${year} là ${total}, phải bằng ${whole}: các dòng ${lines}.',
        mapping={'year': lines[0].values['year'], 'total': total, 'whole': WHOLE,
                 'lines': ', '.join(str(line.number) for line in lines)}))]


def _criterion(values: Mapping[str, str]) -> ScoreCriterion:
    return ScoreCriterion(
        values['code'], values['title_vi'], values.get('title_en', ''), int(values['weight']),
        values['scale'], values.get('measure', ''), values['basis'], values['certainty'])
