"""RelStorage on PostgreSQL with our driver: one question a request, and the snapshot it had."""
import re
import threading
import time

import pytest
import transaction
from hanoiportal.kernel.storage.databases import opened
from hanoiportal.kernel.storage.postgresql import loading
from persistent.mapping import PersistentMapping
from psycopg2 import Error
from psycopg2.extensions import TRANSACTION_STATUS_IDLE
from ZODB.blob import Blob

from . import CONFIG
from .postgres import storage
from .process import until
from .relay import relayed

BYTES = bytes(range(256)) * 4096
LOADING = "FROM pg_stat_activity WHERE application_name = 'RS: Load'"


@pytest.fixture
def address(postgres, tmp_path, monkeypatch):
    """``address(name)``: of one of three empty databases."""
    postgres.renew()
    monkeypatch.setenv('PORTAL_POSTGRES', postgres.address)
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))
    return f'zconfig://{CONFIG}/zodb/relstorage.conf#{{}}'.format


@pytest.fixture
def database(request, address):
    """A database with one text; ``each_kind``: of a storage with history, and of one without."""
    name = getattr(request, 'param', 'content')
    found = opened(address(name), name, {})
    write(found, 'Một')
    yield found
    found.close()


each_kind = pytest.mark.parametrize('database', ['content', 'drafts'], indirect=True)


class Reader:
    """Somebody with a connection and transactions of their own."""

    def __init__(self, database):
        self.manager = transaction.TransactionManager(explicit=True)
        self._database = database

    def __enter__(self):
        self.manager.begin()
        self._connection = self._database.open(self.manager)
        return self._connection.root()

    def __exit__(self, *_error):
        self.manager.abort()
        self._connection.close()


def write(database, title):
    """Write the title, over a connection of its own."""
    with database.transaction() as connection:
        connection.root()['title'] = title


def test_a_request_that_finds_everything_in_memory_asks_once(
        postgres, address, tmp_path, monkeypatch):
    with relayed(postgres, tmp_path / 'near') as (relay, words):
        monkeypatch.setenv('PORTAL_POSTGRES', words)
        database = opened(address('content'), 'content', {})
        write(database, 'Một')
        for _each in range(5):
            before = len(relay.questions)
            with Reader(database) as root:
                assert root['title'] == 'Một'
        database.close()

    [asked] = relay.questions[before:]
    assert re.fullmatch(r'ROLLBACK; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; '
                        r'EXECUTE \S+\(\d+\)', asked)


@each_kind
def test_what_is_read_is_what_was_when_reading_began(database):
    write(database, 'Hai')
    database.cacheMinimize()
    with Reader(database) as root:
        write(database, 'Ba')
        assert root['title'] == 'Hai'
    with Reader(database) as root:
        assert root['title'] == 'Ba'


def test_no_snapshot_is_kept_that_nobody_reads(postgres, database):
    with Reader(database) as root:
        time.sleep(2 * loading.KEPT)
        assert 'idle in transaction' in states(postgres)
        assert root['title'] == 'Một'
    until(lambda: 'idle in transaction' not in states(postgres))


def states(postgres):
    """Return how the connections that load stand."""
    return [state for [state] in postgres.ask(f'SELECT state {LOADING}')]


@pytest.mark.parametrize('wait', [0, 2 * loading.KEPT])
def test_who_was_cut_off_comes_again(postgres, database, wait):
    with Reader(database) as root:
        assert root['title'] == 'Một'
    postgres.ask(f'SELECT pg_terminate_backend(pid) {LOADING}')
    time.sleep(wait)

    with Reader(database) as root:
        assert root['title'] == 'Một'


def test_files_are_read_by_who_has_no_copy(database, address, tmp_path, monkeypatch):
    with database.transaction() as connection:
        connection.root()['scan'] = Blob(BYTES)
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path / 'another'))
    another = opened(address('content'), 'content', {})
    with Reader(another) as root, root['scan'].open() as file:
        assert file.read() == BYTES
    another.close()


@each_kind
def test_long_lists_are_read_in_the_same_snapshot(database):
    write(database, 'Hai')
    storage = database.storage.new_instance()
    storage.poll_invalidations()
    write(database, 'Ba')

    assert any(b'Hai' in data for data in current(storage))
    assert not any(b'Ba' in data for data in current(storage))
    storage.poll_invalidations()
    assert any(b'Ba' in data for data in current(storage))
    storage.release()


def current(storage):
    """Yield the current record of each object of ``storage``."""
    behind = None
    while True:
        _oid, _tid, data, behind = storage.record_iternext(behind)
        yield data
        if behind is None:
            return


@each_kind
def test_it_can_be_packed_while_somebody_reads(database):
    with database.transaction() as connection:
        connection.root()['page'] = PersistentMapping(title='Một')
    for title in ('Hai', 'Ba'):
        write(database, title)
    with database.transaction() as connection:
        del connection.root()['page']
    with Reader(database) as root:
        database.pack()
        assert root['title'] == 'Ba'
    database.cacheMinimize()

    with Reader(database) as root:
        assert dict(root) == {'title': 'Ba'}
    assert len(database.storage) == 1


@each_kind
def test_many_at_once_read_whole_transactions(database):
    wrong, stop, pair = [], threading.Event(), ('first', 'second')
    with database.transaction() as connection:
        connection.root().update({name: PersistentMapping(number=0) for name in pair})

    def read():
        while not stop.is_set():
            with Reader(database) as root:
                first, second = (root[name]['number'] for name in pair)
                if first != second:
                    wrong.append((first, second))

    readers = [threading.Thread(target=read) for _each in range(4)]
    for each in readers:
        each.start()
    for number in range(20):
        with database.transaction() as connection:
            for name in pair:
                connection.root()[name]['number'] = number
        time.sleep(0.02)
    stop.set()
    for each in readers:
        each.join()
    assert not wrong


@pytest.fixture(scope='module')
def lasting(postgres, tmp_path_factory):
    """A database for the tests from here on, which write nothing."""
    with storage(postgres, tmp_path_factory.mktemp('lasting')) as addresses:
        found = opened(addresses['zodbconn.uri'], 'content', {})
        yield found
        found.close()


@pytest.fixture
def connection(lasting):
    """A connection as a storage of the database loads over."""
    found, cursor = lasting.storage._adapter.connmanager.open_for_load()
    yield found
    cursor.close()
    found.close()


def told(cursor):
    """Return in what kind of transaction the cursor is."""
    cursor.execute("SELECT current_setting('transaction_isolation'), "
                   "current_setting('transaction_read_only'), pg_current_xact_id_if_assigned()")
    return cursor.fetchone()


@pytest.fixture(params=['fresh', 'ended'])
def cursor(request, connection):
    """A cursor of the connection, which is fresh, or has ended a transaction and not said so."""
    with connection.cursor() as found:
        if request.param == 'ended':
            told(found)
            connection.rollback()
        yield found


@pytest.mark.parametrize('wrong', ['SELECT 1/0', 'SELECT no_such_column', 'nonsense'])
def test_a_transaction_that_failed_is_ended_at_once(connection, cursor, wrong):
    with pytest.raises(Error):
        cursor.execute(wrong)
    connection.rollback()

    assert connection.info.transaction_status == TRANSACTION_STATUS_IDLE
    assert told(cursor) == ('repeatable read', 'on', None)


def test_what_could_not_be_asked_changes_nothing(cursor):
    with pytest.raises(IndexError):
        cursor.execute('SELECT %s, %s', [1])

    assert told(cursor) == ('repeatable read', 'on', None)


def test_psycopg2_holds_a_transaction_of_the_same_kind_to_its_end(lasting, connection, cursor):
    with lasting.storage._adapter.driver.cursor(connection, server_side=True) as named:
        assert told(named) == ('repeatable read', 'on', None)
    connection.rollback()

    assert connection.info.transaction_status == TRANSACTION_STATUS_IDLE
    assert connection.autocommit  # or psycopg2 would say BEGIN once more
    assert told(cursor) == ('repeatable read', 'on', None)
