"""A full disk, a lost file, a clock that jumps, an old index: what is wrong is said, and reading
goes on.
"""
import errno
import resource
import shutil
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
import transaction
from hanoiportal import main
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.faults import FULL, LOST, READ_ONLY, fault_of
from hanoiportal.kernel.storage.transactionlog import transactions
from hanoiportal.shells.commands.environment import close
from hanoiportal.shells.public.errors import last_resort
from support.application import settings
from support.factories import PDF
from support.typing_page import UNCLOSED
from webtest import TestApp
from ZODB.blob import FilesystemHelper
from ZODB.POSException import POSKeyError, ReadOnlyError

pytestmark = pytest.mark.filterwarnings(UNCLOSED)


@contextmanager
def room(path, more):
    """Let no file grow beyond the size of ``path`` and ``more`` bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def log(tmp_path):
    """The path of the content database's file."""
    return tmp_path / 'content.fs'


@pytest.mark.parametrize(('error', 'fault'), [
    (OSError(errno.ENOSPC, 'No space left on device'), FULL),
    (OSError(errno.EFBIG, 'File too large'), FULL),
    (OSError(errno.EROFS, 'Read-only file system'), READ_ONLY),
    (ReadOnlyError(), READ_ONLY), (POSKeyError(b'\0' * 8), LOST),
    (OSError(errno.ENOENT, 'No such file'), None), (ValueError('x'), None)])
def test_errors_are_told_apart_also_by_what_they_came_of(error, fault):
    other = RuntimeError('the commit failed')
    other.__cause__ = error

    assert fault_of(error) == fault
    assert fault_of(other) == fault


def test_a_folder_for_a_blob_that_cannot_be_made_is_a_disk_that_cannot_be_written(tmp_path):
    folders = FilesystemHelper(str(tmp_path), 'bushy')
    (tmp_path / '0x00').write_text('no folder')
    with pytest.raises(AssertionError) as raised:
        folders.getPathForOID(b'\0' * 8, create=True)
    raised.value.__context__ = None  # as the transaction leaves it

    assert fault_of(raised.value) == READ_ONLY
    assert fault_of(AssertionError('another')) is None


@pytest.mark.clause('23.3')
def test_on_a_full_disk_nothing_is_half_saved_people_are_told_and_reading_goes_on(
        staff, visit, app, log, caplog):
    writer = visit('bavi-contributor')
    page = writer.get('/desk/sites/bavi/tin-tuc-su-kien/@@add?type=NewsItem')
    form = next(form for form in page.forms.values() if 'title' in form.fields)
    form['title'], form['body'] = 'Chợ hoa ngày Tết', '<p>Phố Hàng Lược</p>'
    app.get('/')  # the tests compile templates into files
    before = log.stat().st_size

    with room(log, 500):
        told = form.submit(status=503)
        assert app.get('/').status_int == 200

    assert told.body == last_resort.PAGES[FULL]
    assert 'Nơi lưu trữ dữ liệu đã đầy' in told.text
    assert told.headers['Retry-After']
    assert 'the disk is full' in caplog.text
    assert log.stat().st_size == before
    assert form.submit().status_int == 303
    assert len(list(transactions(log))) > 1
    assert app.get('/').status_int == 200


def test_a_lost_file_is_told_and_other_pages_stay(environment, publishing, small_portal, app,
                                                  tmp_path, caplog):
    section = small_portal['tin-tuc-su-kien']
    section.allowed_types = (*section.allowed_types, 'File')
    item = environment.editing.add(section, 'tep', 'File', {
        'title': 'Tệp', 'file': Incoming('a.pdf', BytesIO(PDF))}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    assert app.get('/tin-tuc-su-kien/tep/content').body == PDF
    item.file.blob._p_deactivate()
    for path in (tmp_path / 'blobs').rglob('*.blob'):
        path.unlink()

    told = app.get('/tin-tuc-su-kien/tep/content', status=503)

    assert told.body == last_resort.PAGES[LOST]
    assert 'missing' in caplog.text
    for address in ('/', '/tin-tuc-su-kien', '/tin-tuc-su-kien/tep'):
        assert app.get(address).status_int == 200


def test_a_clock_that_jumps_back_a_day_hides_nothing_that_is_saved(
        environment, publishing, small_portal, app, monkeypatch):
    assert 'Chợ hoa' not in app.get('/tin-tuc-su-kien')
    today = time.time
    monkeypatch.setattr(time, 'time', lambda: today() - 24 * 3600)

    item = environment.editing.add(small_portal['tin-tuc-su-kien'], 'cho', 'NewsItem', {
        'title': 'Chợ hoa', 'body': '<p>Tết</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    assert 'Chợ hoa' in app.get('/tin-tuc-su-kien')


@pytest.mark.parametrize('left', [b'', b'rubbish' * 100, None])
def test_an_index_that_is_old_or_rubbish_is_made_anew(
        environment, publishing, small_portal, registry, tmp_path, log, left):
    index = log.with_name('content.fs.index')
    content_database(registry).storage._save_index()
    old = tmp_path / 'old.index'
    shutil.copy(index, old)
    item = environment.editing.add(small_portal['tin-tuc-su-kien'], 'cho', 'NewsItem', {
        'title': 'Chợ hoa', 'body': '<p>Tết</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    close(registry)
    index.write_bytes(old.read_bytes() if left is None else left)

    again = main({}, **settings(tmp_path))
    try:
        assert 'Chợ hoa' in TestApp(again, extra_environ={'HTTP_HOST': 'localhost'}).get(
            '/tin-tuc-su-kien')
    finally:
        close(again.registry)
    assert Path(index).stat().st_size > 1000
