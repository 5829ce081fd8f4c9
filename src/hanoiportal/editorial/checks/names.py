"""Official names: those of agencies are written as the glossary has them."""
import re
from collections.abc import Iterator
from functools import cached_property

from ...base.i18n import DEFAULT, _
from ...base.text import tone_key
from .data import FORMER, CheckData, Name, alternatives
from .draft import Draft, Passage
from .interfaces import ADVICE, WARNING, Finding

#: Syllables that make another word with "sở" or "bộ" after them: cơ sở, cán bộ.
_OTHER_WORDS = frozenset(('cơ', 'trụ', 'cán', 'toàn', 'đội', 'nội', 'tiến', 'đồng', 'đường',
                          'hội', 'xứ', 'tước', 'cục', 'thuỷ', 'thủy', 'đi'))
LONGEST_WORD = 20
_LAST_WORD = re.compile(r'(\w+)\s*\Z')


class Names:
    """Finds names that are not written as they should be."""

    def __init__(self, data: CheckData) -> None:
        self._deviations = data.deviations

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Compiled for the first text, not at a start."""
        return re.compile(rf'(?<!\w)(?:{alternatives(self._deviations)})(?![\w&])')

    def __call__(self, draft: Draft) -> Iterator[Finding]:
        """Yield each deviation in the prose of ``draft``."""
        if draft.language != DEFAULT:
            return
        for passage in draft.passages:
            key = tone_key(passage.text)
            if len(key) != len(passage.text):
                continue
            for found in self._pattern.finditer(key):
                written = passage.text[found.start():found.end()]
                name = self._deviations[' '.join(found[0].split())]
                before = passage.text[max(0, found.start() - LONGEST_WORD):found.start()]
                if _differs(written, name, before):
                    yield _finding(passage, written, name)


def _differs(written: str, name: Name, before: str) -> bool:
    plain = ' '.join(written.split())
    if plain == name.official or (plain.isupper() and tone_key(plain) == tone_key(name.official)):
        return False
    last = _LAST_WORD.search(before)
    return not (plain[:2] in ('sở', 'bộ') and last and last[1].lower() in _OTHER_WORDS)


def _finding(passage: Passage, written: str, name: Name) -> Finding:
    if name.kind == FORMER:
        return Finding(
            'name-former', ADVICE, passage.field,
            _('Tên cũ; nay là “${name}”. Giữ nguyên nếu nói về thời gian trước khi sắp xếp.',
              mapping={'name': name.official}), written, passage.position)
    return Finding('name', WARNING, passage.field,
                   _('Tên gọi chính thức viết là “${name}”.', mapping={'name': name.official}),
                   written, passage.position)
