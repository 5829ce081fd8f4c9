"""Taking backups of a portal in each of its targets."""
import datetime
from dataclasses import dataclass
from pathlib import Path

from ...kernel.security.crypto.signing import NoKey, signing_key
from ...kernel.storage.interfaces import KEYS
from . import record
from .devices import device_of
from .interfaces import BackupProblem
from .keycopies import keep, read_keys
from .manifest import chains, names
from .retention import remove, superfluous
from .sources import cut_of, sources
from .writing import Writing, extents, goes_on


@dataclass(frozen=True)
class Wish:
    """What is asked for.  ``targets``: folders; ``full``: begin new chains; ``same_device``: take
    a target that is no other device, and mark what is made there.
    """

    targets: tuple[Path | str, ...]
    full: bool = False
    same_device: bool = False


class Backups:
    """Takes backups of the portal whose data are in ``var``.

    ``uris``: addresses of its storages by name; ``settings``: its ``Settings``; ``rules``: the
    ``Rules``; ``now``: aware UTC; ``step(what, count)`` is told of bytes read.
    """

    def __init__(self, uris, var, settings, rules, now, step):
        self._uris, self._var, self._settings = uris, Path(var), settings
        self._rules, self._now, self._step = rules, now, step

    def take(self, wish):
        """Yield ``(target, BackupManifest)`` of each backup made, ``(target, None)`` where there
        was nothing new.  Raises ``BackupProblem``.
        """
        same = {target: self._is_on_device(target, wish) for target in wish.targets}
        key = self._key(*wish.targets).public_key()
        kept = {target: chains(target, key) for target in wish.targets}
        afresh = wish.full or any(self._is_due(each) for each in kept.values())
        found = sources(self._uris, self._var, self._settings.backup_mirror, afresh)
        for target in wish.targets:
            self._keep_keys(target)
            yield target, self._in(target, kept[target], found, wish.full, same[target])

    def _keep_keys(self, target):
        """Copy the keys of cases, apart and for days alone."""
        copy = read_keys(self._uris.get(KEYS, ''))
        if copy is not None:
            keep(Path(target), copy, self._key(target), self._now, self._rules.keep_keys)

    def thin(self, target):
        """Remove the chains of ``target`` that the rules let go; return the names of their
        full backups.
        """
        kept = chains(target, self._key(target).public_key())
        proved = record.read(self._settings.backup_record).get('proved', {}).get('backup', '')
        gone = superfluous(kept, self._rules, self._now, proved)
        if gone:
            remove(target, gone, [chain for chain in kept if chain not in gone])
        return [chain[0].name for chain in gone]

    def _is_on_device(self, target, wish):
        """Make sure that ``target`` is there; tell whether the data are on the same device."""
        try:
            same = device_of(target) == device_of(self._var)
        except OSError as error:
            raise BackupProblem(f'{target}: {error.strerror}: is the device mounted?') from None
        if same and not wish.same_device:
            raise BackupProblem(
                f'{target} is on the same device as {self._var}: a copy there goes with the '
                'original (clause 13.3.b). Take another device; --same-device makes it all the '
                'same, marked as no copy elsewhere')
        return same

    def _is_due(self, kept):
        if not kept:
            return True
        began = datetime.datetime.fromisoformat(kept[-1][0].created)
        return (self._now - began).days >= self._rules.full

    def _in(self, target, kept, found, full, same):
        parent = kept[-1][-1] if kept and not full and not self._is_due(kept) else None
        if parent is not None and not (goes_on(parent, found) and parent.same_device == same):
            parent = None
        cut = cut_of(found)
        wanted = extents(found, cut, parent)
        manifest = parent
        if parent is None or any(each.end > each.begin for each in wanted.values()):
            manifest = Writing(
                found, target, self._key(target), self._now, self._step).write(
                wanted, cut, parent, same, self._mails())
        record.note_backup(self._settings.backup_record, target, manifest, self._now)
        return None if manifest is parent else manifest

    def _key(self, *targets):
        try:
            return signing_key(
                self._settings.backup_key, any(any(names(each)) for each in targets))
        except NoKey as error:
            raise BackupProblem(f'{error}; "The key is lost" in the manual of backups says how to '
                                'go on without it') from None

    def _mails(self):
        waiting = Path(self._settings.mail_queue) / 'new'
        return sorted(waiting.iterdir()) if waiting.is_dir() else []
