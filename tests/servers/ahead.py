"""Serves a portal as ``bin/pserve`` does, by a clock that a test sets: it is ahead of that of the
machine by the seconds in the file that the variable ``AHEAD`` names, once it is there.
"""
import os
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hanoiportal.base.clock import SystemClock
from pyramid.scripts.pserve import main

_FILE, _now = Path(os.environ['AHEAD']), SystemClock.now


def now(self):
    """Return the moment that the test wants."""
    ahead = 0
    with suppress(FileNotFoundError):
        ahead = float(_FILE.read_text())
    return _now(self) + timedelta(seconds=ahead)


SystemClock.now = now
sys.exit(main())
