"""Data that were written before the districts open, and are written by their names of today."""
import lzma
import shutil

import pytest
import transaction
from hanoiportal import main
from hanoiportal.kernel.storage.databases import ROOT, content_database
from hanoiportal.kernel.storage.unpickling import allowed
from hanoiportal.shells.commands.environment import close
from support import TESTS
from support.application import settings
from webtest import TestApp
from ZODB.utils import get_pickle_metadata

DATA = TESTS / 'data'
#: ``module name`` of each class and function that a database of then may name.
STORED = [line.split() for line in (DATA / 'stored_before_districts.txt').read_text().splitlines()]


@pytest.fixture
def of_then(tmp_path):
    """The application on a FileStorage of then: Hanoi's portal, as ``seed`` made it."""
    with lzma.open(DATA / 'before_districts.fs.xz') as packed, \
            (tmp_path / 'content.fs').open('wb') as file:
        shutil.copyfileobj(packed, file)
    application = main({}, **settings(tmp_path, **{
        'zodbconn.uri': f'file://{tmp_path}/content.fs?blobstorage_dir={tmp_path}/blobs'}))
    yield application
    transaction.abort()
    close(application.registry)


def test_each_class_that_was_stored_is_found(registry):
    for module, name in STORED:
        found = allowed(module, name)

        assert found.__module__ != module, (module, name)
        assert found.__name__ == {'Shelf': 'SegmentSet'}.get(name, name), module


def test_a_portal_of_then_is_shown_and_changed(of_then):
    visitor = TestApp(of_then, extra_environ={'HTTP_HOST': 'localhost'})
    found = visitor.get('/search', {'q': 'thu tuc'})

    assert 'Cổng Thông tin điện tử' in visitor.get('/').text
    assert visitor.get('/van-ban-hanh-chinh/4263-qd-ubnd').status_int == 200
    assert found.html.select('main mark')
    with content_database(of_then.registry).transaction() as connection:
        portal = connection.root()[ROOT]
        portal.title = 'Cổng mới'
        oid = portal._p_oid
    data, _serial = content_database(of_then.registry).storage.load(oid)
    assert get_pickle_metadata(data)[0] == 'hanoiportal.types.portal'
