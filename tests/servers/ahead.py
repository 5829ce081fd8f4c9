"""Serves a portal as ``bin/pserve`` does, by a clock that a test sets: it is ahead of that of the
machine by the seconds in the file that the variable ``AHEAD`` names, once it is there.  The
scheduler counts these seconds, too, so that what is done now and then is done after a jump.
"""
import os
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import monotonic

from hanoiportal.base.clock import SystemClock
from hanoiportal.platform.scheduling.scheduler import Scheduler
from pyramid.scripts.pserve import main

_FILE, _now = Path(os.environ['AHEAD']), SystemClock.now
_furthest = [0.0]


def ahead():
    """Return the seconds that the test has put its clock ahead."""
    with suppress(FileNotFoundError):
        return float(_FILE.read_text())
    return 0.0


def now(self):
    """Return the moment that the test wants."""
    return _now(self) + timedelta(seconds=ahead())


def passed():
    """Return the seconds that have passed; they never go back."""
    _furthest[0] = max(_furthest[0], ahead())
    return monotonic() + _furthest[0]


SystemClock.now = now
Scheduler.__init__.__defaults__ = (passed,)
sys.exit(main())
