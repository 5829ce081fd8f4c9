"""What loses against another writer is done again, after a pause that grows; nothing else is."""
import pytest
import transaction
import ZODB
from BTrees.OOBTree import OOBTree
from hanoiportal.kernel.storage.retry import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    only_reads,
    pause_before,
    run,
)
from persistent.mapping import PersistentMapping
from pyramid.request import Request
from ZODB.POSException import ConflictError


@pytest.fixture
def manager():
    return transaction.TransactionManager()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def database():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        connection.root()['counter'] = PersistentMapping(n=0)
        connection.root()['names'] = OOBTree()
    yield database
    database.close()


def losing(times, error=ConflictError):
    """Return work that fails ``times`` times and then gives its number of attempts."""
    done = []

    def work():
        done.append(1)
        if len(done) <= times:
            raise error('lost')
        return len(done)

    return work


def test_work_that_meets_no_conflict_is_done_once_without_a_pause(manager, pauses):
    assert run(manager, losing(0), sleep=pauses.append) == 1
    assert pauses == []


def test_work_that_loses_is_done_again_after_a_pause_each_time(manager, pauses):
    assert run(manager, losing(3), sleep=pauses.append) == 4
    assert len(pauses) == 3 and all(0 <= pause <= LONGEST_PAUSE for pause in pauses)


def test_it_gives_up_after_the_last_attempt_with_the_conflict_itself(manager, pauses):
    with pytest.raises(ConflictError):
        run(manager, losing(99), attempts=5, sleep=pauses.append)

    assert len(pauses) == 4


def test_another_error_is_raised_at_once(manager, pauses):
    with pytest.raises(ValueError, match='lost'):
        run(manager, losing(1, ValueError), sleep=pauses.append)

    assert pauses == []


def test_what_an_attempt_that_failed_wrote_is_not_kept(manager, database, pauses):
    connection = database.open(manager)

    def work():
        connection.root()['counter']['n'] += 1
        raise ValueError('after writing')

    with pytest.raises(ValueError, match='after writing'):
        run(manager, work, sleep=pauses.append)

    assert connection.root()['counter']['n'] == 0
    connection.close()


def test_two_writers_of_one_record_both_succeed(manager, database, pauses):
    connection = database.open(manager)
    others = []

    def work():
        connection.root()['counter']['n'] += 1
        if not others:
            others.append(1)
            with database.transaction() as other:
                other.root()['counter']['n'] += 10

    run(manager, work, sleep=pauses.append)

    with manager:
        assert connection.root()['counter']['n'] == 11
    assert len(pauses) == 1
    connection.close()


def test_pauses_grow_and_end_at_the_longest():
    longest = [pause_before(attempt, chance=lambda: 1.0) for attempt in range(1, 13)]

    assert longest[:3] == [2 * FIRST_PAUSE, 4 * FIRST_PAUSE, 8 * FIRST_PAUSE]
    assert longest == sorted(longest) and longest[-1] == LONGEST_PAUSE


def test_pauses_are_left_to_chance_so_that_two_losers_do_not_meet_again():
    assert len({pause_before(5) for _ in range(20)}) > 10
    assert pause_before(5, chance=lambda: 0.0) == 0


@pytest.mark.parametrize('method, vetoed', [('GET', True), ('HEAD', True), ('POST', False)])
def test_a_request_that_reads_never_commits(method, vetoed):
    assert only_reads(Request.blank('/', method=method), None) is vetoed


def test_a_request_is_tried_as_often_as_the_settings_say(registry):
    assert registry.settings['retry.attempts'] == 12
