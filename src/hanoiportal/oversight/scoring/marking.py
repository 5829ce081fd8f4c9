"""Marks by hand, as typed into forms or brought as a file: checked, and none of them kept here."""
import datetime
from collections.abc import Mapping

from ...base.csvfile import BadLines, Line, lines_in
from ...base.i18n import _
from ...base.numbers import number_in
from ...base.text import nfc
from .interfaces import (
    DRAFT,
    LONGEST,
    MARK_COLUMNS,
    MOST_LINES,
    CannotScore,
    Given,
)
from .judging import top_of, value_in
from .resource import YearScoring
from .values import Mark, ScoreCriterion

#: By object id and code of the criterion.
Key = tuple[int, str]


def field_of(key: Key) -> str:
    """Return the field of a form, and of a refusal, that a mark has."""
    return f'{key[0]}:{key[1]}'


def checked(scoring: YearScoring, given: Mapping[Key, Given], actor: str,
            now: datetime.datetime) -> dict[Key, Mark]:
    """Return the marks that differ from those kept.  Raises ``CannotScore``."""
    reasons, changed = {}, {}
    for key, each in given.items():
        sheet, criterion = scoring.sheet(key[0]), scoring.criterion(key[1])
        if sheet is None or criterion is None:
            reasons[field_of(key)] = _('Không có cơ quan hoặc tiêu chí này.')
            continue
        before = sheet.marks.get(criterion.code, Mark())
        value, note = value_in(criterion, each.value), nfc(each.note.strip())
        if value is not None and (value, note) == (before.value, before.note):
            continue
        why = _wrong(criterion, value, note, scoring.state, before)
        if why:
            reasons[field_of(key)] = why
        changed[key] = Mark(value or '', before.measured, actor, now, note)
    if reasons:
        raise CannotScore(reasons)
    return changed


def _wrong(criterion: ScoreCriterion, value: str | None, note: str, state: str,
           before: Mark) -> str:
    """Return why a change is refused, ``''`` if it is not."""
    if value is None:
        return _('Điểm là số từ 0 đến ${most}, tối đa hai chữ số thập phân; hoặc “na” nếu tiêu '
                 'chí không áp dụng.', mapping={'most': top_of(criterion)})
    if len(note) > LONGEST:
        return _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
    if not note and (state == DRAFT or criterion.measure and value):
        return _('Hãy ghi lý do sửa điểm.')
    if state == DRAFT and not value and before.measured is None:
        return _('Bảng điểm đã gửi các cơ quan: không để trống điểm.')
    return ''


def given_in(scoring: YearScoring, content: bytes, actor: str, now: datetime.datetime) -> dict[
        Key, Given]:
    """Return what the CSV ``content`` says.  Raises ``BadLines`` with every line that is wrong."""
    lines = lines_in(content, MARK_COLUMNS, ('site', 'code', 'value'))
    if not lines or len(lines) > MOST_LINES:
        raise BadLines([(1, _('Tệp phải có từ 1 đến ${most} dòng điểm.', mapping={
            'most': MOST_LINES}))])
    sites = {sheet.label: sheet.site for sheet in scoring.all_sheets()}
    given: dict[Key, Given] = {}
    faults = []
    for line in lines:
        key, each = _said(line, sites)
        why = _refusal(scoring, key, each, actor, now)
        if not why and key in given:
            why = _('Ô này đã có ở một dòng trên.')
        if why:
            faults.append((line.number, why))
        given[key] = each
    if faults:
        raise BadLines(faults)
    return given


def _said(line: Line, sites: Mapping[str, int]) -> tuple[Key, Given]:
    values = line.values
    key = sites.get(values.get('site', ''), 0), values.get('code', '')
    return key, Given(values.get('value', ''), values.get('note', ''))


def _refusal(scoring: YearScoring, key: Key, each: Given, actor: str,
             now: datetime.datetime) -> str:
    try:
        checked(scoring, {key: each}, actor, now)
    except CannotScore as refused:
        return next(iter(refused.reasons.values()))
    return ''


def given_in_form(form: Mapping[str, object]) -> dict[tuple[int, str], Given]:
    """Return what was typed into ``form``, by object id and code."""
    found = {}
    for name in form:
        kind, _sep, field = name.partition(':')
        site, _sep, code = field.partition(':')
        if kind == 'value' and code:
            found[number_in(site), code] = Given(
                str(form[name]), str(form.get(f'note:{field}', '')))
    return found
