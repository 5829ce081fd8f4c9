"""Reports of a demonstration: at the first site one that was sent and one being drafted; at the
next ones one that was sent late, one that was returned, one that awaits its approval.
"""
import datetime
from collections.abc import Sequence

from ....base.clock import local, start_of
from ....base.interfaces import ISite
from ....oversight.reports.interfaces import PROPOSALS, RULE, IReporting, Report
from ....platform.duties.interfaces import PERIOD, TRIGGERED, DutyEvent, IDuties
from ..environment import Environment
from .desk import request_of
from .orders import at_moment

_EDITOR, _HEAD, _CITY = 'bientap.{}', 'truongban.{}', 'truongban.thanhpho'
#: How long ago: later than the boards were founded.
_AGO = datetime.timedelta(days=40)
_PROPOSAL = ('Đề nghị Văn phòng Ủy ban nhân dân Thành phố tổ chức thêm một lớp tập huấn về viết '
             'tin cho Cổng; bổ sung thiết bị quay phim cho cấp phường, xã.')
_WHY = 'Chưa nêu nguyên nhân của các khung giờ bị bỏ trống; đề nghị bổ sung.'


def report(environment: Environment, labels: Sequence[str]) -> None:
    """Let the first of the sites with ``labels``, ``''`` for the city, report."""
    components = [label for label in labels if label]
    for number, label in enumerate(components[:4]):
        environment.in_transaction(
            lambda number=number, label=label: _report(environment, label, number))


def _report(environment: Environment, label: str, number: int) -> None:
    """Write the report on a half-year that was over, and at the first site the present one."""
    site, now = environment.portal['sites'][label], environment.clock.now()
    today, then = local(now).date(), local(now - _AGO).date()
    half = f'{then.year}-1' if then.month > 6 else f'{then.year - 1}-2'
    if number == 1:
        year, at = map(int, half.split('-'))
        _owe(environment, site, datetime.date(year, 6 * at - 5, 1))
    with at_moment(environment.registry, now - _AGO):
        made = _drafted(environment, site, label, half, f'{11 + number}/BC-BBT')
        if number == 3:
            editor = request_of(environment, _EDITOR.format(label))
            editor.service(IReporting).submit(made, editor.authenticated_userid)
        else:
            _send(environment, label, made)
    if number == 2:
        city = request_of(environment, _CITY)
        city.service(IReporting).send_back(made, _WHY, city.authenticated_userid)
    if number == 0:
        _drafted(environment, site, label, f'{today.year}-{2 if today.month > 6 else 1}', '')


def _owe(environment: Environment, site: ISite, first: datetime.date) -> None:
    """Let ``site`` have owed the report of the half-year from ``first`` on, as if the portal had
    run then.
    """
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    duties.open(str(site.__oid__), RULE, (f'{PERIOD}:{first}',), DutyEvent(
        TRIGGERED, start_of(first), at=start_of(first), source=f'{PERIOD}:{first:%Y%m%d}',
        evidence=first.isoformat()))


def _drafted(environment: Environment, site: ISite, label: str, period: str,
             paper: str) -> Report:
    editor = request_of(environment, _EDITOR.format(label))
    service: IReporting = editor.service(IReporting)
    actor = editor.authenticated_userid
    made = service.draft(site, period, actor)
    service.save(made, {**made.content.words, PROPOSALS: _PROPOSAL}, paper, actor)
    return made


def _send(environment: Environment, label: str, made: Report) -> None:
    head = request_of(environment, _HEAD.format(label))
    service: IReporting = head.service(IReporting)
    service.approve(made, made.digest, head.authenticated_userid)
    service.send(made, head.authenticated_userid)
