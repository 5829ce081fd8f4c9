"""Phân công: who is to do what with a text, in which order and by when; and in whose place."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from ...base.clock import moment
from ...base.deadlines.owndays import in_working_days
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IItem, ISite
from ...base.permissions import ASSIGN, VIEW
from ...kernel.tree.lookup import in_work
from ...platform.calendar.interfaces import ICalendars
from ...shells.desk.frame.document import document_asked
from ...shells.desk.frame.menu import HERE, OWN, menu
from ...shells.desk.frame.view import REFUSED, DeskView, OwnView
from ...shells.desk.frame.wording import doer, person
from ...web import desk_view
from ...web.forms.days import ONE_DAY, BadDay, day_of, shown_day
from .interfaces import ISubstitutes, ITasks
from .kinds import EDIT, HIGH, KINDS, NORMAL, OUTCOMES, PRIORITIES, ROLE_TITLES, TOLD
from .resource import Wish
from .terms import due_of, is_late, told_before

NAME, SUBSTITUTE = 'tasks', 'substitute'
WAITING, OPEN = _('chờ đến lượt'), _('đang chờ làm')
#: More working days than any term.
MOST_DAYS, DIGITS = 250, 4


@dataclass(frozen=True)
class TaskRow:
    """One task in words.  ``actions``: what the asker may do with it."""

    number: int
    title: str
    who: str
    state: str
    is_open: bool
    is_late: bool
    facts: tuple[str, ...]
    note: str
    said: str
    actions: frozenset[str]


def has_any(context, request):
    """Return whether there is something to see or to give."""
    holder = in_work(context)
    return bool(holder.review is not None and holder.review.tasks
                or request.has_permission(ASSIGN, holder))


@menu(NAME, _('Phân công'), at=HERE, working_permission=VIEW, context=IItem, order=45,
      shown=has_any)
class TasksPage(DeskView):
    """The tasks of the version in work, and the form that gives one."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.document = document_asked(context, request)
        self._tasks = request.service(ITasks)
        self._now = request.registry.getUtility(IClock).now()

    @desk_view(context=IItem, name=NAME, renderer='templates/tasks.pt')
    def page(self):
        """Show the tasks and, to who may give one, the form."""
        return self._page({}, {})

    @desk_view(context=IItem, name=NAME, working_permission=VIEW, request_method='POST',
               renderer='templates/tasks.pt')
    def assign(self):
        """Give a task, or show the form again with what is wrong."""
        form = self.request.POST
        role = str(form.get('role', ''))
        try:
            self._tasks.assign(
                self.document, self._wish(form), form.getall('people') if not role else (), role,
                number_of(form, 'copies', 1), self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page({**form.mixed(), 'people': form.getall('people')}, refused.reasons)
        self.flash(_('Đã giao việc.'))
        return self.see(self.document, NAME)

    @desk_view(context=IItem, name='remark-task', working_permission=VIEW, request_method='POST')
    def assign_remark(self):
        """Give somebody the task to settle a remark, and lead back to it."""
        form = self.request.POST
        remark, to = number_of(form, 'number', 0) or -1, str(form.get('to', ''))
        try:
            due, days = self._due(form)
            wish = Wish(EDIT, due, required=False, remark=remark, days=days)
            self._tasks.assign(self.document, wish, [to] if to else (), '', 1,
                               self.request.identity.id)
        except Refused as refused:
            self.flash(next(iter(refused.reasons.values())), REFUSED)
        else:
            self.flash(_('Đã giao việc.'))
        return HTTPSeeOther(self.path(
            self.document, 'comments', language=self.document.language) + f'#nhan-xet-{remark}')

    def _due(self, form):
        """Return the end of the term of so many working days, ``None`` if there is none, and
        their number.
        """
        days = number_of(form, 'days', 0)
        if not 0 <= days <= MOST_DAYS:
            raise Refused({'due': _('Số ngày làm việc từ 1 đến ${max}.',
                                    mapping={'max': MOST_DAYS})})
        calendar = self.request.registry.getUtility(ICalendars)(self.context).known_on()
        due = in_working_days(days, self._now, calendar).due if days else None
        return due, days

    def _wish(self, form):
        due, days = self._due(form)
        return Wish(
            str(form.get('kind', '')), due,
            HIGH if form.get('priority') == HIGH else NORMAL,
            str(form.get('note', '')).strip(), form.get('required') == 'yes',
            number_of(form, 'order', 1), number_of(form, 'quorum', 0),
            days=days)

    @desk_view(context=IItem, name='task', working_permission=VIEW, request_method='POST')
    def task(self):
        """Claim a task, take it as done, hand it on or cancel it."""
        form, actor = self.request.POST, self.request.identity.id
        number, said = number_of(form, 'number', 0), str(form.get('said', '')).strip()
        verbs = {
            'claim': lambda: self._tasks.claim(self.document, number, actor),
            'finish': lambda: self._tasks.finish(self.document, number, actor, said),
            'hand_on': lambda: self._tasks.hand_on(
                self.document, number, str(form.get('to', '')), actor, said),
            'cancel': lambda: self._tasks.cancel(self.document, number, actor, said)}
        verb = verbs.get(form.get('act'))
        if verb is None:
            return self.see(self.document, NAME)
        try:
            verb()
        except Refused as refused:
            self.flash(refused.reasons[''], REFUSED)
        else:
            self.flash(TOLD[form['act']])
        if self.request.has_permission(VIEW, in_work(self.document)):
            return self.see(self.document, NAME)
        return self.see(self.request.virtual_root)

    def _page(self, typed, reasons):
        against = self._tasks.reasons_against_assigning(self.document)
        may = bool(self.request.has_permission(ASSIGN, in_work(self.document)))
        review = in_work(self.document).review
        tasks = [self._row(each) for each in (review.tasks if review is not None else ())]
        return {
            'title': _('Phân công'), 'document': self.document, 'tasks': tasks,
            'may_assign': not against, 'against': against if may else [],
            'people': self._tasks.people(self.document)
            if not against or any('hand_on' in each.actions for each in tasks) else [],
            'kinds': KINDS, 'roles': ROLE_TITLES, 'priorities': PRIORITIES, 'typed': typed,
            'reasons': reasons, 'problems': list(dict.fromkeys(reasons.values()))}

    def _row(self, task):
        portal, wish, registry = self.request.root, task.wish, self.request.registry
        due = due_of(task, self.context, registry)
        before = told_before(task, due)
        facts = [
            _('Nhận xét ${number}', mapping={'number': wish.remark}) if wish.remark else '',
            _('Hạn: ${due}', mapping={'due': moment(due)}) if due else '',
            _('khi giao việc: ${due}', mapping={'due': moment(before)}) if before else '',
            _('Bắt buộc') if wish.required else _('Không bắt buộc'),
            _('Thứ tự ${order}', mapping={'order': wish.order}),
            _('Chỉ cần ${quorum} người xong', mapping={'quorum': wish.quorum})
            if wish.quorum else '',
            _('Giao bởi ${person}, ${time}', mapping={
                'person': person(portal, task.assigned_by), 'time': moment(task.assigned_at)}),
            _('Kết thúc ${time}, ${person}', mapping={
                'person': person(portal, task.ended_by), 'time': moment(task.ended_at)})
            if task.is_ended else '']
        return TaskRow(
            task.number, KINDS[wish.kind], doer(portal, task),
            OUTCOMES.get(task.outcome) or (WAITING if task.is_waiting else OPEN), task.is_open,
            is_late(task, self.context, registry, self._now),
            tuple(filter(None, (PRIORITIES[HIGH] if wish.priority == HIGH else '', *facts))),
            wish.note, task.said, frozenset() if task.is_ended else self._tasks.actions(
                self.document, task, self.request.identity.id))


def number_of(form, name, otherwise):
    """Return the number typed into the field ``name``; ``-1`` for what is none."""
    text = str(form.get(name, '')).strip()
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else -1


@menu(SUBSTITUTE, _('Làm thay khi vắng mặt'), at=OWN, order=45)
class SubstitutePage(OwnView):
    """Who stands in for the asker, and for whom the asker does."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._service = request.service(ISubstitutes)

    @desk_view(context=ISite, name=SUBSTITUTE, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/substitute.pt')
    def page(self):
        """Show it, with the form."""
        return self._page({}, {})

    @desk_view(context=ISite, name=SUBSTITUTE, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, request_method='POST', renderer='templates/substitute.pt')
    def keep(self):
        """Name somebody, or show the form again with what is wrong."""
        form, account = self.request.POST, self.asker.account
        try:
            self._service.name(account, str(form.get('substitute', '')), day_of(form, 'starts'),
                               day_of(form, 'ends', ONE_DAY))
        except BadDay as bad:
            return self._page(form, {bad.args[0]: _('Hãy nhập một ngày.')})
        except Refused as refused:
            return self._page(form, refused.reasons)
        self.flash(_('Đã ghi người làm thay.'))
        return self.see(self.context, SUBSTITUTE)

    @desk_view(context=ISite, name='end-substitution', permission=NO_PERMISSION_REQUIRED,
               working_permission=None, request_method='POST')
    def end(self):
        """Let nobody stand in any more."""
        try:
            self._service.end(self.asker.account)
        except Refused:
            return self.see(self.context, SUBSTITUTE)
        self.flash(_('Không còn ai làm thay.'))
        return self.see(self.context, SUBSTITUTE)

    def _page(self, typed, reasons):
        if reasons:
            self.request.response.status_int = 422
        account, portal = self.asker.account, self.request.root
        current = self._service.current(account)
        return {
            'title': _('Làm thay khi vắng mặt'), 'typed': typed, 'reasons': reasons,
            'current': current, 'substitute': person(portal, current and current.substitute),
            'starts': shown_day(current and current.starts),
            'ends': shown_day(current and current.ends, ONE_DAY),
            'absent': [person(portal, each) for each in self._service.absent(account)],
            'colleagues': sorted(self._service.colleagues(account),
                                 key=lambda each: (each.full_name, each.id))}
