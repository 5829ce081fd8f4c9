"""Looks at documents when they come, by programs of their own: nothing of them is trusted."""
import json
import re
from contextlib import contextmanager
from pathlib import Path

from zope.interface import implementer

from ...base.text import legacy_encoding, nfc, plain_text
from ...kernel.tree.markup import clean, is_too_deep
from ...kernel.tree.schema import LONGEST_BODY
from .examined import Examined
from .interfaces import IExaminer
from .program import Grading, isolated

PDF = 'application/pdf'
DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
_HERE = Path(__file__).parent
_HEADING = re.compile(r'<(/?)h([2-5])\b')
#: What holds no text, and links that nothing can be heard of.
_EMPTY = re.compile(r'<(a|h[2-5]|p)(?: [^<>]*)?>\s*</\1>')


@implementer(IExaminer)
class Examiner:
    """See ``IExaminer``.  ``roots``: folder of the certificates that signatures must lead to."""

    def __init__(self, roots):
        self._roots = roots
        self._grading = None

    @contextmanager
    def many(self):
        with Grading() as grading:
            self._grading = grading
            try:
                yield
            finally:
                self._grading = None

    def examined(self, stored):
        look = {PDF: self._pdf, DOCX: self._word}.get(stored.mimetype)
        if look is None:
            return None
        with stored.open() as file:
            return look(file.read())

    def _pdf(self, content):
        said = self._grading and self._grading.graded(content)
        graded = json.loads(said) if said else _run('grade.py', content) or {}
        signed = {'signature': 'none'}
        if b'/ByteRange' in content:
            signed = _run('verify.py', content, str(self._roots)) or {'signature': 'unknown'}
        return Examined(**graded, signature=signed['signature'],
                        signers=tuple(filter(None, signed.get('signers', ()))))

    def _word(self, content):
        made = isolated(_HERE / 'transcribe.py', content)
        return Examined(html=readable(made.decode()) if made else '')


def readable(html):
    """Return ``html`` as pages may show it, ``''`` if they may not.

    Headings are given levels of which none is left out (WCAG 2.2, 1.3.1), and what is empty goes.
    Text in a legacy encoding would be read wrongly (11.2), so there is none of it.
    """
    html = nfc(html)
    if len(html) > LONGEST_BODY or is_too_deep(html) or legacy_encoding(plain_text(html)):
        return ''
    return _levelled(_EMPTY.sub('', clean(html)))


def _levelled(html):
    """Return ``html`` in which each heading is at most one level below the one before."""
    before = 1

    def placed(found):
        nonlocal before
        if not found[1]:
            before = min(int(found[2]), before + 1)
        return f'<{found[1]}h{before}'

    return _HEADING.sub(placed, html)


def _run(program, content, *arguments):
    """Return what the JSON that ``program`` writes says, or ``None`` if it could not look."""
    said = isolated(_HERE / program, content, *arguments)
    return None if said is None else json.loads(said)
