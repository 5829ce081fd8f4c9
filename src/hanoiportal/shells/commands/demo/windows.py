"""The windows of a demonstration: a made-up decision on their hours, and reasons of misses."""
import datetime
from functools import partial

from pyramid.request import apply_request_extensions

from ....base.clock import local
from ....editorial.freshness.interfaces import IFreshness, IReasons
from ....editorial.windows.interfaces import COMPONENT, PORTAL, IWindowHours
from ..environment import Environment
from .desk import request_of, site_at
from .duties import run_jobs

OPERATOR = 'vanhanh'
DECISION, BODY = '0/QĐ-MINHHOA', 'Quyết định minh họa của Cổng trình diễn, không có thật'
#: Of the first windows that were missed; the board approves those of the first.
REASONS = (
    'Mất điện trên địa bàn do sửa chữa đường dây, tin được đăng ngay khi có điện trở lại.',
    'Cán bộ trực nghỉ ốm, người trực thay nhận việc sau khi khung giờ đã hết.')
#: So many days before that of the demonstration the hours begin.
DAYS = 3
_MORNING, _AFTERNOON = ('06:00', '11:30'), ('13:00', '17:00')
HOURS = {(PORTAL, 'sang'): _MORNING, (PORTAL, 'chieu'): _AFTERNOON,
         (PORTAL, 'toi'): ('17:30', '22:00'),
         (COMPONENT, 'sang'): _MORNING, (COMPONENT, 'chieu'): _AFTERNOON}


def keep_windows(environment: Environment, today: datetime.date, label: str) -> None:
    """Let the windows have hours since some days before ``today``.  If that is the day of the
    clock, record what was missed since, and let the head of the site ``label`` say why, and the
    board approve it once.
    """
    environment.in_transaction(partial(_decide, environment, today))
    if local(environment.clock.now()).date() == today:
        apply_request_extensions(environment.request)
        run_jobs(environment, 'freshness')
        environment.in_transaction(partial(_give_reasons, environment, today, label))


def _decide(environment: Environment, today: datetime.date) -> None:
    first = today - datetime.timedelta(days=DAYS)
    operator = request_of(environment, OPERATOR)
    operator.service(IWindowHours).decide(
        environment.portal, DECISION, first, BODY, first,
        {key: tuple(map(datetime.time.fromisoformat, times)) for key, times in HOURS.items()},
        {COMPONENT}, operator.authenticated_userid)


def _give_reasons(environment: Environment, today: datetime.date, label: str) -> None:
    head = request_of(environment, f'truongban.{label or "thanhpho"}')
    site = site_at(environment, label)
    missed = head.service(IFreshness).missed(site, today - datetime.timedelta(days=DAYS), today)
    for key, words in zip(missed, REASONS, strict=False):
        head.service(IReasons).write(site, key, words, head.authenticated_userid)
    member = request_of(environment, f'uyvien.{label or "thanhpho"}')
    for key in missed[:1]:
        reasons = member.service(IReasons)
        reason = reasons.find(environment.portal, key)
        reasons.approve(site, key, reason.number, member.authenticated_userid)
