"""Files that are there whole or not at all, whoever else writes them, for their owner alone.

What is being written is a *part*, a hidden file beside the one whose place it takes.  Who writes
it holds its lock.  A part that nobody holds was left by a process that was killed: the next that
writes the same file takes it over, so that none pile up.
"""
import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom, BufferedWriter
from pathlib import Path
from time import sleep

#: What the name of a part ends with; it begins with a full stop.
PART = '.part'
#: Bytes of a file's name that its parts are called by; systems take 255 in all.
_LONGEST = 200
#: A file that is written, open for reading and writing bytes.
Part = BufferedRandom
#: How many may write one file at once.
_MOST = 64


def write(path: Path, content: bytes, settled: bool = True, mode: int = 0o600) -> None:
    """Write ``content`` to ``path``; see ``replacing``."""
    with replacing(path, settled, mode) as file:
        file.write(content)


@contextmanager
def replacing(path: Path | str, settled: bool = True, mode: int = 0o600) -> Iterator[Part]:
    """Give a new file, open for reading and writing bytes, that takes the place of ``path``, which
    need not be there, when the block ends.  One that ends with an exception changes nothing.

    ``settled``: return when it has reached the device under its name; else a loss of power may
    leave it empty.
    """
    path = Path(path)
    with part_of(path) as file:
        yield file
        file.flush()
        os.fchmod(file.fileno(), mode)
        if settled:
            settle(file)
        os.replace(file.name, path)
    if settled:
        settle_folder(path.parent)


@contextmanager
def part_of(path: Path) -> Iterator[Part]:
    """Give a new file beside ``path``, open for reading and writing bytes, that nobody else
    writes; it goes when the block ends, unless it has got another ``name`` by then.
    """
    with _begun(path) as file:
        try:
            yield file
        finally:
            if _has_name(file):
                os.unlink(file.name)


def is_part(path: Path) -> bool:
    """Return whether a file is called as parts are."""
    return path.name.startswith('.') and path.name.endswith(PART)


def _begun(path: Path) -> Part:
    short = os.fsdecode(os.fsencode(path.name)[-_LONGEST:])
    for number in range(_MOST):
        name = f'.{short}.{number}{PART}' if number else f'.{short}{PART}'
        file = _taken(path.with_name(name))
        if file is not None:
            return file
    raise OSError(errno.EBUSY, 'too many write it at once', str(path))


def _taken(part: Path) -> Part | None:
    """Return the file ``part``, emptied, or ``None`` if it is another's."""
    try:
        file = open(part, 'r+b', opener=_opened)  # noqa: SIM115 - it is handed on
    except PermissionError:
        if not part.exists():
            raise
        return None  # of another account
    if _locked(file) and _has_name(file):
        file.truncate()
        return file
    file.close()
    return None


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _locked(file: Part) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a share without locks: who writes there is alone
    return True


def _has_name(file: Part) -> bool:
    """Return whether the locked ``file`` still has its name: since it was opened, another file may
    have got that.
    """
    try:
        return os.path.samestat(os.stat(file.name), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


@contextmanager
def alone(lock: Path, patience: int = 0) -> Iterator[bool]:
    """Give whether nobody else holds the file ``lock``, which is made when missing, as is its
    folder; nobody else gets it before the block ends.  ``patience``: seconds to wait for it.
    """
    make_folder(lock.parent)
    with open(os.open(lock, os.O_CREAT | os.O_WRONLY, 0o600), 'wb') as file:
        yield _held(file, patience)


def _held(file: BufferedWriter, patience: int) -> bool:
    for left in range(patience, -1, -1):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(1 if left else 0)
        else:
            return True
    return False


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, for its owner alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def settle_folder(path: Path) -> None:
    """Return when the names in the folder ``path`` have reached the device."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a share whose server alone can
            raise
    finally:
        os.close(handle)


def fresh(path: Path) -> BufferedWriter:
    """Return a new file at ``path``, or an emptied one, open for writing bytes."""
    return open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), 'wb')


def settle(file: BufferedRandom | BufferedWriter) -> None:
    """Return when what was written to ``file`` has reached the device."""
    file.flush()
    os.fsync(file.fileno())
