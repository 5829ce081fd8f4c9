"""Copy what is new to other devices: all databases, their blobs, mails not sent yet.

The portal may run meanwhile.  A full copy is made first, and anew every week; see the manual,
docs/operations/backup.md.
"""
import sys

from ...kernel.security.crypto.signing import fingerprint, signing_key
from ...safekeeping.backups.interfaces import BackupProblem
from ...safekeeping.backups.rules import read_rules
from ...safekeeping.backups.services import Backups, Wish
from ...safekeeping.backups.sources import uris_by_name
from .environment import Failure
from .progress import Progress
from .registers import carry

#: It reads files; no database is opened.
OPENS = False


def add_arguments(parser):
    parser.add_argument('--to', action='append', metavar='DIR', default=[],
                        help='a folder on another device; else those of portal.backup_targets')
    parser.add_argument('--full', action='store_true', help='begin a new chain')
    parser.add_argument('--same-device', action='store_true',
                        help='take a folder on the device of the data, and mark what is made')
    parser.add_argument('--keep-all', action='store_true',
                        help='remove no chain that is older than the rules ask for')


def run(environment, options):
    """Do it in each target; what succeeded stays where another fails."""
    settings = environment.settings
    targets = tuple(options.to) or settings.backup_targets
    if not targets:
        raise Failure('where to? Give --to DIR, or set portal.backup_targets')
    failed = []
    with Progress('backup', None, sys.stderr) as progress:
        for target in targets:
            try:
                _take(environment, target, options, progress)
            except (BackupProblem, OSError) as error:
                failed.append(f'{target}: {error}')
    if failed:
        raise Failure('; '.join(failed))


def _take(environment, target, options, progress):
    settings, now = environment.settings, environment.clock.now()
    backups = Backups(
        uris_by_name(environment.mapping), environment.var, settings,
        read_rules(settings.data).at(now), now, progress.step)
    for place, manifest in backups.take(
            Wish((target,), options.full, options.same_device)):
        if manifest is None:
            print(f'{place}: nothing new')
            continue
        size = sum(segment.size for segment in manifest.databases.values())
        print(f'{place}: {manifest.kind} {manifest.name}, {size} bytes, '
              f'{len(manifest.blobs)} blobs, '
              f'key {fingerprint(signing_key(settings.backup_key).public_key())[:16]}')
        for missing in manifest.missing:
            print(f'{place}: the blob {missing} is missing from the data', file=sys.stderr)
    carry(environment, target)
    if not options.keep_all:
        for name in backups.thin(target):
            print(f'{target}: the chain from {name} is no longer needed, and was removed')
