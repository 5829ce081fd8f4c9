"""Documents are in plain English, by the rules of ``docs/develop/style.md``."""
import re

import pytest
from check.prose import openings, wide_lines
from servers import ROOT

PAGES = sorted(
    str(path.relative_to(ROOT)) for path in [
        *ROOT.glob('*.md'), *ROOT.glob('docs/*.md'), *ROOT.glob('docs/develop/*.md'),
        *ROOT.glob('docs/operations/*.md')] if path.name != 'README.vi.md')


def faults(name):
    text = (ROOT / name).read_text(encoding='utf-8')
    # Rows of the table of controls come from controls.csv.
    text = re.sub(r'<!-- controls -->.*', '', text, flags=re.DOTALL)
    return openings(text), wide_lines(text)


def test_pages_keep_the_rules():
    assert PAGES
    assert {name: found for name in PAGES if any(found := faults(name))} == {}


def test_the_titles_of_decisions_keep_the_rules():
    decisions = sorted(ROOT.glob('docs/decisions/*.md'))

    assert decisions
    assert {path.name: found for path in decisions if any(found := _title_faults(path))} == {}


def _title_faults(path):
    title = path.read_text(encoding='utf-8').partition('\n')[0]
    return openings(re.sub(r'^# \d+\.', '#', title)), wide_lines(title)


@pytest.mark.parametrize('wrong', [
    'Who asks is told.', 'It is so. What is found is kept.', '- Whoever comes', '## What is kept',
    '1. Let nginx wait', '| setting | Whatever it is |', 'It says: What there is',
    '**Who asks**: nginx', 'It is\nso. What\nis new', '> Who comes', '(«What» is a word)'])
def test_a_sentence_that_begins_with_a_relative_is_found(wrong):
    assert len(openings(wrong)) == 1


@pytest.mark.parametrize('right', [
    'Editors who ask are notified.', 'It says what is new.', '```\nWhat is new\n```',
    'Whole pages', 'see `What`', 'Editors\nWho', 'Letters are sent.', 'somebody. who'])
def test_another_sentence_is_no_fault(right):
    assert openings(right) == []


def test_a_line_of_more_than_99_columns_is_found_where_it_can_be_broken():
    line, word = 'word ' * 20, 'w' * 120
    page = f'{line}\n- {line}\n| {line} |\n```\n{line}\n```\n{word}\n- [x]({word})\n`{line}`\n'

    assert wide_lines(page) == [line, f'- {line}']
