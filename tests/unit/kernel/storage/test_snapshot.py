"""Which transaction a connection shows."""
import datetime

import pytest
import transaction
import ZODB
from hanoiportal.kernel.storage import snapshot


@pytest.fixture
def database():
    database = ZODB.DB(None)
    yield database
    database.close()


def write(database, number):
    with database.transaction() as connection:
        connection.root()['number'] = number


def test_a_fresh_connection_shows_the_latest_transaction(database):
    write(database, 1)

    with database.transaction() as connection:
        assert snapshot.of(connection) == snapshot.latest(database)


def test_a_write_elsewhere_changes_what_is_latest_but_not_what_is_shown(database):
    write(database, 1)
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    shown = snapshot.of(connection)

    write(database, 2)

    assert snapshot.of(connection) == shown != snapshot.latest(database)
    assert connection.root()['number'] == 1
    manager.begin()
    assert snapshot.of(connection) == snapshot.latest(database)
    assert connection.root()['number'] == 2
    connection.close()


def test_two_connections_with_one_answer_show_the_same(database):
    write(database, 1)
    managers = [transaction.TransactionManager() for _ in range(2)]
    one, two = (database.open(manager) for manager in managers)

    assert snapshot.of(one) == snapshot.of(two)
    one.close()
    two.close()


def test_a_transaction_tells_when_it_was(database):
    before = datetime.datetime.now(datetime.timezone.utc)
    write(database, 1)

    passed = snapshot.moment_of(database.lastTransaction()) - before

    assert abs(passed) < datetime.timedelta(seconds=5)
    assert snapshot.moment_of(b'\0' * 8) is snapshot.moment_of(None) is None


def test_a_connection_of_the_past_says_so_and_shows_what_was_there(database):
    write(database, 1)
    first = database.lastTransaction()
    write(database, 2)

    with snapshot.at_once(database, first) as connection:
        assert snapshot.of(connection) == first == snapshot.serial_of(connection.root())
        assert connection.root()['number'] == 1
    with snapshot.at_once(database) as connection:
        assert snapshot.of(connection) == database.lastTransaction() != first
