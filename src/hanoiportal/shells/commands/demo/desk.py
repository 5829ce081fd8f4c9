"""The desk of a demonstration: texts in every state of the workflow, each taken there by people
who may, through the services.
"""
import datetime
from collections.abc import Mapping, Sequence
from functools import partial

from pyramid.request import Request, apply_request_extensions

from ....base.clock import ONE_DAY
from ....base.deadlines.interfaces import HOLIDAY, DayRow
from ....base.interfaces import IResource, ISite
from ....content.versions.interfaces import IEditing
from ....editorial.review.interfaces import Details, IReviewing
from ....kernel.security.authorization.reasons import Holder
from ....kernel.workflow.interfaces import HOLD
from ....platform.calendar.interfaces import ICalendarKeeping, ICalendars
from ....platform.provisioning.demo.interfaces import Draft
from ..environment import Environment
from .besides import do_also, with_link

#: Log-in of who runs the portal of a demonstration.
ADMINISTRATOR = 'quantri'
_CHECKS = ('origin', 'quality', 'content')
#: How far ahead what is scheduled comes.
_AHEAD = datetime.timedelta(days=2)
#: Steps that ``config/demo/desk.yaml`` calls otherwise than the workflow.
_STEPS = {'approve_hold': 'approve'}


class StaffRequest(Request):
    """A request of somebody who is at work, without a session: they hold their roles alone.

    ``staff``: the ``Holder`` of their account.
    """

    staff: Holder

    @property
    def authenticated_userid(self) -> str:
        return self.staff.account.id

    def has_permission(self, permission: str, context: IResource) -> bool:
        return self.staff.may(permission, context) is not None


def work(environment: Environment, drafts_at: Mapping[str, Sequence[Draft]]) -> None:
    """Put texts that are being worked on on the desk of each site, a transaction for each.

    ``drafts_at``: by the label of the site, ``''`` for the city.
    """
    for label, drafts in drafts_at.items():
        environment.in_transaction(partial(_work_at, environment, label, drafts))


def announce(environment: Environment, today: datetime.date) -> None:
    """Enter a day off of the next days with a made-up paper, which moves what is owed then."""
    calendar = environment.registry.getUtility(ICalendars)(environment.portal).known_on().guessing
    day = today + ONE_DAY
    while not calendar.is_workday(day):
        day += ONE_DAY
    row = DayRow(
        date=day, kind=HOLIDAY, name_vi='Ngày nghỉ minh họa', name_en='Sample day off',
        known_since=today,
        basis=f'Thông báo số 00/TB-MINHHOA ngày {today:%d/%m/%Y} (văn bản minh họa)')
    person = request_of(environment, ADMINISTRATOR)
    environment.in_transaction(lambda: person.service(ICalendarKeeping).enter(
        row, person.authenticated_userid))


def _work_at(environment: Environment, label: str, drafts: Sequence[Draft]) -> None:
    site = site_at(environment, label)
    for draft in drafts:
        writer = request_of(environment, draft.writer)
        document = writer.service(IEditing).add(
            site[draft.section], '', 'NewsItem', with_link(draft), writer.authenticated_userid)
        for login, step in draft.steps:
            take(environment, login, document, step, draft.note)
        do_also(environment, draft, document, partial(request_of, environment))


def site_at(environment: Environment, label: str) -> ISite:
    """Return the site with that ``label``, the portal for ``''``."""
    found: ISite = environment.portal['sites'][label] if label else environment.portal
    return found


def request_of(environment: Environment, login: str) -> StaffRequest:
    """Return a request of the person with that log-in name."""
    request = StaffRequest.blank('/')
    request.registry, request.root = environment.registry, environment.portal
    apply_request_extensions(request)
    account = environment.portal['accounts'][login]
    request.staff = Holder(environment.portal, account, environment.clock.now())
    return request


def take(environment: Environment, login: str, document: IResource, step: str,
         note: str) -> None:
    """Take a step of the workflow as the person with that log-in name."""
    person = request_of(environment, login)
    said = {
        'approve': Details(checks=_CHECKS), 'approve_hold': Details(checks=_CHECKS, then=HOLD),
        'schedule': Details(moment=environment.clock.now() + _AHEAD),
        'reject': Details(note=note, ground='d'), 'withdraw': Details(note=note, meaning='error')}
    person.service(IReviewing).transition(
        document, _STEPS.get(step, step), person.authenticated_userid,
        said.get(step, Details(note=note)))
