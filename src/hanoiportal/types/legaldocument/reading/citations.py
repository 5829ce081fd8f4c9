"""Citations in a text: which provisions of which documents it names, and where.

"điểm e khoản 1 Điều 13 Quyết định số 4263/QĐ-UBND ngày 16/8/2025", lists ("khoản 1, 2 và 3 Điều
5"), ranges, "khoản 2 Điều này", "Điều 4 của Quy chế này", abbreviations, and laws by their names.
"""
import datetime
from dataclasses import dataclass, replace

from ....base.legaltexts.structure import ARTICLE, CHAPTER, CLAUSE, POINT, SECTION
from .citedphrases import ATOM, BETWEEN, MORE, SPLITS, document_pattern
from .numbers import clean_number

ANNEX, THIS = 'phu-luc', 'này'
_RANK = {ANNEX: 0, CHAPTER: 1, SECTION: 2, ARTICLE: 3, CLAUSE: 4, POINT: 5}


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision or document that a text names.

    ``start``, ``end``: where in the text.  ``number``: of the document, as ``clean_number`` gives
    it; ``name``: of a law cited by its name; both ``''`` if the text cites its own document.
    ``day``: ``date`` of the document as cited, or ``None``.  ``part``: "Quy chế" of "Quy chế này",
    else ``''``.  ``steps``: ``((kind, number), …)`` from the outermost provision in; a number is
    ``THIS`` for the one that the text stands in.
    """

    start: int
    end: int
    number: str = ''
    name: str = ''
    day: datetime.date | None = None
    part: str = ''
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def is_own(self):
        """Whether a provision of the citing document itself is named."""
        return not self.number and not self.name


@dataclass(frozen=True, slots=True)
class _Atom:
    """"khoản 2": one provision without those around it."""

    kind: str
    number: str
    start: int
    end: int


def citations(text, names=()):
    """Return the ``Citation`` list of ``text``, in its order; they do not overlap.

    ``names``: tuple of the names of laws, without the word "Luật".
    """
    document = document_pattern(names)
    found, at, nearest = [], 0, {}
    while (start := _next(text, at, (ATOM, document), nearest)) is not None:
        at, phrase = _phrase(text, start, document)
        found += phrase
    return found


def _next(text, at, patterns, nearest):
    """Return where the next match of ``patterns`` from ``at`` on begins, or ``None``.

    ``nearest``: what was found before; it keeps a long line from being read again and again.
    """
    for pattern in patterns:
        if nearest.get(pattern, -1) < at:
            match = pattern.search(text, at)
            nearest[pattern] = match.start() if match else len(text)
    start = min(nearest.values())
    return start if start < len(text) else None


def _phrase(text, start, document):
    """Return where the phrase that begins at ``start`` ends, and its citations."""
    atoms, end = _atoms(text, start)
    rest = _reach(text, end, atoms)
    named = document.match(text, rest) if not atoms or atoms[-1].number != THIS else None
    if not atoms:  # "Quy chế này" alone leads nowhere
        return named.end(), [_of(named)] if not named['own'] else []
    whole = _of(named) if named else Citation(0, 0)
    chains = _chains(atoms)
    found = [replace(whole, start=chain[0].start, end=chain[-1].end, steps=steps)
             for chain, steps in zip(chains, _paths(chains), strict=True)]
    if named:
        found[-1] = replace(found[-1], end=named.end())
        end = named.end()
    return end, found


def _atoms(text, at):
    """Return the atoms of the phrase at ``at`` and where the last of them ends."""
    atoms, end = [], at
    while True:
        match = ATOM.match(text, at)
        if match is None or atoms and _is_apart(text[end:at], atoms[-1], match):
            return atoms, end
        kind, number = _named(match)
        atoms.append(_Atom(kind, number, match.start(), match.end()))
        end = match.end()
        while number != THIS and (more := MORE[kind].match(text, end)):
            atoms.append(_Atom(kind, more[1], more.start(1), more.end(1)))
            end = more.end(1)
        if number == THIS:
            return atoms, end
        at = BETWEEN.match(text, end).end()


def _is_apart(between, before, match):
    """Tell "khoản 1 và Điều 5", two citations, from "khoản 1 Điều 5"."""
    return SPLITS.search(between) is not None and _RANK[_named(match)[0]] < _RANK[before.kind]


def _named(match):
    return next((kind.replace('_', '-'), number) for kind, number in match.groupdict().items()
                if number)


def _reach(text, end, atoms):
    """Return where the document of ``atoms`` would be named."""
    if not atoms:
        return end
    between = BETWEEN.match(text, end)
    return end if SPLITS.search(between[0]) else between.end()


def _chains(atoms):
    """Part ``atoms`` into runs that go outwards: "điểm a khoản 1", "khoản 2 Điều 5"."""
    chains = []
    for atom in atoms:
        if chains and _RANK[atom.kind] < _RANK[chains[-1][-1].kind]:
            chains[-1].append(atom)
        else:
            chains.append([atom])
    return chains


def _paths(chains):
    """Return the steps of each of ``chains``; what one leaves unsaid the next one says."""
    paths, after = [], ()
    for chain in reversed(chains):
        steps = tuple((atom.kind, atom.number) for atom in reversed(chain))
        around = (step for step in after if _RANK[step[0]] < _RANK[steps[0][0]])
        after = (*around, *steps)
        paths.append(after)
    return reversed(paths)


def _of(match):
    """Return the ``Citation`` of a whole document."""
    found = match.groupdict()
    number = clean_number(' '.join((found['number'] or found['strict'] or '').split()))
    if found['decree']:
        number = f'{found["decree"]}/NĐ-CP'
    return Citation(
        match.start(), match.end(), number,
        '' if number else found['law'] or '', _day(found), found['own'] or '')


def _day(found):
    """Return the day that is cited, ``None`` if there is none in the calendar."""
    try:
        return datetime.date(int(found['y']), int(found['m']), int(found['d']))
    except (TypeError, ValueError):
        return None
