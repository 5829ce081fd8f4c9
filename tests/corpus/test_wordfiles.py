"""Decisions brought in Word files: not a word is lost, and the structure is as printed."""
from dataclasses import replace

import pytest
from hanoiportal.base.legaltexts.document import reading
from hanoiportal.base.legaltexts.structure import (
    ARTICLE,
    CHAPTER,
    CLAUSE,
    POINT,
    citation,
    walk,
)
from hanoiportal.platform.media.readlines import found_in
from hanoiportal.platform.media.wording import wordlines, wordnumbers

from .wordfiles import WAYS, made

MADE = 50


def structure_of(lines):
    return [(citation(part, each, above), each.text)
            for part in reading('\n'.join(lines)).document.parts
            for each, above in walk(part.body) if each.kind in (CHAPTER, ARTICLE, CLAUSE, POINT)]


def differs(seed):
    """Tell whether a line or the structure of the decision of ``seed`` is not read as printed."""
    printed, found = made(seed), found_in(made(seed).content)
    return found.refused or found.lines != printed.lines or (
        structure_of(found.lines) != printed.structure)


@pytest.mark.clause('4.2.d/2')
def test_a_decision_in_a_word_file_is_read_as_it_is_printed():
    for seed in range(MADE):
        printed = made(seed)

        found = found_in(printed.content)

        assert (found.refused, found.lines) == ('', printed.lines), seed
        assert structure_of(found.lines) == printed.structure, seed


def test_a_change_that_waits_to_be_accepted_lets_any_of_them_be_refused():
    assert {found_in(made(seed, tracked=True).content).refused for seed in range(5)} == {'tracked'}


@pytest.mark.parametrize(('place', 'name', 'fault'), [
    (wordlines, '_BOX', 'no such tag'),
    (wordlines, '_NOTES', {}),
    (wordlines, 'rows', lambda table: [' '.join(table[0][0])]),
    (wordlines, '_is_hidden', lambda run: False),
    (wordlines, '_sign', lambda each, sign=wordlines._sign: (
        None if sign(each) is None else f'{sign(each)} ')),
    (wordnumbers, 'letters', lambda number: 'a'),
    (wordnumbers, '_override', lambda over: 2),
    (wordnumbers.Numbering, '_follow', lambda self, numbering: None),
    (wordnumbers, '_level', lambda level, read=wordnumbers._level: replace(read(level), after=9)),
    (wordnumbers.Numbering, '_level_of', lambda self, key, style: ''),
    (wordnumbers.Numbering, '_place', lambda self, properties: ('', 0)),
])
def test_a_fault_of_the_reader_is_found(place, name, fault, monkeypatch):
    monkeypatch.setattr(place, name, fault)

    assert any(differs(seed) for seed in range(2 * len(WAYS)))
