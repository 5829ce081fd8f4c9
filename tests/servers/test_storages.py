"""The storages of ``config/zodb`` keep text and blobs, and show them to a second client."""
import time
from contextlib import contextmanager

import pytest
import ZODB
import zodburi
from BTrees.Length import Length
from hanoiportal.kernel.storage.databases import opened as opened_database
from hanoiportal.kernel.storage.snapshot import serial_of
from persistent.mapping import PersistentMapping
from transaction import TransactionManager
from ZODB.blob import Blob
from ZODB.POSException import ConflictError

from . import BIN, CONFIG
from .nursery import done

BYTES = bytes(range(256)) * 4096


@contextmanager
def connection(uri):
    """Open the database at ``uri`` as a client of its own."""
    make_storage, options = zodburi.resolve_uri(uri)
    options.pop('database_name', None)
    database = ZODB.DB(make_storage(), **options)
    try:
        with database.transaction() as opened:
            yield opened
    finally:
        database.close()


@pytest.fixture
def file_storage(tmp_path, monkeypatch):
    """Settings for ``filestorage.conf`` on an empty folder."""
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))
    for name in ('filestorage', 'blobstorage'):
        (tmp_path / name).mkdir()
    return {'zodbconn.uri': f'zconfig://{CONFIG}/zodb/filestorage.conf#content',
            'zodbconn.uri.drafts': f'zconfig://{CONFIG}/zodb/filestorage.conf#drafts',
            'zodbconn.uri.keys': f'zconfig://{CONFIG}/zodb/filestorage.conf#keys'}


def write(uri):
    with connection(uri) as opened:
        opened.root()['title'] = 'Quyết định'
        opened.root()['scan'] = Blob(BYTES)


def assert_only_there(settings):
    """The written database shows the text and the blob; its neighbour shows nothing."""
    with connection(settings['zodbconn.uri']) as opened:
        assert opened.root()['title'] == 'Quyết định'
        with opened.root()['scan'].open() as blob:
            assert blob.read() == BYTES
    with connection(settings['zodbconn.uri.drafts']) as opened:
        assert dict(opened.root()) == {}


def test_files_keep_text_and_blobs(file_storage):
    write(file_storage['zodbconn.uri'])

    assert_only_there(file_storage)


def test_a_second_zeo_client_reads_what_the_first_wrote(zeo_server):
    write(zeo_server.settings('first')['zodbconn.uri'])

    assert_only_there(zeo_server.settings('second'))


def test_an_open_zeo_client_sees_a_write_of_another(zeo_server):
    first, second = (zeo_server.settings(name)['zodbconn.uri'] for name in ('first', 'second'))
    with connection(first) as reading:
        assert 'title' not in reading.root()

        write(second)

        until = time.monotonic() + 30
        while 'title' not in reading.root() and time.monotonic() < until:
            time.sleep(0.01)  # what has changed is told by the server, soon after
            reading.sync()
        assert reading.root()['title'] == 'Quyết định'


@pytest.fixture
def two(zeo_server):
    """Connections of two clients to a database that holds a number, 0."""
    def client(name):
        return opened_database(zeo_server.address('content', name), '', {}).open(
            TransactionManager())

    first = client('first')
    first.root()['number'] = Length()
    first.transaction_manager.commit()
    second = client('second')
    yield first, second
    for each in (first, second):
        each.db().close()


def add(connection):
    connection.root()['number'].change(1)
    connection.transaction_manager.commit()


def test_files_are_not_lost_when_their_transaction_meets_a_conflict(two):
    first, second = two
    first.root()['scan'] = Blob(BYTES)
    add(second)
    with pytest.raises(ConflictError):
        add(first)
    first.transaction_manager.abort()
    first.root()['scan'] = Blob(BYTES)
    add(first)
    shown = second.db().open(TransactionManager()).root()

    assert shown['number']() == 2
    with shown['scan'].open() as blob:
        assert blob.read() == BYTES


def test_who_meets_a_conflict_at_each_vote_begins_again(two, monkeypatch):
    first, second = two
    votes, asked = [], first.db().storage._call

    def raced(method, *arguments, **named):
        if method == 'vote':
            votes.append(method)
            add(second)
        return asked(method, *arguments, **named)

    monkeypatch.setattr(first.db().storage, '_call', raced)
    with pytest.raises(ConflictError):
        add(first)
    monkeypatch.undo()
    first.transaction_manager.abort()
    add(first)

    assert first.root()['number']() == len(votes) + 1 == 10


def test_postgresql_keeps_text_and_blobs(postgres_storage, tmp_path, monkeypatch):
    write(postgres_storage['zodbconn.uri'])
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path / 'another machine'))

    assert_only_there(postgres_storage)


def test_postgresql_keeps_the_history_of_content_and_of_nothing_else(postgres_storage):
    def revisions(name):
        with connection(postgres_storage[name]) as opened:
            for title in ('một', 'hai'):
                opened.root()['title'] = title
                opened.transaction_manager.commit()
            return len(opened.db().storage.history(opened.root()._p_oid, size=9))

    assert revisions('zodbconn.uri') == 3
    assert revisions('zodbconn.uri.interactions') == 1


@pytest.fixture(params=['file_storage', 'zeo_server', 'postgres_storage'])
def kept(request):
    """A ghost of a record that is stored, on each kind of storage."""
    found = request.getfixturevalue(request.param)
    settings = found.settings('first') if request.param == 'zeo_server' else found
    with connection(settings['zodbconn.uri']) as opened:
        opened.root()['kept'] = PersistentMapping(number=1)
        opened.transaction_manager.commit()
        kept = opened.root()['kept']
        kept._p_deactivate()
        yield kept


def test_the_serial_that_a_connection_sees_is_known_without_loading_the_record(kept):
    serial = serial_of(kept)
    assert kept._p_changed is None

    writing = TransactionManager()
    other = kept._p_jar.db().open(writing)
    other.root()['kept']['number'] = 2
    writing.commit()
    other.close()

    assert serial_of(kept) == serial
    assert kept['number'] == 1 and serial_of(kept) == kept._p_serial == serial
    kept._p_jar.sync()
    assert serial_of(kept) > serial and kept._p_changed is None
    assert kept['number'] == 2


def test_the_databases_can_be_packed_by_the_program_that_operators_use(file_storage):
    uri = file_storage['zodbconn.uri']
    write(uri)

    ended = done(BIN / 'zodbpack', CONFIG / 'zodb/filestorage.conf')

    assert ended.returncode == 0, ended.stderr
    assert_only_there(file_storage)
