"""A folder of files that can be made again: what was used longest ago leaves first."""
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock

from ...kernel.storage.durable import write

#: It is looked through once for so much of its size that has been added.
_PARTS = 16


class DiskCache:
    """Files by name below ``folder``, in all about ``most`` bytes; several processes may share it.

    It is only ever a matter of time: whatever goes wrong with the disk, a file is made again.
    Thread-safe.
    """

    def __init__(self, folder, most):
        self._folder = Path(folder)
        self._most = most
        self._added = most
        self._lock = Lock()

    def get(self, name):
        """Return the bytes kept under ``name``, or ``None``."""
        path = self._path(name)
        with suppress(OSError):
            content = path.read_bytes()
            os.utime(path)
            return content or None  # nothing is what a loss of power may have left of it
        return None

    def put(self, name, content):
        """Keep ``content``, ``bytes``, under ``name``: whole or not at all."""
        if len(content) > self._most:
            return
        path = self._path(name)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, content, settled=False)
            self._count(len(content))

    def _path(self, name):
        return self._folder / name[:2] / name

    def _count(self, size):
        with self._lock:
            self._added += size
            if self._added <= self._most // _PARTS:
                return
            self._added = 0
            self._clear()

    def _clear(self):
        """Remove what was used longest ago, until what is added before the next look has room."""
        files = []
        for path in self._folder.glob('??/*'):
            with suppress(OSError):
                found = path.stat()
                files.append((found.st_mtime, found.st_size, path))
        used = sum(size for _moment, size, _path in files)
        for _moment, size, path in sorted(files):
            if used <= self._most - self._most // _PARTS:
                return
            with suppress(OSError):
                path.unlink()
            used -= size
