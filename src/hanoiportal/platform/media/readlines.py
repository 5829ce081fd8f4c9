"""A program of its own: a DOCX or ODT on standard input becomes JSON of its lines on the output.

It reads nothing but the document.  It ends after ``SECONDS`` of processor time, or if it needs
more than ``MEMORY`` bytes, and lets whoever serves pages go before.
"""
import json
import os
import resource
import sys
from zipfile import BadZipFile

from hanoiportal.platform.media.legacyfonts.package import Package
from hanoiportal.platform.media.legacyfonts.words import convert_words
from hanoiportal.platform.media.wording.found import BROKEN, FoundText
from hanoiportal.platform.media.wording.opendocument import read_opendocument
from hanoiportal.platform.media.wording.wordlines import read_word
from lxml.etree import XMLSyntaxError

SECONDS, MEMORY, NICENESS = 20, 1 << 30, 10


def found_in(content: bytes) -> FoundText:
    """Return what stands in a DOCX or ODT; refused if it is neither, or broken."""
    try:
        package = Package(content)
        if 'content.xml' in package.names:
            return read_opendocument(package)
        if 'word/document.xml' not in package.names:
            return FoundText(refused=BROKEN)
        convert_words(package)
        return read_word(package)
    except (BadZipFile, KeyError, ValueError, XMLSyntaxError, RecursionError):
        return FoundText(refused=BROKEN)


if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = found_in(sys.stdin.buffer.read())
    json.dump({**vars(found), 'left_out': dict(found.left_out)}, sys.stdout)
