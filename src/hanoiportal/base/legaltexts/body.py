"""The body of one part: lines become a tree of provisions, each with its anchor."""
from collections.abc import Hashable, Iterable

from ..i18n import _
from .errors import LegalTextError
from .lines import TextLine
from .structure import (
    ARTICLE,
    CHAPTER,
    CLAUSE,
    DASH,
    PARAGRAPH,
    PLUS,
    POINT,
    SECTION,
    ReadProvision,
)

# A line goes into the innermost open provision of a lower rank; a paragraph follows its dashes.
_RANKS = {
    CHAPTER: 1, SECTION: 2, ARTICLE: 3, CLAUSE: 4, POINT: 5, DASH: 6, PLUS: 7, PARAGRAPH: 6}
_NUMBERED = (CHAPTER, SECTION, ARTICLE, CLAUSE, POINT)
_LETTERS = 'abcdefghijklmnopqrstuvwxyzđ'
_SENTENCE_ENDS = ('.', ';', ':', ',')


class _Open:
    """A provision still being filled."""

    def __init__(self, line: TextLine | None, number: str, repeat: int, anchor: str) -> None:
        self.mark, self.number, self.repeat, self.anchor = (
            line.mark if line else ''), number, repeat, anchor
        self.kind = line.kind if line else ''
        self.text = line.text if line else ''
        self.children: list[_Open] = []
        # The words of a clause or point are its first paragraph.
        self.counts: dict[Hashable, int] = (
            {PARAGRAPH: 1} if self.kind in (CLAUSE, POINT) else {})

    def count(self, key: Hashable) -> int:
        """Return how often ``key`` has been asked for, this time included."""
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]

    def closed(self) -> ReadProvision:
        """Return the finished ``ReadProvision``."""
        return ReadProvision(
            self.kind, self.number, self.repeat, self.mark, self.text, self.anchor,
            tuple(child.closed() for child in self.children))


class Body:
    """Reads the lines of one part.

    ``prefix``: begins every anchor; ``''`` for the main part.  ``loose``: whether clauses and
    points may stand in no article, as they do in an annex without articles.
    """

    def __init__(self, prefix: str, loose: bool) -> None:
        self.prefix = prefix
        self.loose = loose
        self.root = _Open(None, '', 1, '')
        self.path = [self.root]
        self.last_article = (0, '')

    def read(self, lines: Iterable[TextLine]) -> tuple[ReadProvision, ...]:
        """Return the provisions of ``lines`` as a tuple.

        Raises ``LegalTextError`` if articles do not go up, or a clause or point is in no article.
        """
        pending = list(lines)[::-1]
        while pending:
            line = pending.pop()
            opened = self._open(line)
            if line.kind in (CHAPTER, SECTION):
                opened.text = ' '.join(_title(line, pending))
            elif line.kind == ARTICLE and not _is_title(line, pending):
                opened.text = ''
                self._add_paragraph(line)
        return tuple(child.closed() for child in self.root.children)

    def _open(self, line: TextLine) -> _Open:
        self._check(line)
        rank = _RANKS[line.kind]
        while self.path[-1] is not self.root and _RANKS[self.path[-1].kind] >= rank:
            self.path.pop()
        opened = self._child(line)
        if line.kind != PARAGRAPH:
            self.path.append(opened)
        return opened

    def _child(self, line: TextLine) -> _Open:
        parent = self.path[-1]
        if line.kind in _NUMBERED:
            number, repeat = line.number, parent.count((line.kind, line.number))
        else:
            number, repeat = str(parent.count(line.kind)), 1
        child = _Open(line, number, repeat, self._anchor(line.kind, number, repeat))
        parent.children.append(child)
        return child

    def _add_paragraph(self, line: TextLine) -> None:
        if line.text:
            self._open(type(line)(line.at, PARAGRAPH, '', '', line.text))

    def _anchor(self, kind: str, number: str, repeat: int) -> str:
        parent = self.path[-1].anchor
        stem = f'{parent}-' if parent and kind != ARTICLE else self.prefix
        anchor = f'{stem}{kind}-{number.lower().replace("đ", "dd")}'
        return anchor if repeat == 1 else f'{anchor}-{repeat}'

    def _check(self, line: TextLine) -> None:
        if line.kind == ARTICLE:
            self._check_order(line)
        elif line.kind in (CLAUSE, POINT) and not self.loose and not self._in_article():
            raise LegalTextError(line.at, _(
                '“${mark}” đứng ngoài điều; khoản và điểm phải nằm trong một điều.',
                mapping={'mark': line.mark}))

    def _check_order(self, line: TextLine) -> None:
        digits = line.number.rstrip(_LETTERS)
        position = (int(digits), line.number.removeprefix(digits))
        if position <= self.last_article:
            raise LegalTextError(line.at, _(
                'Điều ${number} đứng sau Điều ${last}; số của điều phải tăng dần trong một phần.',
                mapping={'number': line.number, 'last': ''.join(map(str, self.last_article))}))
        self.last_article = position

    def _in_article(self) -> bool:
        return any(opened.kind == ARTICLE for opened in self.path)


def _title(line: TextLine, pending: list[TextLine]) -> list[str]:
    """Take from ``pending`` the lines that go on with the title of ``line``; return all."""
    title = [line.text] if line.text else []
    if not title and pending and pending[-1].is_plain:
        title.append(pending.pop().text)
    while title and title[-1].isupper() and pending and pending[-1].is_capitals:
        title.append(pending.pop().text)
    return title


def _is_title(line: TextLine, pending: list[TextLine]) -> bool:
    """Tell a title after "Điều N." from the article's own only sentence."""
    has_content = bool(pending) and pending[-1].kind not in (CHAPTER, SECTION, ARTICLE)
    return has_content and not line.text.endswith(_SENTENCE_ENDS)
