"""Marks of secrecy: what bears one is not published, whoever may want it (14.2, 14.3.b)."""
import re
from collections.abc import Iterable, Iterator

from ...base.i18n import _
from ...base.text import nfc
from ...base.text.segments import lines
from .data import alternatives
from .draft import Draft
from .interfaces import FORBIDDEN, Finding

#: Paragraphs from the start of a text in which a mark may stand.
FIRST = 25


class Secrecy:
    """Finds marks of secrecy.  ``marks``: their texts in capitals."""

    def __init__(self, marks: Iterable[str]) -> None:
        words = alternatives(marks)
        self._alone = re.compile(rf'[\W_]*(?:(?i:độ mật|mức độ mật)\W+)?({words})[\W_]*')
        self._said = re.compile(rf'(?i:độ mật|mức độ mật)\s*:\s*((?i:{words}))(?!\w)')
        self._bracketed = re.compile(rf'[(\[{{]\s*({words})\s*[)\]}}]')

    def __call__(self, draft: Draft) -> Iterator[Finding]:
        """Yield the mark in each field of ``draft`` that bears one."""
        for name, position, text in _beginnings(draft):
            found = (self._alone.fullmatch(text) or self._said.search(text)
                     or self._bracketed.search(text))
            if found:
                yield Finding(
                    'secrecy', FORBIDDEN, name,
                    _('Có dấu “${mark}”. Văn bản có độ mật hoặc chỉ phổ biến trong phạm vi hẹp '
                      'không được đưa lên Cổng (khoản 2, điểm b khoản 3 Điều 14 Quy chế).',
                      mapping={'mark': found[1]}), text[:200], position)


def _beginnings(draft: Draft) -> Iterator[tuple[str, int, str]]:
    """Yield field, position and text of the first paragraphs of every text of ``draft``."""
    for name, value in draft.values.items():
        texts: Iterable[object] = (
            [value] if isinstance(value, str) else value if isinstance(value, tuple) else ())
        if name in draft.outlines:
            found = [segment.text for segment in draft.outlines[name].segments[:FIRST]]
        else:
            found = [line.text for text in texts if isinstance(text, str)
                     for line in lines(text[:20_000])[:FIRST]]
        for position, text in enumerate(found):
            yield name, position, nfc(text)
