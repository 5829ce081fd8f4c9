"""The root of each day: one digest that stands on every entry of all chains until then.

It is published, so that copies of it are where nobody who can write the database can write.
Renaming this module needs an upgrade step.
"""
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.clock import local
from .resource import get_or_create_log, log_of
from .verifying import heads_of, root_of, written

#: Seconds between two looks whether a day has begun.
EVERY = 600


class DayRoot(Persistent):
    """Mã niêm phong nhật ký của một ngày: where all chains stood when a day of Hanoi began.

    ``text``: what ``bin/portal audit root`` prints, of which the last line is the root.
    """

    def __init__(self, text):
        self.text = text


def note(environment):
    """Job: keep the root of the day that has begun, once."""
    if _day(environment) not in days(environment.portal):
        environment.in_transaction(lambda: _keep(environment))


def _keep(environment):
    log, day = get_or_create_log(environment.portal), _day(environment)
    if log.roots is None:
        log.roots = OOBTree()
    if day not in log.roots:  # another scheduler was quicker
        log.roots[day] = DayRoot(written(heads_of(environment.portal), environment.clock.now()))


def _day(environment):
    return local(environment.clock.now()).date().isoformat()


def days(portal):
    """Return ``{day: DayRoot}``, the days as in ``2026-11-27``, the first one first."""
    return log_of(portal).roots or {}


def roots(portal):
    """Yield ``(day, root)``, the newest first; the root is a SHA-256, hexadecimal."""
    kept = days(portal)
    return ((day, root_of(kept[day].text)) for day in reversed(list(kept)))
