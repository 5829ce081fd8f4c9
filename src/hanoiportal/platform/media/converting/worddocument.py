"""A Word document (DOCX) as HTML, by ``mammoth``."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import mammoth

from ..legacyfonts.package import Package
from ..legacyfonts.words import convert_words
from ..wording.wordlines import read_word
from .listmarks import finished
from .made import Markup, TakenPictures
from .preparing import prepare

#: Begins every id, so that none is that of a part of the page.
PREFIX = 'tai-lieu-'
#: The title of the page is its only ``h1``.
_STYLES = '\n'.join((
    *(f"p[style-name='{style}'] => {element}:fresh" for style, element in (
        ('Title', 'h2'), ('Heading 1', 'h2'), ('Heading 2', 'h3'), ('Heading 3', 'h4'),
        ('Heading 4', 'h5'), ('Heading 5', 'h5'), ('Heading 6', 'h5'))), 'u => u'))


def word_markup(package: Package) -> Markup:
    """Return what the Word document ``package`` says.  Raises what lxml and mammoth raise."""
    convert_words(package)
    read = read_word(package, pictured=True)
    if read.refused:
        return Markup(refused=read.refused)
    prepare(package)
    pictures = TakenPictures()
    made = mammoth.convert_to_html(
        BytesIO(package.written()), style_map=_STYLES, include_embedded_style_map=False,
        id_prefix=PREFIX, convert_image=mammoth.images.img_element(_taking(pictures)))
    return finished(made.value, pictures, read.lines)


def _taking(pictures: TakenPictures) -> Callable[[Any], Mapping[str, str]]:
    def take(picture: Any) -> Mapping[str, str]:
        with picture.open() as file:
            name = pictures.add(file.read(), picture.alt_text or '')
        return {'src': name, 'alt': picture.alt_text or ''}

    return take
