"""The archive: every version as visitors got it, none missed, none twice, nothing changed."""
import datetime
import errno
import os
import signal
import sqlite3
import zipfile
from contextlib import closing

import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.crypto.signing import checking_key, signing_key
from hanoiportal.kernel.storage.durable import part_of
from hanoiportal.safekeeping.archive import redacting
from hanoiportal.safekeeping.archive import writer as shelves
from hanoiportal.safekeeping.archive.checking import verify_wacz
from hanoiportal.safekeeping.archive.index import ArchiveIndex
from hanoiportal.safekeeping.archive.interfaces import ArchiveProblem
from hanoiportal.safekeeping.archive.manifest import document_of, keep, names, read
from hanoiportal.safekeeping.archive.packages import Package
from hanoiportal.safekeeping.archive.redacting import of_item, redact
from hanoiportal.safekeeping.archive.verifying import verify_folder
from hanoiportal.safekeeping.archive.wacz import DATA, DIGEST
from support.archive_portal import (
    CITY,
    DOCUMENT,
    ENGLISH,
    LIBRARY,
    MEMBER,
    NEWS,
    SECRETARY,
    archive_settings,
    flipped,
    replayed,
)
from support.factories import PDF
from support.sampling import WHOLE, dealt, share_of

SECRET = 'Chưa-ai-được-biết'
#: Of large files CI changes a byte in so many places.
PLACES = 40 if WHOLE else 12

own_settings = archive_settings


def broken(archive):
    """Return what ``verify`` says of the folder."""
    return list(verify_folder(archive.folder, checking_key(archive.key)))


def on_shelf(archive, work, days=0):
    """Return ``work(shelf)`` as of some days later."""
    later = SystemClock().now() + datetime.timedelta(days=days)
    with shelves.opened(archive.folder, lambda: signing_key(archive.key), later) as shelf:
        return work(shelf)


def pages(archive, target):
    """Return what is archived of one address, and what visitors got there."""
    url = f'https://{CITY}{target}'
    return ([each for each in archive.answers() if each[0] == url],
            [each for each in archive.got if each[0] == url])


def test_two_versions_published_within_one_look_are_both_kept_as_visitors_got_them(
        archive, story):
    story.publish().correct().withdraw()

    archive.capture()
    assert archive.capture() == 0

    assert [kind for kind, _tag, target in archive.events() if target == NEWS] == [
        'published', 'corrected', 'withdrawn']
    kept, got = pages(archive, NEWS)
    assert [status for _url, status, _body in kept] == [200, 200, 410]
    assert kept == got
    assert len({body for _url, _status, body in kept}) == 3


@pytest.mark.clause('13.3.a')
def test_replay_equals_original_for_every_page_at_every_moment(archive, story, tmp_path):
    story.publish().translate().correct().withdraw()
    archive.capture()

    assert archive.export(tmp_path / 'all.wacz') == len(archive.events())

    found = replayed(tmp_path / 'all.wacz')
    for target in (NEWS, ENGLISH):
        url = f'https://{CITY}{target}'
        assert [each for each in found if each[0] == url] == [
            each for each in archive.got if each[0] == url]
    assert [each for each in found if each[0].endswith(DOCUMENT)][-1] in archive.got
    assert list(verify_wacz(tmp_path / 'all.wacz', checking_key(archive.key))) == []


def test_pages_made_of_the_past_leave_nothing_in_those_of_the_present(archive, story):
    story.publish().translate().correct().correct('Cầu thông xe')
    targets = NEWS, ENGLISH, DOCUMENT, '/tin-tuc-su-kien', '/'
    other = story.editing.add(
        story.portal['tin-tuc-su-kien'], 'khac', 'NewsItem', {'title': 'Tin khác'}, SECRETARY)
    story.publishing.publish(other, MEMBER)
    transaction.commit()
    before = [archive.make(target) for target in targets]

    archive.capture()

    assert [archive.make(target) for target in targets] == before
    assert pages(archive, NEWS)[0] == pages(archive, NEWS)[1]


def test_a_look_ends_in_the_midst_of_a_transaction_and_the_next_goes_on(archive, story):
    for name in ('mot', 'hai', 'ba'):
        item = story.editing.add(
            story.portal['tin-tuc-su-kien'], name, 'NewsItem', {'title': name}, SECRETARY)
        story.publishing.publish(item, MEMBER)
    transaction.commit()

    for number in (1, 2, 3):
        archive.follow(seconds=(0, 6))
        assert len(archive.events()) == number
    archive.follow()
    assert {target for _kind, _tag, target in archive.events()} == {
        f'/tin-tuc-su-kien/{name}' for name in ('mot', 'hai', 'ba')}
    assert len(archive.events()) == 3


def test_each_file_is_kept_once_and_referred_to_where_it_comes_again(archive, story):
    story.publish().translate().correct()
    archive.capture()

    bodies = [body for _url, _status, body in archive.answers()]
    assert len(bodies) == len(set(bodies))
    urls = [url for url, _status, _body in archive.answers()]
    assert any(f'/{LIBRARY}/anh/scaled' in url for url in urls)
    assert any(url.endswith('.woff2') or '.woff2?' in url for url in urls)
    assert any('/tep/content?v=' in url for url in urls)


def test_nothing_of_drafts_of_staff_or_of_sessions_is_kept_and_what_is_said_is_of_the_version(
        archive, story, editing):
    story.publish()
    editing.add(story.portal['tin-tuc-su-kien'], 'nhap', 'NewsItem', {'title': SECRET}, SECRETARY)
    editing.edit(story.news, {'title': SECRET}, SECRETARY)
    transaction.commit()
    archive.capture()

    held = archive.unpacked()
    for each in (SECRET, MEMBER, SECRETARY, 'Set-Cookie', 'X-Request-Id'):
        assert each.lower().encode() not in held.lower()
    [said] = [each for each in archive.told() if each['page'].endswith(NEWS)]
    assert (said['type'], said['event'], said['version'], said['state']) == (
        'NewsItem', 'published', 1, 'published')
    assert said['digest'] == story.publishing._versions.digest(story.news)
    assert [each['by'] for each in said['decided']] == ['carried in']
    assert said['dublin_core']['DC.Title'] == 'Cầu mới'
    assert said['retention']['basis'] and said['retention']['sure'] is False


def test_a_moved_a_binned_and_an_expired_item_are_events_and_work_on_a_draft_is_none(
        archive, story, editing, recycling):
    story.publish()
    archive.capture()
    before = len(archive.events())

    editing.edit(story.news, {'title': 'Đang sửa'}, SECRETARY)
    transaction.commit()
    assert archive.capture() == 0
    editing.rename(story.news, 'cau-moi', SECRETARY)
    transaction.commit()
    archive.capture()
    story.publishing.withdraw(story.document, MEMBER, 'outdated')
    transaction.commit()
    archive.capture()
    recycling().discard(story.news, MEMBER)
    transaction.commit()
    archive.capture()

    assert [(kind, target) for kind, _tag, target in archive.events()[before:]] == [
        ('changed', '/tin-tuc-su-kien/cau-moi'), ('expired', DOCUMENT),
        ('withdrawn', '/tin-tuc-su-kien/cau-moi')]


def test_what_stands_in_a_place_that_moves_or_goes_moves_and_goes_with_it(
        archive, story, editing, recycling):
    place = editing.add(story.portal, 'moi', 'Section', {
        'title': 'Mục mới', 'allowed_types': ['NewsItem']}, SECRETARY)
    item = editing.add(place, 'tin', 'NewsItem', {'title': 'Tin'}, SECRETARY)
    story.publishing.publish(item, MEMBER)
    transaction.commit()
    editing.rename(place, 'khac', SECRETARY)
    transaction.commit()
    recycling().discard(place, MEMBER)
    transaction.commit()

    archive.capture()

    assert [(kind, target) for kind, _tag, target in archive.events()] == [
        ('published', '/moi/tin'), ('changed', '/khac/tin'), ('withdrawn', '/khac/tin')]


def test_what_was_public_before_is_archived_once_even_if_that_was_interrupted(archive, story):
    story.publish().translate()
    archive.restart()
    assert archive.capture() == 0

    looked_at = []

    def interrupted(path):
        looked_at.append(path)
        if len(looked_at) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.fill(interrupted)
    assert len(archive.events()) == 2
    archive.fill()
    assert archive.fill() == 0
    assert {target for _kind, _tag, target in archive.events()} >= {NEWS, ENGLISH, DOCUMENT}
    found = [(each.host, each.target) for each in archive.noted()]
    assert len(found) == len(set(found))
    assert pages(archive, ENGLISH)[0] == pages(archive, ENGLISH)[1]


@pytest.mark.parametrize(('call', 'flushed'), dealt((1, 2, 3, 5), (False, True)))
def test_a_kill_while_capturing_leaves_nothing_half_and_nothing_is_missed_after(
        archive, story, monkeypatch, call, flushed):
    story.publish().correct()
    child = os.fork()
    if not child:
        _die_at(monkeypatch, call, flushed)
        archive.capture()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL

    on_shelf(archive, lambda shelf: shelf.close())
    assert broken(archive) == []
    archive.capture()

    assert broken(archive) == []
    kept, got = pages(archive, NEWS)
    assert kept == got
    assert len(archive.events()) == len(set(archive.events()))


def _die_at(monkeypatch, call, flushed):
    """Let this process be killed where it waits for the device the ``call``-th time."""
    calls, settle = [], shelves.settle

    def dying(file):
        calls.append(file)
        if len(calls) == call:
            if flushed:
                settle(file)
            os.kill(os.getpid(), signal.SIGKILL)
        settle(file)

    monkeypatch.setattr(shelves, 'settle', dying)


@pytest.mark.parametrize('step', ['rename', 'keep', 'put_note'])
def test_a_kill_while_a_file_is_being_closed_is_made_good(archive, story, monkeypatch, step):
    story.publish()
    archive.capture()
    child = os.fork()
    if not child:
        owner = {'rename': (shelves.ArchiveWriter, '_sign'), 'keep': (shelves, 'keep'),
                 'put_note': (ArchiveIndex, 'put_note')}[step]
        monkeypatch.setattr(*owner, _dying)
        on_shelf(archive, lambda shelf: shelf.close())
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL

    on_shelf(archive, lambda shelf: None)

    assert broken(archive) == []
    assert len(list(archive.folder.glob('*.json'))) == 1


def _dying(*_given):
    os.kill(os.getpid(), signal.SIGKILL)


def test_each_day_has_a_file_signed_and_chained_and_any_changed_byte_is_found(archive, story):
    story.publish()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.turn(), days=1)
    story.correct()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.close(), days=1)
    assert broken(archive) == []
    assert len(list(archive.folder.glob('*.warc.gz'))) == 2

    for path in archive.folder.glob('0*'):
        size = path.stat().st_size
        for position in range(0, size, 1 if size < 200 else size // PLACES):
            flipped(path, position)
            assert broken(archive), (path.name, position)
            flipped(path, position)
    for path in archive.folder.glob('0*'):
        aside = path.rename(archive.folder.parent / path.name)
        assert broken(archive), path.name
        aside.rename(path)
    assert broken(archive) == []


def test_who_has_the_key_cannot_put_another_file_into_the_chain(archive, story):
    story.publish()
    for day in (0, 1):
        archive.capture()
        on_shelf(archive, lambda shelf: shelf.close(), days=day)
        story.correct(f'Lần {day}')
    first, _second = names(archive.folder)

    said = read(archive.folder, first, checking_key(archive.key))
    keep(archive.folder, first, document_of({**said, 'created': 'hôm khác'}),
         signing_key(archive.key))
    assert [each for each in broken(archive) if 'does not go on' in each]

    for path in archive.folder.glob(f'{first}*'):
        path.unlink()
    assert any('number 1 of the chain is missing' in each for each in broken(archive))


def test_the_last_file_cannot_be_left_out_and_one_that_is_being_written_is_none(
        archive, story):
    story.publish()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.close())
    [document] = archive.folder.glob('*.json')
    with part_of(document):
        assert broken(archive) == []

    for path in archive.folder.glob('0*'):
        path.unlink()

    assert broken(archive)


def test_a_book_that_says_otherwise_than_the_files_is_told(archive, story):
    story.publish()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.close())
    path = archive.folder / 'archive.sqlite'
    right = path.read_bytes()

    for change, told in (
            ("UPDATE record SET offset = offset + 1 WHERE kind = 'request'",
             'not where it should be'),
            ("DELETE FROM record WHERE kind = 'metadata'", 'not where it should be'),
            ("UPDATE record SET file = 'x' WHERE kind = 'metadata'", 'there is no file x'),
            ("UPDATE event SET target = '/khac'", 'page of event')):
        with closing(sqlite3.connect(path)) as book, book:
            book.execute(change)
        assert any(told in each for each in broken(archive)), change
        path.write_bytes(right)
        assert broken(archive) == [], change


def test_another_key_does_not_pass(archive, story, tmp_path):
    story.publish()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.close())
    archive.export(tmp_path / 'all.wacz')
    other = signing_key(tmp_path / 'other').public_key()

    assert any('not signed' in each for each in verify_folder(archive.folder, other))
    assert any('not signed' in each for each in verify_wacz(tmp_path / 'all.wacz', other))


def test_any_changed_byte_of_an_export_is_found(archive, story, tmp_path):
    story.publish()
    archive.capture()
    out = tmp_path / 'all.wacz'
    archive.export(out)
    key, size = checking_key(archive.key), out.stat().st_size
    with zipfile.ZipFile(out) as package:
        assert {each.compress_type for each in package.infolist()} == {zipfile.ZIP_STORED}
        heads = [at for each in package.infolist()
                 for at in range(each.header_offset, each.header_offset + 30)]
    places = share_of([*heads, *range(size - 400, size)], 'places', 4)

    assert list(verify_wacz(out, key)) == []
    for position in [*places, *range(0, size, size // PLACES)]:
        flipped(out, position)
        assert list(verify_wacz(out, key)), position
        flipped(out, position)
    with open(out, 'ab') as file:
        file.write(b'x')
    assert list(verify_wacz(out, key))


@pytest.mark.filterwarnings('ignore:Duplicate name')
def test_an_export_with_another_signature_or_a_second_member_of_a_name_is_found(
        archive, story, tmp_path):
    story.publish()
    archive.capture()
    archive.export(tmp_path / 'all.wacz')
    key = checking_key(archive.key)

    for content in (b'[]', b'3', b'null', b'{"hash": 1}', b'{'):
        _packed_again(tmp_path, {DIGEST: content})
        assert list(verify_wacz(tmp_path / 'again.wacz', key)), content
    _packed_again(tmp_path, {})
    assert list(verify_wacz(tmp_path / 'again.wacz', key)) == []
    _packed_again(tmp_path, {}, first=((DATA, b'forged'),))
    assert list(verify_wacz(tmp_path / 'again.wacz', key)) == ['a name is there twice']


def _packed_again(folder, changed, first=()):
    """Write the members of ``all.wacz`` to ``again.wacz``, some of them otherwise."""
    with zipfile.ZipFile(folder / 'all.wacz') as package, open(
            folder / 'again.wacz', 'w+b') as file, Package(file) as again:
        members = [(info.filename, package.read(info)) for info in package.infolist()]
        for name, content in (*first, *members):
            written = changed.get(name, content)
            again.put(name, len(written), written)


def test_an_export_is_there_whole_or_not_at_all_and_overwrites_nothing(
        archive, story, tmp_path, monkeypatch):
    story.publish()
    archive.capture()
    out = tmp_path / 'all.wacz'
    out.write_text('mine')
    with pytest.raises(FileExistsError):
        archive.export(out)
    assert out.read_text() == 'mine'

    [path] = archive.folder.glob('*.open')
    flipped(path, path.stat().st_size - 100)
    with pytest.raises(ArchiveProblem, match='was changed'):
        archive.export(tmp_path / 'other.wacz')
    assert not list(tmp_path.glob('other*'))


def test_an_export_is_written_to_a_device_without_links(archive, story, tmp_path, monkeypatch):
    story.publish()
    archive.capture()
    out = tmp_path / 'all.wacz'

    def refuse(*_given):
        raise PermissionError(errno.EPERM, 'Operation not permitted')

    monkeypatch.setattr(os, 'link', refuse)
    archive.export(out)

    assert list(verify_wacz(out, checking_key(archive.key))) == []
    assert [path.name for path in tmp_path.glob('all*')] == ['all.wacz']
    with pytest.raises(FileExistsError):
        archive.export(out)


def test_an_export_of_a_time_or_a_site_holds_what_its_pages_need_from_before(
        archive, story, tmp_path):
    story.publish()
    archive.capture()
    middle = max(each.moment for each in archive.noted())
    story.correct()
    archive.capture()
    later = middle + '~'

    assert archive.export(tmp_path / 'later.wacz', since=later) == 1
    found = {url for url, _status, _body in replayed(tmp_path / 'later.wacz')}
    assert f'https://{CITY}{NEWS}' in found
    assert any('portal.css' in url for url in found)
    assert any('/anh/scaled' in url for url in found)
    assert list(verify_wacz(tmp_path / 'later.wacz', checking_key(archive.key))) == []
    with pytest.raises(ArchiveProblem, match='nothing'):
        archive.export(tmp_path / 'none.wacz', host='bavi.hanoi.gov.vn')

    middle = max(each.moment for each in archive.noted())
    story.attach('tep-nua', story.portal['lanh-dao'])
    archive.capture()
    archive.export(tmp_path / 'again.wacz', since=middle + '~')
    again = replayed(tmp_path / 'again.wacz')
    assert {body for url, _status, body in again if '/tep-nua/content' in url} == {PDF}


def test_records_taken_out_by_right_leave_tombstones_and_the_chain_still_proves_the_rest(
        archive, story, tmp_path):
    story.publish().correct()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.close())
    [name] = [path.name for path in archive.folder.glob('*.warc.gz')]

    taken = on_shelf(archive, lambda shelf: redact(
        shelf, of_item(story.news.__oid__), 'Điều 14 Luật 91/2025/QH15'))

    assert taken > 2
    assert broken(archive) == []
    held = archive.unpacked().decode('utf-8', 'replace')
    assert 'Cầu đã xong' not in held and NEWS not in held
    assert held.count('Luật 91/2025/QH15') == taken
    assert pages(archive, DOCUMENT)[0] and not pages(archive, NEWS)[0]
    for path in archive.folder.glob('archive.sqlite*'):
        assert NEWS.encode() not in path.read_bytes()
    archive.export(tmp_path / 'rest.wacz')
    assert list(verify_wacz(tmp_path / 'rest.wacz', checking_key(archive.key))) == []

    forged = read(archive.folder, f'{name[:15]}.redacted-1', checking_key(archive.key))
    forged.update(before=forged['sha256'], dropped=[])
    for record in forged['records']:
        record[3] = record[3][::-1]
    keep(archive.folder, 'x', document_of(forged), signing_key(archive.key))
    for end in ('.json', '.sig'):
        (archive.folder / f'x{end}').rename(archive.folder / f'{name[:15]}.redacted-2{end}')
    assert any('takes out more than it says' in each for each in broken(archive))
    for path in archive.folder.glob('*redacted-2*'):
        path.unlink()

    [said] = archive.folder.glob('*redacted-1.json')
    for path in (said, archive.folder / name):
        flipped(path, path.stat().st_size // 2)
        assert broken(archive)
        flipped(path, path.stat().st_size // 2)
    with pytest.raises(ArchiveProblem, match='nothing'):
        on_shelf(archive, lambda shelf: redact(shelf, of_item(1), 'x'))


def test_one_version_is_taken_out_and_what_others_need_stays(archive, story, tmp_path):
    story.publish().correct()
    archive.capture()
    first = next(each for each in archive.noted() if each.target == NEWS)

    on_shelf(archive, lambda shelf: redact(
        shelf, of_item(first.item, first.digest), 'Điều 14'))
    assert [body for _url, _status, body in pages(archive, NEWS)[0]] == [
        body for _url, _status, body in pages(archive, NEWS)[1]][1:]

    image = story.portal[LIBRARY]['anh'].__oid__
    on_shelf(archive, lambda shelf: redact(shelf, of_item(image), 'Điều 14'))
    assert broken(archive) == []
    assert len(list(archive.folder.glob('*.redacted-2.json'))) == 1
    archive.export(tmp_path / 'rest.wacz')
    urls = {url for url, _status, _body in replayed(tmp_path / 'rest.wacz')}
    assert any('portal.css' in url for url in urls)
    assert any('/anh/scaled' in url for url in urls)
    assert f'https://{CITY}/{LIBRARY}/anh' not in urls


def test_a_kill_while_records_are_taken_out_is_made_good(archive, story, monkeypatch):
    story.publish().correct()
    archive.capture()
    on_shelf(archive, lambda shelf: shelf.close())
    for step in ('settle', 'keep', 'settle_folder'):
        child = os.fork()
        if not child:
            monkeypatch.setattr(redacting, step, _dying)
            on_shelf(archive, lambda shelf: redact(
                shelf, of_item(story.news.__oid__), 'Điều 14'))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL

    on_shelf(archive, lambda shelf: redact(
                shelf, of_item(story.news.__oid__), 'Điều 14'))

    assert broken(archive) == []
    assert 'Cầu đã xong'.encode() not in archive.unpacked()
    assert not list(archive.folder.glob('*.part'))
