"""A program of its own: a PDF on standard input becomes what is known of it, JSON, on the output.
With the argument ``many`` it takes one after the other, each in a process of its own.

Whether it has text, and what readers' software asks of it: tags, a title, a language (ISO 14289-1,
7.1, 7.2 and 11).  It ends after ``SECONDS`` of processor time, or if it needs more than ``MEMORY``
bytes, and lets whoever serves pages go before.
"""
import json
import os
import resource
import sys
from contextlib import suppress
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

SECONDS, MEMORY, NICENESS = 20, 1 << 30, 10
#: Pages whose text is looked for, and letters on each below which there is none to speak of.
MOST_PAGES, FEWEST = 20, 20
#: The argument; bytes that tell a length.
MANY, LENGTH = 'many', 8


def graded(content):
    """Return what is known of the PDF ``content``, of values that JSON knows; nothing of a broken
    one.
    """
    try:
        return _graded(PdfReader(BytesIO(content)))
    except PyPdfError:
        return {}


def _graded(reader):
    root, pages = reader.root_object, reader.pages[:MOST_PAGES]
    letters = sum(sum(map(str.isalnum, page.extract_text())) for page in pages)
    marked = '/MarkInfo' in root and root['/MarkInfo'].get('/Marked', False)
    title = reader.metadata.title if reader.metadata else ''
    return {'scanned': bool(pages) and letters < FEWEST * len(pages),
            'tagged': bool(marked) and '/StructTreeRoot' in root,
            'titled': bool((title or '').strip()), 'marked': bool(root.get('/Lang'))}


def _within_limits(content):
    """Return the JSON of what is known of ``content``; the process ends if it takes too much."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return json.dumps(graded(content)).encode()


def _apart(content):
    """Return the same, found out by a process of its own; ``b''`` if that came to a bad end."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.write(writing, _within_limits(content))
            os._exit(0)
        os._exit(1)
    os.close(writing)
    with open(reading, 'rb') as said:
        found = said.read()
    return found if os.waitpid(child, 0)[1] == 0 else b''


def _serve(given, out):
    """Answer what comes until there is no more: the length in eight bytes, then the bytes."""
    while head := given.read(LENGTH):
        said = _apart(given.read(int.from_bytes(head, 'big')))
        out.write(len(said).to_bytes(LENGTH, 'big') + said)
        out.flush()


if __name__ == '__main__':
    os.nice(NICENESS)
    if sys.argv[1:] == [MANY]:
        _serve(sys.stdin.buffer, sys.stdout.buffer)
    else:
        sys.stdout.buffer.write(_within_limits(sys.stdin.buffer.read()))
