"""How a text is typed: its characters, its spaces, its capitals, the length of its sentences."""
import re
import unicodedata
from collections.abc import Iterator

from ...base.i18n import DEFAULT, _
from ...base.text import legacy_encoding
from ...base.text.readability import LONG_SENTENCE, readability, sentences, syllables
from .draft import PROSE, Draft, Passage
from .interfaces import ADVICE, ERROR, WARNING, Finding

# The bounds keep the time linear on endless words.
_DOUBLE_SPACE = re.compile(r'\S{0,40}[^\S\n]{2,40}\S{1,40}')
_BEFORE_SIGN = re.compile(r'\w{1,40}\s{1,5}[,.;:!?](?=\s|\Z)')
_AFTER_SIGN = re.compile(r'[^\W\d_]{2,40}[,;!?][^\W\d_]{1,40}')
_LETTER = re.compile(r'[^\W\d_]')
#: Capitals in a row that are no longer an abbreviation, in syllables.
MOST_CAPITALS = 6
#: A text shorter than this is not measured, in syllables.
LEAST_MEASURED = 120
#: Share of long sentences from which the text as a whole is hard to read.
MOST_LONG = 0.5


def encoding(draft: Draft) -> Iterator[Finding]:
    """Yield the fields of ``draft`` in a legacy encoding or not in NFC (TCVN 6909:2001, 11.2)."""
    for name, value in draft.values.items():
        if not isinstance(value, str) or not value:
            continue
        if not unicodedata.is_normalized('NFC', value):
            yield Finding('not-nfc', ERROR, name,
                          _('Chữ có dấu không ở dạng dựng sẵn (TCVN 6909:2001).'))
        if name not in draft.outlines and name not in PROSE:
            found = legacy_encoding(value)
            if found:
                yield _legacy(found, name, value[:80], None)
    yield from _legacy_passages(draft)


def _legacy_passages(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        found = legacy_encoding(passage.text)
        if found:
            yield _legacy(found, passage.field, passage.text, passage.position)


def _legacy(found: str, field: str, excerpt: str, position: int | None) -> Finding:
    return Finding(
        'legacy-encoding', ERROR, field,
        _('Văn bản dùng bảng mã ${encoding}; hãy chuyển sang Unicode (TCVN 6909:2001).',
          mapping={'encoding': found}), excerpt, position)


def typing(draft: Draft) -> Iterator[Finding]:
    """Yield doubled spaces, spaces on the wrong side of signs, and paragraphs in capitals."""
    for name in (*(name for name in PROSE if name in draft.fields), *draft.rich):
        found = _DOUBLE_SPACE.search(draft.text(name).replace('\n', ' ').strip()
                                     if name in PROSE else _shown(draft.text(name)))
        if found:
            yield Finding('double-space', ADVICE, name, _('Có hai dấu cách liền nhau.'),
                          ' '.join(found[0].split()))
    for passage in draft.passages:
        found = _BEFORE_SIGN.search(passage.text)
        if found:
            yield _at(passage, 'space-before-sign', ADVICE,
                      _('Có dấu cách trước dấu câu.'), found[0])
        found = _AFTER_SIGN.search(passage.text)
        if found and '/' not in found[0]:
            yield _at(passage, 'space-after-sign', ADVICE,
                      _('Thiếu dấu cách sau dấu câu.'), found[0])
        if _in_capitals(passage.text):
            yield _at(passage, 'capitals', WARNING,
                      _('Cả đoạn viết chữ in hoa: khó đọc, và máy đọc màn hình có thể đánh vần '
                        'từng chữ.'), passage.text)


def _shown(body: str) -> str:
    """Return ``body`` with the blanks as typed within lines; line ends and indents are layout."""
    return '\n'.join(re.sub('<[^<>]*>', '', line).strip() for line in body.split('\n')).replace(
        '&nbsp;', '\u00a0')


def _in_capitals(text: str) -> bool:
    letters = ''.join(_LETTER.findall(text))
    return letters.isupper() and len(syllables(text)) > MOST_CAPITALS


def reading(draft: Draft) -> Iterator[Finding]:
    """Yield sentences that are too long, and that a text as a whole is hard to read."""
    if draft.language != DEFAULT:
        return
    for passage in draft.passages:
        for sentence in sentences(passage.text):
            number = len(syllables(sentence))
            if number > LONG_SENTENCE:
                yield _at(passage, 'long-sentence', ADVICE,
                          _('Câu dài ${number} tiếng; nên dưới ${most}.',
                            mapping={'number': number, 'most': LONG_SENTENCE}), sentence)
    for name in draft.rich:
        found = readability(passage.text for passage in draft.passages if passage.field == name)
        if found.syllables >= LEAST_MEASURED and found.long_share > MOST_LONG:
            yield Finding(
                'hard-to-read', ADVICE, name,
                _('Trung bình mỗi câu ${mean} tiếng; hãy tách câu cho dễ đọc.',
                  mapping={'mean': round(found.mean)}))


def _at(passage: Passage, code: str, severity: str, message: str, excerpt: str) -> Finding:
    return Finding(code, severity, passage.field, message, excerpt, passage.position)
