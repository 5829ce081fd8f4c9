"""Putting a new key in its place."""
import os
import tempfile
from pathlib import Path


def put_new(path: Path, content: bytes) -> bool:
    """Write ``content`` to ``path``, for its owner alone, whole and only if nothing is
    there; return whether nothing was: another process may be quicker.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return False
    return True
