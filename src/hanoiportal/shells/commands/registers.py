"""The register of erasures beside the backups, signed as they are, for restores of older data."""
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ...content.erasure.gone import gone_of, gone_with_older, older_texts
from ...content.erasure.interfaces import BEGUN, DEMANDED
from ...content.erasure.keeping import document, read
from ...content.erasure.merging import merge, survivors, together
from ...content.erasure.pointofnoreturn import begin
from ...content.erasure.resource import erasures_of
from ...content.recyclebin.erasing import binned, others_in
from ...kernel.security.crypto.signing import checking_key, is_signed, sign, signing_key
from ...kernel.storage.databases import ROOT
from ...kernel.storage.durable import write
from ...kernel.tree.lookup import walk
from ...safekeeping.backups.interfaces import BackupProblem
from ...safekeeping.backups.restoring import BLOBS, FILES, HELD
from ...safekeeping.backups.sources import NAMES
from .environment import working
from .forgetting import drop_mails, forget, pack_files

REGISTER, SIGNATURE = 'erasures.json', 'erasures.sig'


class Again(NamedTuple):
    """What erasing again has done: how many erasures, how many demands wait for a second person;
    the object ids of what is ``lost`` and of what is ``spared``: no erasure has named it.
    """

    number: int = 0
    waiting: int = 0
    lost: Sequence[int] = ()
    spared: Sequence[int] = ()


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
    what waits for its second person is withheld, what was called back is there.  Return an
    ``Again``.

    Data of which nothing has been erased since are left as they are.
    """
    with working(environment.elsewhere(folder).registry) as restored:
        if ROOT not in restored.root:
            return Again()
        final = survivors(restored.portal, entries)
        going = gone_with_older(restored.portal, final).resources
        lost, spared = _lost(restored.portal, final, going), _spared(restored.portal, going)
        restored.in_transaction(lambda: merge(restored.portal, entries, restored.registry))
        begun = restored.in_transaction(lambda: begin(restored.portal, restored.clock.now()))
        waiting = sum(each.state == DEMANDED for each in erasures_of(restored.portal))
        if not begun:
            return Again(waiting=waiting)
        gone = gone_of(begun).and_resources(going)
        forget(restored, gone)
        drop_mails(folder / Path(HELD).parent, gone.oids)
        restored.in_transaction(lambda: _note(restored))
    for name in NAMES:
        pack_files(folder / FILES / f'{name}.fs', folder / BLOBS / name, step)
    return Again(len(begun), waiting, lost, spared)


def _lost(portal, records, going):
    """Return the ids of what goes by ``records`` and was to stay, or is not named: items whose
    text is older than the one that was to stay, or whose past went and that lay in a bin; parts
    that items of ``going``, oids, had at that moment.
    """
    spared = {node.__oid__ for oid in _spared(portal, going)
              for node in walk(portal.__objectmap__.object_for(oid))}
    pasts = gone_of(records).pasts
    return [*(item.__oid__ for item in older_texts(portal, records)),
            *(node.__oid__ for node, _entry in binned(portal, pasts)),
            *(oid for oid in _inside(portal, going) if oid not in spared)]


def _spared(portal, going):
    """Return the ids of what lies in places of ``going``, oids, and had been moved out of them."""
    places = filter(None, map(portal.__objectmap__.object_for, sorted(going)))
    return sorted({node.__oid__ for place in places for node in others_in(place, going)})


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
