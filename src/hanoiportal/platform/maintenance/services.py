"""``IMaintenance``, and the job that lets stops begin and end."""
import datetime
from itertools import count as numbers

from BTrees.IOBTree import IOBTree
from zope.interface import implementer

from ...base.clock import ONE_DAY, local, moment, start_of
from ...base.deadlines.interfaces import IDeadlineRules, NoDeadline
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.legalbases import ShownBasis
from ...base.permissions import MANAGE_SITE, NOT_ALLOWED, Allowed
from ...kernel.tree.events import SYSTEM, Action, send
from ...kernel.tree.lookup import find_portal
from ..calendar.interfaces import IDeadlines
from .counting import count
from .interfaces import (
    ANNOUNCED,
    CALLED_OFF,
    NOTICE,
    OVER,
    UNDER_WAY,
    CannotAnnounce,
    IMaintenance,
)
from .resource import Stop
from .stops import all_stops, stops_told

LONGEST = 1000
_MOMENT = datetime.timedelta(microseconds=1)


@implementer(IMaintenance)
class Maintenance:
    """See ``IMaintenance``."""

    def __init__(self, registry, portal, allowed: Allowed):
        self._registry = registry
        self._portal = portal
        self._allowed = allowed
        self._notify = send(registry)

    @property
    def _now(self):
        return self._registry.getUtility(IClock).now()

    @property
    def _rule(self):
        return self._registry.getUtility(IDeadlineRules).rule(NOTICE, self._now)

    @property
    def basis(self):
        return self._rule.basis

    def earliest(self):
        deadlines, now = self._registry.getUtility(IDeadlines)(self._portal), self._now
        days = (start_of(local(now).date() + number * ONE_DAY) for number in numbers(1))
        return next(day for day in days if deadlines.due(NOTICE, day).due >= now) - _MOMENT

    def announce(self, actor, starts, ends, back, reason, reason_en='', emergency=''):
        texts = [each.strip() for each in (reason, reason_en, emergency)]
        reasons = self._reasons(starts, ends, back, *texts)
        if reasons:
            raise CannotAnnounce(reasons)
        if getattr(self._portal, 'stops', None) is None:
            self._portal.stops = IOBTree()
        kept = self._portal.stops
        number = kept.maxKey() + 1 if kept else 1
        stop = kept[number] = Stop(number, actor, self._now, starts, ends, back, *texts)
        self._tell('announce_stop', actor, stop, texts[2] or texts[0])
        return stop

    def _reasons(self, starts, ends, back, reason, reason_en, emergency):
        if not self._allowed(MANAGE_SITE, self._portal):
            return {'': NOT_ALLOWED}
        found = {name: _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
                 for name, text in (('reason', reason), ('reason_en', reason_en),
                                    ('emergency', emergency)) if len(text) > LONGEST}
        if not reason:
            found['reason'] = _('Hãy nêu lý do tạm ngừng Cổng.')
        if ends <= starts:
            found['ends'] = _('Thời điểm kết thúc phải sau thời điểm bắt đầu.')
        if back < ends:
            found['back'] = _('Thời điểm khôi phục dự kiến không được trước thời điểm kết thúc.')
        return {**found, **self._too_soon(starts, emergency)}

    def _too_soon(self, starts, emergency):
        if starts <= self._now:
            return {'starts': _('Thời điểm bắt đầu phải ở trong tương lai.')}
        try:
            earliest = self.earliest()
        except NoDeadline as unknown:
            return {} if emergency else {'starts': unknown.reason}
        if starts > earliest or emergency:
            return {}
        return {'starts': _(
            'Chưa đủ số ngày phải báo trước (${basis}): sớm nhất được bắt đầu sau ${moment}. '
            'Trường hợp khẩn cấp, hãy nêu lý do khẩn cấp.',
            mapping={'basis': ShownBasis(self.basis), 'moment': moment(earliest)})}

    def call_off(self, stop, actor, why):
        if not self._allowed(MANAGE_SITE, self._portal):
            raise CannotAnnounce({'': NOT_ALLOWED})
        if stop.state != ANNOUNCED:
            raise CannotAnnounce({'': _('Chỉ hủy được thông báo chưa bắt đầu.')})
        stop.state, stop.why_called_off = CALLED_OFF, why.strip()[:LONGEST]
        self._tell('call_off_stop', actor, stop, stop.why_called_off)

    def switch(self):
        """Let each stop begin and end whose moment has come; return whether any did."""
        changed, now = False, self._now
        for stop in stops_told(self._portal):
            state = _state_at(stop, now)
            if state != stop.state:
                changed, stop.state = True, state
                if state == OVER:
                    count(self._registry, self._portal, stop)
                self._tell('begin_stop' if state == UNDER_WAY else 'end_stop', SYSTEM, stop, '')
        return changed

    def _tell(self, action, actor, stop, why):
        self._notify(Action(self._portal, action, actor, why=why, number=stop.number))

    def all(self):
        return all_stops(self._portal)

    def find(self, number):
        return (getattr(self._portal, 'stops', None) or {}).get(number)


def _state_at(stop, now):
    if stop.ends <= now:
        return OVER
    return UNDER_WAY if stop.starts <= now else ANNOUNCED


def maintenance_service(request):
    return Maintenance(request.registry, find_portal(request.root), request.has_permission)


def switch(environment):
    """Job: let stops begin and end; a transaction is written only when one does."""
    environment.in_transaction(Maintenance(
        environment.registry, environment.portal, lambda *_asked: True).switch)
