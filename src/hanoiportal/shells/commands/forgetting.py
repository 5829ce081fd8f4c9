"""The steps by which what was erased leaves databases, their history, files and copies."""
import shutil
from contextlib import closing, contextmanager
from pathlib import Path

from zc.lockfile import LockError
from ZODB.DB import DB
from ZODB.serialize import referencesf
from ZODB.utils import u64
from zodburi import resolve_uri

from ...base.databases import setting_of
from ...content.erasure.interfaces import IErasers
from ...integration.dumps.interfaces import DumpProblem, IDumps
from ...kernel.storage.databases import ROOT
from ...kernel.storage.interfaces import CONTENT, KEYS
from ...kernel.storage.postgresql.erasing import blank, sample_anew
from ...kernel.storage.snapshot import at_once, moment_of
from ...kernel.storage.transactionlog import last
from ...platform.notifications.spool import forget as forget_mails
from ...platform.scheduling.opening import opened as as_system
from ...safekeeping.archive import index as books
from ...safekeeping.archive.interfaces import ArchiveProblem, IArchiving, NotFilled
from ...safekeeping.archive.redacting import of_erasure
from ...safekeeping.backups.erasing import Copies
from ...safekeeping.backups.packing import Packing
from ...safekeeping.backups.rules import read_rules
from ...safekeeping.backups.sources import NAMES, files_of, read_only, uris_by_name
from ...safekeeping.twin.interfaces import ITwinning
from .environment import Failure, working

#: Copies of files that clients of a server keep on the disk of their machine.
BLOB_CACHE = 'blobcache'


@contextmanager
def alone(unopened):
    """Give the ``Environment`` of the databases with nobody else in them: a ZEO server's files are
    opened directly.  PostgreSQL is opened beside whoever has it open.

    Raises ``Failure`` if a portal or a ZEO server has them open.
    """
    try:
        application = unopened.application(
            {setting_of(name): uri for name, uri in direct_uris(unopened).items()})
    except LockError:
        raise Failure(f'the databases in {unopened.var} are in use: stop the portal or the ZEO '
                      'server that has them open') from None
    with working(application.registry) as environment:
        yield environment


@contextmanager
def reading(unopened):
    """Give the portal, read beside whoever has it open; ``None`` if there is none."""
    uri = uris_by_name(unopened.mapping)[CONTENT]
    place = files_of(CONTENT, uri, unopened.var)
    storage = read_only(*place) if place else resolve_uri(uri)[0]()
    with closing(storage), at_once(DB(storage)) as connection:
        yield connection.root().get(ROOT)


def direct_uris(unopened):
    """Return the address of each database by its name, a ZEO server's as those of its files.

    Raises ``BackupProblem`` where that is on another machine.
    """
    found = uris_by_name(unopened.mapping)
    for name, uri in found.items():
        if name == KEYS:
            if uri.startswith('zeo'):
                found[name] = (f'file://{unopened.var}/filestorage/{name}.fs?blobstorage_dir='
                               f'{unopened.var}/blobstorage/{name}')
            continue
        place = None if uri.startswith('file://') else files_of(name, uri, unopened.var)
        if place is not None:
            path, blobs = place
            found[name] = f'file://{path}?blobstorage_dir={blobs}'
    return found


def forget(environment, gone):
    """Take what is ``gone`` out of each database as it is now, in a transaction for each.

    It is done twice: what is taken out of the tree leaves addresses behind, and the log tells of
    it when the transaction ends.
    """
    erasers = environment.registry.getUtility(IErasers)
    for name in NAMES + NAMES:
        environment.in_transaction(lambda name=name: erasers.run(
            name, environment.portal, gone, environment.registry))


def forget_pages(environment, folder, oids, since):
    """Let nothing in the twin in ``folder`` speak of ``oids``, which went at ``since``."""
    twinning = environment.registry.getUtility(ITwinning)
    with as_system(environment.registry, 'erase') as system:
        try:
            twinning.forget(system, folder, oids, since)
        except BlockingIOError as error:
            raise Failure(f'{error}; run it again when that has ended') from None


def see_archived(environment, folder, erasures):
    """Archive what is not archived yet, for its history is about to go; say of which ``erasures``
    the archive in ``folder`` tells.
    """
    with as_system(environment.registry, 'erase') as system:
        try:
            environment.registry.getUtility(IArchiving).capture(system)
            with books.reading(Path(folder)) as book:
                books.require_filled(book)
                told = [(each.demanded.number, _pages(book, each.demanded))
                        for each in erasures]
        except NotFilled as error:
            raise Failure(f'the archive in {folder} {error}') from None
        except ArchiveProblem as error:
            raise Failure(f'{error}; run it again when that has ended') from None
        except OSError as error:
            raise Failure(f'the archive of records cannot be reached: {error}; mount it and run '
                          'this again, or empty portal.archive: then what it has not seen is '
                          'never archived') from None
    for erasure, number in told:
        if number:
            print(f'the archive of records holds {number} pages of erasure {erasure}; if they are '
                  f'to go too: archive redact --erasure {erasure}')


def _pages(book, demanded):
    """Return how many pages ``book`` holds of the erasure ``demanded``."""
    return sum(map(of_erasure(demanded, book.events.between()), book.events.between()))


def pack_history(unopened, step):
    """Let the history of each database go, up to what is there now."""
    for name, uri in uris_by_name(unopened.mapping).items():
        place = files_of(name, uri, unopened.var)
        if place is not None:
            pack_files(*place, step)
        else:
            with closing(resolve_uri(uri)[0]()) as storage:
                storage.pack(u64(storage.lastTransaction()), referencesf)
                if storage.keep_history:
                    blank(storage)
                sample_anew(storage)


def pack_files(path, blobs, step):
    """Let the history of the FileStorage in ``path`` go, and what a pack by ZODB has left."""
    found = last(path)
    if found is not None:
        Packing(path, blobs, moment_of(found.tid).timestamp() + 1, step, erasing=True).pack()
    for left in ('.old', '.tmp'):  # the latter holds the last transaction
        path.with_name(path.name + left).unlink(missing_ok=True)
    shutil.rmtree(Path(f'{blobs}.old'), ignore_errors=True)


def drop_caches(settings, var):
    """Remove what can be made or fetched again: renditions, mirrors of databases, and copies of
    files that clients of a server keep.
    """
    for path in Path(settings.media_cache).glob('??/*'):
        ours = path.parent.name, f'.{path.parent.name}', 'tmp'  # parts, those of older versions
        if path.is_file() and path.name.startswith(ours):
            path.unlink(missing_ok=True)
    for name in NAMES:
        for path in Path(settings.backup_mirror).glob(f'{name}.*'):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (Path(var) / BLOB_CACHE).rglob('*.blob'):
        path.unlink(missing_ok=True)


def forget_dumps(environment):
    """Remove the dumps of all public items, which the portal makes anew."""
    try:
        environment.registry.getUtility(IDumps).forget()
    except DumpProblem as problem:
        raise Failure(f'dumps: {problem}') from None


def copies_of(unopened, more, same_device):
    """Return the ``Copies`` of the portal: its backups in all folders that are known.

    ``more``: folders besides those of the settings; ``same_device``: as of ``Copies``.
    """
    settings, now = unopened.settings, unopened.clock.now()
    return Copies(direct_uris(unopened), unopened.var, settings,
                  read_rules(settings.data).at(now), now, more, same_device)


def drop_mails(folder, oids):
    """Remove mails that wait and speak of ``oids``; say how many cannot be told apart."""
    silent = forget_mails(folder, oids)
    if silent:
        print(f'{folder}: {silent} mails are older than this version and do not say of whom they '
              'speak: look at them')
