"""The citations in a document's text, each with where it leads; found once for each text."""
import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ....base.legaltexts.document import reading
from ....base.legaltexts.structure import ARTICLE, CHAPTER, CLAUSE, POINT, SECTION, walk
from .citations import ANNEX, THIS, Citation, citations

_AMENDING = re.compile('(Sửa đổi|Bổ sung|Thay thế|Bãi bỏ|Đính chính)')
#: What a provision is in, if a citation does not say it.
_AROUND = {SECTION: CHAPTER, CLAUSE: ARTICLE, POINT: CLAUSE}


class CitedTexts(NamedTuple):
    """``links``: ``{anchor of a provision, or a line in none: ((Citation, anchor), …)}``; the
    anchor is ``''`` for a whole document.  ``numbers``: those of all documents that are cited.
    """

    links: dict[object, tuple[tuple[Citation, str], ...]]
    numbers: frozenset[str]


@lru_cache(maxsize=32)
def cited_texts(source, laws):
    """Return the ``CitedTexts`` of ``source``, a full text; ``laws``: the ``Laws``."""
    finder = _Finder(reading(source).document, laws)
    links = {key: found for key, found in finder.read() if found}
    return CitedTexts(links, frozenset(
        citation.number for found in links.values() for citation, _anchor in found
        if citation.number))


class _Finder:
    """Finds the citations of one ``structure.Document``."""

    def __init__(self, document, laws):
        self._parts, self._laws = document.parts, laws
        self._known = {part.anchor for part in document.parts} | {
            each.anchor for part in document.parts for each, _above in walk(part.body)}

    def read(self):
        """Yield each key of ``CitedTexts.links`` with its value."""
        for part in self._parts:
            for line in (*part.subject, *part.preamble, *part.closing):
                yield line, self._found(line, part, ())
            for provision, above in walk(part.body):
                yield provision.anchor, self._found(provision.text, part, (*above, provision))

    def _found(self, text, part, place):
        found = []
        for named in citations(text, self._laws.names):
            citation = self._numbered(self._amended(named, place))
            if citation.is_own:
                anchor = self._own_anchor(citation, part, place)
                found += [(citation, anchor)] if anchor in self._known else []
            elif citation.number:
                found.append((citation, _anchor(citation.steps, {}, '')))
        return tuple(found)

    def _numbered(self, citation):
        if not citation.name:
            return citation
        return replace(citation, number=self._laws.number(citation.name, citation.day))

    def _amended(self, citation, place):
        """Return ``citation``; in an article that amends another document, as one of that."""
        if not citation.is_own or citation.part or not citation.steps or (
                citation.steps[0][0] != ARTICLE or citation.steps[0][1] == THIS):
            return citation
        heading = next((each.text for each in place if each.kind == ARTICLE), '')
        if not _AMENDING.match(heading):
            return citation
        others = [each for each in citations(heading, self._laws.names) if not each.is_own]
        if len(others) != 1:
            return citation
        return replace(citation, number=others[0].number, name=others[0].name, day=others[0].day)

    def _own_anchor(self, citation, part, place):
        named = [each for each in self._parts if each.name.lower() == citation.part.lower()]
        part = named[0] if named else part
        here = {each.kind: each.anchor for each in place}
        return _anchor(citation.steps, here, '' if part.main else f'{part.anchor}-')


def _anchor(steps, here, prefix):
    """Return the anchor of ``steps``, ``None`` if they do not say enough.

    ``here``: ``{kind: anchor}`` of the provisions around the citation.
    """
    anchor = ''
    for kind, number in steps:
        step = f'{kind}-{number.lower().replace("đ", "dd")}'
        if number == THIS:
            anchor = here.get(kind)
        elif kind in (ARTICLE, CHAPTER, ANNEX):
            anchor = f'{"" if kind == ANNEX else prefix}{step}'
        else:
            around = anchor or here.get(_AROUND[kind])
            anchor = f'{around}-{step}' if around else None
        if anchor is None:
            return None
        prefix = f'{anchor}-' if kind == ANNEX else prefix
    return anchor
