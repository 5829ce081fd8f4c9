"""A program of its own: a Word document (DOCX) on standard input becomes HTML on the output.

Of a picture stands what is said of it.  Nothing but the document is read.  It ends after
``SECONDS`` of processor time, or if it needs more than ``MEMORY`` bytes, and lets whoever serves
pages go before.
"""
import os
import resource
import sys
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import mammoth
from hanoiportal.platform.media.interfaces import IDS
from hanoiportal.platform.media.legacyfonts.package import Package
from hanoiportal.platform.media.legacyfonts.words import convert_words
from lxml.etree import XMLSyntaxError
from mammoth.html import text

SECONDS, MEMORY, NICENESS = 20, 1 << 30, 10
#: The title of the page is its only ``h1``.
STYLES = '\n'.join(
    f"p[style-name='{style}'] => {element}:fresh" for style, element in (
        ('Title', 'h2'), ('Heading 1', 'h2'), ('Heading 2', 'h3'), ('Heading 3', 'h4'),
        ('Heading 4', 'h5'), ('Heading 5', 'h5'), ('Heading 6', 'h5')))


def transcribed(file):
    """Return the HTML of the Word document in the binary ``file``, ``''`` if it is broken.

    Text in fonts of before Unicode is read as they show it, also where the file itself stays.
    """
    try:
        return mammoth.convert_to_html(
            _in_unicode(file), style_map=STYLES, include_embedded_style_map=False,
            id_prefix=IDS, convert_image=_said).value
    except (BadZipFile, KeyError, ExpatError, XMLSyntaxError):
        return ''


def _in_unicode(file):
    file.seek(0)
    package = Package(file.read())
    return BytesIO(package.written()) if convert_words(package).changed else file


def _said(picture):
    return [text(f'[{picture.alt_text}]')] if picture.alt_text else []


if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(transcribed(BytesIO(sys.stdin.buffer.read())).encode())
