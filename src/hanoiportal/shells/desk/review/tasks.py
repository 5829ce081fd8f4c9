"""Phân công: who is to do what with a text, in which order and by when."""
from dataclasses import dataclass

from ....base.clock import local, moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IClock, IItem
from ....base.permissions import ASSIGN, VIEW
from ....base.workdays.interfaces import ICalendar
from ....editorial.tasks.interfaces import ISubstitutes, ITasks
from ....editorial.tasks.kinds import (
    HIGH,
    KINDS,
    NORMAL,
    OUTCOMES,
    PRIORITIES,
    ROLE_TITLES,
    UNCLAIMED,
)
from ....editorial.tasks.resource import Wish
from ....kernel.tree.lookup import find_portal, in_work
from ....web import desk_view
from ..frame.document import document_asked
from ..frame.menu import HERE, menu
from ..frame.view import REFUSED, DeskView
from ..frame.wording import person

NAME = 'tasks'
WAITING, OPEN = _('chờ đến lượt'), _('đang chờ làm')
#: More working days than any term.
MOST_DAYS, DIGITS = 250, 4


@dataclass(frozen=True)
class Row:
    """One task in words.  ``deeds``: what the asker may do with it."""

    number: int
    title: str
    who: str
    state: str
    is_open: bool
    is_late: bool
    facts: tuple
    note: str
    said: str
    deeds: frozenset


def has_any(context, request):
    """Return whether there is something to see or to give."""
    holder = in_work(context)
    return bool(holder.review is not None and holder.review.tasks
                or request.has_permission(ASSIGN, holder))


def doer(portal, task):
    """Return who has ``task``, or which role may claim it."""
    return person(portal, task.holder) if task.holder else ROLE_TITLES[task.role]


def is_late(task, now):
    """Return whether the term of ``task`` is over and nobody has done it."""
    return not task.is_ended and task.wish.due is not None and task.wish.due < now


@menu(NAME, _('Phân công'), at=HERE, deed=VIEW, context=IItem, order=45, shown=has_any)
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

    @desk_view(context=IItem, name=NAME, deed=VIEW, request_method='POST',
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

    def _wish(self, form):
        days = number_of(form, 'days', 0)
        if not 0 <= days <= MOST_DAYS:
            raise Refused({'due': _('Số ngày làm việc từ 1 đến ${max}.',
                                    mapping={'max': MOST_DAYS})})
        calendar = self.request.registry.getUtility(ICalendar)
        return Wish(
            str(form.get('kind', '')),
            calendar.add_workdays(self._now, days, weekends_only=True) if days else None,
            HIGH if form.get('priority') == HIGH else NORMAL,
            str(form.get('note', '')).strip(), form.get('required') == 'yes',
            number_of(form, 'order', 1), number_of(form, 'quorum', 0))

    @desk_view(context=IItem, name='task', deed=VIEW, request_method='POST')
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
        verb = verbs.get(form.get('deed'))
        if verb is None:
            return self.see(self.document, NAME)
        try:
            verb()
        except Refused as refused:
            self.flash(refused.reasons[''], REFUSED)
        else:
            self.flash(_('Đã ghi nhận.'))
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
            if not against or any('hand_on' in each.deeds for each in tasks) else [],
            'kinds': KINDS, 'roles': ROLE_TITLES, 'priorities': PRIORITIES, 'typed': typed,
            'reasons': reasons, 'problems': list(dict.fromkeys(reasons.values()))}

    def _row(self, task):
        portal, wish = self.request.root, task.wish
        facts = [
            _('Hạn: ${due}', mapping={'due': moment(wish.due)}) if wish.due else '',
            _('Bắt buộc') if wish.required else _('Không bắt buộc'),
            _('Thứ tự ${order}', mapping={'order': wish.order}),
            _('Chỉ cần ${quorum} người xong', mapping={'quorum': wish.quorum})
            if wish.quorum else '',
            _('Giao bởi ${person}, ${time}', mapping={
                'person': person(portal, task.assigned_by), 'time': moment(task.assigned_at)}),
            _('Kết thúc ${time}, ${person}', mapping={
                'person': person(portal, task.ended_by), 'time': moment(task.ended_at)})
            if task.is_ended else '']
        return Row(
            task.number, KINDS[wish.kind], doer(portal, task),
            OUTCOMES.get(task.outcome) or (WAITING if task.is_waiting else OPEN), task.is_open,
            is_late(task, self._now),
            tuple(filter(None, (PRIORITIES[HIGH] if wish.priority == HIGH else '', *facts))),
            wish.note, task.said, frozenset() if task.is_ended else self._tasks.deeds(
                self.document, task, self.request.identity.id))


def number_of(form, name, otherwise):
    """Return the number typed into the field ``name``; ``-1`` for what is none."""
    text = str(form.get(name, '')).strip()
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS else -1


def my_assignees(request):
    """Return under what the catalog keeps the tasks of the asker and of whom they stand in for."""
    account = request.identity
    return (account.id, *request.service(ISubstitutes).absent(account))


def claimable(role):
    """Return under what the catalog keeps tasks that ``role`` may claim."""
    return (UNCLAIMED + role,)


def marks_of_tasks(request, document):
    """Return what the asker is to do with ``document``, with its term: translatable texts."""
    mine, now = my_assignees(request), request.registry.getUtility(IClock).now()
    review = document.review
    found = []
    for task in review.tasks if review is not None else ():
        if task.is_open and (task.holder in mine or not task.holder):
            found.append(KINDS[task.wish.kind])
            if task.holder and task.holder != mine[0]:
                found.append(_('thay ${person}', mapping={
                    'person': person(find_portal(document), task.holder)}))
            if task.wish.due is not None:
                day = {'day': f'{local(task.wish.due):%d/%m/%Y}'}
                found.append(_('Quá hạn ${day}', mapping=day) if is_late(task, now)
                             else _('Hạn ${day}', mapping=day))
    return tuple(found)
