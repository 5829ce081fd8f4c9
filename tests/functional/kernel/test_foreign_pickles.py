"""A record that names what the portal does not keep is refused wherever it is read."""
import os
import pickletools
from io import BytesIO

import pytest
import transaction
import ZODB
from hanoiportal import main
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.unpickling import Forbidden, allowed
from hanoiportal.shells.commands.environment import close
from persistent.mapping import PersistentMapping
from support.application import settings
from webtest import TestApp
from ZODB import ConflictResolution
from ZODB.FileStorage import FileIterator, FileStorage
from ZODB.fsIndex import fsIndex
from ZODB.POSException import StateLoadError
from ZODB.utils import get_pickle_metadata

DATABASES = ('content', 'interactions', 'drafts', 'keys')
MARK = 'da-chay'


class Hostile:
    """Runs a program when it is read."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, (f'touch {self.path}',)


@pytest.fixture
def poisoned(tmp_path):
    """``poisoned(name)``: an application one of whose databases holds a hostile record."""
    opened = []

    def start(name):
        for each in DATABASES:
            database = ZODB.DB(FileStorage(str(tmp_path / f'{each}.fs'), blob_dir=str(
                tmp_path / f'{each}-blobs')))
            if each == name:
                connection = database.open()
                connection.root()['portal'] = PersistentMapping(
                    {'x': Hostile(tmp_path / MARK)})
                transaction.commit()
                connection.close()
            database.close()
        application = main({}, **settings(tmp_path, **{
            f'zodbconn.uri{"" if each == "content" else "." + each}':
                f'file://{tmp_path}/{each}.fs?blobstorage_dir={tmp_path}/{each}-blobs'
            for each in DATABASES}))
        opened.append(application.registry)
        return application

    yield start
    transaction.abort()
    for registry in opened:
        close(registry)


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('name', DATABASES)
def test_a_hostile_record_runs_nothing(poisoned, tmp_path, name):
    application = poisoned(name)
    database = content_database(application.registry).databases['' if name == 'content' else name]
    connection = database.open()

    with pytest.raises(StateLoadError) as refused:
        connection.root()['portal']['x']
    connection.close()
    assert isinstance(refused.value.__cause__, Forbidden)
    assert 'posix.system' in str(refused.value.__cause__)
    assert not (tmp_path / MARK).exists()


def test_a_visitor_is_told_nothing_of_it(poisoned, tmp_path):
    answer = TestApp(poisoned('content'), extra_environ={'HTTP_HOST': 'localhost'}).get(
        '/', expect_errors=True)

    assert answer.status_int == 500 and 'system' not in answer.text
    assert not (tmp_path / MARK).exists()


@pytest.mark.parametrize('module, name', [
    ('os', 'system'), ('posix', 'system'), ('builtins', 'eval'), ('builtins', 'getattr'),
    ('subprocess', 'Popen'), ('hanoiportal.platform.media.program', 'output_of'),
    ('hanoiportal.platform.media.diskcache', 'DiskCache'),
    ('hanoiportal.platform.media.speaker', 'Lock'),
    ('hanoiportal.platform.media.program', 'subprocess'),
    ('hanoiportal.kernel.inspection.upload', 'Blob.open'),
    ('hanoiportal.khong_co', 'X'), ('BTrees.OOBTree', 'OOBTreePy'), ('codecs', 'encode')])
def test_functions_and_classes_that_do_something_are_refused(registry, module, name):
    with pytest.raises(Forbidden, match=module):
        allowed(module, name)


def test_what_else_of_zodb_reads_pickles_asks_too(registry, tmp_path):
    """Conflict resolution, the list of transactions in the console, the index of a storage."""
    with pytest.raises(Forbidden):
        ConflictResolution.find_global('os', 'system')
    mark = tmp_path / MARK
    command = f'touch {mark}'.encode()
    called = (b'\x80\x03' + b'(' + b'cos\nsystem\n' + b'U' + bytes([len(command)]) + command
              + b'\x85Rt.')
    assert get_pickle_metadata(b'\x80\x03]' + called[2:]) == ('', '') and not mark.exists()
    (tmp_path / 'content.fs.index').write_bytes(called)
    with pytest.raises((Forbidden, SystemError)):  # zodbpickle hides what was raised
        fsIndex.load(str(tmp_path / 'content.fs.index'))
    assert not mark.exists()


def named(path):
    """Return the globals that the records of the FileStorage at ``path`` name."""
    found = set()
    for record in (each for step in FileIterator(str(path)) for each in step):
        data = BytesIO(record.data or b'')
        while data.tell() < len(record.data or b''):
            found |= {argument for code, argument, _at in pickletools.genops(data)
                      if code.name == 'GLOBAL'}
    return found


def test_all_that_a_portal_keeps_may_be_read(stocked, tmp_path):
    registry = stocked.app.registry
    found = named(content_database(registry).storage._file_name)

    for each in found:
        assert allowed(*each.split(' ')) is not None
    assert len(found) > 60


def test_what_lies_in_the_bin_may_be_read(small_portal, registry, editing, recycling):
    """It alone keeps an interface of its own."""
    item = editing.add(small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {'title': 'A'}, 'lan')
    recycling().discard(item, 'lan')
    transaction.commit()

    found = named(content_database(registry).storage._file_name)
    assert 'zope.interface.declarations Provides' in found
    assert None not in [allowed(*each.split(' ')) for each in found]
