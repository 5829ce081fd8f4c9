"""What the desk tells of the archive: which versions are in it, and one of them to take away."""
import pytest
import transaction
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.security.crypto.signing import checking_key
from hanoiportal.platform.monitoring.interfaces import IChecks
from hanoiportal.safekeeping.archive.checking import verify_wacz
from support.archive_portal import archive_settings, replayed
from support.editorial_staff import CHECKED

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
HISTORY, ARCHIVED = f'{ITEM}/@@history', f'{ITEM}/@@archived'

own_settings = archive_settings


@pytest.fixture
def item(archive, at_work, ward):
    """An item with two public versions, archived, and a version in work."""
    writer, editor, head = map(at_work, ('bavi-contributor', 'bavi-editor', 'bavi-head'))
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {'title': 'Chợ hoa'}, writer.id)
    head.take(item, 'emergency', Details(note='Bão', checks=CHECKED.checks))
    transaction.commit()
    for title in ('Chợ hoa Xuân', 'Chợ hoa Tết'):
        editor.editing.edit(item, {'title': title}, editor.id)
        transaction.commit()
        if title == 'Chợ hoa Xuân':
            head.take(item, 'emergency', Details(note='Bão', checks=CHECKED.checks))
            transaction.commit()
    archive.capture()
    return item


def digests(page):
    return [each['title'] for each in page.html.select('.archived code')]


@pytest.mark.clause('13.3.a')
def test_each_public_version_says_that_it_is_archived_and_can_be_taken_away(
        archive, item, visit, tmp_path):
    head = visit('bavi-head')
    page = head.get(HISTORY)

    assert len(digests(page)) == 2
    assert 'Đã lưu trữ' not in page.html.select('.version')[0].get_text()
    for link, title in zip(page.html.select('.archived a'), ('Chợ hoa Xuân', 'Chợ hoa'),
                           strict=True):
        answer = head.get(link['href'])
        assert answer.content_type == 'application/wacz+zip'
        assert 'no-store' in answer.headers['Cache-Control']
        assert answer.headers['Content-Disposition'].startswith('attachment')
        path = tmp_path / 'one.wacz'
        path.write_bytes(answer.body)
        assert list(verify_wacz(path, checking_key(archive.key))) == []
        [body] = [body for url, _status, body in replayed(path) if url.endswith('/cho-hoa')]
        assert f'<title>{title} – '.encode() in body


def test_who_does_not_answer_for_the_site_sees_that_it_is_archived_and_takes_nothing(
        item, visit):
    editor = visit('bavi-editor')
    page = editor.get(HISTORY)

    assert len(digests(page)) == 2
    assert not page.html.select('.archived a')
    editor.get(f'{ARCHIVED}?digest={digests(page)[0]}', status=404)
    for wrong in ('', '?digest=', '?digest=' + 'a' * 64, '?digest=%00', '?language=en'):
        visit('bavi-head').get(ARCHIVED + wrong, status=404)


def test_what_was_taken_out_of_the_archive_is_not_said_to_be_there(archive, item, visit):
    archive.restart()

    assert digests(visit('bavi-head').get(HISTORY)) == []


@pytest.mark.parametrize('content', [b'', b'no book at all' * 1000])
def test_a_book_that_cannot_be_read_is_told_and_stops_nobody(
        archive, item, visit, app, registry, content):
    (archive.folder / 'archive.sqlite').write_bytes(content)
    for end in ('-wal', '-shm'):
        (archive.folder / f'archive.sqlite{end}').unlink(missing_ok=True)
    registry.getUtility(IChecks)._answers.clear()

    assert 'archive.sqlite cannot be read' in app.get(
        '/healthz', extra_environ={'REMOTE_ADDR': '127.0.0.1'}).text
    assert 'Không đọc được sổ của kho lưu trữ' in visit('quantri').get('/desk')
    assert digests(visit('bavi-head').get(HISTORY)) == []


def test_a_version_that_was_changed_in_the_archive_is_not_handed_out(archive, item, visit):
    head = visit('bavi-head')
    link = head.get(HISTORY).html.select('.archived a')[0]['href']
    [path] = archive.folder.glob('*.open')
    path.write_bytes(b'x' * path.stat().st_size)

    page = head.get(link, status=303).follow()

    assert 'Không đọc được bản lưu trữ này' in page.text
