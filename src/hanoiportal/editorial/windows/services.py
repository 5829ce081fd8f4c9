"""``IWindowHours``, as a plain object that knows nothing of HTTP."""
import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import ONE_DAY, local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import MANAGE_SITE, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Action, Send, send
from .interfaces import COMPONENT, PORTAL, IHoursDecision, IWindow, IWindowHours, IWindows
from .resource import HoursDecision, enter_hours, hours_of

Hours = Mapping[tuple[str, str], tuple[datetime.time, datetime.time]]
#: Number of a decision, with or without its year: 123/QĐ-UBND, 12/2026/QĐ-UBND.
_NUMBER = re.compile(r'\d{1,5}/(\d{4}/)?[A-ZĐ][A-Za-zĐđ&]*(-[A-ZĐ][A-Za-zĐđ&]*)*\Z')
LONGEST_BODY = 200


@implementer(IWindowHours)
class WindowHours:
    """``IWindowHours`` for one asker."""

    def __init__(self, allowed: Allowed, clock: IClock, notify: Send, windows: IWindows) -> None:
        self._allowed, self._clock = allowed, clock
        self._notify, self._windows = notify, windows

    def decisions(self, portal: IPortal) -> Sequence[IHoursDecision]:
        return tuple(reversed(hours_of(portal).all))

    def decide(
            self, portal: IPortal, decision: str, dated: datetime.date | None, body: str,
            starts: datetime.date | None, hours: Hours, crossposts: Collection[str],
            actor: str) -> IHoursDecision:
        if not self._allowed(MANAGE_SITE, portal):
            raise Refused({'': NOT_ALLOWED})
        now = self._clock.now()
        if dated is None or starts is None:
            raise Refused({name: _('Hãy nhập một ngày.') for name, day in (
                ('dated', dated), ('starts', starts)) if day is None})
        today = local(now).date()
        earliest = datetime.date.min if portal.is_demo else today + ONE_DAY
        reasons = {**_paper_problems(decision, dated, body, starts, today, earliest),
                   **_hours_problems(self._windows.proposed(starts), hours)}
        if not set(crossposts) <= {PORTAL, COMPONENT}:
            reasons['crossposts'] = _('Không có loại trang này.')
        if reasons:
            raise Refused(reasons)
        entered = HoursDecision(
            len(hours_of(portal).all) + 1, decision, dated, body, starts, dict(hours),
            frozenset(crossposts), now, actor)
        enter_hours(portal, entered)
        self._notify(Action(portal, 'window-hours', actor, after=starts.isoformat(),
                            why=f'{decision}, {dated:%d/%m/%Y}, {body}'))
        return entered


def _paper_problems(decision: str, dated: datetime.date, body: str, starts: datetime.date,
                    today: datetime.date, earliest: datetime.date) -> dict[str, str]:
    found = {}
    if not _NUMBER.match(decision):
        found['decision'] = _('Số quyết định phải có dạng 123/QĐ-UBND.')
    if dated > today:
        found['dated'] = _('Ngày này chưa đến.')
    if not body or len(body) > LONGEST_BODY:
        found['body'] = _('Phải ghi cơ quan ban hành (tối đa 200 ký tự).')
    if starts < earliest:
        found['starts'] = _('Khung giờ chỉ áp dụng được từ ngày mai trở đi: những ngày đã qua và '
                            'hôm nay giữ nguyên.')
    return found


def _hours_problems(windows: Iterable[IWindow], hours: Hours) -> dict[str, str]:
    """Return what is wrong with ``hours`` by ``site-code``: each window of the table needs its
    own, and those of one site follow each other in the table's order.
    """
    windows = list(windows)
    known = {(each.site, each.code): f'{each.site}-{each.code}' for each in windows}
    found = {name: _('Hãy nhập giờ bắt đầu và giờ kết thúc.')
             for key, name in known.items() if key not in hours}
    if not set(hours) <= set(known):
        found[''] = _('Ngày này không có khung giờ đó.')
    for key, (opens, closes) in hours.items():
        if closes <= opens and key in known:
            found[known[key]] = _('Giờ kết thúc phải sau giờ bắt đầu.')
    for kind in (PORTAL, COMPONENT):
        keys = [(kind, each.code) for each in windows if each.site == kind]
        for before, after in pairwise(key for key in keys if key in hours):
            if hours[after][0] < hours[before][1]:
                found.setdefault(known[after], _('Khung giờ này bắt đầu trước khi khung giờ '
                                                 'trước kết thúc.'))
    return found


def window_hours_service(request: Request) -> WindowHours:
    """Return the ``IWindowHours`` for whoever asks by ``request``."""
    registry = request.registry
    return WindowHours(request.has_permission, registry.getUtility(IClock), send(registry),
                       registry.getUtility(IWindows))
