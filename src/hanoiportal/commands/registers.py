"""The register of erasures beside the backups, signed as they are, for restores of older data."""
from pathlib import Path

from ..backups.interfaces import BackupProblem
from ..backups.restoring import BLOBS, FILES, HELD
from ..backups.sources import NAMES
from ..erasure.gone import gone_of, older_texts
from ..erasure.keeping import document, read
from ..erasure.resource import erasures_of, merge
from ..security.signing import checking_key, is_signed, sign, signing_key
from ..storage.databases import ROOT
from ..storage.durable import write
from ..tree.lookup import texts_of, walk
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
    content = document(_together(_of_target(target, key.public_key()), entries))
    write(target / REGISTER, content)
    write(target / SIGNATURE, sign(key, content).encode())


def known(environment, target, key):
    """Return each ``Demanded`` that is known in the folder ``target``, in those of the settings
    that are there, and on this machine.

    ``key``: file with the key that checks.  Raises ``BackupProblem`` at a bad signature.
    """
    settings, public = environment.settings, checking_key(key)
    targets = dict.fromkeys([Path(target), *map(Path, settings.backup_targets)])
    return _together(*(_of_target(each, public) for each in targets),
                     _of_file(settings.erasure_register))


def erase_again(environment, folder, entries, step):
    """Erase what ``entries`` say in the data that were restored in ``folder``; return how many
    erasures there were, and the object ids of items that went because their text is older than
    the one that was to stay, or because they lay in what was erased, at that moment.

    Data of which nothing has been erased since are left as they are.
    """
    with working(environment.elsewhere(folder).registry) as restored:
        if ROOT not in restored.root:
            return 0, []
        number = restored.in_transaction(lambda: merge(restored.portal, entries))
        undone = [each for each in erasures_of(restored.portal) if each.in_database_at is None]
        if not undone:
            return 0, []
        older = _forget(restored, undone, folder)
        restored.in_transaction(lambda: _note(restored))
    for name in NAMES:
        pack_files(folder / FILES / f'{name}.fs', folder / BLOBS / name, step)
    return number, older


def _forget(restored, erasures, folder):
    older = older_texts(restored.portal, erasures)
    gone = gone_of(erasures).and_resources(
        text.__oid__ for item in older for text in texts_of(item))
    inside = _inside(restored.portal, gone.resources)
    forget(restored, gone)
    drop_mails(folder / Path(HELD).parent, gone.oids)
    return [*(item.__oid__ for item in older), *inside]


def _inside(portal, oids):
    """Return the ids of what lies below something of ``oids``, and is none of them."""
    places = filter(None, map(portal.__objectmap__.object_for, sorted(oids)))
    return sorted({node.__oid__ for place in places for node in walk(place)} - oids)


def _note(restored):
    for each in erasures_of(restored.portal):
        if each.in_database_at is None:
            each.in_database_at = restored.clock.now()


def _together(*registers):
    """Return what all ``registers`` hold, each ``Demanded`` once, the oldest first."""
    return sorted({(each.at, each.kind, each.oids): each
                   for register in registers for each in register}.values(),
                  key=lambda each: (each.at, each.number))


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
