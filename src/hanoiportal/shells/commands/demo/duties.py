"""The duties of a demonstration: kept, late, missed with a reason and without, excused, running,
moved by a new day off, and one that the press waits for.
"""
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyramid.registry import Registry

from ....base.clock import local
from ....base.errors import Refused
from ....base.interfaces import IClock, IItem, IPortal
from ....editorial.press.interfaces import LISTING, IPress
from ....oversight.cityduties.interfaces import ICityReminding
from ....platform.duties.interfaces import IDuties, IDutyWords
from ....platform.registers.interfaces import IRegisters
from ....platform.scheduling.interfaces import IJob
from ..environment import Environment
from .desk import ADMINISTRATOR, StaffRequest, request_of

#: Who excuses what was missed, who keeps the register and gives reasons at a site, who approves
#: them.
MANAGER, HEAD, MEMBER = 'coquanquanly', 'truongban.{}', 'uyvien.{}'
#: Who begins the hours of the press, so long ago.
EDITOR, ASKED = 'bientap.{}', datetime.timedelta(hours=20)
CITY = 'thanhpho'
#: Sites that approve a plan; so many days ago each was approved.
_SITES, _APPROVED = 3, (11, 8, 4)
_REASON = 'Cán bộ phụ trách nghỉ ốm, người trực thay chưa được phân công.'
_EXCUSE = 'Trụ sở mất điện do mưa bão, Cổng ngừng nhận bài.', 'Công văn số 00/UBND-MINHHOA'

Done = TypeVar('Done')


@dataclass(frozen=True)
class _Running:
    """An ``IEnvironment`` for the jobs, as the scheduler gives them one."""

    request: StaffRequest
    registry: Registry
    portal: IPortal
    clock: IClock
    in_transaction: Callable[[Callable[[], Done]], Done]


def begin(environment: Environment, labels: Sequence[str]) -> None:
    """Let some sites approve plans that are not public yet, and open what everybody owes.

    ``labels``: of the sites, ``''`` for the city.
    """
    for label, days in zip([each for each in labels if each][:_SITES], _APPROVED, strict=False):
        environment.in_transaction(
            lambda label=label, days=days: _approve(environment, label, days))
    for label in [each for each in labels if each][:1]:
        environment.in_transaction(lambda label=label: _ask(environment, label))
    run_jobs(environment, 'duty periods', 'duties', 'press duties')


def tell(environment: Environment, labels: Sequence[str]) -> None:
    """Move what a new day off moves; of what was missed one gets a reason, one is excused."""
    run_jobs(environment, 'duties', 'standing reviews', 'duty calendar', 'duty reminders')
    for at, label in enumerate([each for each in labels if each][:_SITES]):
        environment.in_transaction(lambda label=label, at=at: _answer(environment, label, at))
    environment.in_transaction(lambda: _remind(environment, labels))


def _remind(environment: Environment, labels: Sequence[str]) -> None:
    """Let the head of the city's board remind the sites of what is due."""
    head, sites = request_of(environment, HEAD.format(CITY)), environment.portal['sites']
    try:
        head.service(ICityReminding).remind(
            [sites[label] for label in labels if label], '', head.authenticated_userid)
    except Refused:
        return


def run_jobs(environment: Environment, *jobs: str) -> None:
    """Run the jobs of these names as the scheduler does, with a request that has a root."""
    running = _Running(request_of(environment, ADMINISTRATOR), environment.registry,
                       environment.portal, environment.clock, environment.in_transaction)
    for name in jobs:
        environment.registry.getUtility(IJob, name=name).run(running)


def _approve(environment: Environment, label: str, days: int) -> None:
    day = local(environment.clock.now()).date() - datetime.timedelta(days=days)
    head = request_of(environment, HEAD.format(label))
    try:
        head.service(IRegisters).add('issued', environment.portal['sites'][label], {
            'kind': 'ke-hoach', 'number': f'{day:%m%d}/KH-UBND', 'issued': day.isoformat(),
            'title': 'Kế hoạch chỉnh trang các tuyến phố trong quý tới'},
            head.authenticated_userid)
    except Refused:
        return


def _ask(environment: Environment, label: str) -> None:
    """Let the press wait for more than a public text of the site says."""
    section = next(each for each in environment.portal['sites'][label].values()
                   if getattr(each, 'listing', '') == LISTING)
    editor = request_of(environment, EDITOR.format(label))
    for item in [each for each in section.values() if IItem.providedBy(each)
                 and environment.registry.content.typeof(each) == 'NewsItem'][:1]:
        editor.service(IPress).count(
            item, environment.clock.now() - ASKED, editor.authenticated_userid)


def _answer(environment: Environment, label: str, first: int) -> None:
    """Of two missed duties of the site give a reason for one and approve it, excuse the other;
    which comes ``first`` takes turns, so that there are both where a site has missed but one.
    """
    site = environment.portal['sites'][label]
    duties: IDuties = environment.registry.getAdapter(site, IDuties)
    waiting = [pair for pair in duties.unsettled(str(site.__oid__), environment.clock.now())
               if pair[1].needs_reason]
    head, manager = request_of(environment, HEAD.format(label)), request_of(environment, MANAGER)
    for number, (duty, _standing) in enumerate(waiting[:2], first):
        if number % 2 == 0:
            head.service(IDutyWords).give_reason(
                duty.number, _REASON, head.authenticated_userid)
            given = duties.standing(duty, environment.clock.now()).reason
            member = request_of(environment, MEMBER.format(label))
            member.service(IDutyWords).approve(
                duty.number, given.moment.isoformat() if given else '',
                member.authenticated_userid)
        else:
            manager.service(IDutyWords).excuse(
                duty.number, *_EXCUSE, manager.authenticated_userid)
