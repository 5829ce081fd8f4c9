"""Reports of a demonstration: sites of two years have sent every half-year since the decision, as
the city has, but that the next ones sent the last late, had it returned, or await its approval;
one drafts the present half-year.
"""
import datetime
from collections.abc import Sequence

from ....base.clock import local, start_of
from ....base.deadlines.interfaces import IDeadlineRules
from ....base.interfaces import IPortal, ISite
from ....base.periods import EARLIEST, Period, period_of
from ....kernel.tree.lookup import is_practice
from ....oversight.reports.interfaces import PROPOSALS, RULE, IReporting, Report
from ....platform.duties.interfaces import PERIOD, TRIGGERED, DutyEvent, IDuties
from ....platform.provisioning.demo.interfaces import LONG
from ..environment import Environment
from .desk import request_of, site_at
from .orders import at_moment

_EDITOR, _HEAD, _CITY = 'bientap.{}', 'truongban.{}', 'truongban.thanhpho'
#: How long ago the last half-year was reported; when on their last days the others were.
_AGO, _ON_TIME = datetime.timedelta(days=40), datetime.timedelta(hours=16)
#: Half-years of two years.
_HALVES = 4
_PROPOSAL = ('Đề nghị Văn phòng Ủy ban nhân dân Thành phố tổ chức thêm một lớp tập huấn về viết '
             'tin cho Cổng; bổ sung thiết bị quay phim cho cấp phường, xã.')
_WHY = 'Chưa nêu nguyên nhân của các khung giờ bị bỏ trống; đề nghị bổ sung.'


def report(environment: Environment, labels: Sequence[str]) -> None:
    """Let the sites with ``labels``, ``''`` for the city, report, but for the one for practice.

    A transaction for each.
    """
    components = [label for label in labels
                  if label and not is_practice(site_at(environment, label))]
    then = local(environment.clock.now() - _AGO).date()
    *earlier, last = _halves(then, _begun(environment))
    for label in [*components, '']:
        if label in LONG:
            for period in [*earlier, *([] if label in components[1:4] else [last])]:
                environment.in_transaction(
                    lambda label=label, period=period: _long_past(environment, label, period))
    for number, label in enumerate(components[:4]):
        environment.in_transaction(
            lambda number=number, label=label: _report(environment, label, number, last))


def _begun(environment: Environment) -> datetime.date:
    """Return the first day on which anybody owed reports."""
    rules: IDeadlineRules = environment.registry.getUtility(IDeadlineRules)
    return rules.nearest(RULE, start_of(datetime.date(EARLIEST, 1, 1))).starts or datetime.date.max


def _halves(day: datetime.date, begun: datetime.date) -> list[Period]:
    """Return the last half-years that were over on ``day``, the earliest first; the last one, and
    of the others those that were not over when reports began to be owed.
    """
    found: list[Period] = []
    while len(found) < _HALVES:
        last = datetime.date(day.year, 7 if day.month > 6 else 1, 1) - datetime.timedelta(days=1)
        found.insert(0, period_of(f'{last.year}-{1 if last.month == 6 else 2}'))
        day = found[0].first
    return [*(each for each in found[:-1] if begun <= each.last), found[-1]]


def _long_past(environment: Environment, label: str, period: Period) -> None:
    """Report ``period`` in time, as if the portal had run then."""
    site = site_at(environment, label)
    if not IPortal.providedBy(site):
        _owe(environment, site, period)
    with at_moment(environment.registry, start_of(period.last) + _ON_TIME):
        _send(environment, label, _drafted(
            environment, site, label, period.name, f'{period.last.month}/BC-BBT'))


def _report(environment: Environment, label: str, number: int, last: Period) -> None:
    """Write the report on the ``last`` half-year, and at the first site the present one."""
    site, now = environment.portal['sites'][label], environment.clock.now()
    today = local(now).date()
    if number == 0:
        _drafted(environment, site, label, f'{today.year}-{2 if today.month > 6 else 1}', '')
        if label in LONG:
            return
    _owe(environment, site, last)
    with at_moment(environment.registry, now - _AGO):
        made = _drafted(environment, site, label, last.name, f'{11 + number}/BC-BBT')
        if number == 3:
            editor = request_of(environment, _EDITOR.format(label))
            editor.service(IReporting).submit(made, editor.authenticated_userid)
        else:
            _send(environment, label, made)
    if number == 2:
        city = request_of(environment, _CITY)
        city.service(IReporting).send_back(made, _WHY, city.authenticated_userid)


def _owe(environment: Environment, site: ISite, period: Period) -> None:
    """Let ``site`` have owed the report of the half-year ``period``, as if the portal had run
    then.
    """
    begun = start_of(max(period.first, _begun(environment)))
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    duties.open(str(site.__oid__), RULE, (f'{PERIOD}:{period.first}',), DutyEvent(
        TRIGGERED, begun, at=begun, source=f'{PERIOD}:{period.first:%Y%m%d}',
        evidence=period.first.isoformat()))


def _drafted(environment: Environment, site: ISite, label: str, period: str,
             paper: str) -> Report:
    editor = request_of(environment, _EDITOR.format(label or 'thanhpho'))
    service: IReporting = editor.service(IReporting)
    actor = editor.authenticated_userid
    made = service.draft(site, period, actor)
    service.save(made, {**made.content.words, PROPOSALS: _PROPOSAL}, paper, actor)
    return made


def _send(environment: Environment, label: str, made: Report) -> None:
    head = request_of(environment, _HEAD.format(label or 'thanhpho'))
    service: IReporting = head.service(IReporting)
    service.approve(made, made.digest, head.authenticated_userid)
    service.send(made, head.authenticated_userid)
