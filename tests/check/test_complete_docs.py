"""The documents are complete: every decision, job, setting and command is in them."""
from dataclasses import fields

import pytest
from check.completeness import (
    first_cells,
    holes,
    is_documented,
    jobs,
    options,
    titles,
    undocumented_settings,
    unlisted,
    verbs,
    wrong_numbers,
)
from hanoiportal.base.settings import Settings
from servers import ROOT

DOCS = ROOT / 'docs'
DECISIONS = DOCS / 'decisions'
OPERATIONS = '\n'.join(
    path.read_text(encoding='utf-8') for path in sorted(DOCS.glob('operations/*.md')))


def page(name):
    return (DOCS / name).read_text(encoding='utf-8')


def test_every_decision_is_listed_by_its_title():
    assert unlisted(DECISIONS, page('README.md')) == []


def test_decisions_are_numbered_without_a_hole():
    assert (holes(DECISIONS), wrong_numbers(DECISIONS)) == ([], [])


def test_every_job_is_in_the_table_of_the_scheduler_and_no_other():
    settings = {'portal.scheduler', 'portal.scheduler_seconds'}

    assert first_cells(page('operations/scheduler.md')) - settings == jobs(ROOT / 'src')


def test_every_setting_is_described_with_its_default():
    defaults = {field.name: field.default for field in fields(Settings)}

    assert undocumented_settings(defaults, page('operations/settings.md')) == []


def test_no_setting_is_described_that_is_not_there():
    described = first_cells(page('operations/settings.md'))

    assert described == {f'portal.{field.name}' for field in fields(Settings)}


def test_every_command_is_described():
    assert [verb for verb, _parser in verbs() if not is_documented(verb, OPERATIONS)] == []


def test_every_option_of_a_command_is_described():
    for verb, parser in verbs():
        assert [option for option in options(parser) if option not in OPERATIONS] == [], verb


@pytest.fixture
def planted(tmp_path):
    """A folder of decisions in which 2 is missing, and one is named by another number."""
    (tmp_path / '0001-a.md').write_text('# 1. One database\n')
    (tmp_path / '0004-c.md').write_text('# 3. Hosts\n')
    return tmp_path


def test_a_decision_that_is_not_listed_or_not_there_is_found(planted):
    listed = '| 1 | [Two databases](decisions/0001-a.md) |\n'

    assert unlisted(planted, listed) == [
        "not listed: (1, 'One database', '0001-a.md')", "not listed: (3, 'Hosts', '0004-c.md')",
        "not there: (1, 'Two databases', '0001-a.md')"]


def test_a_hole_and_a_wrong_number_are_found(planted):
    assert (holes(planted), wrong_numbers(planted)) == ([2], ['0004-c.md'])


def test_a_decision_without_a_number_is_found(tmp_path):
    (tmp_path / '0001-a.md').write_text('# One database\n')

    with pytest.raises(ValueError, match=r'0001-a\.md'):
        titles(tmp_path)


def test_a_job_is_found_however_the_call_is_broken(tmp_path):
    (tmp_path / 'a.py').write_text("config.add_job('one', 1, run)\nconfig.add_job(\n    'two', 2)")

    assert jobs(tmp_path) == {'one', 'two'}
    assert first_cells('| job | |\n|---|---|\n| `one`, `three` | `four` |\n') == {'one', 'three'}


def test_a_setting_that_is_missing_or_has_another_default_is_found():
    described = '\n| `portal.a` | `true` | \n| `portal.b` | `15` | \n| `portal.d` | none | '
    defaults = {'a': True, 'b': 5, 'c': 'x', 'd': (), 'e': ('1', '2')}

    assert undocumented_settings(defaults, described) == [
        '| `portal.b` | `5`', '| `portal.c` | `x`', '| `portal.e` | `1 2`']


@pytest.mark.parametrize('pages', [
    'run `bin/portal user add hoa`', '| `user add LOGIN` | below |', '| `user unused`, `add` | |'])
def test_a_command_is_seen_in_each_of_these_ways(pages):
    assert is_documented('user add', pages)


@pytest.mark.parametrize('pages', ['', 'users add', 'bin/portal user adds', '| `user unused` | |'])
def test_a_command_that_is_not_described_is_found(pages):
    assert not is_documented('user add', pages)
