"""Tự đánh giá: the form of a site, and what all sites have said (clause 21.2)."""
from collections.abc import Mapping
from functools import partial
from typing import cast

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from webob.multidict import MultiDict

from ...base.bodies import bodies_in
from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.permissions import AUDIT, DESK
from ...base.text import collate
from ...base.values import Batch
from ...kernel.tree.resources import Described
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import named, person
from ...shells.frame.tablefile import table_response
from ...web import desk_view
from .exporting import COLUMNS, lines
from .interfaces import SUBMITTED, CannotAssess, ISelfAssessments
from .rows import ANSWERS, STATES, criterion_rows, grouped, site_row

NAME, ALL, TABLE = 'self-assessment', 'self-assessments', 'self-assessments-csv'
#: Sites on one page of the list of all.
SIZE = 50
#: What a template is given.
Values = Mapping[str, object]


class AtAssessments(DeskView):
    """What the pages have in common: the period that is asked for."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.service: ISelfAssessments = request.service(ISelfAssessments)
        self.periods = self.service.periods()
        asked = str(request.params.get('period', self.periods[0]))
        if asked not in self.periods:
            raise HTTPNotFound
        self.period = asked

    @property
    def called(self) -> str:
        """What the period is called in the language of the page."""
        said: str = self.request.localizer.translate(called(self.period))
        return said

    def choices(self) -> list[tuple[str, str]]:
        """Return each period with what it is called."""
        return [(each, called(each)) for each in self.periods]


def called(period: str) -> str:
    """Return what people call ``period``, translatable."""
    year, _sep, half = period.partition('-')
    if not half:
        return _('Năm ${year}', mapping={'year': year})
    return _('6 tháng đầu năm ${year}', mapping={'year': year}) if half == '1' else _(
        '6 tháng cuối năm ${year}', mapping={'year': year})


@menu(NAME, _('Tự đánh giá'), at=REPORTING, permission=DESK, order=30)
class OwnAssessment(AtAssessments):
    """The assessment of a site: read by its staff, written by its board."""

    @desk_view(context=ISite, name=NAME, renderer='templates/assessment.pt')
    def page(self) -> Values:
        """Show it, filled in by what is measured where nothing was kept yet."""
        return self._page({}, {})

    @desk_view(context=ISite, name=NAME, request_method='POST',
               renderer='templates/assessment.pt')
    def save(self) -> Values | HTTPSeeOther:
        """Keep the answers; for good, by the button of the head."""
        form = self.request.POST
        answers = _answers(form)
        submits = form.get('act') == 'submit'
        verb = self.service.submit if submits else self.service.save
        try:
            verb(self.context, self.period, answers, self.request.identity.id)
        except CannotAssess as refused:
            self.request.response.status_int = 422
            return self._page(answers, refused.reasons)
        self.flash(_('Đã gửi bản tự đánh giá.') if submits else _('Đã lưu bản tự đánh giá.'))
        return self.see(self.context, NAME, period=self.period)

    def _page(self, typed: Mapping[str, tuple[str, str]], reasons: Mapping[str, str]) -> Values:
        site, actor = self.context, self.request.identity.id
        kept = self.service.find(site, self.period)
        is_done = kept is not None and kept.state == SUBMITTED
        return {
            'title': _('Tự đánh giá: ${period}', mapping={'period': self.called}),
            'view': NAME, 'periods': self.choices(), 'period': self.period, 'answers': ANSWERS,
            'groups': grouped(criterion_rows(
                self.service.proposals(site, self.period), kept, typed, reasons,
                self.request.language.tag)),
            'state': STATES['' if kept is None else kept.state],
            'who': '' if kept is None else person(
                self.request.root, kept.submitted_by or kept.saved_by),
            'when': '' if kept is None else moment(kept.submitted_at or kept.saved_at),
            'may_write': not is_done and self.service.may_write(site, actor),
            'may_submit': not is_done and self.service.may_submit(site, actor),
            'problems': [why for name, why in reasons.items() if name == '']}


@menu(ALL, _('Tự đánh giá của các trang'), at=REPORTING, permission=AUDIT, order=31,
      shown=lambda site, request: IPortal.providedBy(site))
class AllAssessments(AtAssessments):
    """What each site has said of itself in a period."""

    @desk_view(context=IPortal, name=ALL, working_permission=AUDIT,
               renderer='templates/assessments.pt')
    def page(self) -> Values:
        """Return the list of all sites that work, those of the city itself first."""
        found = self.service.of_period(self.period)
        most = sum(each.criterion.most or 0
                   for each in self.service.proposals(self.context, self.period))
        names, tag = partial(person, self.request.root), self.request.language.tag
        start, sites = (page_number(self.request) - 1) * SIZE, self._sites()
        rows = [(site_row(named(cast('Described', site), tag), found.get(str(site.__oid__)), most,
                          names), self.path(site, NAME, period=self.period))
                for site in sites[start:start + SIZE]]
        return {
            'title': _('Tự đánh giá của các trang: ${period}', mapping={
                'period': self.called}),
            'view': ALL, 'periods': self.choices(), 'period': self.period, 'states': STATES,
            'rows': rows, 'batch': Batch(tuple(rows), len(sites), start, SIZE),
            'page_address': lambda number: self.path(
                self.context, ALL, period=self.period, page=number),
            'done': sum(each.state == SUBMITTED for each in map(
                found.get, [str(site.__oid__) for site in sites]) if each is not None)}

    @desk_view(context=IPortal, name=TABLE, working_permission=AUDIT)
    def table(self) -> Response:
        """Return every answer as a table to save, a line for each criterion of each site."""
        found = self.service.of_period(self.period)
        return table_response(
            self.request, f'tu-danh-gia-{self.period}', _('Tự đánh giá của các trang'), COLUMNS,
            lines(self.service, found, [*self._sites()], self.period, self.request))

    def _sites(self) -> list[ISite]:
        portal = self.context
        return [portal, *sorted(bodies_in(portal), key=lambda site: collate(site.title))]


def _answers(form: MultiDict) -> dict[str, tuple[str, str]]:
    """Return ``{code: (value, remark)}`` as typed."""
    codes = {name.partition(':')[2] for name in form if name.startswith('value:')}
    return {code: (str(form.get(f'value:{code}', '')), str(form.get(f'remark:{code}', '')))
            for code in codes}
