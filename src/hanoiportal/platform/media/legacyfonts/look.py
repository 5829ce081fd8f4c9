"""A program of its own: a file of Office on standard input; on the output a line of JSON, what
was found, and behind it the file in Unicode if that could be made.

The first argument is the extension.  It ends as ``transcribe`` does.
"""
import json
import os
import resource
import struct
import sys
from dataclasses import asdict
from zipfile import BadZipFile

import xlrd
from hanoiportal.platform.media.legacyfonts.before2007 import (
    Unread,
    sheets_of_97,
    slides_of_97,
    words_of_97,
)
from hanoiportal.platform.media.legacyfonts.package import Package
from hanoiportal.platform.media.legacyfonts.sheets import convert_sheets
from hanoiportal.platform.media.legacyfonts.slides import convert_slides
from hanoiportal.platform.media.legacyfonts.stretches import Found
from hanoiportal.platform.media.legacyfonts.words import convert_words
from lxml.etree import XMLSyntaxError

SECONDS, MEMORY, NICENESS = 20, 1 << 30, 10
_CONVERTED = {'docx': convert_words, 'xlsx': convert_sheets, 'pptx': convert_slides}
_SEEN = {'doc': words_of_97, 'xls': sheets_of_97, 'ppt': slides_of_97}
_BROKEN = (BadZipFile, XMLSyntaxError, Unread, xlrd.XLRDError, OSError, ValueError, KeyError,
           IndexError, AttributeError, TypeError, AssertionError, EOFError, RuntimeError,
           struct.error)


def looked_at(extension: str, content: bytes) -> tuple[Found, bytes] | None:
    """Return what is found in ``content`` and the file in Unicode, ``b''`` if it stays as it is;
    ``None`` if it cannot be read.
    """
    try:
        if extension in _SEEN:
            return _SEEN[extension](content), b''
        package = Package(content)
        found = _CONVERTED[extension](package)
        if package.is_signed:
            found.left, found.changed = found.changed + found.left, []
        return found, package.written() if found.changed and not found.left else b''
    except _BROKEN:
        return None


if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seen = looked_at(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(seen and asdict(seen[0])) + '\n')
    sys.stdout.flush()
    sys.stdout.buffer.write(seen[1] if seen else b'')
