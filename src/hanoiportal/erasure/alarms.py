"""What people and machines are told when an erasure is late."""
from zope.interface import implementer

from ..i18n import _
from ..interfaces import IClock
from ..monitoring.interfaces import Alarm
from .interfaces import DONE, IN_DATABASE, IErasureAlarms, IErasureRules
from .resource import erasures_of


@implementer(IErasureAlarms)
class ErasureAlarms:
    """Reads the register each time it is asked."""

    def __init__(self, registry):
        self._registry = registry

    def found(self, portal):
        """See ``IErasureAlarms``."""
        now = self._registry.getUtility(IClock).now()
        rules = self._registry.getUtility(IErasureRules)
        late = [each.demanded for each in erasures_of(portal)
                if rules.due(each.demanded) <= now and _is_open(each, now)]
        if not late:
            return []
        hours = rules.term(late[0].at).hours
        return [Alarm(
            _('${number} yêu cầu xóa dữ liệu cá nhân đã quá ${hours} giờ mà chưa xong; '
              'hãy chạy lệnh bin/portal erase.',
              mapping={'number': len(late), 'hours': hours}),
            f'{len(late)} erasures are older than {hours} hours and not done: '
            'run "bin/portal erase"')]


def _is_open(erasure, now):
    """Tell whether somebody can go on with it: not while copies stay until a day that is known."""
    if erasure.state != IN_DATABASE or not erasure.copies:
        return erasure.state != DONE
    return any(until is None or until <= now for until in erasure.copies.values())


def check(registry, portal):
    """Health check: return what is wrong on one line, or ``''``."""
    found = [] if portal is None else registry.getUtility(IErasureAlarms).found(portal)
    return '; '.join(each.line for each in found)
