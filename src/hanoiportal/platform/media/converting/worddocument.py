"""A Word document (DOCX) as HTML, by ``mammoth``."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import mammoth

from ..interfaces import IDS
from ..legacyfonts.package import Package
from ..legacyfonts.words import convert_words
from ..transcribe import STYLES
from ..wording.wordlines import read_word
from .listmarks import finished
from .made import Markup, TakenPictures
from .preparing import prepare

#: Underlined words stay so: in a text that goes on to be written they may mean something.
_STYLES = f'{STYLES}\nu => u'


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
        id_prefix=IDS, convert_image=mammoth.images.img_element(_taking(pictures)))
    return finished(made.value, pictures, read.lines)


def _taking(pictures: TakenPictures) -> Callable[[Any], Mapping[str, str]]:
    def take(picture: Any) -> Mapping[str, str]:
        with picture.open() as file:
            name = pictures.add(file.read(), picture.alt_text or '')
        return {'src': name, 'alt': picture.alt_text or ''}

    return take
