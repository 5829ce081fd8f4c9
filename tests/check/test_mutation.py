"""``make mutants``: which faults it plants, how, and that its table is of what there is."""
import importlib
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from servers import ROOT

SOURCE = '''
LONGEST, PAIR = 5, (1, 2)
HALF = LONGEST // 2


def cut(text, most=LONGEST):
    """Return ``text`` cut."""
    if not text or len(text) < most:
        return text
    note(text)
    return [each for each in text[:most] if each and each in 'ab']


def note(text):
    return None if text is None else True


class Box:
    size = 7

    @property
    def full(self):
        return self.size > 6
'''
#: ``(place, before, after)`` of all faults in it.
FAULTS = {
    ('', '5', '6'), ('', '5', '4'), ('', '1', '2'), ('', '1', '0'), ('', '2', '3'), ('', '2', '1'),
    ('', '(5, (1, 2))', '((1, 2),)'), ('', '(5, (1, 2))', '(5,)'),
    ('', '(1, 2)', '(2,)'), ('', '(1, 2)', '(1,)'),
    ('cut', 'not text or len(text) < most', 'not text and len(text) < most'),
    ('cut', 'not text or len(text) < most', 'len(text) < most'),
    ('cut', 'not text or len(text) < most', 'not text'), ('cut', 'not text', 'text'),
    ('cut', 'len(text) < most', 'len(text) <= most'),
    ('cut', 'if not text or len(text) < most:', 'if False:'),
    ('cut', 'return text', 'return None'), ('cut', 'note(text)', 'pass'),
    ('cut', "return [each for each in text[:most] if each and each in 'ab']", 'return None'),
    ('cut', "for each in text[:most] if each and each in 'ab'", 'for each in text[:most]'),
    ('cut', "each and each in 'ab'", "each or each in 'ab'"),
    ('cut', "each and each in 'ab'", 'each'), ('cut', "each and each in 'ab'", "each in 'ab'"),
    ('cut', "each in 'ab'", "each not in 'ab'"),
    ('note', 'return None if text is None else True', 'return None'),
    ('note', 'None if text is None else True', 'None'),
    ('note', 'None if text is None else True', 'True'),
    ('note', 'text is None', 'text is not None'), ('note', 'True', 'False'),
    ('Box.full', 'return self.size > 6', 'return None'),
    ('Box.full', 'self.size > 6', 'self.size >= 6'), ('Box.full', '6', '7'),
    ('Box.full', '6', '5')}


@pytest.fixture
def mutation(monkeypatch):
    """``mutation(name)``: that module of ``setup/mutation``."""
    monkeypatch.syspath_prepend(ROOT / 'setup')
    return lambda name: importlib.import_module(f'mutation.{name}')


def test_each_kind_of_fault_is_planted_once_in_each_place(mutation):
    found = [(each.place, each.before, each.after)
             for each in mutation('faults').mutants(SOURCE)]

    assert set(found) - FAULTS == {('', '2', '3'), ('', '2', '1')} - FAULTS
    assert FAULTS - set(found) == set()


@pytest.fixture
def patient(mutation, tmp_path, monkeypatch):
    """The module of ``SOURCE``, imported, and one that has its names from it."""
    (tmp_path / 'patients.py').write_text(SOURCE)
    (tmp_path / 'friends.py').write_text('from patients import HALF, LONGEST, Box, cut\n')
    monkeypatch.syspath_prepend(tmp_path)
    friend = importlib.import_module('friends')
    yield mutation('planting').Patient('patients'), friend
    for name in ('patients', 'friends'):
        del sys.modules[name]


def planted(mutation, patient, before, after):
    [mutant] = [each for each in mutation('faults').mutants(SOURCE)
                if (each.before, each.after) == (before, after)]
    patient[0].plant(mutant)


def test_a_fault_runs_in_what_others_have_imported_until_it_is_healed(mutation, patient):
    friend = patient[1]
    planted(mutation, patient, 'len(text) < most', 'len(text) <= most')
    sick = friend.cut('baxba')
    patient[0].heal()
    planted(mutation, patient, 'self.size > 6', 'self.size >= 6')

    assert (sick, friend.cut('baxba')) == ('baxba', ['b', 'a', 'b', 'a'])
    friend.Box.size = 6
    assert friend.Box().full
    patient[0].heal()
    assert not friend.Box().full


def test_a_changed_constant_is_changed_for_all_who_have_it_and_in_what_is_made_of_it(
        mutation, patient):
    planted(mutation, patient, '5', '6')

    friend = patient[1]
    assert (friend.LONGEST, friend.HALF, patient[0].module.HALF) == (6, 3, 3)


def test_functions_say_that_they_were_entered_while_they_are_watched(patient):
    entered = set()
    patient[0].watch(entered)
    patient[1].cut('aaaaaa')
    patient[1].Box().full  # noqa: B018

    assert entered == {'cut', 'note', 'Box.full'}


def test_the_table_names_modules_and_tests_that_there_are(mutation):
    judges, files_of = mutation('judged').JUDGES, mutation('files').files_of

    assert judges
    for name, patterns in judges.items():
        assert find_spec(name), name
        assert all(files_of([each]) for each in patterns), name


def test_what_is_said_to_be_no_fault_is_one_of_the_mutants_and_has_a_reason(mutation):
    judged, mutants = mutation('judged'), mutation('faults').mutants
    for name in {each[0] for each in judged.EQUIVALENT}:
        source = Path(find_spec(name).origin).read_text(encoding='utf-8')
        there = {(each.place, each.before, each.after) for each in mutants(source)}
        said = {each[1:4] for each in judged.EQUIVALENT if each[0] == name}

        assert said <= there, name
        assert name in judged.JUDGES
    assert all(each[4] for each in judged.EQUIVALENT)
