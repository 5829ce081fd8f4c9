"""The secrecy of ballots under attack: see ``support.ballot_attack``."""
import pytest
from support import ballot_attack
from support.ballot_attack import attack, groups, hold

PEOPLE = 80


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Few slots, and what is written need not reach the device here."""
    monkeypatch.setattr('hanoiportal.participation.ballots.slots.MANY', 64)
    monkeypatch.setattr('os.fsync', lambda _file: None)


@pytest.mark.clause('4.2.f')
@pytest.mark.parametrize('seed', [1, 2])
def test_nobody_is_named_with_the_files_of_every_minute_the_log_and_the_keys(tmp_path, seed):
    outcome = attack(hold(tmp_path, PEOPLE, seed))
    assert outcome.holds and outcome.closest == PEOPLE


@pytest.mark.clause('4.2.f')
@pytest.mark.parametrize(('fault', 'named', 'closest'), [
    ('one_key_for_all', .4, 1), ('counts_of_each_turn', .25, 1), ('no_last_turns', 0, 10)])
def test_the_attacker_finds_a_fault_that_is_planted(tmp_path, fault, named, closest):
    with getattr(ballot_attack, fault)():
        outcome = attack(hold(tmp_path, PEOPLE, 1))
    assert not outcome.holds
    assert outcome.named >= named and outcome.closest <= closest


@pytest.mark.clause('4.2.f')
def test_slots_in_order_name_everybody_whose_turn_never_came(tmp_path):
    with ballot_attack.slots_in_order(), ballot_attack.no_last_turns():
        election = hold(tmp_path, 40, 1, looks=False)
    last = election._replace(files=election.files[-2:])  # no file of a minute before
    assert attack(last).named == 1


@pytest.mark.clause('4.2.f')
def test_of_fewer_than_twenty_people_nothing_is_learned_once_the_box_is_closed(tmp_path):
    election = hold(tmp_path, 19, 1)
    assert list(groups(election._replace(keys=election.keys[1:]))) == []
    # A key that is stolen in the seconds before the turn that closes it opens their sum.
    assert [len(each.people) for each in groups(election)] == [19]
