"""Phân công đưa tin in the desk: the calendar, the form, one assignment, one's own."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from webob.multidict import MultiDict

from ...base.clock import local, moment, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, IResource, ISite
from ...base.permissions import ASSIGN, EDIT
from ...base.values import Batch
from ...kernel.tree.lookup import find_site
from ...kernel.workflow.interfaces import TITLES
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import BOARD, HERE, menu
from ...shells.desk.frame.menu import OWN as OWN_MENU
from ...shells.desk.frame.view import REFUSED, DeskView, OwnView
from ...shells.desk.frame.wording import person, place_title
from ...web import desk_view
from ...web.forms.fields import fields_of, problems, typed
from . import form as forms
from .coverage import section_at
from .interfaces import (
    ACCEPTED,
    BEGUN,
    CANCELLED,
    CHANGED,
    COVERAGE,
    DECLINED,
    DRAFT,
    FORM,
    LIST,
    ONE,
    OWN,
    Assignment,
    CannotAssign,
    IAssignments,
    IOccasion,
)
from .rows import TOLD, span_of
from .views import AtAssignments, Values, days_of, happenings, row

SIZE = 50


@menu(LIST, _('Phân công đưa tin'), at=BOARD, permission=EDIT, order=30)
class AssignmentCalendar(AtAssignments):
    """A week or month of the site: what is assigned, and which events nobody covers."""

    @desk_view(context=ISite, name=LIST, working_permission=EDIT,
               renderer='templates/assignments.pt')
    def page(self) -> Values:
        """Show the days that the query asks for, or what is assigned of one event."""
        site, request = self.context, self.request
        today = local(request.registry.getUtility(IClock).now()).date()
        span = span_of(request.GET, today)
        found = self.assignments.between(site, span.first, span.last)
        events = self.coverage.occasions(site, span.first, span.last)
        event = self.coverage.occasion(site, request.GET.get('event', ''))
        by = {'by': 'month'} if span.is_month else {}
        return {
            'title': _('Phân công đưa tin: ${site}', mapping={'site': place_title(request, site)}),
            'may_plan': self.may_plan, 'event': event, 'span': span,
            'rows': [] if event is None else [row(each, self.assignments, request) for each in (
                self.assignments.of_event(site, str(event.__oid__)))],
            'days': days_of(span, today, found, events, request),
            'shown': ' – '.join(shown_date(each, request.language.tag)
                                for each in (span.first, span.last)),
            'previous': self.path(site, LIST, day=span.before.isoformat(), **by),
            'following': self.path(site, LIST, day=span.after.isoformat(), **by),
            'other': self.path(site, LIST, day=span.first.isoformat(),
                               **({} if span.is_month else {'by': 'month'}))}


class AssignmentForm(AtAssignments):
    """The form of a new assignment, or of one that is given anew."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        asked = request.params
        self.given = self.named(asked.get('number'))
        if asked.get('number') and self.given is None:
            raise HTTPNotFound
        named = asked.get('event', '') if self.given is None else self.given.plan.event
        self.event = self.coverage.occasion(context, named)
        self.schema = forms.schema_of(
            context, self.coverage, request.registry, partial(place_title, request))

    @desk_view(context=ISite, name=FORM, working_permission=ASSIGN,
               renderer='templates/assignmentform.pt')
    def page(self) -> Values:
        """Show it, with what is known of the event."""
        values = forms.from_event(self.event) if self.given is None else forms.from_plan(
            self.given.plan)
        return self._page(forms.shown(self.schema, values), {})

    @desk_view(context=ISite, name=FORM, working_permission=ASSIGN, request_method='POST',
               renderer='templates/assignmentform.pt')
    def assign(self) -> Values | HTTPSeeOther:
        """Assign, or show the form again with what is wrong."""
        given = typed(self.schema, self.request.POST)
        event = '' if self.event is None else str(self.event.__oid__)
        try:
            plan = forms.plan_of(self.schema, given, event)
            if self.given is None:
                made = self.assigning.assign(self.context, plan, self.actor)
            else:
                made = self.given
                self.assigning.change(made, plan, self.actor)
        except CannotAssign as refused:
            self.request.response.status_int = 422
            return self._page(given, refused.reasons)
        self.flash(_('Đã phân công và báo cho người được cử.'))
        return self.see(self.context, ONE, number=made.number)

    def _page(self, values: Values, reasons: Mapping[str, str]) -> Values:
        fields = fields_of(self.schema, values, reasons)
        return {
            'title': _('Phân công đưa tin'), 'fields': fields, 'event': self.event,
            'number': '' if self.given is None else self.given.number,
            'problems': problems(reasons, fields)}


class OneAssignment(AtAssignments):
    """One assignment: what is to be done, how it stands, what happened."""

    @desk_view(context=ISite, name=ONE, renderer='templates/assignment.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {})

    @desk_view(context=ISite, name=ONE, request_method='POST', renderer='templates/assignment.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the button says."""
        form, found = self.request.POST, self._found()
        act, text = form.get('act', ''), str(form.get('text', ''))
        verbs: dict[str, Callable[[], object]] = {
            ACCEPTED: lambda: self.assigning.accept(found, self.actor),
            DECLINED: lambda: self.assigning.decline(found, text, self.actor),
            BEGUN: lambda: self.assigning.begin(found, self.actor),
            CANCELLED: lambda: self.assigning.cancel(found, text, self.actor)}
        if act not in verbs:
            return self.see(self.context, ONE, number=found.number)
        try:
            verbs[act]()
        except CannotAssign as refused:
            self.request.response.status_int = 422
            return self._page(form, refused.reasons)
        if act == BEGUN:
            return self.see(self.context, DRAFT, number=found.number)
        self.flash(TOLD[act])
        return self.see(self.context, ONE, number=found.number)

    @desk_view(context=ISite, name=DRAFT)
    def draft(self) -> HTTPSeeOther:
        """Lead to the text that was begun."""
        found = self._found()
        item = self.assignments.course(found).item
        if item is not None and found.plan.person == self.actor:
            return self.see(item, 'edit')
        self.flash(_('Bản thảo đang được tạo; hãy mở lại trang này sau ít giây.'), REFUSED)
        return self.see(self.context, ONE, number=found.number)

    def _found(self) -> Assignment:
        found = self.named(self.request.params.get('number', ''))
        if found is None:
            raise HTTPNotFound
        return found

    def _page(self, form: MultiDict | Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        found, request = self._found(), self.request
        plan, course = found.plan, self.assignments.course(found)
        event = self.coverage.occasion(self.context, plan.event)
        section = section_at(self.context, plan.section)
        item = course.item if course.item is not None and any(
            request.has_permission(each, course.item) for each in (EDIT, 'view')) else None
        return {
            'title': plan.topic or _('Phân công đưa tin'), 'number': found.number, 'plan': plan,
            'row': row(found, self.assignments, request), 'starts': moment(plan.starts),
            'actions': self.assigning.actions(found, self.actor), 'reasons': reasons,
            'act': form.get('act', ''), 'text': form.get('text', ''), 'names': _NAMES,
            'section': '' if section is None else place_title(request, section),
            'given_by': person(request.root, found.by), 'form_page': self.path(
                self.context, FORM, number=found.number),
            'event': event, 'event_address': '' if event is None else request.link(event),
            'item': item, 'item_state': '' if item is None else TITLES[item.state],
            'happenings': happenings(found, request), 'may_read': request.has_permission(
                EDIT, self.context),
            'problems': [why for name, why in reasons.items() if name != 'text']}


_NAMES = {'accept': ACCEPTED, 'decline': DECLINED, 'begin': BEGUN, 'cancel': CANCELLED,
          'change': CHANGED}


def waiting(request: Request) -> int:
    """Return in how many assignments the asker has something to do."""
    assignments: IAssignments = request.service(IAssignments)
    return assignments.waiting(request.identity.id)


@menu(OWN, _('Phân công của tôi'), at=OWN_MENU, order=4, count=waiting)
class OwnAssignments(OwnView):
    """What the asker is sent to, at whichever site."""

    @desk_view(context=ISite, name=OWN, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/myassignments.pt')
    def page(self) -> Values:
        """Return one page of the list, the latest first."""
        assignments: IAssignments = self.request.service(IAssignments)
        found = assignments.of_person(self.request.identity.id)
        start = (page_number(self.request) - 1) * SIZE
        kept = found[start:start + SIZE]
        return {
            'title': _('Phân công của tôi'), 'rows': [
                row(each, assignments, self.request) for each in kept],
            'batch': Batch(tuple(kept), len(found), start, SIZE),
            'page_address': lambda number: f'?page={number}'}


def is_planned(item: IResource, request: Request) -> bool:
    """Return whether the asker sees what is assigned at the site of ``item``."""
    return bool(request.has_permission(EDIT, find_site(item)))


@menu(COVERAGE, _('Phân công đưa tin'), at=HERE, working_permission=EDIT, context=IOccasion,
      order=66, shown=is_planned)
class EventCoverage(DeskView):
    """What is assigned of an event of the site."""

    @desk_view(context=IOccasion, name=COVERAGE, working_permission=EDIT)
    def page(self) -> HTTPSeeOther:
        """Lead to the calendar, at the day of the event."""
        event = cast('IOccasion', self.context)
        return self.see(find_site(self.context), LIST, event=self.context.__oid__,
                        day=local(event.start).date().isoformat())
