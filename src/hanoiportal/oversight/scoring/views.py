"""What the pages of scoring at the desk share, and the values of their templates."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.numbers import number_in
from ...base.permissions import MANAGE_SITE
from ...base.text import collate
from ...base.values import Batch
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.resources import Described
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import named, person
from .evidence import EvidenceRow, Evidences
from .interfaces import (
    DRAFT,
    LONGEST,
    MARK_COLUMNS,
    SCORING,
    STATES,
    Given,
    IObjections,
    IScorings,
    Scoring,
    Sheet,
)
from .showing import body_rows, criterion_rows, mark_row, objection_rows, points_text
from .values import Mark, ScoreCriterion

#: What a template is given.
Page = dict[str, object]
Faults = list[tuple[int, str]]
#: Bodies on one page of a year, lines on one of evidence; faults that a page shows.
SIZE, LINES, MOST_FAULTS = 50, 200, 100
MARKS, EVIDENCE, OWN_EVIDENCE = 'scoring-marks', 'scoring-evidence', 'own-scoring-evidence'


class AtScoring(DeskView):
    """The year that is asked for, the services, and how things are called."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.scorings: IScorings = request.service(IScorings)
        self.objections: IObjections = request.service(IObjections)
        self.tag: str = request.language.tag
        self.portal: IPortal = find_portal(context)

    @property
    def actor(self) -> str:
        """Principal id of who asks."""
        return str(self.request.identity.id)

    @property
    def now(self) -> datetime.datetime:
        """The present, aware UTC."""
        return cast('datetime.datetime', self.request.registry.getUtility(IClock).now())

    def asked_year(self) -> int:
        """Return the year that the address asks for, 0 for none."""
        return number_in(self.request.params.get('year', ''), 4)

    @cached_property
    def scoring(self) -> Scoring:
        """The year that the address asks for.  Raises ``HTTPNotFound`` for none."""
        found = self.scorings.find(self.asked_year())
        if found is None:
            raise HTTPNotFound
        return found

    def person(self, principal: str) -> str:
        """Return the name of the person with that id."""
        return str(person(self.request.root, principal)) if principal else ''

    @cached_property
    def bodies(self) -> Mapping[int, ISite]:
        """Every component site by its object id."""
        return {site.__oid__: site for site in self.portal['sites'].values()}

    def name_of(self, site: int, title: str) -> tuple[str, str]:
        """Return what the body is called, and in which language; ``title`` if it is gone."""
        body = self.bodies.get(site)
        if body is None:
            return title, 'vi'
        found = named(cast('Described', body), self.tag)
        return str(found.title), str(found.language)

    def evidence_page(self, sheet: Sheet | None, scoring: Scoring) -> Page:
        """Return what a mark of ``sheet`` counts.  Raises ``HTTPNotFound`` for what is none."""
        criterion = scoring.criterion(str(self.request.params.get('code', '')))
        if sheet is None or criterion is None or not criterion.measure:
            raise HTTPNotFound
        evidence, at = sheet.evidence(criterion.code), page_number(self.request)
        rows = Evidences(self.request.registry, self.portal, self.tag).rows(evidence)
        start = (at - 1) * LINES
        shown = tuple(rows[start:start + LINES])
        mark = sheet.marks.get(criterion.code, Mark())
        query = {'year': scoring.year, 'code': criterion.code, 'site': sheet.site}
        return {
            'title': criterion.title_in(self.tag), 'body': self.name_of(sheet.site, sheet.title),
            'scoring': scoring, 'rows': [(row, self._link(row)) for row in shown],
            'batch': Batch(shown, len(rows), start, LINES),
            'kept': mark.measured.kept if mark.measured else 0,
            'of': mark.measured.of if mark.measured else 0, 'when': moment,
            'page_address': lambda number: self.path(
                self.context, self.request.view_name, **query, page=number)}

    def _link(self, row: EvidenceRow) -> str:
        return '' if row.item is None else str(self.request.link(row.item))


class YearView(AtScoring):
    """The values of the page of a year."""

    def year_page(self, reasons: Mapping[str, str], faults: Faults) -> Page:
        """Return what ``scoring.pt`` names; ``reasons``, ``faults``: of what was refused."""
        scoring, rows = self.scoring, body_rows(self.scoring, self.tag)
        start = (page_number(self.request) - 1) * SIZE
        query = {'waiting': 1} if self.request.params.get('waiting') else {}
        found = [row for row in rows if row.waiting or not query]
        may_score, waiting = self.scorings.may_score(), sum(row.waiting for row in rows)
        is_heard = not waiting and scoring.until is not None and self.now > scoring.until
        may_approve = scoring.state == DRAFT and is_heard and (
            self.scorings.may_approve(self.actor))
        return {
            'title': _('Chấm điểm năm ${year}', mapping={'year': str(scoring.year)}),
            'scoring': scoring, 'state': STATES[scoring.state], 'when': moment,
            'criteria': criterion_rows(scoring.criteria, self.tag, scoring.all_sheets()),
            'rows': (shown := tuple(found[start:start + SIZE])), 'batch': Batch(
                shown, len(found), start, SIZE), 'is_chosen': bool(query),
            'name': lambda row: self.name_of(row.result.site, row.result.title),
            'page_address': lambda number: self.path(
                self.context, self.request.view_name, year=scoring.year, **query, page=number),
            'lacking': sum(row.lacking for row in rows), 'waiting': waiting,
            'is_draft': scoring.state == DRAFT, 'may_score': may_score,
            'may_measure': may_score and scoring.state == SCORING,
            'may_bring': may_score and scoring.state in (SCORING, DRAFT),
            'may_approve': may_approve,
            'digest': self.scorings.digest(scoring.year) if may_approve else '',
            'columns': MARK_COLUMNS,
            'problems': [*reasons.values()][:MOST_FAULTS], 'faults': faults[:MOST_FAULTS]}


class MarksView(AtScoring):
    """The values of the form of many marks."""

    @property
    def here(self) -> dict[str, object]:
        """What the address of this form asks for."""
        given = self.request.params.get
        return {'year': self.scoring.year, **{
            name: given(name, '') for name in ('code', 'site') if given(name)}}

    def marks_page(self, typed: Mapping[tuple[int, str], Given],
                   reasons: Mapping[str, str]) -> Page:
        """Return what ``marks.pt`` names.  Raises ``HTTPNotFound`` unless one thing is asked."""
        scoring, tag = self.scoring, self.tag
        criterion = scoring.criterion(str(self.request.params.get('code', '')))
        sheet = scoring.sheet(number_in(self.request.params.get('site', '')))
        if (criterion is None) == (sheet is None):
            raise HTTPNotFound
        chosen = scoring.criteria if criterion is None else (criterion,)
        sheets = [sheet] if sheet else sorted(
            scoring.all_sheets(), key=lambda each: collate(each.title))
        rows = [mark_row(each, one, self._named(each, one, criterion), tag, typed, reasons)
                for each in sheets for one in chosen]
        body = self.bodies.get(sheet.site) if sheet else None
        title = criterion.title_in(tag) if criterion else self.name_of(
            sheet.site, sheet.title)[0] if sheet else ''
        return {
            'title': _('Chấm điểm năm ${year}: ${title}', mapping={
                'year': str(scoring.year), 'title': title}),
            'scoring': scoring, 'rows': rows, 'here': self.here, 'longest': LONGEST,
            'may_write': self.scorings.may_score() and scoring.state in (SCORING, DRAFT),
            'is_draft': scoring.state == DRAFT, 'state': STATES[scoring.state],
            'objections': objection_rows(
                sheet, scoring, tag, self.now, self.person) if sheet else [],
            'answered': (number_in(self.request.POST.get('number', '')),
                         str(self.request.POST.get('text', ''))),
            'body': body, 'may_erase': body is not None and bool(
                self.request.has_permission(MANAGE_SITE, body)),
            'person': self.person, 'problems': [why for name, why in reasons.items()
                                                if not name]}

    def _named(self, sheet: Sheet, criterion: ScoreCriterion,
               chosen: ScoreCriterion | None) -> tuple[str, str]:
        """Return what a row is about: a criterion, if none is ``chosen``, else a body."""
        return (criterion.title_in(self.tag), '') if chosen is None else self.name_of(
            sheet.site, sheet.title)


class OwnScoringView(AtScoring):
    """The values of the page by which a body reads its own."""

    def shown_year(self) -> Scoring | None:
        """Return the year asked for, else the latest; ``None`` if the body may see none yet.
        Raises ``HTTPNotFound`` for another.
        """
        if IPortal.providedBy(self.context):
            raise HTTPNotFound
        found, asked = self.objections.of(self.context), self.asked_year()
        if not asked and not self.request.params.get('year'):
            return found[0] if found else None
        chosen = next((each for each in found if each.year == asked), None)
        if chosen is None:
            raise HTTPNotFound
        return chosen

    def own_page(self, reasons: Mapping[str, str]) -> Page:
        """Return what ``own.pt`` names."""
        scoring = self.shown_year()
        values: Page = {
            'title': _('Kết quả chấm điểm'), 'scoring': scoring, 'when': moment,
            'years': [each.year for each in self.objections.of(self.context)],
            'reasons': reasons, 'problems': [why for name, why in reasons.items()
                                             if name not in ('code', 'text')]}
        return values if scoring is None else {**values, **self._own(scoring)}

    def _own(self, scoring: Scoring) -> Page:
        oid, form = self.context.__oid__, self.request.POST
        sheet = scoring.sheet(oid)
        if sheet is None:
            raise HTTPNotFound
        rows = scoring.rows()
        [result] = [row for row in rows if row.site == oid]
        told = {each.code for each in sheet.objections}
        return {
            'state': STATES[scoring.state], 'is_final': scoring.final is not None,
            'total': points_text(result.total, self.tag), 'rank': result.rank,
            'of': sum(row.level == result.level for row in rows),
            'rows': [mark_row(sheet, each, (each.title_in(self.tag), ''), self.tag, {}, {})
                     for each in scoring.criteria],
            'objections': objection_rows(
                sheet, scoring, self.tag, self.now, lambda actor: ''),
            'may_erase': bool(self.request.has_permission(MANAGE_SITE, self.context)),
            'until': moment(scoring.until), 'longest': LONGEST,
            'may_object': self.objections.may_object(self.context, scoring.year, self.actor),
            'choices': [(each.code, each.title_in(self.tag)) for each in scoring.criteria
                        if each.code not in told],
            'typed': (str(form.get('code', '')), str(form.get('text', '')))}
