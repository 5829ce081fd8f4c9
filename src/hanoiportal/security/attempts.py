"""Wrong passwords, counted in the ``interactions`` database (QCVN 12:2026/BCA).

So many in a row close the account for some hours; the visitor is told nothing of it.  Accounts
are known by their ids here, and log-in names that do not exist are only counted together.
"""
import datetime

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from .interactions import kept

KEY = 'attempts'


class Attempts(Persistent):
    """Lần đăng nhập sai: ``{account id: (wrong in a row, closed until)}``.

    The time is an aware UTC ``datetime`` or ``None``.
    """

    def __init__(self):
        self.by_account = OOBTree()
        self.unknown = Length()

    def closed_until(self, account_id, now):
        """Return until when the account is closed, ``None`` if it is open at ``now``."""
        _count, until = self.by_account.get(account_id, (0, None))
        return until if until is not None and now < until else None

    def failed(self, account_id, now, limit, hours):
        """Count a wrong password; the one that makes ``limit`` closes the account for ``hours``.

        ``account_id``: ``None`` for a name that nobody has: it takes as long.
        What is tried while the account is closed does not close it for longer.
        """
        if account_id is None:
            self.unknown.change(1)
        elif self.closed_until(account_id, now) is None:
            count, until = self.by_account.get(account_id, (0, None))
            count = 1 if until is not None else count + 1
            until = now + datetime.timedelta(hours=hours) if count >= limit else None
            self.by_account[account_id] = count, until

    def forget(self, account_id):
        """Open the account: after a right password, or because an administrator says so.

        Returns whether anything was counted; writes nothing if not.
        """
        return self.by_account.pop(account_id, None) is not None


def attempts_in(root):
    """Return the ``Attempts`` in ``root``, the root mapping of the ``interactions`` database.

    The first are put there only by the transaction that counts something.
    """
    found = root.get(KEY)
    return Attempts() if found is None else found


def kept_attempts_in(root):
    """Return the ``Attempts`` in ``root`` for writing."""
    return kept(root, KEY, Attempts)
