"""Numbers that Word counts by itself (ECMA-376, part 1, 17.9): what it prints before a paragraph.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from .found import bullets

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_ROMAN = ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'),
          (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I'))
_LEVELS = 9


def value_of(parent: etree._Element | None, name: str) -> str:
    """Return ``w:val`` of the child ``name`` of ``parent``, ``''`` if there is none."""
    child = None if parent is None else parent.find(W + name)
    return '' if child is None else child.get(f'{W}val', '')


def letters(number: int) -> str:
    """Return ``number``, from 1, as Word writes it in letters: a … z, aa, bb."""
    return chr(ord('a') + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """Return ``number``, from 1, in Roman capitals."""
    out = ''
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def formatted(number: int, how: str) -> str:
    """Return ``number`` in the format ``how`` of ``w:numFmt``."""
    if how == 'none' or number < 1:
        return '' if how == 'none' else str(number)
    makers = {'lowerLetter': letters, 'upperLetter': lambda each: letters(each).upper(),
              'lowerRoman': lambda each: roman(each).lower(), 'upperRoman': roman,
              'decimalZero': lambda each: f'{each:02}'}
    return makers.get(how, str)(number)


@dataclass(frozen=True)
class Level:
    """A level of a list.  ``text``: ``'%1.%2.'``.  ``legal``: whether all numbers are decimal.
    ``after``: it begins anew below each of so many of the levels above it.
    """

    start: int
    how: str
    text: str
    legal: bool = False
    after: int = _LEVELS


class Numbering:
    """The lists of a document.  ``numbering``, ``styles``: roots of its parts, or ``None``."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, Level | int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._tied: dict[tuple[str, str], str] = {}
        self._begun: set[str] = set()
        self._styles = {} if styles is None else {
            each.get(f'{W}styleId'): each for each in styles.iter(f'{W}style')}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        for each in numbering.findall(f'{W}abstractNum'):
            own = each.get(f'{W}abstractNumId')
            levels = [(level.get(f'{W}ilvl', '0'), level) for level in each.findall(f'{W}lvl')]
            self._abstract[own] = {int(at): _level(level) for at, level in levels}
            self._tied.update({(own, value_of(level, 'pStyle')): at for at, level in levels})
        for each in numbering.findall(f'{W}num'):
            key = each.get(f'{W}numId')
            self._of[key] = value_of(each, 'abstractNumId')
            self._restarts[key] = {
                int(over.get(f'{W}ilvl', '0')): _override(over)
                for over in each.findall(f'{W}lvlOverride')}
        self._follow(numbering)

    def _follow(self, numbering: etree._Element) -> None:
        """Let a list that is only named by the style of a list be the list of that style."""
        linked = {each.get(f'{W}abstractNumId'): value_of(each, 'numStyleLink')
                  for each in numbering.findall(f'{W}abstractNum')}
        for key, abstract in list(self._of.items()):
            style = self._styles.get(linked.get(abstract, ''))
            named = None if style is None else style.find(f'{W}pPr/{W}numPr')
            self._of[key] = self._of.get(value_of(named, 'numId'), abstract)

    def mark(self, properties: etree._Element | None) -> str:
        """Return what is printed before a paragraph with these ``w:pPr``, and count it; ``''`` if
        it has no number.
        """
        key, at = self._place(properties)
        abstract = self._of.get(key, '')
        levels = self._abstract.get(abstract, {})
        if at not in levels and not isinstance(self._restarts.get(key, {}).get(at), Level):
            return ''
        self._begin(key, abstract)
        counts = self._counts[abstract]
        before = counts[at]
        counts[at] = self._level(key, at).start if before is None else before + 1
        for below in range(at + 1, _LEVELS):
            if at < self._level(key, below).after:
                counts[below] = None
        return self._printed(key, at, counts)

    def _begin(self, key: str, abstract: str) -> None:
        """Start the counts anew where ``key`` says so at its first paragraph."""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if key not in self._begun:
            self._begun.add(key)
            for at in self._restarts.get(key, {}):
                if at < _LEVELS:
                    counts[at] = None

    def _level(self, key: str, at: int) -> Level:
        own = self._abstract.get(self._of.get(key, ''), {}).get(at, Level(1, 'decimal', ''))
        over = self._restarts.get(key, {}).get(at)
        if isinstance(over, Level):
            return over
        return own if over is None else replace(own, start=over)

    def _printed(self, key: str, at: int, counts: list[int | None]) -> str:
        level = self._level(key, at)
        if level.how == 'bullet':
            return bullets(level.text)
        text = level.text
        for number in range(_LEVELS, 0, -1):
            if f'%{number}' in text:
                above = self._level(key, number - 1)
                count = counts[number - 1]
                text = text.replace(f'%{number}', formatted(
                    above.start if count is None else count,
                    'decimal' if level.legal else above.how))
        return text

    def _place(self, properties: etree._Element | None) -> tuple[str, int]:
        """Return the id of the list and the level, by the paragraph, else by its style."""
        own = None if properties is None else properties.find(f'{W}numPr')
        key, at = value_of(own, 'numId'), value_of(own, 'ilvl')
        style, seen = value_of(properties, 'pStyle'), set()
        while style in self._styles and style not in seen and not key:
            seen.add(style)
            given = self._styles[style].find(f'{W}pPr')
            listed = None if given is None else given.find(f'{W}numPr')
            key, at = value_of(listed, 'numId'), at or value_of(listed, 'ilvl')
            if key and not at:
                at = self._level_of(key, style)
            style = value_of(self._styles[style], 'basedOn')
        return key, min(int(at), _LEVELS - 1) if at.isdigit() else 0

    def _level_of(self, key: str, style: str) -> str:
        """Return the level of the list ``key`` that is tied to ``style``, ``''`` if none is."""
        return self._tied.get((self._of.get(key, ''), style), '')


def _level(level: etree._Element) -> Level:
    start, after = value_of(level, 'start'), value_of(level, 'lvlRestart')
    return Level(int(start) if start.isdigit() else 1, value_of(level, 'numFmt') or 'decimal',
                 value_of(level, 'lvlText'), level.find(f'{W}isLgl') is not None,
                 int(after) if after.isdigit() else _LEVELS)


def _override(over: etree._Element) -> Level | int:
    level = over.find(f'{W}lvl')
    if level is not None:
        return _level(level)
    start = value_of(over, 'startOverride')
    return int(start) if start.isdigit() else 1
