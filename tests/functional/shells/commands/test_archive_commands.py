"""``bin/portal archive``, and what is told when the archive lags behind."""
import datetime
import shutil
from pathlib import Path

import pytest
import transaction
from hanoiportal.base.clock import UTC, SystemClock
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.erasure.interfaces import ACCOUNT, PAST, RESOURCE, Demanded, Record, Step
from hanoiportal.content.erasure.keeping import document
from hanoiportal.kernel.storage.snapshot import tid_of
from hanoiportal.platform.monitoring.interfaces import IChecks
from hanoiportal.safekeeping.archive.index import FILLED, LOOKED, opened, reading
from hanoiportal.safekeeping.archive.interfaces import ArchiveProblem, IArchiving
from hanoiportal.safekeeping.archive.members import date_of
from hanoiportal.safekeeping.archive.redacting import of_erasure
from hanoiportal.shells.commands import archive as command
from hanoiportal.shells.commands import pack
from hanoiportal.shells.commands.environment import Failure, Unopened
from hanoiportal.shells.public.page.frame import Frame
from support.application import settings
from support.archive_portal import (
    CITY,
    DOCUMENT,
    NEWS,
    Options,
    archive_settings,
    correct,
    flipped,
)

own_settings = archive_settings


@pytest.fixture
def unopened(tmp_path, own_settings):
    return Unopened(settings(tmp_path, **own_settings, **{
        'portal.erasure_register': f'{tmp_path}/erasures.json'}), str(tmp_path))


def said(capsys):
    return capsys.readouterr().out


@pytest.mark.clause('8.11')
@pytest.mark.clause('13.3.a')
def test_what_is_captured_is_exported_and_verified_by_commands(
        archive, story, environment, unopened, tmp_path, capsys):
    story.publish()
    command.run(environment, Options(action='capture'))
    assert said(capsys) == '5 pages archived\n'
    command.run(environment, Options(action='all'))
    assert 'pages archived' in said(capsys)

    out = tmp_path / 'out.wacz'
    day = datetime.date.today() - datetime.timedelta(days=1)  # noqa: DTZ011
    command.run(unopened, Options(action='export', file=out, since=str(day), site='/'))
    assert f'{out}: ' in said(capsys)
    for place in (out, None):
        assert command.run(unopened, Options(action='verify', place=place)) == 0
        assert 'everything is as it was written' in said(capsys)
    assert command.run(unopened, Options(
        action='verify', place=out, key=tmp_path / 'archive-key.pub')) == 0

    flipped(out, out.stat().st_size // 3)
    assert command.run(unopened, Options(action='verify', place=out)) == 1
    assert "Bad CRC-32 for file 'archive/data.warc.gz'" in capsys.readouterr().err
    with pytest.raises(Failure, match='not overwritten'):
        command.run(unopened, Options(action='export', file=out))
    for wrong, why in (({'since': 'hôm qua'}, 'no date'), ({'site': 'bavi'}, 'is no site'),
                       ({'site': '/sites/bavi', 'until': '2020-01-01'}, 'nothing was archived')):
        with pytest.raises(Failure, match=why):
            command.run(unopened, Options(action='export', file=tmp_path / 'x', **wrong))
    command.run(unopened, Options(action='redact', item=story.news.__oid__, basis='Điều 14'))
    assert 'records taken out' in said(capsys)
    assert command.run(unopened, Options(action='verify')) == 0


def register(unopened, *records):
    Path(unopened.settings.erasure_register).write_bytes(document(records))


def test_what_the_register_of_erasures_names_is_taken_out_up_to_its_moment(
        archive, story, unopened, capsys):
    story.publish().correct()
    archive.capture()
    first, second = (each for each in archive.noted() if each.target == NEWS)
    moment = archive.registry.getUtility(IClock).now()
    entries = [Demanded(1, PAST, (story.news.__oid__,), '', 'a', 'yeu-cau', '1/PYC', moment,
                        {story.news.__oid__: story.news.modified_at}),
               Demanded(2, RESOURCE, (story.document.__oid__,), '', 'a', 'yeu-cau', '2/PYC',
                        moment),
               Demanded(3, ACCOUNT, (second.item,), 'b', 'a', 'yeu-cau', '3/PYC', moment)]
    step = Step('b', moment)
    register(unopened, Record(entries[0], step), Record(entries[1]),
             Record(entries[2], recalled=step))
    for each in entries:
        with pytest.raises(Failure, match='has not begun'):
            command.run(unopened, Options(action='redact', erasure=each.number, basis='x'))
    register(unopened, *(Record(each, step, begun_at=moment) for each in entries))

    def left():
        return [each.digest for each in archive.noted() if each.target in (NEWS, DOCUMENT)]

    command.run(unopened, Options(action='redact', erasure=1, basis='1/PYC'))
    assert first.digest not in left() and second.digest in left()
    command.run(unopened, Options(action='redact', erasure=2, basis='2/PYC'))
    assert left() == [second.digest]
    for number, why in ((3, 'nothing'), (4, 'knows no erasure')):
        with pytest.raises(Failure, match=why):
            command.run(unopened, Options(action='redact', erasure=number, basis='x'))
    assert command.run(unopened, Options(action='verify')) == 0
    assert 'everything is as it was written' in said(capsys)


@pytest.mark.parametrize(('kind', 'left'), [(RESOURCE, 0), (PAST, 1)])
def test_pages_that_are_owed_of_what_was_erased_are_owed_no_more(
        archive, story, failing, unopened, kind, left):
    with pytest.raises(ArchiveProblem, match='are owed'):
        archive.capture()
    correct(story.editing, story.publishing, story.news, title='Cầu đã xong')
    transaction.commit()
    with pytest.raises(ArchiveProblem, match='2 pages fail'):
        archive.capture()
    oid, moment = story.news.__oid__, archive.registry.getUtility(IClock).now()
    entry = Demanded(1, kind, (oid,), '', 'a', 'yeu-cau', '1/PYC', moment,
                     {} if kind == RESOURCE else {oid: story.news.modified_at})
    register(unopened, Record(entry, Step('b', moment), begun_at=moment))

    command.run(unopened, Options(action='redact', erasure=1, basis='1/PYC'))

    assert [each.noted.kind for each in owed(archive)] == ['corrected'] * left
    failing()
    assert archive.capture() == left
    assert [kind for kind, _tag, target in archive.events() if target == NEWS] == (
        ['corrected'] * left)
    assert command.run(unopened, Options(action='verify')) == 0


def test_of_a_past_the_pages_go_that_show_more_than_the_text_that_stays(archive, story):
    story.publish().translate().correct()
    archive.capture()
    news, english = story.news.__oid__, story.news.translations['en'].__oid__
    events = archive.noted()
    item, later = (max(each.moment for each in events if (each.document, each.language) == asked)
                   for asked in ((news, 'vi'), (news, 'en')))

    def stays(texts_since, at='2100-01-01'):
        meant = of_erasure(Demanded(
            1, PAST, (news, english), '', 'a', 'yeu-cau', '1/PYC',
            datetime.datetime.fromisoformat(f'{at}T00:00:00+00:00'), texts_since), events)
        return {(each.language, each.moment) for each in events
                if each.item == news and not meant(each)}

    assert stays({}) == {('vi', item), ('en', later)}
    unseen = datetime.datetime(2099, 1, 1, tzinfo=UTC)
    assert stays({english: unseen}) == {('vi', item)}
    assert stays({news: unseen}) == set()
    story.editing.rename(story.news, 'cau-khac', 'test')
    transaction.commit()
    archive.capture()
    events = archive.noted()
    moved = {each.moment for each in events if each.target.endswith('/cau-khac')}
    assert stays({}) == {('vi', item), ('en', later), *((tag, moment) for moment in moved
                                                        for tag in ('vi', 'en'))}
    assert len(stays({}, '2020-01-01')) == len([each for each in events if each.item == news])
    story.withdraw()
    archive.capture()
    events = archive.noted()
    assert stays({}) == set()


def test_without_a_folder_the_commands_say_which_setting_is_missing(tmp_path):
    nowhere = Unopened(settings(tmp_path), str(tmp_path))

    for action in ('export', 'verify', 'redact'):
        with pytest.raises(Failure, match=r'portal\.archive'):
            command.run(nowhere, Options(action=action, file=tmp_path / 'x', item=1, basis='x'))


def test_packing_waits_for_the_archive(archive, unopened, story):
    with pytest.raises(Failure, match='is new: another one may have been there'):
        pack.run(unopened, Options(days=1, only=['content']))
    archive.fill()
    with opened(archive.folder) as book:
        book.put_note('seen', '03d0000000000000')

    with pytest.raises(Failure, match='has not seen'):
        pack.run(unopened, Options(days=1, only=['content']))
    (archive.folder / 'archive.sqlite').write_bytes(b'no book')
    with pytest.raises(Failure, match='has not seen'):
        pack.run(unopened, Options(days=1, only=['content']))


@pytest.mark.parametrize('what', ['archive', 'archive/archive.sqlite'])
def test_a_folder_that_cannot_be_written_is_told_once_and_archived_again_when_it_can(
        archive, story, caplog, what):
    aside = archive.folder.rename(archive.folder.with_name('aside'))
    path = archive.folder.parent / what
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b'no archive')
    story.publish()

    archive.follow()
    archive.follow()
    assert len([each for each in caplog.messages if 'nothing is archived' in each]) == 1
    path.unlink()
    if archive.folder.exists():
        shutil.rmtree(archive.folder)
    aside.rename(archive.folder)
    archive.follow()

    assert len(archive.events()) == 5


@pytest.mark.clause('13.3.a')
def test_an_archive_that_lags_behind_is_told_on_the_desk_and_to_machines(
        archive, story, people, visit, app, registry):
    machine = {'REMOTE_ADDR': '127.0.0.1'}

    def told():
        registry.getUtility(IChecks)._answers.clear()
        return app.get('/healthz', extra_environ=machine).text

    assert told() == ('not ok\narchive: what was public before is not archived: '
                      'run archive all\n')
    assert 'chưa nhận những gì đã công khai từ trước' in visit('quantri').get('/desk')
    archive.fill()
    archive.capture()
    assert told() == 'ok\n'

    story.publish()
    assert told() == 'ok\n'
    late = registry.getUtility(IClock).now() - datetime.timedelta(minutes=20)
    with opened(archive.folder) as book:
        book.put_note(LOOKED, late.isoformat())
    assert told() == 'not ok\narchive: the archive is 20 minutes behind\n'
    assert 'chậm 20 phút' in visit('quantri').get('/desk')
    with opened(archive.folder) as book:  # nobody has looked since it was filled
        book.put_note(LOOKED, '')
        book.put_note(FILLED, (late - datetime.timedelta(minutes=10)).isoformat())
    assert told() == 'not ok\narchive: the archive is 30 minutes behind\n'
    archive.capture()
    assert told() == 'ok\n'


@pytest.fixture
def failing(story, monkeypatch):
    """The page of the published news item fails; call what this is to let it work again."""
    story.publish()
    make, news = Frame.__init__, story.news.__oid__

    def making(frame, page):
        if page.is_resource and page.context.__oid__ == news:
            raise OSError('no such file')
        make(frame, page)

    monkeypatch.setattr(Frame, '__init__', making)
    return lambda: monkeypatch.setattr(Frame, '__init__', make)


def owed(archive):
    with reading(archive.folder) as book:
        return book.failed_captures.everything()


@pytest.mark.clause('13.3.a')
def test_a_page_that_fails_is_owed_alone_and_taken_as_of_its_transaction_when_it_works(
        archive, story, failing, caplog):
    caplog.set_level('WARNING', 'hanoiportal.safekeeping.archive.capturing')
    for _look in range(45):
        archive.follow()
    correct(story.editing, story.publishing, story.document, title='Văn bản đã đính chính')
    transaction.commit()
    archive.follow()

    assert [each.noted.target for each in owed(archive)] == [NEWS]
    assert {NEWS} == {each.target for each in archive.noted()} ^ {
        NEWS, DOCUMENT, f'{DOCUMENT}/tep', '/da-phuong-tien/anh'}
    assert ('corrected', 'vi', DOCUMENT) in archive.events()
    assert {status for _url, status, _body in archive.answers()} == {200}
    assert len([each for each in caplog.messages if 'the archive owes' in each]) == 1
    with pytest.raises(ArchiveProblem, match=f'1 pages fail and are owed: https://{CITY}{NEWS} '):
        archive.capture()
    with pytest.raises(ArchiveProblem, match='are owed'):
        archive.fill()
    assert [each.noted.kind for each in owed(archive)] == ['published']

    failing()
    story.correct()
    assert archive.capture() == 2

    assert owed(archive) == []
    url = f'https://{CITY}{NEWS}'
    assert [kind for kind, _tag, target in archive.events() if target == NEWS] == [
        'published', 'corrected']
    assert {each for each in archive.answers() if each[0] == url} == {
        each for each in archive.got if each[0] == url}
    archive.fill()
    assert len([each for each in archive.events() if each[2] == NEWS]) == 2


def test_a_look_that_ends_at_a_page_that_fails_goes_on_behind_it(archive, story, failing):
    archive.follow()
    for each in (story.news, story.document):
        correct(story.editing, story.publishing, each, title='Đã đính chính')
    transaction.commit()

    archive.follow(seconds=(0, 6, 6))
    assert ('corrected', 'vi', DOCUMENT) not in archive.events()
    archive.follow(seconds=(0, 6, 6))

    assert ('corrected', 'vi', DOCUMENT) in archive.events()
    assert [each.noted.kind for each in owed(archive)] == ['published', 'corrected']


@pytest.mark.clause('13.3.a')
def test_a_page_that_goes_on_failing_is_tried_slower_and_slower_up_to_once_in_an_hour(
        archive, failing, registry, monkeypatch):
    start, archiving = registry.getUtility(IClock).now(), registry.getUtility(IArchiving)

    def look(moment):
        monkeypatch.setattr(archiving, '_now', lambda: moment)
        archive.follow()
        [page] = owed(archive)
        return page

    tries = [look(start + datetime.timedelta(seconds=second)).tries for second in range(32)]
    assert [tries.index(number) for number in range(1, 6)] == [0, 2, 6, 14, 30]
    for _try in range(9):
        moment = datetime.datetime.fromisoformat(look(start).due)
        page = look(moment)
    assert (page.tries, datetime.datetime.fromisoformat(page.due) - moment) == (
        14, datetime.timedelta(seconds=4096))
    assert page.since == date_of(start)

    failing()
    monkeypatch.setattr(archiving, '_now', lambda: datetime.datetime.fromisoformat(page.due))
    archive.follow()
    assert owed(archive) == []
    assert ('published', 'vi', NEWS) in archive.events()


@pytest.mark.clause('13.3.a')
def test_a_page_that_is_owed_is_told_on_the_desk_and_to_machines(
        archive, failing, visit, app, registry):
    def told():
        registry.getUtility(IChecks)._answers.clear()
        return app.get('/healthz', extra_environ={'REMOTE_ADDR': '127.0.0.1'}).text

    with pytest.raises(ArchiveProblem, match='are owed'):
        archive.fill()
    [page] = owed(archive)

    assert told() == f'not ok\narchive: pages owed: 1, since {page.since}\n'
    assert 'Có 1 trang đã công khai chưa lưu trữ được' in visit('quantri').get('/desk')
    failing()
    archive.capture()
    assert told() == 'ok\n'


def test_packing_spares_the_revisions_of_a_page_that_is_owed(
        archive, failing, unopened, registry, monkeypatch):
    archive.follow()
    later = registry.getUtility(IClock).now() + datetime.timedelta(days=2)
    monkeypatch.setattr(SystemClock, 'now', lambda clock: later)
    with opened(archive.folder) as book:
        book.put_note('seen', tid_of(later).hex())
        book.put_note(FILLED, later.isoformat())

    with pytest.raises(Failure, match='has not seen what would go'):
        pack._spare_unarchived(unopened, 1)
    failing()
    archive.capture()
    pack._spare_unarchived(unopened, 1)


def test_what_is_owed_of_an_item_that_is_taken_out_is_owed_no_more(
        archive, story, failing, unopened, capsys):
    archive.follow()

    command.run(unopened, Options(action='redact', item=story.news.__oid__, basis='Điều 14'))

    assert said(capsys).startswith('0 records taken out')
    failing()
    archive.capture()
    assert not [each for each in archive.events() if each[2] == NEWS]
