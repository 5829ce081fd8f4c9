"""Tạm ngừng: suspend first, and what the managing body decides on each report (clause 8.9)."""
from pyramid.events import ContextFound, subscriber
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from ...base.clock import local, moment, parse
from ...base.i18n import _
from ...base.interfaces import IPortal, IResource, ISite
from ...base.permissions import MANAGE_ACCOUNTS, SUSPEND
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.shell import is_desk
from ...shells.desk.frame.view import REFUSED, DeskView
from ...shells.desk.frame.wording import person, place_title
from ...web import desk_view
from .interfaces import (
    ACCOUNT,
    CONFIRMED,
    DESK_FEATURE,
    EXPIRED,
    FEATURE,
    LIFTED,
    REPORTED,
    SITE,
    CannotSuspend,
    IFeatures,
    ISuspending,
)
from .services import subject_of
from .terms import due_of

STATES = {
    REPORTED: _('Đã báo cáo, chờ cơ quan quản lý quyết định'),
    CONFIRMED: _('Cơ quan quản lý đã xác nhận'),
    LIFTED: _('Đã mở lại'),
    EXPIRED: _('Đã hết thời hạn tạm ngừng'),
}
NO_ACCOUNT = _('Không có tài khoản này.')
NO_MOMENT = _('Hãy nhập ngày, giờ như 2026-11-24T08:00.')
#: Reports shown on a page, the latest; the log holds all of them.
SHOWN = 200
NUMBER = 9


@subscriber(ContextFound)
def refuse_suspended_desk(event):
    """Refuse the desk of a site in which it is suspended, but for those who may suspend there."""
    request = event.request
    if not is_desk(request) or not IResource.providedBy(request.context):
        return
    place = request.context
    while place is not None:
        if DESK_FEATURE in getattr(place, 'suspended_features', ()) and not (
                request.has_permission(SUSPEND, place)):
            raise HTTPForbidden
        place = place.__parent__


@menu('suspensions', _('Tạm ngừng'), at=REPORTING, permission=SUSPEND, order=95)
class SuspensionPages(DeskView):
    """What is suspended in a site, and in the city's own pages accounts too."""

    @desk_view(context=ISite, name='suspensions', renderer='templates/suspensions.pt',
               permission=SUSPEND, working_permission=None)
    def page(self):
        return self._page({}, {})

    @desk_view(context=ISite, name='suspensions', renderer='templates/suspensions.pt',
               permission=SUSPEND, working_permission=None, request_method='POST')
    def suspend(self):
        """Suspend what the form names; show it again with what is wrong."""
        given = self.request.POST
        try:
            subject, feature = self._subject(given)
            self._suspending.suspend(
                subject, self.request.identity.id, given.get('reason', ''),
                _moment(given.get('until', '')), feature, given.get('basis', ''))
        except CannotSuspend as error:
            self.request.response.status_int = 422
            return self._page(given, error.reasons)
        self.flash(_('Đã tạm ngừng và báo cáo cơ quan quản lý.'))
        return self.see(self.context, 'suspensions')

    @desk_view(context=ISite, name='suspension', permission=SUSPEND, working_permission=None,
               request_method='POST')
    def decide(self):
        """Confirm a suspension or lift it."""
        given, suspending = self.request.POST, self._suspending
        found = suspending.find(self.request.root, _number(given.get('number', '')))
        decide = {'confirm': suspending.confirm, 'lift': suspending.lift}.get(given.get('act'))
        if found not in suspending.of(self.context) or decide is None:
            raise HTTPNotFound
        try:
            decide(found, self.request.identity.id, given.get('note', ''))
        except CannotSuspend as error:
            self.flash(next(iter(error.reasons.values())), REFUSED)
        else:
            self.flash(_('Đã ghi quyết định.'))
        return self.see(self.context, 'suspensions')

    @property
    def _suspending(self):
        return self.request.service(ISuspending)

    @property
    def _names_accounts(self):
        """Whether the asker may name accounts here: the list of them is secret (8.8)."""
        return IPortal.providedBy(self.context) and bool(
            self.request.has_permission(MANAGE_ACCOUNTS, self.context))

    def _subject(self, given):
        """Return ``(subject, feature)`` that the form names.  Raises ``CannotSuspend``."""
        what = given.get('what', '')
        if what != ACCOUNT or not self._names_accounts:
            return self.context, '' if what == SITE else what or '?'
        accounts, asked = self.context['accounts'], given.get('account', '').strip()
        account = accounts.by_id.get(asked) or accounts.get(asked)
        if account is None:
            raise CannotSuspend({'account': NO_ACCOUNT})
        return account, ''

    def _page(self, given, errors):
        site, suspending = self.context, self._suspending
        return {
            'title': _('Tạm ngừng'), 'given': given, 'errors': errors,
            'choices': self._choices(), 'names_accounts': self._names_accounts,
            'rows': [self._row(each) for each in suspending.of(site)[:SHOWN]],
            'overdue': sum(map(suspending.is_overdue, suspending.of(site)))}

    def _choices(self):
        site, tag = self.context, self.request.language.tag
        found = [] if IPortal.providedBy(site) else [(SITE, _('Cả trang này'))]
        found += [(name, titles.get(tag) or titles['vi']) for name, titles in
                  self.request.registry.getUtility(IFeatures).items()]
        return found + ([(ACCOUNT, _('Một tài khoản'))] if self._names_accounts else [])

    def _row(self, suspension):
        portal, suspending = self.request.root, self._suspending
        due = due_of(suspension, self.request.registry)
        return {
            'number': suspension.number, 'what': self._what(suspension),
            'reason': suspension.reason, 'basis': suspension.basis,
            'who': person(portal, suspension.actor),
            'since': moment(suspension.since), 'until': moment(suspension.ends),
            'due': moment(due), 'told': '' if suspension.due == due else moment(suspension.due),
            'overdue': suspending.is_overdue(suspension),
            'state': STATES[suspension.state], 'note': suspension.note,
            'decided': moment(suspension.decided_at),
            'decided_by': person(portal, suspension.decided_by),
            'may_decide': suspending.may_decide(suspension),
            'may_lift': suspending.may_lift(suspension)}

    def _what(self, suspension):
        if suspension.kind == FEATURE:
            titles = self.request.registry.getUtility(IFeatures).get(suspension.feature, {})
            return titles.get(self.request.language.tag) or titles.get('vi') or suspension.feature
        if suspension.kind == ACCOUNT:
            return _('Tài khoản của ${name}', mapping={
                'name': person(self.request.root, suspension.principal)})
        subject = subject_of(suspension)
        return place_title(self.request, subject) if subject is not None else _('Trang không còn')


def _moment(text):
    """Return the aware moment that was typed, ``None`` for nothing.  Raises ``CannotSuspend``."""
    try:
        found = parse(text.strip()) if text.strip() else None
        return found if found is None or local(found) else None
    except (ValueError, OverflowError):
        raise CannotSuspend({'until': NO_MOMENT}) from None


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER else 0
