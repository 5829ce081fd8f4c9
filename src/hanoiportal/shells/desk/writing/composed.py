"""What changed in the blocks of a home page, in the words of the form and not in its codes."""
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pyramid.request import Request

from ....base.i18n import _
from ....base.text.compare import compare_text
from ....kernel.tree.lookup import find_site
from ....kernel.tree.resources import Described
from ....types.homepage.blocks import COLUMN, KIND, ROWS, SOURCES, TEXT, TEXT_EN, TITLE, TITLE_EN
from ....types.homepage.blocks import read as read_blocks
from ....types.homepage.kinds import COLUMNS, KINDS
from ....types.homepage.resource import HomePage
from .sources import Supply

if TYPE_CHECKING:
    from ....content.versions.interfaces import FieldChange

#: Name of the field that holds the composition.
BLOCKS = 'blocks'
#: The word before what each key of a composition says.
_WORDS = {KIND: _('Khối'), COLUMN: _('Cột'), TITLE: _('Tiêu đề'),
          TITLE_EN: _('Tiêu đề (tiếng Anh)'), SOURCES: _('Nguồn'), ROWS: _('Số dòng'),
          TEXT: _('Lời'), TEXT_EN: _('Lời (tiếng Anh)')}


def in_words(changes: Iterable['FieldChange'], document: Described,
             request: Request) -> list['FieldChange']:
    """Return ``changes`` of ``document``; those of the blocks of a home page tell them by titles,
    as far as who asks may know these.
    """
    if not isinstance(document, HomePage):
        return list(changes)
    told = _Told(request, document)
    return [replace(each, comparison=compare_text(told.text(each.before), told.text(each.after)))
            if each.name == BLOCKS else each for each in changes]


class _Told:
    """Compositions of a home page as people read them."""

    def __init__(self, request: Request, home: Described) -> None:
        self._say = request.localizer.translate
        self._supply = Supply(request, find_site(home))

    def text(self, composition: object) -> str:
        """Return what ``composition``, the value of the field, says: a line for each fact."""
        return '\n\n'.join('\n'.join(self._lines(said))
                           for said in read_blocks(str(composition or '')))

    def _lines(self, said: dict[str, str]) -> Iterator[str]:
        for key, value in said.items():
            yield f'{self._say(_WORDS[key])}: {self._value(key, value, said[KIND])}'

    def _value(self, key: str, value: str, kind: str) -> str:
        if key == KIND:
            return self._say(KINDS[value].title) if value in KINDS else value
        if key == COLUMN:
            return self._say(dict(COLUMNS).get(value, value))
        if key == SOURCES:
            return '; '.join(each.name.text for each in self._supply.of(kind, value).chosen)
        return value
