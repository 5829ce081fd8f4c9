"""Restore the last backup to a scratch place, open it, compare every site with the original.

The portal may run meanwhile.  What came out is kept where the desk and the health check read it.
"""
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from pyramid.request import Request

from ...kernel.security.crypto.signing import checking_key
from ...kernel.storage.transactionlog import last
from ...safekeeping.backups import record
from ...safekeeping.backups.drilling import compare
from ...safekeeping.backups.interfaces import BackupProblem
from ...safekeeping.backups.manifest import chains
from ...safekeeping.backups.restoring import BLOBS, FILES, Restoring, plan
from ...safekeeping.backups.sources import NAMES, NOTHING, read_only, sources, uris_by_name
from .environment import Failure, close
from .progress import Progress

OPENS = False


def add_arguments(parser):
    parser.add_argument('target', nargs='?', type=Path, metavar='DIR',
                        help='the folder with the backups; else the first of '
                             'portal.backup_targets')
    parser.add_argument('--scratch', type=Path, metavar='DIR',
                        help='where to restore; else a folder for temporary files')


def run(environment, options):
    """Do it; 1 if anything differs."""
    settings = environment.settings
    target = options.target or next(map(Path, settings.backup_targets), None)
    if target is None:
        raise Failure('which backups? Give DIR, or set portal.backup_targets')
    scratch = Path(tempfile.mkdtemp(prefix='portal-drill-', dir=options.scratch))
    try:
        name, compared = _drill(environment, target, scratch)
    except (BackupProblem, OSError) as error:
        record.note_drill(settings.backup_record, '', 0, [str(error)], environment.clock.now())
        raise Failure(str(error)) from None
    finally:
        shutil.rmtree(scratch)
    record.note_drill(settings.backup_record, name, compared.sites, compared.differing,
                      environment.clock.now())
    print(f'{name}: {compared.sites} sites and the portal compared, {compared.records} records, '
          f'{len(compared.differing)} parts differ, {compared.missing} references lead nowhere')
    if compared.differing:
        raise Failure('not as it was: ' + ', '.join(compared.differing))


def _drill(environment, target, scratch):
    key = checking_key(environment.settings.backup_key)
    wanted = plan(chains(target, key))
    with Progress('restore', None, sys.stderr) as progress:
        Restoring(target, wanted, scratch, progress.step).restore()
    with ExitStack() as stack:
        copies, ends = {}, {}
        for name in NAMES:
            path = scratch / FILES / f'{name}.fs'
            copies[name] = read_only(path, scratch / BLOBS / name)
            stack.callback(copies[name].close)
            found = last(path)
            ends[name] = found.tid if found else NOTHING
        progress = stack.enter_context(Progress('compare', None, sys.stderr))
        compared = compare(_originals(environment), copies, ends, progress.step)
    _open(environment, scratch)
    return wanted.manifests[-1].name, compared


def _originals(environment):
    return {source.name: source.reading for source in sources(
        uris_by_name(environment.mapping), environment.var, environment.settings.backup_mirror)}


def _open(environment, scratch):
    """Start the application on what was restored and ask for its home page."""
    app = environment.elsewhere(scratch)
    try:
        request = Request.blank('/', headers={'Host': environment.settings.domain})
        status = request.get_response(app).status_int
    finally:
        close(app.registry)
    if status >= 500:
        raise BackupProblem(f'the home page of the restored portal answers {status}')
