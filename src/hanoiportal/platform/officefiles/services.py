"""``IOfficeFiles``: both kinds of file of one description, and tables."""
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from zope.interface import implementer

from .interfaces import IOfficeFiles, OfficeDocument
from .layout import Layouts
from .markup import markup_of
from .sheetreading import cells
from .sheets import sheet
from .wordfile import word_file

if TYPE_CHECKING:
    from ..media.interfaces import ITypesetter

#: Nothing in a document leads anywhere.
ADDRESS = 'urn:hanoiportal:document'


@implementer(IOfficeFiles)
class OfficeFiles:
    """See ``IOfficeFiles``."""

    def __init__(self, layouts: Layouts, typesetter: 'Callable[[], ITypesetter]') -> None:
        self._layouts = layouts
        self._typesetter = typesetter

    @property
    def pdf_available(self) -> bool:
        """See ``IOfficeFiles``."""
        return bool(self._typesetter().available)

    def docx(self, document: OfficeDocument) -> bytes:
        """See ``IOfficeFiles``."""
        return word_file(document, self._layouts.of(document.day))

    def pdf(self, document: OfficeDocument, keep: bool = False) -> bytes | None:
        """See ``IOfficeFiles``."""
        if not self.pdf_available:
            return None
        html = markup_of(document, self._layouts.of(document.day))
        return self._typesetter().pdf(html, ADDRESS, keep)

    def sheet(self, title: str, columns: Sequence[str],
              rows: Iterable[Iterable[object]]) -> bytes:
        """See ``IOfficeFiles``."""
        return sheet(title, columns, rows)

    def cells(self, content: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        """See ``IOfficeFiles``."""
        return cells(content)
