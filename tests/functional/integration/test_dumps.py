"""Dumps by day: the same as the API tells a visitor, whole, and without what has gone since."""
import datetime
import gzip
import json
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.integration.changes.interfaces import IChanges, Position
from hanoiportal.integration.dumps import making, services
from hanoiportal.integration.dumps.folder import alone
from hanoiportal.integration.dumps.health import check
from hanoiportal.integration.dumps.interfaces import DumpProblem, IDescribing, IDumps
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.storage.interfaces import CONTENT
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.events import Change, send
from hanoiportal.platform.ledger.interfaces import ILedger
from hanoiportal.platform.scheduling.interfaces import IOpening
from hanoiportal.shells.commands.environment import Failure
from hanoiportal.shells.commands.forgetting import forget_dumps
from support.factories import PDF, example

NEWEST = '/api/v1/dumps/moi-nhat.jsonl.gz'


@pytest.fixture
def own_settings(tmp_path):
    return {'portal.dumps': str(tmp_path / 'dumps'), 'portal.dumps_kept': '3',
            'portal.mail_links': 'http://localhost'}


@pytest.fixture
def dumps(registry, clock, small_portal, monkeypatch):
    """The ``IDumps``, which makes members of two lines."""
    monkeypatch.setattr(making, 'LINES', 2)
    return registry.getUtility(IDumps)


@pytest.fixture
def keep(registry, dumps, clock):
    """``keep(**later)``: time passes, then the job runs."""
    def run(**later):
        transaction.commit()
        clock.pass_(**later)
        with registry.getUtility(IOpening)('test') as opened:
            dumps.keep(opened)
        return dumps.dumps()

    return run


@pytest.fixture
def write(small_portal, editing, publishing):
    """``write(name)``: a public item of the city, or of ``place``."""
    def made(name, place=small_portal['tin-tuc-su-kien'], type_name='NewsItem', **values):
        item = editing.add(place, name, type_name, {
            'title': f'Tin {name}', **values}, 'utacgia')
        publishing.publish(item, 'uban')
        return item

    return made


@pytest.fixture
def lines(browser):
    """``lines(address)``: ``{id: record}`` of a dump, as a program reads it."""
    def read(address=NEWEST):
        text = gzip.decompress(browser.get(address).body).decode()
        found = [json.loads(line) for line in text.splitlines()]
        assert [int(each['id']) for each in found] == sorted(int(each['id']) for each in found)
        return {each['id']: each for each in found}

    return read


@pytest.mark.clause('4.2.b/3')
@pytest.mark.clause('13.3.c')
def test_a_line_is_what_the_api_tells_a_visitor_of_an_item_of_any_type(stocked):
    registry, shown = stocked.app.registry, 0
    host = {'HTTP_HOST': 'hanoi.gov.vn', 'wsgi.url_scheme': 'https'}
    with registry.getUtility(IOpening)('test') as opened, registry.getUtility(IDescribing)(
            opened) as describe:
        for oid, each in opened.portal.__objectmap__.objects.items():
            answer = stocked.get(f'/api/v1/items/{oid}', status='*', extra_environ=host)
            line = describe(each)
            assert (line is None) == (answer.status_int != 200), oid
            if line is not None:
                assert json.loads(line.text) == answer.json
                assert line.text.count(b'\n') == 1 and line.text.endswith(b'\n')
                shown += 1
    assert shown > 25


def test_the_night_makes_a_file_of_all_that_is_public_and_of_nothing_else(
        keep, write, lines, browser, editing, small_portal, bavi):
    shown = [write(f'so-{number}') for number in range(5)]
    at_site = write('xa', bavi['tin-tuc-su-kien'])
    draft = editing.add(small_portal['tin-tuc-su-kien'], 'nhap', 'NewsItem', {
        'title': 'zqNháp'}, 'utacgia')
    editing.edit(shown[0], {'title': 'zqSửa'}, 'utacgia')
    made, = keep()

    found = lines()
    assert {str(each.__oid__) for each in (*shown, at_site)} == set(found)
    assert str(draft.__oid__) not in found and 'zq' not in repr(found)
    assert found[str(shown[0].__oid__)] == browser.get(
        f'/api/v1/items/{shown[0].__oid__}').json
    assert made.items == 6 and made.name in browser.get('/api/v1/dumps').text


def test_a_dump_and_the_changes_after_it_are_the_whole(keep, write, lines, browser):
    first = write('mot')
    keep()
    second = write('hai')
    transaction.commit()
    answer = browser.get('/api/v1/changes', {'since': browser.get(
        '/api/v1/dumps').json['items'][0]['position']}).json
    assert set(lines()) == {str(first.__oid__)}
    assert [each['id'] for each in answer['changes']] == [str(second.__oid__)]


def test_each_night_has_its_file_and_old_ones_go(keep, write, tmp_path, browser, registry):
    write('mot')
    days = [keep(days=1)[0].day for _night in range(5)]
    found = keep()
    assert [each.day for each in found] == days[:1:-1]
    assert len(list((tmp_path / 'dumps').glob('*.gz'))) == 3
    browser.get(f'/api/v1/dumps/{days[0]}.jsonl.gz', status=404)
    assert check(registry, None) == ''


def test_no_dump_is_made_between_midnight_and_one_and_health_tells_of_days_without(
        keep, write, clock, registry):
    write('mot')
    first, = keep()
    now = local(clock.now())
    midnight = now.replace(hour=0, minute=59, second=0) + datetime.timedelta(days=1)
    assert keep(seconds=(midnight - now).total_seconds()) == [first]
    assert len(keep(minutes=1)) == 2
    made = keep(days=1)[0]
    clock.pass_(days=2)
    assert check(registry, None) == f'the newest is of {made.day}'


@pytest.mark.parametrize('how', ['withdrawn', 'erased', 'site', 'expired'])
def test_what_has_gone_leaves_every_dump_and_the_rest_of_them_stays(
        keep, write, lines, how, publishing, registry, small_portal, bavi, tmp_path):
    stays = [write(f'so-{number}') for number in range(5)]
    goes = write('di', bavi['tin-tuc-su-kien'], title='zqĐi')
    stays.append(write('cuoi'))
    old, = keep()
    before = lines()
    keep(days=1)
    if how == 'withdrawn':
        publishing.withdraw(goes, 'uban')
    elif how == 'erased':
        registry.getUtility(IErasers).run(CONTENT, small_portal, Erased(
            frozenset((goes.__oid__,)), {}), registry)
    elif how == 'site':
        bavi.status = 'suspended'
        send(registry)(Change(bavi, 'suspend_site', 'uban'))
    else:
        publishing.withdraw(goes, 'uban', 'outdated')

    new, cleaned = keep(minutes=10)
    is_left = how == 'expired'
    for dump in (new, cleaned):
        assert lines(f'/api/v1/dumps/{dump.name}') == {
            oid: line for oid, line in before.items() if is_left or oid != str(goes.__oid__)}
        assert dump.items == 6 + is_left
    assert (cleaned.sha256 == old.sha256) == is_left and cleaned.position == old.position
    assert is_left or all(b'zq' not in gzip.decompress(path.read_bytes())
                          for path in (tmp_path / 'dumps').glob('*.gz'))


def test_a_corrected_text_stays_as_it_was_that_day_unless_it_was_withdrawn(
        keep, write, lines, publishing):
    item, named = write('mot'), write('hai', title='zqTên người')
    old, = keep()
    publishing.withdraw(named, 'uban')
    for each in (item, named):
        each.title, each.state = 'Tin mới', 'draft'
        publishing.publish(each, 'uban')
    keep(days=1)
    for address, first in ((NEWEST, 'Tin mới'), (f'/api/v1/dumps/{old.name}', 'Tin mot')):
        found = lines(address)
        assert found[str(item.__oid__)]['title'] == first
        assert found[str(named.__oid__)]['title'] == 'Tin mới'


def test_a_file_that_was_withdrawn_is_named_in_no_line(
        keep, write, lines, publishing, small_portal, registry):
    item = write('qd', small_portal['van-ban-hanh-chinh'], 'LegalDocument',
                 **example(types_of(registry)['LegalDocument']))
    part = write('tep', item, 'File', title='zqTep', file=Incoming('a.pdf', BytesIO(PDF)))
    keep()
    assert [each['title'] for each in lines()[str(item.__oid__)]['files']] == ['zqTep']
    publishing.withdraw(part, 'uban')
    keep(minutes=10)
    assert set(lines()) == {str(item.__oid__)} and 'zq' not in repr(lines())


def test_after_a_restore_nothing_is_made_until_it_is_reconciled_and_then_all_anew(
        keep, write, registry, small_portal, lines, dumps, environment, monkeypatch):
    item = write('mot')
    keep()
    old, mark = keep(days=1), registry.getUtility(ISettings).restored_mark
    with monkeypatch.context() as slow:
        slow.setattr(services, 'SLICE', -1)
        keep(days=1)  # it is begun, and not finished
    mark.touch()
    assert keep(hours=1) == old
    with pytest.raises(DumpProblem, match='reconcile'):
        dumps.make(environment)
    mark.unlink()
    registry.getAdapter(small_portal, ILedger).begin_epoch()
    new, = keep(minutes=10)
    epoch = registry.getAdapter(small_portal, IChanges).position().epoch
    assert len(old) == 2 and Position.parse(new.position).epoch == epoch
    assert set(lines()) == {str(item.__oid__)}


def test_who_is_killed_goes_on_and_what_goes_meanwhile_is_never_read(
        keep, write, lines, publishing, monkeypatch, registry, tmp_path, dumps):
    items = [write(f'so-{number}') for number in range(9)]
    monkeypatch.setattr(services, 'SLICE', -1)  # one member in each slice
    monkeypatch.setattr(making, 'LOOKED_AT', 3)  # many of them without a line
    assert [keep() for _slice in range(3)] == [[]] * 3
    publishing.withdraw(items[0], 'uban')
    with (tmp_path / 'dumps' / 'making.jsonl.gz').open('ab') as half:
        half.write(b'garbage')
    assert any(keep() for _slice in range(900))
    assert set(lines()) == {str(each.__oid__) for each in items[1:]}
    assert not list((tmp_path / 'dumps').glob('making*'))


def test_one_at_a_time_works_on_them(dumps, environment, write, tmp_path, monkeypatch):
    write('mot')
    transaction.commit()
    monkeypatch.setattr(services, 'PATIENCE', 0)
    with alone(tmp_path / 'dumps'):
        dumps.keep(environment)
        with pytest.raises(DumpProblem, match='another'):
            dumps.make(environment)
        with pytest.raises(Failure, match='another'):
            forget_dumps(environment)
    assert dumps.dumps() == []
    made = dumps.make(environment)
    assert dumps.make(environment).file != made.file and len(dumps.dumps()) == 1
    forget_dumps(environment)  # as ``bin/portal erase`` does
    assert dumps.dumps() == [] and not list((tmp_path / 'dumps').glob('*.gz'))


def test_a_file_is_in_the_catalogue_and_asked_for_again_in_part_and_by_scripts(
        keep, write, browser):
    write('mot')
    made, = keep()
    whole = browser.get(NEWEST)
    assert whole.content_type == 'application/gzip' and len(whole.body) == made.size
    assert 'Content-Encoding' not in whole.headers and 'Set-Cookie' not in whole.headers
    assert whole.headers['Access-Control-Allow-Origin'] == '*'
    assert made.name in whole.headers['Content-Disposition']
    etag = whole.headers['ETag']
    browser.get(NEWEST, headers={'If-None-Match': etag}, status=304)
    browser.get(NEWEST, headers={'If-Modified-Since': whole.headers['Last-Modified']}, status=304)
    part = browser.get(NEWEST, headers={'Range': 'bytes=5-9', 'If-Range': etag}, status=206)
    assert part.body == whole.body[5:10]
    assert browser.head(NEWEST).headers['Content-Length'] == str(made.size)

    for site, is_there in (('', True), ('/sites/bavi', False)):
        text = browser.get(f'{site}/dcat.jsonld').text
        assert (f'http://localhost{NEWEST}' in text) == is_there
    assert '/api/v1/dumps' in browser.get('/api/v1').text


def test_what_is_no_dump_is_not_found_and_a_component_site_leads_to_the_city(keep, write, browser):
    write('mot')
    keep()
    for name in ('2020-01-01.jsonl.gz', '..%2flock', 'lock', 'making.jsonl.gz',
                 '2026-11-29.json', 'moi-nhat.jsonl.gz%0a', '%2e%2e', 'moi-nhat'):
        answer = browser.get(f'/api/v1/dumps/{name}', status='*')
        assert answer.status_int == 404 and answer.content_type == 'application/problem+json'
    browser.get('/sites/bavi' + NEWEST, status=404)
    told = browser.get('/sites/bavi/api/v1/dumps').json
    assert told == browser.get('/api/v1/dumps').json
    assert told['newest'] == f'http://localhost{NEWEST}'


def test_without_a_folder_there_is_nothing(stocked):
    assert stocked.get('/api/v1/dumps').json['items'] == []
    stocked.get(NEWEST, status=404)
    assert NEWEST not in stocked.get('/dcat.jsonld').text
