"""Scorings as the desk and readers see them: points, scales, rows; nothing here knows of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ...base.clock import moment
from ...base.i18n import _
from ...base.numbers import decimal_in
from .interfaces import Given, Scoring, Sheet
from .judging import SHARE, is_open, points_of, steps_of, top_of
from .marking import field_of
from .values import BodyResult, Mark, Objection, ScoreCriterion

CERTAINTIES = {
    'high': _('đã đọc văn bản'), 'medium': _('theo văn bản cũ hoặc nguồn khác, cần đối chiếu'),
    'low': _('mức đề xuất, chưa có căn cứ đọc được')}
_PROPOSED = 'low'
LEVELS = {'agency': _('Sở, ban, ngành, đơn vị'), 'commune': _('Xã, phường')}


def points_text(hundredths: int | None, tag: str) -> str:
    """Return points as the language ``tag`` writes them, a dash for what does not apply.

    >>> points_text(1250, 'vi'), points_text(2000, 'en'), points_text(None, 'vi')
    ('12,5', '20', '–')
    """
    if hundredths is None:
        return '–'
    text = f'{hundredths // 100}.{hundredths % 100:02d}'.rstrip('0').rstrip('.')
    return decimal_in(text, tag)


def scale_text(criterion: ScoreCriterion) -> str:
    """Return how ``criterion`` is scored, translatable."""
    if not criterion.measure:
        return _('Chấm bằng tay, từ 0 đến ${most}; ${most}/${most} → ${weight} điểm', mapping={
            'most': top_of(criterion), 'weight': criterion.weight})
    if criterion.scale == SHARE:
        return _('Cổng đo, tính theo tỷ lệ đạt được')
    return _('Cổng đo, tính theo mức (tỷ lệ đạt → phần điểm): ${steps}', mapping={
        'steps': '; '.join(f'≥ {least} % → {percent} %'
                           for least, percent in steps_of(criterion.scale))})


class CriterionText(NamedTuple):
    """A criterion of a year.  ``is_proposal``: nobody has read a basis of its weight.
    ``lacking``: bodies that have no mark of it yet.
    """

    code: str
    title: str
    weight: int
    scale: str
    basis: str
    certainty: str
    is_proposal: bool
    lacking: int = 0


def criterion_rows(criteria: Iterable[ScoreCriterion], tag: str,
                   sheets: Sequence[Sheet] = ()) -> list[CriterionText]:
    """Return the rows of ``criteria``; ``sheets``: of all bodies, of whom those are counted that
    lack a mark.
    """
    return [CriterionText(
        each.code, each.title_in(tag), each.weight, scale_text(each), each.basis,
        CERTAINTIES[each.certainty], each.certainty == _PROPOSED,
        sum(is_open(sheet.marks.get(each.code)) for sheet in sheets))
        for each in criteria]


class MarkRow(NamedTuple):
    """A mark in a form.  ``site``, ``code``: whose and of what.  ``lang``: of ``title``, ``''``
    for that of the page.  ``value``, ``note``: as typed, else as kept.
    """

    field: str
    site: int
    code: str
    title: str
    lang: str
    weight: int
    scale: str
    measured: str
    has_evidence: bool
    points: str
    most: int
    value: str
    note: str
    by: str
    error: str


def mark_row(sheet: Sheet, criterion: ScoreCriterion, named: tuple[str, str], tag: str,
             typed: Mapping[tuple[int, str], Given], reasons: Mapping[str, str]) -> MarkRow:
    """Return the row of the mark of ``sheet`` for ``criterion``; ``named``: title and language."""
    key = sheet.site, criterion.code
    mark = sheet.marks.get(criterion.code, Mark())
    shown = typed.get(key, Given(mark.value, mark.note))
    return MarkRow(
        field_of(key), *key, *named, criterion.weight, scale_text(criterion),
        '' if mark.measured is None else mark.measured.said,
        bool(mark.measured and mark.measured.of),
        '' if is_open(mark) else points_text(points_of(criterion, mark), tag),
        top_of(criterion), *shown, mark.by, reasons.get(field_of(key), ''))


class BodyRow(NamedTuple):
    """A body in the table of a year.  ``lacking``: criteria without a mark; ``waiting``:
    objections without an answer.
    """

    result: BodyResult
    total: str
    level: str
    lacking: int
    objections: int
    waiting: int


def body_rows(scoring: Scoring, tag: str) -> list[BodyRow]:
    """Return the bodies of ``scoring`` by kind and rank."""
    found = []
    for result in scoring.rows():
        sheet = scoring.sheet(result.site)
        objections = () if sheet is None else sheet.objections
        found.append(BodyRow(
            result, points_text(result.total, tag), LEVELS.get(result.level, result.level),
            0 if sheet is None else len(sheet.lacking(scoring.criteria)),
            len(objections), sum(each.is_upheld is None for each in objections)))
    return found


class ObjectionRow(NamedTuple):
    """An objection as it is read.  ``outcome``: translatable.  ``due``: ``''`` once answered."""

    objection: Objection
    title: str
    by: str
    when: str
    due: str
    is_late: bool
    outcome: str
    answered: str


def objection_rows(sheet: Sheet, scoring: Scoring, tag: str, now: datetime.datetime,
                   named: Callable[[str], str]) -> list[ObjectionRow]:
    """Return the objections of ``sheet`` in their order.  ``named``: names the person with a
    principal id.
    """
    rows = []
    for each in sorted(sheet.objections):
        criterion = scoring.criterion(each.code)
        waits = each.is_upheld is None
        rows.append(ObjectionRow(
            each, criterion.title_in(tag) if criterion else each.code, named(each.by),
            moment(each.moment), moment(each.due) if waits else '',
            waits and each.due is not None and each.due < now,
            _('Chờ trả lời') if waits else
            _('Chấp nhận') if each.is_upheld else _('Không chấp nhận'),
            '' if waits else f'{named(each.answered_by)}, {moment(each.answered_at)}'))
    return rows
