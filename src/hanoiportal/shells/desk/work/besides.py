"""What waits for the asker besides documents and cases: what they are sent to, and batches."""
import datetime
from operator import itemgetter
from typing import NamedTuple

from pyramid.request import Request

from ....base.clock import moment
from ....base.interfaces import IClock, ISite
from ....base.permissions import ANSWER, APPROVE_ANSWER
from ....editorial.assignments.interfaces import (
    ASSIGNED,
    ONE,
    RUNNING,
    STATES,
    IAssignments,
)
from ....editorial.royalties.interfaces import SHEET, IRoyalties
from ....editorial.royalties.interfaces import STATES as SHEET_STATES
from ....integration.channelposts.interfaces import IChannelTasks
from ....kernel.security.authorization.roles import PAYING, ROLES
from ....kernel.tree.lookup import find_site, site_of
from ....participation.batches.interfaces.toapprove import IBatchesToApprove
from ....participation.ratings.interfaces import PAGE as RATINGS
from ....participation.ratings.interfaces import IRatingConcerns
from ..frame.links import desk_path
from ..frame.wording import title_of

#: States of an assignment of which nothing is written yet: a draft stands in a list of its own.
_UNWRITTEN = frozenset({ASSIGNED, RUNNING})


class WaitingAssignment(NamedTuple):
    """An assignment.  ``state``: translatable; ``due``: local time."""

    address: str
    topic: str
    state: str
    due: str
    is_late: bool
    site: str


class WaitingBatch(NamedTuple):
    """A batch before the board.  ``texts``: how many it would publish, ``kind``: what these are,
    translatable.
    """

    address: str
    title: str
    texts: int
    site: str
    kind: str


class WaitingPosts(NamedTuple):
    """Posts on channels of which the asker has to do something.  ``task``: translatable."""

    address: str
    task: str
    number: int
    title: str


class WaitingSheet(NamedTuple):
    """A royalty sheet that the asker confirms or pays.  ``month``: as people write it; ``state``:
    translatable.
    """

    address: str
    month: str
    state: str
    site: str


class WaitingConcerns(NamedTuple):
    """What is rated low at a site and waits for the asker.  ``due``: of the first, local time."""

    address: str
    number: int
    due: str
    is_late: bool
    site: str


def concerns_for(request: Request) -> list[WaitingConcerns]:
    """Return what is rated low that the asker may close, by sites; for who answers nobody nothing
    is read.  No role that answers reaches below its site: one of the city answers for it alone.
    """
    answered = list(filter(ISite.providedBy, request.desk_asker.places_with(ANSWER)))
    if not answered:
        return []
    now, concerns = request.registry.getUtility(IClock).now(), request.service(IRatingConcerns)
    found = sorted((each for site in answered for each in concerns.waiting(site)),
                   key=itemgetter(2))
    dues: dict[ISite, list[datetime.datetime]] = {}
    for site, _concern, due in found:
        dues.setdefault(site, []).append(due)
    return [WaitingConcerns(
        desk_path(request, site, RATINGS), len(each), moment(each[0]), each[0] < now,
        title_of(site)) for site, each in dues.items()]


def assignments_of(request: Request) -> list[WaitingAssignment]:
    """Return what the asker is sent to and has not begun to write."""
    service: IAssignments = request.service(IAssignments)
    courses = [(each, service.course(each)) for each in service.of_person(request.identity.id)]
    return [_assignment(request, each, course) for each, course in courses
            if course.state in _UNWRITTEN]


def _assignment(request, each, course):
    site = site_of(request.root, each.site)
    return WaitingAssignment(
        desk_path(request, site, ONE, number=each.number), each.plan.topic, STATES[course.state],
        moment(each.plan.due), course.is_late, title_of(site))


def batches_for(request: Request) -> list[WaitingBatch]:
    """Return the batches that the asker may approve; for who is of no board nothing is read."""
    roles = frozenset().union(*request.desk_asker.kinds_of_grants)
    if not any(APPROVE_ANSWER in ROLES[role] for role in roles):
        return []
    found = [each for _name, finder in request.registry.getAdapters((request,), IBatchesToApprove)
             for each in finder.found()]
    return [WaitingBatch(desk_path(request, each.item, each.page), title_of(each.item), each.texts,
                         title_of(find_site(each.item)), each.kind) for each in found]


def posts_for(request: Request) -> list[WaitingPosts]:
    """Return what the asker has to do for posts on channels."""
    return [WaitingPosts(desk_path(request, each.subject, each.page), each.title, each.number,
                         title_of(each.subject))
            for each in request.registry.getAdapter(request, IChannelTasks).found()]


def sheets_for(request: Request) -> list[WaitingSheet]:
    """Return the royalty sheets that the asker confirms or pays next; for who does neither
    nothing is read.
    """
    roles = frozenset().union(*request.desk_asker.kinds_of_grants)
    if not any(PAYING & ROLES[role].keys() for role in roles):
        return []
    service: IRoyalties = request.service(IRoyalties)
    return [_sheet(request, each) for each in service.waiting()]


def _sheet(request, each):
    site, (year, month) = site_of(request.root, each.site), each.month.split('-')
    return WaitingSheet(desk_path(request, site, SHEET, number=each.number), f'{month}/{year}',
                        SHEET_STATES[each.state], title_of(site))
