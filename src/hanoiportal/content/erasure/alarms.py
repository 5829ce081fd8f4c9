"""What people and machines are told when an erasure is late, or waits for its second person."""
import datetime

from zope.interface import implementer

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.values import Alarm
from .interfaces import BEGUN, CONFIRMED, DEMANDED, IN_DATABASE, IErasureAlarms, IErasureRules
from .resource import erasures_of


@implementer(IErasureAlarms)
class ErasureAlarms:
    """Reads the register each time it is asked."""

    def __init__(self, registry):
        self._registry = registry
        self._rules = registry.getUtility(IErasureRules)

    def found(self, portal):
        """See ``IErasureAlarms``."""
        now = self._registry.getUtility(IClock).now()
        erasures = erasures_of(portal)
        waiting = [each.demanded for each in erasures if each.state == DEMANDED]
        return [*self._waiting(waiting, now),
                *self._late([each.demanded for each in erasures if _is_undone(each, now)
                             and self._rules.due(each.demanded) <= now])]

    def _alarmed_at(self, demanded):
        rule = self._rules.waits(demanded.at)
        return demanded.at + datetime.timedelta(hours=rule.hours if rule else 0)

    def _waiting(self, demands, now):
        """People are told at once, machines when it has been waited for as long as the rule says.
        """
        if not demands:
            return []
        due = min(map(self._rules.due, demands))
        is_long = any(self._alarmed_at(each) <= now for each in demands)
        return [Alarm(
            _('${number} yêu cầu xóa dữ liệu cá nhân còn chờ người thứ hai xác nhận, chưa được '
              'thực hiện; phải xóa xong trước ${due}.',
              mapping={'number': len(demands), 'due': moment(due)}),
            f'{len(demands)} erasures wait for a second person to confirm them, the first is due '
            f'{due:%Y-%m-%dT%H:%M}Z: see "bin/portal erase --dry-run"' if is_long else '')]

    def _late(self, demands):
        if not demands:
            return []
        hours = self._rules.term(demands[0].at).hours
        return [Alarm(
            _('${number} yêu cầu xóa dữ liệu cá nhân đã quá ${hours} giờ mà chưa xong; '
              'hãy chạy lệnh bin/portal erase.',
              mapping={'number': len(demands), 'hours': hours}),
            f'{len(demands)} erasures are older than {hours} hours and not done: '
            'run "bin/portal erase"')]


def _is_undone(erasure, now):
    """Tell whether the command can go on with it: not while copies stay until a day that is known.
    """
    if erasure.state != IN_DATABASE or not erasure.copies:
        return erasure.state in (CONFIRMED, BEGUN, IN_DATABASE)
    return any(until is None or until <= now for until in erasure.copies.values())


def check(registry, portal):
    """Health check: return what is wrong on one line, or ``''``."""
    found = [] if portal is None else registry.getUtility(IErasureAlarms).found(portal)
    return '; '.join(filter(None, (each.line for each in found)))
