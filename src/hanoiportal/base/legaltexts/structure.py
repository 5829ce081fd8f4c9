"""The structure of a legal document: parts, and the tree of provisions in each.

Immutable, so that what was read of a text once is shared by all who show it; never stored.
"""
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CHAPTER, SECTION, ARTICLE, CLAUSE, POINT = 'chuong', 'muc', 'dieu', 'khoan', 'diem'
DASH, PLUS, PARAGRAPH = 'gach', 'cong', 'doan'

#: What each kind of provision is called in a citation.
NAMES = {
    CHAPTER: 'Chương', SECTION: 'Mục', ARTICLE: 'Điều', CLAUSE: 'khoản', POINT: 'điểm',
    DASH: 'gạch đầu dòng', PLUS: 'dấu cộng', PARAGRAPH: 'đoạn'}

_ORDINALS = ('thứ hai', 'thứ ba', 'thứ tư', 'thứ năm')
_HEADED = (CHAPTER, SECTION, ARTICLE)


@dataclass(frozen=True, slots=True)
class ReadProvision:
    """One provision (chương, mục, điều, khoản, điểm), or a line or paragraph inside one.

    ``kind``: a key of ``NAMES``.  ``number``: as printed, without punctuation; for lines and
    paragraphs the position among their like, from ``'1'`` (the words of a clause or point are its
    paragraph 1).  ``repeat``: 1, or 2 and more for one whose number its parent has used before.
    ``mark``: the number as printed, ``''`` for a paragraph.  ``text``: the title of a chapter,
    section or article, else the words of the provision itself.  ``anchor``: unique in its
    document; it is the fragment of a public address.
    """

    kind: str
    number: str
    repeat: int
    mark: str
    text: str
    anchor: str
    children: tuple['ReadProvision', ...]

    @property
    def name(self) -> str:
        """Its own name in Vietnamese: ``khoản 3 (thứ hai)``."""
        name = f'{NAMES[self.kind]} {self.number}'
        return name if self.repeat == 1 else f'{name} ({_ordinal(self.repeat)})'


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts a document is made of: the decision itself, or a regulation it issues.

    ``name``: ``Quyết định``, ``Quy chế``.  ``anchor``: unique in its document.
    ``main``: the part whose provisions are cited without the name of the part.
    ``letterhead``: lines above ``title``; ``title``: the line naming the kind, ``''`` if missing;
    ``subject``: lines below it.  ``preamble``: "Căn cứ …" lines.  ``enacting``: "QUYẾT ĐỊNH:" or
    ``''``.  ``body``: provisions.  ``closing``: recipients and signature.
    """

    name: str
    anchor: str
    main: bool
    letterhead: tuple[str, ...]
    title: str
    subject: tuple[str, ...]
    preamble: tuple[str, ...]
    enacting: str
    body: tuple[ReadProvision, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole legal document (văn bản), in the order in which it is printed."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents.  ``title``: as printed, mark first."""

    anchor: str
    title: str
    children: tuple['Entry', ...]


def walk(provisions: 'Iterable[ReadProvision]', above: tuple['ReadProvision', ...] = (),
         ) -> Iterator[tuple['ReadProvision', tuple['ReadProvision', ...]]]:
    """Yield each of ``provisions`` and all below, in reading order, with those above it.

    Yields pairs of a ``ReadProvision`` and the tuple of provisions that hold it, outermost first.
    """
    for provision in provisions:
        yield provision, above
        yield from walk(provision.children, (*above, provision))


def citation(part: Part, provision: ReadProvision, above: Iterable[ReadProvision]) -> str:
    """Return how ``provision`` is cited: ``điểm e khoản 1 Điều 13``.

    ``above``: the provisions that hold it, as ``walk`` yields them.  Chapters and sections are
    named only for what is in no article; another part than the main one is named last.
    """
    path = [*above, provision]
    inside = [step.kind for step in path]
    if ARTICLE in inside:
        path = path[inside.index(ARTICLE):]
    names = [step.name for step in reversed(path)]
    return ' '.join(names if part.main else [*names, part.name])


def previous_next(document: Document,
                  anchor: str) -> tuple[ReadProvision | None, ReadProvision | None]:
    """Return the articles before and after the one at ``anchor``, in reading order.

    Each is a ``ReadProvision``, or ``None`` at either end.  Raises ``KeyError`` if no article has
    that anchor.
    """
    articles = [provision for part in document.parts for provision, _ in walk(part.body)
                if provision.kind == ARTICLE]
    for before, article, after in zip(
            [None, *articles], articles, [*articles[1:], None], strict=False):
        if article.anchor == anchor:
            return before, after
    raise KeyError(anchor)


def table_of_contents(document: Document) -> tuple[Entry, ...]:
    """Return one ``Entry`` for each part, holding its chapters, sections and articles."""
    return tuple(
        Entry(part.anchor, part.title or part.name, _entries(part.body))
        for part in document.parts)


def _entries(provisions: Iterable[ReadProvision]) -> tuple[Entry, ...]:
    return tuple(
        Entry(each.anchor, f'{each.mark} {each.text}'.strip(), _entries(each.children))
        for each in provisions if each.kind in _HEADED)


def _ordinal(repeat: int) -> str:
    return _ORDINALS[repeat - 2] if repeat - 2 < len(_ORDINALS) else f'thứ {repeat}'
