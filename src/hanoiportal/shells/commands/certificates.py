"""Make the certificates by which portals and their ZEO server know each other, also anew.

The authority of the folder is made at the first time and kept: keep the folder off the portal's
machines, for who has its key can make a portal.
"""
import re
from pathlib import Path

from ...kernel.storage.certificates import NoAuthority, found_authority, issue, revoke
from ...kernel.storage.interfaces import AUTHORITY, CLIENT, SERVER
from .environment import Failure

OPENS = False
#: Names of portals' machines; the file of the authority and that of its key are none.
_NAME = re.compile(r'(?!authority)[a-z0-9][a-z0-9-]{0,62}')


def add_arguments(parser):
    parser.add_argument('folder', type=Path, help='where they are made')
    parser.add_argument('--days', type=int, default=365, help='how long they hold')
    one = parser.add_mutually_exclusive_group()
    one.add_argument('--name', help='make but one, for the portal on the machine of this name')
    one.add_argument('--revoke', metavar='NAME', help='let in nobody of this name any more')


def run(environment, options):
    """Do it, and say what lies where and until when it holds."""
    if options.days < 1:
        raise Failure('--days begins at 1')
    now = environment.clock.now()
    if options.revoke is not None:
        _revoke(options.folder, options.revoke, now)
        return
    names = (SERVER, CLIENT) if options.name is None else (_checked(options.name),)
    try:
        found_authority(options.folder, now)
    except NoAuthority as error:
        raise Failure(str(error)) from None
    for name in names:
        end = issue(options.folder, name, now, options.days)
        print(f'{options.folder / name}.pem holds until {end:%Y-%m-%d}')


def _checked(name):
    if name == SERVER or not _NAME.fullmatch(name):
        raise Failure(f'--name {name}: expected small letters of Latin, digits and hyphens, not '
                      f'{SERVER} nor authority…')
    return name


def _revoke(folder, name, now):
    if not _NAME.fullmatch(name) or not revoke(folder, name, now):
        raise Failure(f'{folder} knows no certificate of {name}')
    print(f'copy {folder / AUTHORITY} to every machine and start the ZEO server anew: '
          f'{name} is let in until then')
