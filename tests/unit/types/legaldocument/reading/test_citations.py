"""The grammar of citations, measured on labelled sentences and lines of Decision 4263."""
import re
import time

import pytest
import yaml
from hanoiportal.types.legaldocument.laws import laws_of
from hanoiportal.types.legaldocument.reading.citations import citations
from support import ROOT

CORPUS = yaml.safe_load((ROOT / 'tests/corpus/citations.yaml').read_text(encoding='utf-8'))
LABEL = re.compile(r'\[([^\]]+)\]\(([^)]+)\)')
NAMES = laws_of(ROOT / 'config/hanoi/laws.csv').names


def labelled(line):
    """Return the text of a line of the corpus, and its set of ``(start, end, what is cited)``."""
    text, labels, at = '', set(), 0
    for match in LABEL.finditer(line):
        text += line[at:match.start()]
        labels.add((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + line[at:], labels


def cited(text):
    return {(found.start, found.end, written(found)) for found in citations(text, NAMES)}


def written(found):
    day = f'@{found.day}' if found.day else ''
    steps = ' '.join(f'{kind}-{number}' for kind, number in found.steps)
    return (found.number or found.name or found.part) + day + (f'#{steps}' if steps else '')


def measured():
    """Return the numbers of labels, of those found, and of what was found."""
    labels = right = found = 0
    for line in CORPUS['decision'] + CORPUS['own']:
        text, wanted = labelled(line)
        got = cited(text)
        labels, found = labels + len(wanted), found + len(got)
        right += len(wanted & got)
    return labels, right, found


def test_the_citations_of_the_corpus_are_found_with_an_f1_of_97_in_100():
    labels, right, found = measured()

    assert labels >= 150
    assert 2 * right / (labels + found) >= 0.97, [
        (text, sorted(wanted ^ got)) for text, wanted, got in (
            (text, wanted, cited(text)) for text, wanted in map(
                labelled, CORPUS['decision'] + CORPUS['own'])) if wanted != got]


def test_every_line_of_the_decision_that_cites_something_is_in_the_corpus():
    lines = {' '.join(labelled(line)[0].split()) for line in CORPUS['decision']}
    text = (ROOT / 'config/hanoi/quyet-dinh-4263.txt').read_text(encoding='utf-8')
    numbered = {line for line in map(' '.join, map(str.split, text.split('\n')))
                if re.search(r'[0-9]/(NĐ|QĐ|TT)', line)}

    assert numbered
    assert all(any(line in whole for line in lines) for whole in numbered)


@pytest.mark.parametrize('text', [
    'Điều 5, ' * 20_000, 'Luật a ' * 20_000, '1/' * 50_000,
    ' ' * 100_000 + 'Điều 5 ' + ' ' * 9_000, 'Quyết định của ' * 10_000, 'khoản 1 và ' * 20_000])
def test_no_text_takes_long(text):
    started = time.process_time()

    citations(text, NAMES)

    assert time.process_time() - started < 4


def test_a_day_that_is_in_no_calendar_is_none():
    [found] = citations('Nghị định số 42/2022/NĐ-CP ngày 31/6/2022')

    assert found.day is None and found.number == '42/2022/NĐ-CP'
