"""A program of its own: a DOCX, ODT or PDF on standard input becomes JSON of its HTML, of its
pictures and of what was lost.

It reads nothing but the document.  It ends after ``SECONDS`` of processor time, or if it needs
more than ``MEMORY`` bytes, and lets whoever serves pages go before.
"""
import json
import os
import resource
import sys
from base64 import b64encode
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from hanoiportal.platform.media.converting.made import Markup
from hanoiportal.platform.media.converting.opendocument import opendocument_markup
from hanoiportal.platform.media.converting.printed import printed_markup
from hanoiportal.platform.media.converting.worddocument import word_markup
from hanoiportal.platform.media.legacyfonts.package import Package
from hanoiportal.platform.media.wording.found import BROKEN
from lxml.etree import LxmlError

SECONDS, MEMORY, NICENESS = 30, 1 << 30, 10


def markup_of(content: bytes) -> Markup:
    """Return what a document says; refused if it is none of the three, or broken."""
    if content.startswith(b'%PDF-'):
        return printed_markup(content)
    try:
        package = Package(content)
        if 'content.xml' in package.names:
            return opendocument_markup(package, ZipFile(BytesIO(content)))
        if 'word/document.xml' in package.names:
            return word_markup(package)
    except (BadZipFile, KeyError, ValueError, IndexError, AttributeError, LxmlError,
            RecursionError):
        pass
    return Markup(refused=BROKEN)


if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    made = markup_of(sys.stdin.buffer.read())
    json.dump({
        'html': made.html, 'lost': made.lost, 'refused': made.refused, 'left': made.pictures.left,
        'pictures': [(b64encode(content).decode(), said)
                     for content, said in made.pictures.found]}, sys.stdout)
