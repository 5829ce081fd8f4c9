"""Which system an export is of, as it looks."""
from __future__ import annotations

from pathlib import Path

from ....base.i18n import _
from .pieces import BadSource, Source
from .plonefolder import PlonePackage
from .plonejson import PloneArray
from .table import Table
from .wordpress import WordPress

_PEEK = 4096


def source_at(path: Path) -> Source:
    """Return the ``Source`` of the folder or file at ``path``.

    Raises ``BadSource`` if it is none that is known, ``OSError`` if it cannot be opened.
    """
    if path.is_dir():
        if not (path / 'content').is_dir():
            raise BadSource(_('Thư mục không có “content”: không phải bản xuất của Plone 6.'))
        return PlonePackage(path)
    if path.suffix.lower() == '.csv':
        return Table(path)
    with open(path, 'rb') as file:
        start = file.read(_PEEK).removeprefix(b'\xef\xbb\xbf').lstrip()
    if start.startswith(b'['):
        return PloneArray(path)
    if start.startswith(b'<') and b'<rss' in start:
        return WordPress(path)
    raise BadSource(_('Không nhận ra dạng của nguồn: cần thư mục của plone-exporter, JSON của '
                      'collective.exportimport, WXR của WordPress hoặc tệp CSV.'))
