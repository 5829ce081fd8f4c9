"""Put the data of a backup into a folder, as they were at the end or at any moment before.

Checksums and signatures are checked; nothing is overwritten; it is done wholly or not at all.
What was erased since is erased again before it is there.
"""
import sys
from pathlib import Path

from ...base.clock import parse
from ...kernel.security.crypto.signing import checking_key
from ...kernel.storage.snapshot import moment_of, tid_of
from ...safekeeping.backups.interfaces import BackupProblem
from ...safekeeping.backups.manifest import chains
from ...safekeeping.backups.restoring import Restoring, plan
from .environment import Failure
from .progress import Progress
from .registers import erase_again, known

OPENS = False


def add_arguments(parser):
    parser.add_argument('target', type=Path, metavar='DIR', help='the folder with the backups')
    parser.add_argument('--into', type=Path, metavar='DIR',
                        help='where to; else the folder of --var')
    parser.add_argument('--at', metavar='MOMENT',
                        help='such as 2026-11-25T14:00+07:00; else the end of the last backup')
    parser.add_argument('--key', type=Path, metavar='FILE',
                        help='the public key of the backups; else portal.backup_key')


def run(environment, options):
    """Do it, and say up to when."""
    var = options.into or Path(environment.var)
    key = options.key or environment.settings.backup_key
    try:
        wanted = plan(chains(options.target, checking_key(key)), _moment(options.at))
        erased = known(environment, options.target, key)
        with Progress('restore', None, sys.stderr) as progress:
            Restoring(
                options.target, wanted, var, progress.step,
                lambda folder: _amend(environment, folder, erased, progress.step),
                checking_key(key)).restore()
        (var / environment.settings.restored_mark.name).touch()
    except (BackupProblem, OSError) as error:
        raise Failure(str(error)) from None
    print(f'{var}: as it was at {moment_of(wanted.until):%Y-%m-%dT%H:%M:%S}Z, '
          f'from {len(wanted.manifests)} backups; run "reconcile" before it serves')


def _amend(environment, folder, erased, step):
    """Erase again what was erased since, before anybody can see it."""
    if not erased:
        return
    again = erase_again(environment, folder, erased, lambda what, count: step(what, count or 1))
    if again.number:
        print(f'{again.number} erasures made again: nothing can be had back of them')
    if again.waiting:
        print(f'{again.waiting} demands wait for a second person: what they are of is withheld')
    for oid in again.lost:
        print(f'object {oid} is gone: its text here is older than the one that was to stay, it '
              'lay in the bin with its past, or was a part of what was erased; take it from a '
              'later backup, or write it anew')
    for oid in again.spared:
        print(f'object {oid} lies in the recycle bin of its site: at that moment it was in a '
              'place that was erased later')


def _moment(text):
    if text is None:
        return None
    try:
        return tid_of(parse(text))
    except ValueError:
        raise Failure(f'{text!r} is no moment such as 2026-11-25T14:00+07:00') from None
