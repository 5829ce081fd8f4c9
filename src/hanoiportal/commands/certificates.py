"""Make the certificates by which portals and their ZEO server know each other, also anew.

The authority of the folder is made at the first time and kept: keep the folder off the portal's
machines, for who has its key can make a portal.
"""
from pathlib import Path

from ..storage.certificates import found_authority, issue
from ..storage.interfaces import CLIENT, SERVER
from .environment import Failure

OPENS = False


def add_arguments(parser):
    parser.add_argument('folder', type=Path, help='where they are made')
    parser.add_argument('--days', type=int, default=365, help='how long they hold')


def run(environment, options):
    """Do it, and say what lies where and until when it holds."""
    if options.days < 1:
        raise Failure('--days begins at 1')
    now = environment.clock.now()
    found_authority(options.folder, now)
    for name in (SERVER, CLIENT):
        end = issue(options.folder, name, now, options.days)
        print(f'{options.folder / name}.pem holds until {end:%Y-%m-%d}')
