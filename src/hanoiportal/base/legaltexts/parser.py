"""From the printed text of a decision to its structure, without losing a word."""
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from ..i18n import _
from ..text import nfc, slug
from .body import Body
from .errors import LegalTextError
from .lines import (
    TextLine,
    is_annex_title,
    is_enacting,
    is_title,
    opens_closing,
    opens_preamble,
    read_lines,
)
from .structure import ARTICLE, CHAPTER, CLAUSE, POINT, SECTION, Document, Part

#: Texts in one document, the decision itself included.
MOST_PARTS = 500
_STRUCTURAL = (CHAPTER, SECTION, ARTICLE)
_NUMBER = re.compile('[IVXLC]+')

# HTML has no place for these, nor UTF-8 for lone surrogates; a form feed is a page break.
_UNPRINTABLE = re.compile(
    '[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]')


def parse(text: str, articles: bool = True) -> Document:
    """Return the ``Document`` of a decision as plain text, one line for each printed paragraph.

    ``articles``: whether it must have them, as a decision has and a letter has not.

    Text is put into NFC and stripped line by line; no word is mended or dropped.  The first text
    issued with a decision is the main part; without one, the decision itself is.

    Raises ``LegalTextError`` where the text is not built as a decision is.
    """
    chunks = _split_parts(read_lines(_printable(text)))
    if not chunks[0] or articles and not any(line.kind == ARTICLE for line in chunks[0]):
        raise LegalTextError(
            chunks[0][0].at if chunks[0] else 1,
            _('Không tìm thấy điều nào; mỗi điều phải mở đầu bằng “Điều 1.” ở đầu dòng.'))
    main = min(1, len(chunks) - 1)
    parts: list[Part] = []
    anchors: Counter[str] = Counter()
    for at, lines in enumerate(chunks):
        parts.append(_part(lines, at == main, anchors))
    return Document(tuple(parts))


def _printable(text: str) -> str:
    found = _UNPRINTABLE.search(text)
    if found:
        raise LegalTextError(text.count('\n', 0, found.start()) + 1, _(
            'Có ký tự điều khiển (U+${code}) không in được; hãy xóa ký tự này.',
            mapping={'code': f'{ord(found[0]):04X}'}))
    return nfc(text.removeprefix('\ufeff'))


def _split_parts(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    chunks: list[list[TextLine]] = [[]]
    previous: TextLine | None = None
    for line in lines:
        names_chapter = previous is not None and previous.kind in (CHAPTER, SECTION) and (
            not previous.text)
        if is_annex_title(line) and not names_chapter and _is_complete(chunks[-1]):
            if len(chunks) == MOST_PARTS:
                raise LegalTextError(line.at, _('Văn bản có quá ${most} phần.',
                                                mapping={'most': MOST_PARTS}))
            chunks.append([])
        chunks[-1].append(line)
        previous = line
    return chunks


def _is_complete(lines: Sequence[TextLine]) -> bool:
    return any(line.kind == ARTICLE for line in lines) or bool(lines) and is_annex_title(lines[0])


def _part(lines: Sequence[TextLine], main: bool, taken: Counter[str]) -> Part:
    has_articles = any(line.kind == ARTICLE for line in lines)
    head = list(takewhile(_heads_articles, lines) if has_articles else _loose_head(lines))
    title_at = next((at for at, line in enumerate(head) if is_title(line)), None)
    title = head[title_at].text if title_at is not None else ''
    name = _name(title)
    anchor = _free_anchor(slug(name), taken)
    letterhead, subject, preamble, enacting = _head(head, title_at)
    rest = lines[len(head):]
    close = next((at for at, line in enumerate(rest) if opens_closing(line)), len(rest))
    body = Body('' if main else f'{anchor}-', loose=not has_articles)
    return Part(
        name=name, anchor=anchor, main=main, letterhead=letterhead, title=title, subject=subject,
        preamble=preamble, enacting=enacting, body=body.read(rest[:close]),
        closing=_closing(rest[close:]))


def _name(title: str) -> str:
    words = title.capitalize().split()
    if words and _NUMBER.fullmatch(title.rsplit(maxsplit=1)[-1]):
        words[-1] = title.rsplit(maxsplit=1)[-1]
    return ' '.join(words) or 'Văn bản'


def _heads_articles(line: TextLine) -> bool:
    if line.kind in (CLAUSE, POINT):
        raise LegalTextError(line.at, _(
            '“${mark}” đứng ngoài điều; khoản và điểm phải nằm trong một điều.',
            mapping={'mark': line.mark}))
    return line.kind not in _STRUCTURAL


def _loose_head(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of a text without articles down to its title and what it is about."""
    plain = takewhile(lambda line: line.is_plain, lines)
    title = next((at + 1 for at, line in enumerate(plain) if is_title(line)), 0)
    return [*lines[:title], *takewhile(_heads_annex, lines[title:])]


def _heads_annex(line: TextLine) -> bool:
    return line.is_capitals or line.is_plain and line.text.startswith('(')


def _head(lines: list[TextLine], title_at: int | None) -> tuple[
        tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    start = 0 if title_at is None else title_at + 1
    letterhead = lines[:max(start - 1, 0)]
    below = lines[start:]
    basis = next((at for at, line in enumerate(below)
                  if opens_preamble(line) or is_enacting(line)), len(below))
    preamble = below[basis:]
    enacting = preamble.pop().text if preamble and is_enacting(preamble[-1]) else ''
    return _printed(letterhead), _printed(below[:basis]), _printed(preamble), enacting


def _printed(lines: Iterable[TextLine]) -> tuple[str, ...]:
    return tuple(line.printed for line in lines)


def _closing(lines: Sequence[TextLine]) -> tuple[str, ...]:
    for line in lines:
        if line.kind in _STRUCTURAL:
            raise LegalTextError(line.at, _(
                '“${mark}” đứng sau phần ký; thiếu dòng tên văn bản kèm theo, ví dụ “QUY CHẾ”.',
                mapping={'mark': line.mark}))
    return _printed(lines)


def _free_anchor(wanted: str, taken: Counter[str]) -> str:
    """Return ``wanted`` or what it is with a number; ``taken`` counts how often each was asked."""
    anchor = wanted
    while taken[anchor]:
        taken[wanted] += 1
        anchor = f'{wanted}-{taken[wanted]}'
    taken[anchor] += 1
    return anchor
