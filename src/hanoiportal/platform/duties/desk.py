"""Thời hạn: what a site owes, by when and why then; the reasons of what was missed (13.1, 7.5)."""
import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import ANSWER, ASSIGN, DESK, MANAGE_BOARD, MANAGE_SITE, VIEW
from ...kernel.tree.issuers import agency_of
from ...kernel.tree.lookup import find_portal, in_work
from ...shells.desk.frame.menu import OWN, TERMS, menu
from ...shells.desk.frame.view import DeskView, OwnView
from ...shells.desk.frame.wording import person, place_title, title_of
from ...web import desk_view
from ...web.forms.days import BadDay, date_of
from ..duedays.interfaces import IOtherTerms, IOwnDuties, OtherTerm
from .interfaces import (
    DECLARED,
    DEMANDED,
    EXCUSED,
    MET,
    ORDER,
    VOID,
    Duty,
    IDuties,
    IDutyWords,
    Standing,
)
from .showing import GROUPS, LATER, DutyRow, Showing, number_of

LIST, ONE, MINE = 'duties', 'duty', 'my-duties'
#: So many duties that are done are shown.
CLOSED = 10
DONE, OTHER = _('Đã xong gần đây'), _('Việc khác có hạn')
#: So many rows of a longer list stand open; none of those that can wait.
OPEN_ROWS = 5
WAITING = frozenset({GROUPS[LATER], DONE})
#: What people are told of a deed, by its button.
TOLD = {
    'reason': _('Đã ghi lý do.'),
    'approve': _('Đã phê duyệt lý do.'),
    'excuse': _('Đã miễn nhiệm vụ.'),
    'declare': _('Đã khai báo hoàn thành nhiệm vụ.')}


def showing(request: Request) -> Showing:
    """Return what shows duties to whoever asks."""
    return Showing(request.registry, request.root, request.registry.getUtility(IClock).now(),
                   request.language.tag)


@menu(LIST, _('Thời hạn', context='duties'), at=TERMS, permission=DESK, order=10)
class DutyList(DeskView):
    """What the site owes today, this week, and what it has missed."""

    @desk_view(context=ISite, name=LIST, renderer='templates/duties.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``duties.pt`` names."""
        site = str(self.context.__oid__)
        shown = showing(self.request)
        return {
            'title': _('Thời hạn: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'places': [(self.context, '', [
                *shown.groups(site), *_titled(DONE, shown.closed(site, CLOSED))],
                others(self, self.context, self.request.service(IOtherTerms).of_site(
                    self.context)))],
            'seen': self.seen, **_shared(self)}

    def seen(self, row: DutyRow) -> tuple[str, str]:
        """Return title and address of the item of ``row``, ``''`` for who may not see it."""
        return seen_item(self, row)


@menu(MINE, _('Thời hạn của tôi'), at=OWN, order=12)
class MyDutyList(OwnView):
    """What the sites owe that is the asker's own, see ``IOwnDuties``."""

    @desk_view(context=ISite, name=MINE, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/duties.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``duties.pt`` names."""
        shown = showing(self.request)
        sites = [self.asker.site(oid) for oid, _title in self.asker.sites]
        own: IOwnDuties = self.request.service(IOwnDuties)
        found = [(site, place_title(self.request, site),
                  shown.groups(str(site.__oid__),
                               None if own.has_all(site) else partial(own.has, site)),
                  others(self, site, self._own(own, site))) for site in sites]
        return {'title': _('Thời hạn của tôi'), 'seen': self.seen, **_shared(self),
                'places': [place for place in found if place[2] or place[3]]}

    def _own(self, own: IOwnDuties, site: ISite) -> list[OtherTerm]:
        """Return what else the asker must do by a moment; what is for all, of a site of theirs."""
        return [term for term in self.request.service(IOtherTerms).of_site(site)
                if not own.people.isdisjoint(term.people)
                or not term.people and own.has_all(site)]

    def seen(self, row: DutyRow) -> tuple[str, str]:
        """Return title and address of the item of ``row``, ``''`` for who may not see it."""
        return seen_item(self, row)


def others(view: DeskView, site: ISite,
           terms: Iterable[OtherTerm]) -> list[tuple[str, str, str, str, bool]]:
    """Return ``(what, title, address, due moment, whether it is over)`` of each of ``terms``."""
    now = view.request.registry.getUtility(IClock).now()
    return [(term.what, title_of(in_work(term.about)),
             view.path(site, term.page) if term.page else view.path(term.about),
             moment(term.due), term.due < now) for term in terms]


def _shared(view: DeskView) -> dict[str, object]:
    """Return what both lists name alike."""
    return {'may_see': partial(may_see_cases, view), 'address': partial(_address, view),
            'open_rows': open_rows, 'other_terms': OTHER}


def open_rows(title: str, rows: Sequence[object]) -> int:
    """Return how many of ``rows`` below ``title`` stand open; the others are folded."""
    if len(rows) <= OPEN_ROWS:
        return len(rows)
    return 0 if title in WAITING else OPEN_ROWS


def _address(view: DeskView, site: ISite) -> str:
    """Return the address of a duty of ``site`` but for its number, asked for once a table."""
    return f'{view.path(site, ONE)}?number='


def _titled(title: str, rows: list[DutyRow]) -> list[tuple[str, list[DutyRow]]]:
    return [(title, rows)] if rows else []


def seen_item(view: DeskView, row: DutyRow) -> tuple[str, str]:
    """Return title and address of the item of ``row``, two ``''`` for who may not see it."""
    if row.item is None or not view.request.has_permission(VIEW, in_work(row.item)):
        return '', ''
    return title_of(in_work(row.item)), view.path(row.item)


def may_see_cases(view: DeskView, site: ISite) -> bool:
    """Return whether the asker may open the cases of ``site``, which others know by numbers."""
    return bool(view.request.has_permission(ANSWER, site))


class DutyPage(DeskView):
    """One duty: each day of its term, what happened to it, and the forms of its people."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._duty, self._standing = self._found()

    def _found(self) -> tuple[Duty, Standing]:
        """Return the duty that is asked for; the same answer for none and for another site's."""
        number = str(self.request.params.get('number', ''))
        duties = self.request.registry.getAdapter(self.context, IDuties)
        duty = duties.get(int(number)) if number.isdecimal() and len(number) < 16 else None
        if duty is None or duty.site != str(self.context.__oid__):
            raise HTTPNotFound
        return duty, duties.standing(duty, self.request.registry.getUtility(IClock).now())

    @desk_view(context=ISite, name=ONE, renderer='templates/duty.pt')
    def page(self) -> Mapping[str, object]:
        """Show it."""
        return self._page({}, {}, '')

    @desk_view(context=ISite, name=ONE, request_method='POST', renderer='templates/duty.pt')
    def keep(self) -> Mapping[str, object] | Response:
        """Write what was said, or show again what is wrong."""
        form, act = self.request.POST, str(self.request.POST.get('act', ''))
        words, actor = self.request.service(IDutyWords), self.request.identity.id
        text, basis, evidence = (str(form.get(name, '')) for name in (
            'text', 'basis', 'evidence'))
        number = self._duty.number
        try:
            if act == 'reason':
                words.give_reason(number, text, actor)
            elif act == 'approve':
                words.approve(number, str(form.get('at', '')), actor)
            elif act == 'excuse':
                words.excuse(number, text, basis, actor)
            elif act == 'declare':
                words.declare(number, evidence, self._day(form), actor)
            else:
                return self._again()
        except BadDay:
            return self._page(form, {'day': _('Hãy nhập một ngày.')}, act)
        except Refused as refused:
            return self._page(form, refused.reasons, act)
        self.flash(TOLD[act])
        return self._again()

    def _day(self, form: Mapping[str, str]) -> datetime.date | None:
        return date_of(form, 'day') if form.get('day') else None

    def _again(self) -> Response:
        return self.see(self.context, ONE, number=self._duty.number)

    def _page(self, typed: Mapping[str, str], reasons: Mapping[str, str],
              act: str) -> Mapping[str, object]:
        shown = showing(self.request)
        duty, standing = self._duty, self._standing
        row, rule = shown.row(duty, standing), shown.rule(duty, standing)
        deadline, tag = shown.explanation(duty, standing), self.request.language.tag
        return {
            'title': row.what, 'row': row, 'rule': rule, 'standing': standing, 'typed': typed,
            'problems': list(reasons.values()), 'act': act, 'item': seen_item(self, row),
            'agency': agency_of(self.context),
            'days': deadline.told_in(tag) if deadline else (),
            'remarks': deadline.remarks_in(tag) if deadline else (),
            'events': [(each, person(find_portal(self.context), each.who))
                       for each in shown.events(duty)],
            'order': number_of(duty, ORDER), 'demanded': number_of(duty, DEMANDED),
            'may_see': may_see_cases(self, self.context), **self._forms(standing)}

    def _forms(self, standing: Standing) -> dict[str, bool]:
        def may(permission: str) -> bool:
            return bool(self.request.has_permission(permission, self.context))

        is_open = standing.state not in (VOID, MET, EXCUSED)
        reason, actor = standing.reason, self.request.identity.id
        is_declared = any(key.partition(':')[0] in DECLARED for key in self._duty.keys)
        return {
            'may_approve': standing.needs_consent and reason is not None and (
                reason.actor != actor and self.request.service(IDutyWords).may_approve(
                    self._duty, actor)),
            'may_erase': may(MANAGE_SITE) and any(
                event.actor and event.text + event.basis + event.evidence
                for event in self._duty.events),
            'may_reason': standing.is_broken and may(ASSIGN),
            'may_excuse': is_open and may(MANAGE_BOARD),
            'may_declare': is_declared and is_open and standing.met_at is None and may(ASSIGN)}
