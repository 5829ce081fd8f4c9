"""Backups after an erasure: a new one takes the place of all that hold what was erased."""
import datetime

from ...kernel.security.crypto.signing import signing_key
from . import record
from .interfaces import BackupProblem
from .manifest import chains, names
from .retention import remove
from .services import Backups, Wish


class Copies:
    """The backups of the portal whose data are in ``var``, in every folder that is known.

    ``more``: folders besides those of the settings; ``same_device``: take also those that are on
    the device of the data.  The other arguments are those of ``Backups``.
    """

    def __init__(self, uris, var, settings, rules, now, more, same_device):
        self._uris, self._var, self._settings = uris, var, settings
        self._rules, self._now, self._same_device = rules, now, same_device
        self._known = record.read(settings.backup_record).get(record.BACKUPS, {})
        #: Folders, ``str``, each once.
        self.targets = tuple(dict.fromkeys(
            [*map(str, more), *settings.backup_targets, *self._known]))

    def replace(self, step, carry):
        """Do it; ``carry(target)`` is called before older backups go.

        Return ``({target: until when older backups stay there}, [what went wrong])``.

        The moment is aware UTC; ``None`` where it is not known, as of a device that is not there.
        """
        left, failed = {}, []
        for target in self.targets:
            try:
                step(target)
                self._replace_in(target, step, carry)
            except (BackupProblem, OSError) as error:
                failed.append(f'{target}: {error}')
                left[target] = self._until(target)
        return left, failed

    def _replace_in(self, target, step, carry):
        self._require(target)
        self._key()
        backups = Backups(self._uris, self._var, self._settings, self._rules, self._now, step)
        list(backups.take(Wish((target,), full=True, same_device=self._same_device)))
        carry(target)
        found = self._chains(target)
        remove(target, found[:-1], found[-1:])

    def _require(self, target):
        """Raise ``BackupProblem`` where the newest backup known of ``target`` is not there: what
        is there is another folder, and the older ones are somewhere else.
        """
        newest = self._known.get(target, {}).get('name')
        if newest and newest not in names(target):
            raise BackupProblem(f'{target}: {newest}, the newest backup made there, is not there: '
                                'is the device mounted? If it is lost for good, make a backup')

    def _chains(self, target):
        return chains(target, self._key().public_key())

    def _key(self):
        """Return the key that signs; none is made beside what a lost one has signed anywhere."""
        return signing_key(
            self._settings.backup_key, any(any(names(each)) for each in self.targets))

    def _until(self, target):
        """Return until when the rules keep the newest of the older backups in ``target``."""
        try:
            found = self._chains(target)
        except (BackupProblem, OSError):
            return None
        older = [manifest for chain in found for manifest in chain
                 if datetime.datetime.fromisoformat(manifest.created) < self._now]
        if not older:
            return None
        return datetime.datetime.fromisoformat(older[-1].created) + datetime.timedelta(
            days=self._rules.keep_monthly)
