"""Self-assessments as the desk shows them, and as a table."""
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...base.clock import moment
from ...base.i18n import _
from ...kernel.tree.resources import Described
from .interfaces import DRAFTED, NO, SUBMITTED, YES, Answer, Assessment, Portion, Proposal

STATES = {DRAFTED: _('Đang soạn'), SUBMITTED: _('Đã gửi', context='assessment'),
          '': _('Chưa lập')}
ANSWERS = {YES: _('Đạt'), NO: _('Chưa đạt')}


@dataclass(frozen=True)
class CriterionRow:
    """One criterion on the form.  ``measured``: translatable or ``''``.  ``value``: chosen."""

    code: str
    title: str
    basis: str
    most: int | None
    measured: str
    value: str
    remark: str
    error: str


@dataclass(frozen=True)
class SiteRow:
    """One site in the list of all.  ``language``: of its title.  ``points``, ``most``: claimed, of
    those in all.
    """

    title: str
    language: str
    state: str
    points: int
    most: int
    unmet: int
    by: str
    when: str


def criterion_rows(proposals: Sequence[Proposal], assessment: Assessment | None,
                   typed: Mapping[str, tuple[str, str]], reasons: Mapping[str, str],
                   tag: str) -> list[CriterionRow]:
    """Return the rows of the form: as typed, else as kept, else as measured."""
    rows = []
    for criterion, measured, value in proposals:
        kept = None if assessment is None else assessment.answers.get(criterion.code)
        shown = typed.get(criterion.code) or ((kept.value, kept.remark) if kept else (value, ''))
        rows.append(CriterionRow(
            criterion.code, criterion.titles.get(tag) or criterion.titles['vi'], criterion.basis,
            criterion.most, said_of(kept.measured if kept else measured), *shown,
            reasons.get(criterion.code, '')))
    return rows


def grouped(rows: Sequence[CriterionRow]) -> list[tuple[str, list[CriterionRow]]]:
    """Return what has points and what is met or not, each below its title."""
    groups = ((_('Tiêu chí chấm điểm'), [row for row in rows if row.most is not None]),
              (_('Tiêu chí đạt hoặc chưa đạt'), [row for row in rows if row.most is None]))
    return [group for group in groups if group[1]]


def said_of(measured: Portion | None) -> str:
    """Return what was ``measured`` in words, translatable; ``''`` if nothing was."""
    return '' if measured is None else measured.said


def site_row(name: Described, assessment: Assessment | None, most: int,
             called: Callable[[str], str]) -> SiteRow:
    """Return what the list says of the site with ``name``; ``most``: points that there are in all.

    ``called``: names the person with a principal id.
    """
    answers: Mapping[str, Answer] = {} if assessment is None else assessment.answers
    values = [answer.value for answer in answers.values()]
    return SiteRow(
        str(name.title), str(name.language), '' if assessment is None else assessment.state,
        sum(int(value) for value in values if value.isdigit()), most, values.count(NO),
        '' if assessment is None else called(assessment.submitted_by or assessment.saved_by),
        '' if assessment is None else moment(assessment.submitted_at or assessment.saved_at))
