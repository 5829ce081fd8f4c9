"""Let go of old revisions: on a copy that is verified, then put in place of the original.

FileStorage and ZEO: while nobody has the files open.  PostgreSQL packs in place, beside portals
that serve, in transactions of its own.
"""
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from ZODB.serialize import referencesf
from zodburi import resolve_uri

from ...kernel.storage.snapshot import moment_of
from ...safekeeping.archive import index as books
from ...safekeeping.archive.interfaces import ArchiveProblem, NotFilled
from ...safekeeping.backups.interfaces import BackupProblem
from ...safekeeping.backups.packing import DAY, Packing
from ...safekeeping.backups.sources import NAMES, files_of, uris_by_name
from .environment import Failure
from .progress import Progress

OPENS = False


def add_arguments(parser):
    parser.add_argument('--days', type=int, default=30, help='history that stays; 30 if not said')
    parser.add_argument('--only', choices=sorted(NAMES), action='append', metavar='DATABASE',
                        help='content, interactions or drafts; else all three')


def run(environment, options):
    """Do it, one database after the other; what is packed stays so if a later one fails."""
    if options.days < 0:
        raise Failure('--days cannot be negative')
    _spare_unarchived(environment, options.days)
    uris = uris_by_name(environment.mapping)
    for name in options.only or NAMES:
        try:
            _pack(name, uris[name], environment.var, options.days * DAY)
        except (BackupProblem, OSError) as error:
            raise Failure(str(error)) from None


def _spare_unarchived(environment, days):
    """Refuse to let go of revisions that the archive has not seen (clause 13.3.a)."""
    folder = environment.settings.archive
    if not folder:
        return
    try:
        with books.reading(Path(folder)) as book:
            failed = book.failed_captures.everything()
            tids = [book.note(books.SEEN), *(each.noted.tid for each in failed)]
            seen = moment_of(bytes.fromhex(min(tids)))
            books.require_filled(book)
    except NotFilled as error:
        raise Failure(f'the archive in {folder} {error}') from None
    except (ArchiveProblem, OSError):
        seen = None
    if seen is None or seen < environment.clock.now() - timedelta(days=days):
        raise Failure(f'the archive in {folder} has not seen what would go: run "archive capture"')


def _pack(name, uri, var, keep):
    place = files_of(name, uri, var)
    if place is None:
        with closing(resolve_uri(uri)[0]()) as storage:
            storage.pack(time.time() - keep, referencesf)
        print(f'{name}: packed in its database')
        return
    with Progress(f'pack {name}', None, sys.stderr) as progress:
        packed = Packing(*place, time.time() - keep,
                         lambda what, count: progress.step(what, count or 1)).pack()
    print(f'{name}: {packed.before} bytes became {packed.after}, {packed.blobs} blobs went')
