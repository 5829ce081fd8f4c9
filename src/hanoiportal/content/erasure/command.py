"""Erase what was demanded: from the databases with their history, from files, from the copies.

FileStorage and ZEO: while nobody has the files open.  PostgreSQL: beside portals that serve.  What
was interrupted is gone on with by running it again.
"""
import sys

from ...kernel.tree.events import SYSTEM
from ...safekeeping.backups.interfaces import BackupProblem
from ...shells.commands.environment import Failure
from ...shells.commands.forgetting import (
    alone,
    copies_of,
    drop_caches,
    drop_mails,
    forget,
    forget_dumps,
    forget_pages,
    pack_history,
    reading,
    see_archived,
)
from ...shells.commands.progress import Progress
from ...shells.commands.registers import carry
from .gone import gone_of, older_texts
from .interfaces import BEGUN, CONFIRMED, DEMANDED, DONE, RECALLED, CannotErase
from .keeping import keep, keep_beside
from .pointofnoreturn import begin
from .resource import erasures_of
from .services import Erasing

OPENS = False


def add_arguments(parser):
    parser.add_argument('--dry-run', action='store_true',
                        help='say what would be done, also beside a portal that serves')
    parser.add_argument('--confirm', action='append', type=int, metavar='NUMBER', default=[],
                        help='be the second person for this demand, as the operating unit')
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
    with reading(environment) as portal:
        erasures = erasures_of(portal)
        for each in erasures:
            if each.state not in (DONE, RECALLED):
                print(f'{each.demanded.number}: {each.demanded.kind}, {len(each.demanded.oids)} '
                      f'objects, demanded {each.demanded.at:%Y-%m-%dT%H:%M}Z, {each.state}')
        _tell_waiting(erasures)
        todo = _todo(erasures)
    if not todo:
        print('nothing is to be erased')
        return
    if any(each.state in (CONFIRMED, BEGUN) for each in todo):
        print('the history of every database up to now would go')
    for target in copies_of(environment, options.to, options.same_device).targets:
        print(f'{target}: older backups would go, once there is a new one')


def _todo(erasures):
    """Return those of ``erasures`` that the command carries out."""
    return [each for each in erasures if each.state not in (DEMANDED, RECALLED, DONE)]


def _tell_waiting(erasures):
    for each in erasures:
        if each.state == DEMANDED:
            number = each.demanded.number
            print(f'erasure {number} waits for its second person and is not carried out: they '
                  f'confirm it in the desk or the console, or you by --confirm {number}')


def _erase(environment, options, step):
    with alone(environment) as opened:
        keep_beside(opened)
        opened.in_transaction(lambda: _confirm(opened, options.confirm))
        _require_newer(opened.portal)
        begun = opened.in_transaction(lambda: begin(opened.portal, opened.clock.now()))
        keep(environment.settings.erasure_register, opened.portal)
        _tell_waiting(erasures_of(opened.portal))
        todo = _todo(erasures_of(opened.portal))
        numbers = [each.demanded.number for each in todo]
        if not todo:
            print('nothing is to be erased')
            return
        is_new = bool(begun)
        if is_new:
            _forget(environment, opened, begun, step)
    if is_new:
        _forget_history(environment, numbers, step)
    _forget_copies(environment, options, numbers, step)


def _confirm(environment, numbers):
    """Be the second person for the demands with these numbers."""
    erasing = Erasing(environment.registry, environment.portal, lambda *_asked: True, None)
    by_number = {each.demanded.number: each for each in erasures_of(environment.portal)}
    for number in numbers:
        if number not in by_number:
            raise Failure(f'the register knows no erasure {number}')
        try:
            erasing.confirm(by_number[number], SYSTEM)
        except CannotErase:
            raise Failure(f'erasure {number} does not wait for a second person') from None


def _require_newer(portal):
    """Raise ``Failure`` where a text came back that was corrected before its past was erased."""
    erasures = erasures_of(portal)
    older = older_texts(portal, [each for each in erasures
                                 if each.state not in (DEMANDED, RECALLED)])
    if older and any(each.state in (CONFIRMED, BEGUN) for each in erasures):
        raise Failure('the text of ' + ', '.join(f'object {each.__oid__}' for each in older)
                      + ' is older than the one that was to stay: correct it again')


def _forget(unopened, environment, begun, step):
    """Take what has ``begun`` out of the databases as they are, and out of files beside them."""
    gone = gone_of(begun)
    step('databases')
    forget(environment, gone)
    step('mails')
    drop_mails(unopened.settings.mail_queue, gone.oids)
    if unopened.settings.twin:
        step('twin')
        forget_pages(environment, unopened.settings.twin, gone.oids,
                     max(each.demanded.at for each in begun))
    if unopened.settings.dumps:
        step('dumps')
        forget_dumps(environment)
    if unopened.settings.archive:
        step('archive')
        see_archived(environment, unopened.settings.archive,
                     [each for each in erasures_of(environment.portal) if each.has_begun])


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


def _forget_copies(environment, options, numbers, step):
    """Put a new backup in place of all older ones, and note where an older one stays."""
    copies = copies_of(environment, options.to, options.same_device)
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
