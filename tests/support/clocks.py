"""The clock of a test: it stands until the test moves it.

``clock`` is that of the application; a module whose clock stands at another moment says which by a
fixture ``clock_at`` of its own.
"""
import datetime

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.interfaces import IClock
from zope.interface import implementer

NOW = datetime.datetime(2026, 11, 24, 2, 30, tzinfo=datetime.timezone.utc)


@implementer(IClock)
class SetClock:
    """An ``IClock`` that stands at ``at``."""

    def __init__(self, at=NOW):
        self.at = at

    def now(self):
        return self.at

    def pass_(self, **time):
        """Let so much time go by, said as to ``timedelta``."""
        self.at += datetime.timedelta(**time)


@pytest.fixture
def clock_at():
    """Where ``clock`` stands at first."""
    return NOW


@pytest.fixture
def clock(registry, clock_at):
    """The ``IClock`` of the application, which the test sets."""
    found = SetClock(clock_at)
    registry.registerUtility(found, IClock)
    return found


@pytest.fixture
def real_clock(registry):
    """The real clock, by which sessions end, for ``clock``."""
    return SystemClock()


@pytest.fixture
def lone_clock():
    """A clock that stands at ``NOW`` and is of no application, for ``clock``."""
    return SetClock(NOW)
