"""Write the read-only copy of the portal that nginx serves when nobody else answers.

Everything is looked at, only what has changed is written, and what is no longer public is removed.
The scheduler does the same after each publication where ``portal.twin`` names the folder.
"""
import sys
from pathlib import Path

from ...platform.scheduling.opening import opened
from ...safekeeping.twin.interfaces import ITwinning
from .environment import Failure


def add_arguments(parser):
    """``DIR``: the folder of the copy."""
    parser.add_argument('folder', metavar='DIR', type=Path, help='folder of the copy')


def run(environment, options):
    """Make it and say how many pages were written and removed."""
    twinning = environment.registry.getUtility(ITwinning)
    with opened(environment.registry, 'twin') as system:
        try:
            written, removed = twinning.make(system, options.folder, _progress)
        except BlockingIOError as error:
            raise Failure(str(error)) from None
    print(f'{written} written, {removed} removed')


def _progress(left):
    if sys.stderr.isatty():
        print(f'\r{left} left      ', end='', file=sys.stderr, flush=True)
