"""``IDocumentReader``: a document as HTML, by a program of its own: nothing of it is trusted."""
from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

from zope.interface import implementer

from .examiner import readable
from .interfaces import DocumentPicture, IDocumentReader, ReadDocument
from .program import isolated
from .wording.found import BROKEN

_PROGRAM = Path(__file__).parent / 'converting' / 'convert.py'


@implementer(IDocumentReader)
class DocumentReader:
    """See ``IDocumentReader``."""

    def read(self, content: bytes) -> ReadDocument:
        made = isolated(_PROGRAM, content)
        if made is None:
            return ReadDocument('', (), (), 0, BROKEN)
        said = json.loads(made)
        if said['refused']:
            return ReadDocument('', (), (), 0, said['refused'])
        html = readable(said['html'])
        pictures = tuple(DocumentPicture(b64decode(each), alt) for each, alt in said['pictures'])
        return ReadDocument(html, pictures, tuple(said['lost']), said['left'],
                            '' if html else BROKEN)
