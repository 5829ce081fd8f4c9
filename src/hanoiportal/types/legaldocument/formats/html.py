"""A legal document as HTML: headings in order, and an address for every provision."""
from html import escape

from ..reading.structure import ARTICLE, CHAPTER, SECTION, citation

_HEADED = (CHAPTER, SECTION, ARTICLE)
_DEEPEST = 6


def plain(text, anchor=''):
    """Return ``text`` as HTML without links in it."""
    return escape(text)


def render(document, level=2, linked=plain):
    """Return ``document`` as HTML5 ``section`` elements, one for each part.

    ``level``: of the headings of the parts, 1 to 6; what is inside goes down from there.
    ``linked``: callable(text, anchor of its provision or '') → HTML of the text.

    Every provision has its anchor as ``id`` and a link to itself.  Equal input gives equal output.
    """
    return '\n'.join(_Page(part, linked).render(level) for part in document.parts) + '\n'


def render_article(part, article, above, linked=plain):
    """Return one article of ``part`` as a ``div`` whose heading is that of a page.

    ``above``: the provisions that hold it, as ``structure.walk`` yields them.
    """
    return _Page(part, linked).provision(article, above, 1)


def render_contents(entries):
    """Return the ``Entry`` lines of a table of contents as nested lists of links."""
    lines = [
        f'<li><a href="#{escape(entry.anchor)}">{escape(entry.title)}</a>'
        f'{render_contents(entry.children)}</li>' for entry in entries]
    return '<ol>\n' + '\n'.join(lines) + '\n</ol>' if lines else ''


class _Page:
    """Renders one part."""

    def __init__(self, part, linked):
        self.part = part
        self.linked = linked

    def render(self, level):
        part = self.part
        inside = [
            *_lines('letterhead', part.letterhead),
            self._heading(level, part.anchor, escape(part.title or part.name), part.name),
            *_lines('subject', part.subject, self.linked),
            *_lines('preamble', part.preamble, self.linked),
            *_lines('enacting', filter(None, [part.enacting])),
            *(self.provision(each, (), level + 1) for each in part.body),
            *_lines('closing', part.closing, self.linked)]
        return _element('section', 'part', part.anchor, '\n'.join(inside))

    def provision(self, provision, above, level):
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
        return _element(tag, provision.kind, provision.anchor, '\n'.join(inside))

    def _printed(self, provision):
        mark = f'<b>{escape(provision.mark)}</b>' if provision.mark else ''
        return f'{mark} {self.linked(provision.text, provision.anchor)}'.strip()

    def _heading(self, level, anchor, printed, label):
        tag = f'h{min(level, _DEEPEST)}'
        return f'<{tag}>{printed} {self._link(anchor, label)}</{tag}>'

    def _link(self, anchor, label):
        said = f'Liên kết tới {label}'  # not translated: it is inside a Vietnamese text
        return f'<a class="anchor" href="#{escape(anchor)}" aria-label="{escape(said)}">§</a>'


def _lines(name, lines, linked=plain):
    paragraphs = [f'<p>{linked(line)}</p>' for line in lines]
    return [f'<div class="{name}">\n' + '\n'.join(paragraphs) + '\n</div>'] if paragraphs else []


def _element(tag, name, anchor, inside):
    return f'<{tag} class="{name}" id="{escape(anchor)}">\n{inside}\n</{tag}>'
