"""The words of a PDF, in paragraphs: no other structure of what is printed can be trusted."""
from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ..wording.found import BROKEN, MOST_PAGES, PAGES, SCANNED
from .made import Markup

_BLANKS = re.compile(r'\s+')
#: Characters that a page of words has at least; a scanned one has none.
_PAGE = 20
#: Ends a paragraph, where the next line does not go on in the middle of a sentence.
_ENDS = ('.', ':', ';', '!', '?', '…', '”', '/.')


def printed_markup(content: bytes) -> Markup:
    """Return what the PDF ``content`` says."""
    try:
        reader = PdfReader(BytesIO(content))
        if len(reader.pages) > MOST_PAGES:
            return Markup(refused=PAGES)
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        return Markup(refused=BROKEN)
    if sum(map(len, pages)) < _PAGE * len(pages):
        return Markup(refused=SCANNED)
    return Markup('\n'.join(f'<p>{escape(each, quote=False)}</p>' for each in paragraphs(
        line for page in pages for line in page.split('\n'))))


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Return ``lines`` of a page joined where a sentence goes on.

    >>> paragraphs(['Điều 1.', 'Quy chế này áp', 'dụng từ nay.', '', 'Hết.'])
    ['Điều 1.', 'Quy chế này áp dụng từ nay.', 'Hết.']
    """
    found: list[str] = []
    goes_on = False
    for line in lines:
        text = _BLANKS.sub(' ', line).strip()
        if goes_on and text and not text[:1].isupper():
            found[-1] += f' {text}'
        elif text:
            found.append(text)
        goes_on = bool(text) and not text.endswith(_ENDS)
    return found
