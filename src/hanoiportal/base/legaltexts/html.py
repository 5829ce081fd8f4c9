"""A legal document as HTML: headings in order, and an address for every provision."""
from collections.abc import Callable, Iterable
from html import escape
from typing import Protocol

from .letterhead import closing, letterhead
from .mending import mended
from .structure import (
    ARTICLE,
    CHAPTER,
    SECTION,
    Document,
    Entry,
    Part,
    ReadProvision,
    citation,
)

_HEADED = (CHAPTER, SECTION, ARTICLE)
_DEEPEST = 6


class Linked(Protocol):
    """Makes HTML of a text of a document."""

    def __call__(self, text: str, anchor: str = '') -> str:
        """Return ``text``, that of the provision at ``anchor`` or of none, as HTML."""


def plain(text: str, anchor: str = '') -> str:
    """Return ``text`` as HTML without links in it."""
    return escape(text)


def nothing(anchor: str) -> str:
    """Return what stands beside a provision if nothing is said of it."""
    return ''


def render(document: Document, level: int = 2, linked: Linked = plain, title: str = '',
           beside: Callable[[str], str] = nothing) -> str:
    """Return ``document`` as HTML5 ``section`` elements, one for each part.

    ``level``: of the headings of the parts, 1 to 6; what is inside goes down from there.
    ``linked``: callable(text, anchor of its provision or '') → HTML of the text.
    ``title``: kind and number of the document, for the line above what is being read and for
    citations; ``''`` if neither is wanted.
    ``beside``: callable(anchor of a provision) → HTML behind its own words.

    Every provision has its anchor as ``id`` and a link to itself.  Equal input gives equal output.
    """
    parts = [_Page(part, linked, title, number, beside).render(level)
             for number, part in enumerate(document.parts)]
    return mended('\n'.join(parts) + '\n')


def render_article(part: Part, article: ReadProvision, above: tuple[ReadProvision, ...],
                   linked: Linked = plain) -> str:
    """Return one article of ``part`` as a ``div`` whose heading is that of a page.

    ``above``: the provisions that hold it, as ``structure.walk`` yields them.
    """
    return mended(_Page(part, linked).provision(article, above, 1))


def cited_of(title: str, part: Part, number: int) -> str:
    """Return what follows the name of a provision of ``part`` where it is cited: ``Quy chế ban
    hành kèm theo Quyết định số 4263/QĐ-UBND``.

    ``title``: of the document.  ``number``: of the part in it, from 0.  Another part than the main
    one is named with the provision (``structure.citation``).
    """
    if number == 0:
        return title if part.main else title.removeprefix(part.name).strip()
    issued = f'ban hành kèm theo {title}'
    return f'{part.name} {issued}' if part.main else issued


def render_contents(entries: Iterable[Entry]) -> str:
    """Return the ``Entry`` lines of a table of contents as nested lists of links."""
    lines = [
        f'<li><a href="#{escape(entry.anchor)}">{escape(entry.title)}</a>'
        f'{render_contents(entry.children)}</li>' for entry in entries]
    return '<ol>\n' + '\n'.join(lines) + '\n</ol>' if lines else ''


class _Page:
    """Renders one part.  ``title``: of its document, or ``''``; ``number``: its place in it.
    ``beside``: as of ``render``.
    """

    def __init__(self, part: Part, linked: Linked, title: str = '', number: int = 0,
                 beside: Callable[[str], str] = nothing) -> None:
        self.part = part
        self.linked = linked
        self.beside = beside
        self.above = ' › '.join([title, part.name] if number else [title]) if title else ''
        self.cited_of = cited_of(title, part, number) if title else ''

    def render(self, level: int) -> str:
        part = self.part
        inside = [
            *letterhead(part.letterhead, plain),
            self._heading(level, part.anchor, escape(part.title or part.name), part.name),
            *_lines('subject', part.subject, self.linked),
            *_lines('preamble', part.preamble, self.linked),
            *_lines('enacting', filter(None, [part.enacting])),
            *(self.provision(each, (), level + 1) for each in part.body),
            *closing(part.closing, self.linked)]
        return _element('section', 'part', part.anchor, '\n'.join(inside), of=self.cited_of)

    def provision(self, provision: ReadProvision, above: tuple[ReadProvision, ...],
                  level: int) -> str:
        """Return ``provision`` and all in it; ``level``: of its heading."""
        label = citation(self.part, provision, above)
        below = (*above, provision)
        if provision.kind in _HEADED:
            opening = self._heading(level, provision.anchor, self._printed(provision), label)
            tag, level = 'section' if level > 1 else 'div', level + 1
        else:
            opening = f'<p>{self._printed(provision)} {self._link(provision.anchor, label)}</p>'
            tag = 'div'
        inside = [opening, *(self.provision(each, below, level) for each in provision.children)]
        here = f'{self.above} › {provision.name}' if (
            self.above and provision.kind == ARTICLE) else ''
        return _element(tag, provision.kind, provision.anchor, '\n'.join(inside), here=here)

    def _printed(self, provision: ReadProvision) -> str:
        mark = f'<b>{escape(provision.mark)}</b>' if provision.mark else ''
        words = f'{mark} {self.linked(provision.text, provision.anchor)}'.strip()
        return f'{words}{self.beside(provision.anchor)}'

    def _heading(self, level: int, anchor: str, printed: str, label: str) -> str:
        tag = f'h{min(level, _DEEPEST)}'
        return f'<{tag}>{printed} {self._link(anchor, label)}</{tag}>'

    def _link(self, anchor: str, label: str) -> str:
        said = f'Liên kết tới {label}'  # not translated: it is inside a Vietnamese text
        return f'<a class="anchor" href="#{escape(anchor)}" aria-label="{escape(said)}">§</a>'


def _lines(name: str, lines: Iterable[str], linked: Linked = plain) -> list[str]:
    paragraphs = [f'<p>{linked(line)}</p>' for line in lines]
    return [f'<div class="{name}">\n' + '\n'.join(paragraphs) + '\n</div>'] if paragraphs else []


def _element(tag: str, name: str, anchor: str, inside: str, **data: str) -> str:
    said = ''.join(f' data-{key}="{escape(value)}"' for key, value in data.items() if value)
    return f'<{tag} class="{name}" id="{escape(anchor)}"{said}>\n{inside}\n</{tag}>'
