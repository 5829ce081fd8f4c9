"""Wrong passwords, counted in the ``interactions`` database (QCVN 12:2026/BCA).

So many in a row close the account for some hours; the visitor is told nothing of it.  Accounts
are known by their ids here, and log-in names that do not exist are only counted together.

Devices that somebody has logged in with are counted apart, each for itself: strangers who try
passwords close an account to strangers, and its owner still gets in (OWASP, device cookies).
"""
import datetime
from collections.abc import Iterator, Mapping

from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.mapping import PersistentMapping

from ..interactions import get_or_create

KEY = 'attempts'


class Attempts(Persistent):
    """Lần đăng nhập sai: ``{account id, and the device's: (wrong in a row, closed until)}``.

    The time is aware UTC, or ``None``.
    """

    #: ``{ordinal of a window: {mark of a network: wrong}}``; of the last two windows.
    by_network: IOBTree | None = None

    def __init__(self) -> None:
        self.by_account = OOBTree()
        self.unknown = Length()

    def closed_until(self, account_id: str, now: datetime.datetime,
                     device: str = '') -> datetime.datetime | None:
        """Return until when the account is closed to ``device``, ``''`` for strangers; ``None`` if
        it is open at ``now``.
        """
        until = self._counted(account_id, device)[1]
        return until if until is not None and now < until else None

    def failed(self, account_id: str | None, now: datetime.datetime, limit: int, hours: int,
               device: str = '') -> None:
        """Count a wrong password; the one that makes ``limit`` closes the account for ``hours``.

        ``account_id``: ``None`` for a name that nobody has: it takes as long.
        What is tried while the account is closed does not close it for longer.
        """
        if account_id is None:
            self.unknown.change(1)
        elif self.closed_until(account_id, now, device) is None:
            count, until = self._counted(account_id, device)
            count = 1 if until is not None else count + 1
            until = now + datetime.timedelta(hours=hours) if count >= limit else None
            self.by_account[_key(account_id, device)] = count, until

    def wrong(self, account_id: str, device: str = '') -> int:
        """Return how many wrong passwords in a row are counted of ``device``."""
        return self._counted(account_id, device)[0]

    def _counted(self, account_id: str, device: str) -> tuple[int, datetime.datetime | None]:
        found: tuple[int, datetime.datetime | None] = self.by_account.get(
            _key(account_id, device), (0, None))
        return found

    def closed(self, now: datetime.datetime) -> Iterator[tuple[str, datetime.datetime]]:
        """Yield ``(account id, until when)`` of those that are closed to somebody at ``now``."""
        for key, (_count, until) in self.by_account.items():
            if until is not None and now < until:
                yield key.partition(' ')[0], until

    def forget(self, account_id: str, device: str = '') -> bool:
        """Forget what was counted of ``device``, after a right password.

        Returns whether anything was counted; writes nothing if not.
        """
        return self.by_account.pop(_key(account_id, device), None) is not None

    def reopen(self, account_id: str) -> bool:
        """Open the account to everybody, because an administrator says so; see ``forget``."""
        keys = [*self.by_account.keys(account_id, account_id),
                *self.by_account.keys(account_id + ' ', account_id + '!')]
        for key in keys:
            del self.by_account[key]
        return bool(keys)

    def count_network(self, mark: str, now: datetime.datetime, seconds: int) -> None:
        """Count something wrong from the network with ``mark``; those of earlier windows than the
        last, each ``seconds`` long, are forgotten.
        """
        if self.by_network is None:
            self.by_network = IOBTree()
        window = int(now.timestamp()) // seconds
        for over in list(self.by_network.keys(max=window - 2)):
            del self.by_network[over]
        marks = get_or_create(self.by_network, window, OOBTree)
        marks[mark] = marks.get(mark, 0) + 1

    def of_network(self, mark: str, now: datetime.datetime, seconds: int) -> float:
        """Return how often something was wrong from there within ``seconds``, about: of the window
        before, as much counts as of it lies within them.
        """
        window, into = divmod(now.timestamp(), seconds)
        return sum(
            share * self._of_window(int(window) - back).get(mark, 0)
            for back, share in ((0, 1), (1, 1 - into / seconds)))

    def _of_window(self, window: int) -> Mapping[str, int]:
        found: Mapping[str, int] = (self.by_network or {}).get(window, {})
        return found


def _key(account_id: str, device: str) -> str:
    return f'{account_id} {device}' if device else account_id


def attempts_in(root: PersistentMapping) -> Attempts:
    """Return the ``Attempts`` in ``root``, the root mapping of the ``interactions`` database.

    The first are put there only by the transaction that counts something.
    """
    found: Attempts | None = root.get(KEY)
    return Attempts() if found is None else found


def get_or_create_attempts(root: PersistentMapping) -> Attempts:
    """Return the ``Attempts`` in ``root`` for writing."""
    found: Attempts = get_or_create(root, KEY, Attempts)
    return found
