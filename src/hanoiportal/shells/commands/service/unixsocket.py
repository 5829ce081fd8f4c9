"""The Unix socket at which a proxy asks the portal: who may write to a file may ask, nobody else.

No port is open: what goes between the two touches no network (ASVS 5.0, 12.3.3), and no other
account of the machine can ask as the proxy that is believed.
"""
import fcntl
import os
import socket
import stat
from contextlib import contextmanager
from pathlib import Path

#: Rights by which somebody could put a socket of their own in place of ours.
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Occupied(Exception):
    """The portal must not listen there; ``args[0]`` says why."""


def opened_at(path, mode, backlog):
    """Return a socket that listens at ``path`` with the rights ``mode``.

    What a portal that was killed has left there is taken over.
    Raises ``Occupied`` if anything else is there, or if others may write into its folder, and
    ``OSError`` if it cannot be made.
    """
    path = Path(path)
    with _alone_in(path.parent):
        _make_room(path)
        opened = socket.socket(socket.AF_UNIX)
        opened.bind(str(path))
        path.chmod(mode)
        opened.listen(backlog)  # before, nobody is let in, whatever the rights
    return opened


@contextmanager
def _alone_in(folder):
    """Hold ``folder``: of two portals that start at once one looks after the other."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if os.fstat(held).st_mode & _OTHERS_WRITE:
            raise Occupied(f'others may write into {folder}; chmod go-w {folder}')
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _make_room(path):
    """Remove a socket of ours that nobody listens to."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        raise Occupied('what is there is no socket, and is left alone')
    if found.st_uid != os.geteuid():
        raise Occupied('the socket there belongs to another account')
    if _answers(path):
        raise Occupied('a portal answers there')
    path.unlink(missing_ok=True)


def _answers(path):
    """Tell whether somebody listens at ``path``, however busy."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.setblocking(False)
        try:
            asking.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except BlockingIOError:  # its queue is full
            return True
    return True
