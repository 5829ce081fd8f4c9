"""Erase what was demanded: from the databases with their history, from files, from the copies.

FileStorage and ZEO: while nobody has the files open.  PostgreSQL: beside portals that serve.  What
was interrupted is gone on with by running it again.
"""
import sys
from contextlib import closing, contextmanager

from ZODB.DB import DB
from zodburi import resolve_uri

from ..backups.erasing import Copies
from ..backups.interfaces import BackupProblem
from ..backups.rules import read_rules
from ..backups.sources import files_of, read_only, uris_by_name
from ..erasure.gone import gone_of, older_texts
from ..erasure.interfaces import DEMANDED, DONE
from ..erasure.keeping import keep, keep_beside
from ..erasure.resource import erasures_of
from ..storage.databases import ROOT
from ..storage.interfaces import CONTENT
from ..storage.snapshot import at_once
from .environment import Failure
from .forgetting import (
    alone,
    direct_uris,
    drop_caches,
    drop_mails,
    forget,
    forget_pages,
    pack_history,
    see_archived,
)
from .progress import Progress
from .registers import carry

OPENS = False


def add_arguments(parser):
    parser.add_argument('--dry-run', action='store_true',
                        help='say what would be done, also beside a portal that serves')
    parser.add_argument('--to', action='append', metavar='DIR', default=[],
                        help='a folder with backups, besides those of portal.backup_targets')
    parser.add_argument('--same-device', action='store_true',
                        help='take a folder on the device of the data, and mark what is made')


def run(environment, options):
    """Do what is not done yet; what is done stays so if a later step fails."""
    try:
        if options.dry_run:
            _show(environment, options)
            return
        with Progress('erase', None, sys.stderr) as progress:
            _erase(environment, options, progress.step)
    except (BackupProblem, OSError) as error:
        raise Failure(str(error)) from None


def _show(environment, options):
    with _reading(environment) as portal:
        open_ones = [each for each in erasures_of(portal) if each.state != DONE]
        for each in open_ones:
            print(f'{each.demanded.number}: {each.demanded.kind}, {len(each.demanded.oids)} '
                  f'objects, demanded {each.demanded.at:%Y-%m-%dT%H:%M}Z, {each.state}')
    if not open_ones:
        print('nothing is to be erased')
        return
    if any(each.state == DEMANDED for each in open_ones):
        print('the history of every database up to now would go')
    for target in _copies(environment, options).targets:
        print(f'{target}: older backups would go, once there is a new one')


@contextmanager
def _reading(environment):
    """Give the portal, read beside whoever has it open; ``None`` if there is none."""
    uri = uris_by_name(environment.mapping)[CONTENT]
    place = files_of(CONTENT, uri, environment.var)
    storage = read_only(*place) if place else resolve_uri(uri)[0]()
    with closing(storage), at_once(DB(storage)) as connection:
        yield connection.root().get(ROOT)


def _erase(environment, options, step):
    with alone(environment) as opened:
        keep_beside(opened)
        todo = [each for each in erasures_of(opened.portal) if each.state != DONE]
        numbers = [each.demanded.number for each in todo]
        if not todo:
            print('nothing is to be erased')
            return
        is_new = any(each.state == DEMANDED for each in todo)
        if is_new:
            _forget(environment, opened, step)
    if is_new:
        _forget_history(environment, numbers, step)
    _forget_copies(environment, options, numbers, step)


def _forget(unopened, environment, step):
    """Take what was demanded out of the databases as they are, and out of files beside them."""
    erasures = erasures_of(environment.portal)
    older = older_texts(environment.portal, erasures)
    if older:
        raise Failure('the text of ' + ', '.join(f'object {each.__oid__}' for each in older)
                      + ' is older than the one that was to stay: correct it again')
    open_ones = [each for each in erasures if each.state == DEMANDED]
    gone = gone_of(open_ones)
    step('databases')
    forget(environment, gone)
    keep(unopened.settings.erasure_register, environment.portal)
    step('mails')
    drop_mails(unopened.settings.mail_queue, gone.oids)
    if unopened.settings.twin:
        step('twin')
        forget_pages(environment, unopened.settings.twin, gone.oids,
                     max(each.demanded.at for each in open_ones))
    if unopened.settings.archive:
        step('archive')
        see_archived(environment, unopened.settings.archive, erasures)


def _forget_history(environment, numbers, step):
    pack_history(environment, lambda what, count: step(what, count or 1))
    step('caches')
    drop_caches(environment.settings, environment.var)
    with alone(environment) as opened:
        opened.in_transaction(lambda: _note_databases(opened, numbers))
    print(f'{len(numbers)} erasures: the databases and the files beside them hold nothing of them')


def _note_databases(environment, numbers):
    for erasure in erasures_of(environment.portal):
        if erasure.demanded.number in numbers and erasure.in_database_at is None:
            erasure.in_database_at = environment.clock.now()


def _copies(environment, options):
    settings, now = environment.settings, environment.clock.now()
    return Copies(direct_uris(environment), environment.var, settings,
                  read_rules(settings.data).at(now), now, options.to, options.same_device)


def _forget_copies(environment, options, numbers, step):
    """Put a new backup in place of all older ones, and note where an older one stays."""
    copies = _copies(environment, options)
    if not copies.targets:
        print('no folder with backups is known, so none was looked at: remove those that lie '
              'elsewhere, or bring back from them by "restore" alone, which erases again')
    left, failed = copies.replace(step, lambda target: carry(environment, target))
    with alone(environment) as opened:
        opened.in_transaction(lambda: _note_copies(opened, numbers, left))
    for target, until in left.items():
        print(f'{target}: older backups stay' + (f' until {until:%Y-%m-%d}' if until else ''))
    if failed:
        raise Failure('; '.join(failed))
    if not left:
        print(f'{len(numbers)} erasures: done')


def _note_copies(environment, numbers, left):
    for erasure in erasures_of(environment.portal):
        if erasure.demanded.number in numbers:
            erasure.copies = left
            erasure.done_at = None if left else environment.clock.now()
