"""Which formats of files may be published (clause 11.1): a list that is data."""
import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from zope.interface import Interface

from ...base.i18n import _
from .signatures import BadFile, Binary, content_types


@dataclass(frozen=True)
class Format:
    """A format of files, one row of ``formats.csv``.

    ``extensions``: without dot, in lower case.  ``kind``: ``text``, ``sheet``, ``slides``,
    ``image``, ``drawing``, ``film``, ``sound``, ``captions``, ``data`` or ``archive``.
    ``basis``: where the law names it.
    """

    extensions: tuple[str, ...]
    mimetype: str
    kind: str
    name_vi: str
    basis: str


class IFormats(Interface):
    """The ``Formats`` of this portal, as a utility."""


class Formats:
    """The formats that may be published."""

    def __init__(self, formats: Iterable[Format]) -> None:
        self.all = tuple(formats)
        self.by_extension = {
            extension: each for each in self.all for extension in each.extensions}

    def extensions(self, kinds: Collection[str] | None = None) -> list[str]:
        """Return the extensions of the formats of ``kinds``, or of all."""
        return [extension for extension, each in self.by_extension.items()
                if kinds is None or each.kind in kinds]

    def check(self, filename: str, file: Binary, kinds: Collection[str] | None = None) -> Format:
        """Return the ``Format`` of the binary ``file`` called ``filename``.

        ``kinds``: the kinds that are allowed; ``None`` for all.
        Raises ``BadFile`` if the format is not allowed or the content is not what the name says.
        """
        _stem, dot, extension = filename.lower().rpartition('.')
        if not dot or extension not in self.extensions(kinds):
            raise BadFile(_(
                'Tệp “${filename}” không đúng định dạng được đăng (Điều 11.1, Thông tư 39/2017). '
                'Được dùng: ${extensions}.', mapping={
                    'filename': filename, 'extensions': ', '.join(self.extensions(kinds))}))
        named = self.by_extension[extension]
        if named.mimetype not in content_types(file):
            raise BadFile(_(
                'Nội dung của tệp “${filename}” không phải là ${format}: phần mở rộng và nội dung '
                'khác nhau.', mapping={'filename': filename, 'format': named.name_vi}))
        return named


def read_formats(path: Path) -> Formats:
    """Return the ``Formats`` of the CSV file at ``path``."""
    with open(path, encoding='utf-8', newline='') as lines:
        return Formats([
            Format(tuple(row['extensions'].split('|')), row['mimetype'], row['kind'],
                   row['name_vi'], row['basis'])
            for row in csv.DictReader(lines)])
