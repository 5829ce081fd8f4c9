"""A program of its own: a PDF on standard input becomes what is known of it, JSON, on the output.

Whether it has text, and what readers' software asks of it: tags, a title, a language (ISO 14289-1,
7.1, 7.2 and 11).  It ends after ``SECONDS`` of processor time, or if it needs more than ``MEMORY``
bytes, and lets whoever serves pages go before.
"""
import json
import os
import resource
import sys
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

SECONDS, MEMORY, NICENESS = 20, 1 << 30, 10
#: Pages whose text is looked for, and letters on each below which there is none to speak of.
MOST_PAGES, FEWEST = 20, 20


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


if __name__ == '__main__':
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(graded(sys.stdin.buffer.read())))
