"""The queue of mails: one file each, whole or not there at all.

``tmp/`` holds what belongs to transactions that are still open, ``new/`` what is to be sent,
``failed/`` what no server wants.  A file's name starts with the second it was written in and ends
with the object ids of what it speaks of, and with ``list`` if it goes to many; its time of
change says when it is tried (again).  Who
may read the folder reads the mails: mode 0700.
"""
import os
import secrets
from pathlib import Path

from ...kernel.storage import durable

WAITING, OPEN, FAILED = 'new', 'tmp', 'failed'
#: The end of the name of a mail that goes to many; what says how many of those may go now.
LIST, PACE = 'list', 'pace'
#: Header of a mail in the queue: the address that it returns to.  It is not sent.
RETURNS = 'Return-Path'
#: Seconds after which a file in ``tmp`` belongs to a process that has died.
_ABANDONED = 24 * 3600


class Spool:
    """The queue in the folder ``path``, made when it is missing."""

    def __init__(self, path):
        self._path = Path(path)

    def _folder(self, name):
        folder = self._path / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def write(self, content, now, about=(), is_list=False):
        """Keep ``content``, bytes, beside the queue and return its path; ``now``: seconds.

        ``about``: object ids of what it speaks of.  ``is_list``: it goes to many.
        """
        name = '.'.join([f'{int(now):012d}', secrets.token_hex(8), *map(str, about),
                         *([LIST] if is_list else ())])
        path = self._folder(OPEN) / name
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), 'wb') as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.utime(path, (now, now))
        return path

    def enqueue(self, path):
        """Put what ``write`` has kept into the queue."""
        path.rename(self._folder(WAITING) / path.name)

    def waiting(self, now):
        """Return the paths of the mails that are to be tried at ``now``, seconds: the oldest
        first, and those that go to many last.
        """
        due = [path for path in self._folder(WAITING).iterdir() if path.stat().st_mtime <= now]
        return sorted(due, key=lambda path: (is_list(path), path.name))

    def take(self, wanted, rate, now):
        """Return how many of ``wanted`` mails that go to many may go at ``now``, seconds, and
        count them; ``rate``: how many a minute.
        """
        pace = self._path / PACE
        try:
            moment, left = map(float, pace.read_text(encoding='ascii').split())
        except (FileNotFoundError, ValueError):
            moment, left = 0., 0.
        left = min(rate, left + max(0, now - moment) * rate / 60)
        taken = min(wanted, int(left))
        pace.write_text(f'{now} {left - taken}', encoding='ascii')
        return taken

    def postpone(self, path, until):
        """Let the mail at ``path`` be tried again from ``until``, seconds."""
        os.utime(path, (until, until))

    def give_up(self, path):
        """Put the mail at ``path`` where the operator finds it."""
        path.rename(self._folder(FAILED) / path.name)

    def sweep(self, now):
        """Remove what processes that have died left open."""
        for path in self._folder(OPEN).iterdir():
            if path.stat().st_mtime < now - _ABANDONED:
                path.unlink(missing_ok=True)

    def alone(self):
        """Give whether no other process is sending what is in the queue; none may begin then."""
        return durable.alone(self._path / 'lock')


def forget(path, gone):
    """Remove from the queue in the folder ``path``, and from what a restore has held back there,
    what speaks of the object ids ``gone``; return how many of the rest do not say of what they
    speak: they are of before this was kept.
    """
    silent = 0
    for mail in Path(path).glob('*/*'):
        about = {int(oid) for oid in mail.name.split('.')[2:] if oid.isdecimal()}
        if about & gone:
            mail.unlink(missing_ok=True)
        silent += not about
    return silent


def is_list(path):
    """Return whether the mail at ``path`` goes to many."""
    return path.name.endswith(f'.{LIST}')


def written_at(path):
    """Return the second in which the mail at ``path`` was written."""
    return int(path.name.partition('.')[0])
