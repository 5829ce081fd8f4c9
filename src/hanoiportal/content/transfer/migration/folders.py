"""Files of a source, which lie in one folder and nowhere else."""
from __future__ import annotations

from pathlib import Path

from ....base.i18n import _
from .pieces import BadSource


def file_in(folder: Path, path: str) -> Path:
    """Return the file at ``path``, relative to ``folder`` and inside of it.

    Raises ``BadSource`` if it is not there, or leads out of the folder, also by a link.
    """
    try:
        found = (folder / path.lstrip('/')).resolve()
        inside = found.is_relative_to(folder.resolve()) and found.is_file()
    except (OSError, ValueError):
        inside = False
    if not inside:
        raise BadSource(_('Không có tệp ${name}.', mapping={'name': path[:200]}))
    return found
