"""The register of erasures beside the backups, signed as they are, for restores of older data."""
from pathlib import Path

from ..backups.interfaces import BackupProblem
from ..backups.restoring import BLOBS, FILES, HELD
from ..backups.sources import NAMES
from ..erasure.beginning import begin
from ..erasure.gone import gone_of, gone_with_older, older_texts
from ..erasure.interfaces import BEGUN, CONFIRMED, DEMANDED
from ..erasure.keeping import document, read
from ..erasure.merging import merge, together
from ..erasure.resource import erasures_of
from ..security.signing import checking_key, is_signed, sign, signing_key
from ..storage.databases import ROOT
from ..storage.durable import write
from ..tree.lookup import walk
from .environment import working
from .forgetting import drop_mails, forget, pack_files

REGISTER, SIGNATURE = 'erasures.json', 'erasures.sig'


def carry(environment, target):
    """Write beside the backups in ``target`` what was erased, with what stands there already.

    Raises ``BackupProblem`` if what stands there was not signed by this portal.
    """
    settings, target = environment.settings, Path(target)
    entries = _of_file(settings.erasure_register)
    if not entries:
        return
    key = signing_key(settings.backup_key)
    content = document(together(_of_target(target, key.public_key()), entries))
    write(target / REGISTER, content)
    write(target / SIGNATURE, sign(key, content).encode())


def known(environment, target, key):
    """Return each ``Record`` that is known in the folder ``target``, in those of the settings that
    are there, and on this machine.

    ``key``: file with the key that checks.  Raises ``BackupProblem`` at a bad signature.
    """
    settings, public = environment.settings, checking_key(key)
    targets = dict.fromkeys([Path(target), *map(Path, settings.backup_targets)])
    return together(*(_of_target(each, public) for each in targets),
                     _of_file(settings.erasure_register))


def erase_again(environment, folder, entries, step):
    """Erase what ``entries``, each a ``Record``, say in the data that were restored in ``folder``;
    what waits for its second person is withheld, what was called back is there.  Return how many
    were erased, how many wait, and the object ids of items that went because their text is older
    than the one that was to stay, or because they lay in what was erased, at that moment.

    Data of which nothing has been erased since are left as they are.
    """
    with working(environment.elsewhere(folder).registry) as restored:
        if ROOT not in restored.root:
            return 0, 0, []
        final = [each for each in entries if each.state in (CONFIRMED, BEGUN)]
        going = gone_with_older(restored.portal, final).resources
        lost = _lost(restored.portal, final, going)
        restored.in_transaction(lambda: merge(restored.portal, entries, restored.registry))
        begun = restored.in_transaction(lambda: begin(restored.portal, restored.clock.now()))
        waiting = sum(each.state == DEMANDED for each in erasures_of(restored.portal))
        if not begun:
            return 0, waiting, []
        gone = gone_of(begun).and_resources(going)
        forget(restored, gone)
        drop_mails(folder / Path(HELD).parent, gone.oids)
        restored.in_transaction(lambda: _note(restored))
    for name in NAMES:
        pack_files(folder / FILES / f'{name}.fs', folder / BLOBS / name, step)
    return len(begun), waiting, lost


def _lost(portal, records, going):
    """Return the ids of items that go with ``going``, oids, by ``records``, and no record names.
    """
    return [*(item.__oid__ for item in older_texts(portal, records)), *_inside(portal, going)]


def _inside(portal, oids):
    """Return the ids of what lies below something of ``oids``, and is none of them."""
    places = filter(None, map(portal.__objectmap__.object_for, sorted(oids)))
    return sorted({node.__oid__ for place in places for node in walk(place)} - oids)


def _note(restored):
    for each in erasures_of(restored.portal):
        if each.state == BEGUN:
            each.in_database_at = restored.clock.now()


def _of_file(path):
    path = Path(path)
    return _read(path, path.read_bytes()) if path.exists() else []


def _of_target(target, public):
    path = target / REGISTER
    if not path.exists():
        return []
    content = path.read_bytes()
    try:
        signature = (target / SIGNATURE).read_text('ascii')
    except (OSError, UnicodeDecodeError):
        signature = ''
    if not is_signed(public, content, signature):
        raise BackupProblem(f'{path} was not signed with this key, or was changed')
    return _read(path, content)


def _read(path, content):
    try:
        return read(content)
    except ValueError as error:
        raise BackupProblem(f'{path} cannot be read: {error}') from None
