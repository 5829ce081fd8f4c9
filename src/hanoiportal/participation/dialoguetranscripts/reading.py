"""Transcripts, read line by line.  Pure.

A line ``Câu 12`` begins the answer to the question of that number in the queue, ``Hỏi: …`` what
somebody asks in the room.  The first line below it names who answers: ``Ông Trần Văn A: …``; a
later line that begins with a name known by then goes on with another speaker.  Captions in WebVTT
are read likewise, their voices being the names.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from .interfaces import AnsweredTurn

_NUMBERED = re.compile(r'câu(?:\s+hỏi)?(?:\s+số)?\s+(\d{1,9})\s*[.:]?', re.IGNORECASE)
_ASKED = re.compile(r'hỏi\s*:\s*(.*)', re.IGNORECASE)
_SPOKEN = re.compile(r'([^:]{2,120}?)\s*:\s+(.*)|([^:]{2,120}?)\s*:')
_TIMED = re.compile(r'(?:\d+:)?\d\d:\d\d[.,]\d{3}\s+-->.*')
_VOICE = re.compile(r'<v(?:\.[^\s>]{0,99})?\s+([^>]{1,200})>')
_TAG = re.compile(r'</?[a-z][^>]{0,299}>|<\d[\d:.]{0,20}>')
#: What begins lines of captions that nobody says.
_UNSPOKEN = 'WEBVTT', 'NOTE', 'STYLE', 'REGION'


def turns_of(text: str, names: Iterable[str] = ()) -> list[AnsweredTurn]:
    """Return the turns of the transcript ``text``.  ``names``: of who may answer."""
    known, found = {name.casefold() for name in names}, list[_Written]()
    for at, line in _lines(text):
        opened = _opened(line, at)
        if opened is not None:
            found.append(opened)
        elif found:
            found[-1].take(line, known)
    return [each.turn() for each in found]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that says something, and what it says."""
    lines = [line.strip() for line in text.splitlines()]
    captions = any(_TIMED.fullmatch(line) for line in lines)
    said = ''
    for at, line in enumerate(lines, 1):
        if captions and (_TIMED.fullmatch(line) or line.isdecimal() or line.startswith(_UNSPOKEN)):
            continue
        voice = _VOICE.search(line) if captions else None
        spoken = ' '.join(unescape(_TAG.sub('', line)).split()) if captions else line
        if voice is not None and voice[1].strip() != said:
            said = voice[1].strip()
            spoken = spoken if _NUMBERED.fullmatch(spoken) else f'{said}: {spoken}'
        if spoken:
            yield at, spoken


def _opened(line: str, at: int) -> _Written | None:
    """Return the turn that ``line`` begins, ``None`` if it begins none."""
    numbered, asked = _NUMBERED.fullmatch(line), _ASKED.fullmatch(line)
    if numbered is not None:
        return _Written(int(numbered[1]), '', at)
    return _Written(0, asked[1], at) if asked is not None else None


class _Written:
    """A turn that is being read."""

    def __init__(self, number: int, question: str, line: int) -> None:
        self._number, self._question, self._line = number, question, line
        self._by: list[str] = []
        self._said: list[str] = []

    def take(self, line: str, known: set[str]) -> None:
        """Take one line more; a name that it begins with is ``known`` from then on."""
        spoken = _SPOKEN.fullmatch(line)
        name = '' if spoken is None else spoken[1] or spoken[3]
        if spoken is None or self._said and name.casefold() not in known:
            self._said.append(line)
            return
        known.add(name.casefold())
        if name not in self._by:
            self._by.append(name)
        if spoken[2]:
            self._said.append(f'{name}: {spoken[2]}' if len(self._by) > 1 else spoken[2])

    def turn(self) -> AnsweredTurn:
        """Return what was read."""
        return AnsweredTurn(self._number, self._question, ', '.join(self._by),
                            '\n'.join(self._said), self._line)
