"""What lies in the folder of a site: read when it is still, and put away afterwards."""
from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ...base.i18n import _
from ...kernel.storage import durable
from .interfaces import MANIFEST, CannotDrop
from .packages import MOST_BYTES
from .services import check_amount

#: Seconds for which nothing has changed in what is taken.
STILL = 60
#: Where taken and refused things are put, and what the file beside them ends with.
DONE, REFUSED, RECEIPT = 'done', 'refused', '.receipt.json'


class Dropped(NamedTuple):
    """A file, or a folder of files.  ``manifest``: of a package, ``None`` of anything else."""

    path: Path
    files: Mapping[str, bytes]
    manifest: bytes | None

    @property
    def title(self) -> str:
        """How it is called, without its ending."""
        return ' '.join(self.path.stem.replace('_', ' ').split()) or self.path.name


def still_in(folder: Path, now: float) -> Iterator[Path]:
    """Yield what lies in ``folder`` and has not changed for ``STILL`` seconds, by name.

    ``now``: seconds since 1970.  Hidden things and those of a transfer (``.part``) are left.
    """
    for path in sorted(folder.iterdir()):
        if path.name in (DONE, REFUSED) or path.name.startswith('.') or path.suffix == '.part':
            continue
        if now - _changed(path) >= STILL:
            yield path


def _changed(path: Path) -> float:
    found = path.lstat().st_mtime
    if path.is_dir() and not path.is_symlink():
        found = max([found, *(each.lstat().st_mtime for each in path.iterdir())])
    return found


def read(path: Path) -> Dropped:
    """Return what ``path`` holds.  Raises ``CannotDrop`` for what is no file, or too much."""
    inside = sorted(path.iterdir()) if path.is_dir() and not path.is_symlink() else [path]
    if not inside or any(each.is_symlink() or not each.is_file() for each in inside):
        raise CannotDrop({'': _('Chỉ nhận tệp, hoặc thư mục có tệp và không có thư mục con.')})
    manifest = next((each for each in inside if each.name == MANIFEST), None)
    others = [each for each in inside if each is not manifest]
    check_amount([each.stat().st_size for each in others])
    return Dropped(path, {each.name: each.read_bytes() for each in others},
                   None if manifest is None else _head(manifest))


def _head(manifest: Path) -> bytes:
    with manifest.open('rb') as file:
        return file.read(MOST_BYTES + 1)


def put_away(path: Path, where: str, receipt: bytes) -> None:
    """Move ``path`` to the folder ``where`` beside it, with ``receipt``; under a name that nothing
    has there.
    """
    folder = path.parent / where
    folder.mkdir(exist_ok=True)
    name, number = path.name, 1
    while (folder / name).exists() or (folder / f'{name}{RECEIPT}').exists():
        number += 1
        name = f'{path.stem}-{number}{path.suffix}'
    with contextlib.suppress(FileNotFoundError):
        path.rename(folder / name)
    durable.write(folder / f'{name}{RECEIPT}', receipt, mode=0o640)
