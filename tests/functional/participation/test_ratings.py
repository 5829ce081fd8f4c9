"""Ratings: two taps, once a device, nothing of a person; what is low; averages in public."""
import json
import re

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.oversight.compliance.functions import rating
from hanoiportal.oversight.compliance.interfaces import ISnapshotPart
from hanoiportal.oversight.compliance.probing import IProbing
from hanoiportal.oversight.compliance.resource import Snapshot
from hanoiportal.oversight.compliance.writing import Writing
from hanoiportal.oversight.ratingfigures import public
from hanoiportal.oversight.ratingfigures.interfaces import PART
from hanoiportal.participation.ratings.concerns import look
from hanoiportal.participation.ratings.interfaces import IRatings
from hanoiportal.participation.ratings.resource import KEY
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.shells.public.page.stylesheet import asset_url
from hanoiportal.types.component_site import PRACTICE
from hanoiportal.web.login.throttle import IThrottles, Limit
from support.new_days_off import enter, follow, moved_by, told_days
from support.pages import form_with, words
from support.typing_page import UNCLOSED
from webtest import TestApp

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
NOW = parse('2026-11-24T10:00')
FOOT, AXES = '.mistake #danh-gia', ['giao-dien', 'noi-dung', 'chat-luong', 'ho-tro']
SECTION = '/sites/bavi/gioi-thieu'
ORIGIN = {'Origin': 'http://localhost'}


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def rate(registry, small_portal, clock):
    """``rate(thing, axis, values, day)``: let people have rated ``thing`` on that day."""
    def rated(thing, axis, values, day):
        now, clock.at = clock.at, parse(f'{day}T09:00')
        ratings = registry.getAdapter(small_portal, IRatings)
        for value in values:
            ratings.rate(thing, axis, value)
        transaction.commit()
        clock.at = now
    return rated


@pytest.fixture
def measure(registry, small_portal):
    """Let the snapshot hold what there is; return the values."""
    def measured():
        transaction.commit()
        with opened(registry, 'test') as environment:
            found = registry.getUtility(ISnapshotPart, PART).values(environment)
        small_portal._p_jar.sync()
        snapshot = getattr(small_portal, 'compliance', None) or Snapshot()
        writing = Writing(snapshot)
        writing.part(PART, found)
        writing.end(registry.getUtility(IClock).now())
        small_portal.compliance = snapshot
        transaction.commit()
        return found
    return measured


def counted(registry, small_portal, site):
    transaction.abort()
    found = registry.getAdapter(small_portal, IRatings).of_site(
        site.__oid__, '0000-00', '9999-12')
    return {(key.thing, each.axis, each.value): each.times
            for key, said in found for each in said}


def tap(page, axis, value, status=200):
    form = next(each for each in page.forms.values() if 'danh-gia' in each.action)
    return form.submit(axis, value=value, headers=ORIGIN, status=status)


@pytest.mark.clause('4.3.c')
def test_the_foot_of_a_page_leads_to_four_axes_and_a_tap_is_counted(
        app, registry, small_portal, bavi):
    foot = app.get(SECTION).html.select_one(FOOT)
    page = app.get(foot['href'])

    assert [[each['value'] for each in group.select('button')]
            for group in page.html.select('.rating fieldset')] == [list('12345')] * 4
    assert [each.select_one('button')['name']
            for each in page.html.select('.rating fieldset')] == AXES
    assert page.headers['Cache-Control'] == 'public, no-cache'
    switch = page.html.select_one('a[hreflang="en"]')
    assert switch['href'] == f'/english{foot["href"]}'
    after = tap(page, 'noi-dung', '2')

    assert 'Đã ghi nhận' in after.html.select_one('.rating [role=status]').text
    assert after.headers['Cache-Control'] == 'no-store'
    assert ['/gui/sai-sot?trang=' in each['href'] for each in after.html.find_all(
        'a', string='Trang này có sai sót')] == [True]
    assert 'sai-sot' not in str(after.html.select_one('.rating')), 'The foot has that beside it.'
    assert counted(registry, small_portal, bavi) == {
        (bavi['gioi-thieu'].__oid__, 'noi-dung', 2): 1}
    tap(after, 'ho-tro', '5')
    assert len(counted(registry, small_portal, bavi)) == 2


def test_one_device_is_counted_once_and_told_so_kindly(
        app, wsgi, registry, small_portal, bavi):
    page = app.get('/sites/bavi/danh-gia')
    tap(page, 'noi-dung', '5')
    again = tap(app.get('/sites/bavi/danh-gia'), 'noi-dung', '1')

    assert 'Thiết bị này đã đánh giá' in again.html.select_one('[role=status]').text
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    tap(other.get('/sites/bavi/danh-gia'), 'noi-dung', '4')
    assert counted(registry, small_portal, bavi) == {
        (bavi.__oid__, 'noi-dung', 5): 1, (bavi.__oid__, 'noi-dung', 4): 1}


def test_what_is_wrong_is_refused_and_nothing_is_counted(app, registry, small_portal, bavi):
    page = app.get('/sites/bavi/danh-gia')
    for wrong in ({}, {'noi-dung': '6'}, {'noi-dung': '0'}, {'noi-dung': 'x'}, {'x': '3'},
                  {'noi-dung': ''}, {'noi-dung': '²'}):
        answer = app.post('/sites/bavi/danh-gia', wrong, headers=ORIGIN)
        assert 'từ 1 đến 5' in answer.html.select_one('[role=status]').text
    app.post('/sites/bavi/danh-gia', {'noi-dung': '3'}, status=404)
    app.post('/sites/bavi/danh-gia', {'noi-dung': '3'},
             headers={'Origin': 'https://elsewhere.example'}, status=404)
    for path in ('/nothing', '/gioi-thieu/nothing', '/../x', '/sites', '/interactions'):
        app.get('/sites/bavi/danh-gia', {'trang': path}, status=404)
        app.post('/sites/bavi/danh-gia', {'trang': path, 'noi-dung': '3'}, headers=ORIGIN,
                 status=404)
    app.get('/danh-gia?trang=/sites/bavi/gioi-thieu', status=404)
    assert page.html.select_one('.rating') and not counted(registry, small_portal, bavi)


def test_a_draft_is_answered_like_nothing(app, member, ward):
    draft = member.add(ward)
    transaction.commit()
    hidden = app.get(f'/sites/bavi/danh-gia?trang=/tin-tuc-su-kien/{draft.__name__}', status=404)

    assert hidden.body == app.get(
        '/sites/bavi/danh-gia?trang=/tin-tuc-su-kien/khong-co', status=404).body


def test_a_network_that_sends_very_much_has_to_wait(app, registry, monkeypatch):
    throttles = registry.getUtility(IThrottles)
    monkeypatch.setitem(throttles.limits, 'rate', Limit(1, 600))
    page = app.get('/danh-gia')
    tap(page, 'noi-dung', '3')

    assert int(tap(page, 'ho-tro', '3', status=429).headers['Retry-After']) > 0


@pytest.mark.clause('4.2.f')
def test_no_person_no_address_and_no_time_of_the_day_is_kept(
        app, small_portal, bavi, clock):
    clock.at = parse('2026-11-24T13:47:31')
    tap(app.get('/sites/bavi/danh-gia'), 'noi-dung', '5')
    transaction.abort()
    book = interactions_of(small_portal)[KEY]
    [(key, tally)] = book.months.items()

    assert key == (bavi.__oid__, '2026-11', 0, bavi.__oid__)
    assert tally.__getstate__() == {'counts': {(24, 'noi-dung', 5): 1}} and not book.concerns


def test_rating_adds_at_most_two_thousand_bytes_to_a_page(app):
    page = app.get(SECTION)
    foot, script = page.html.select_one(FOOT), asset_url('rate.js')
    tag = next(each for each in page.html.select('script') if each['src'] == script)

    assert len(str(foot)) + len(str(tag)) + len(app.get(script).body) <= 2048


@pytest.mark.clause('4.3.c')
def test_averages_of_months_that_are_over_are_public_with_their_number(
        app, rate, measure, bavi):
    section = bavi['gioi-thieu']
    rate(section, 'noi-dung', [4] * 6 + [3] * 4, '2026-10-05')
    rate(bavi, 'noi-dung', [5] * 12, '2026-10-06')
    rate(bavi, 'ho-tro', [1] * 9, '2026-10-06')
    rate(bavi, 'noi-dung', [1] * 50, '2026-11-20')
    measure()
    page = app.get('/sites/bavi/ket-qua-danh-gia').html
    rows = {row.th.text: [cell.text.strip() for cell in row.select('td')]
            for row in page.select('table.facts tbody tr')}

    assert rows == {'Nội dung': ['4,4', '22']}
    assert [words(cell) for cell in page.select_one('#chuyen-muc').find_next('tbody').select(
        'th, td')] == [section.title, '–', '3,6 (10)', '–', '–']
    assert '≥ 4,8' not in page.main.text
    data = json.loads(app.get('/ket-qua-danh-gia.json').body)
    assert data['method']['hidden_below'] == 10
    assert [each['axes'][0]['year'] for each in data['bodies']] == [
        {'ratings': 22, 'average': 4.4}] * 2
    assert b'2026-10,22,4.4' in app.get('/sites/bavi/ket-qua-danh-gia.csv').body
    linked = app.get('/sites/bavi/ket-qua-danh-gia.jsonld').json['mainEntity']['itemListElement']
    assert [(each['item']['observationDate'], each['item']['value'], each['item']['maxValue'],
             each['item']['valueReference']['value']) for each in linked] == [
        ('2026-10', 4.4, 5, 22)]

    bavi.purpose = PRACTICE
    measure()
    assert not [each for each in app.get('/ket-qua-danh-gia.json').json['bodies'] if each['axes']]
    assert b'2026-10,22,4.4' in app.get('/sites/bavi/ket-qua-danh-gia.csv').body


def test_the_bodies_of_the_city_stand_on_pages_of_their_own_list(
        app, small_portal, rate, measure, bavi, monkeypatch):
    for site in (small_portal, bavi):
        rate(site, 'noi-dung', [4] * 12, '2026-10-06')
    measure()
    monkeypatch.setattr(public, 'SIZE', 1)
    first, second = (app.get('/ket-qua-danh-gia', {'page': page}).html for page in (1, 2))

    assert first.find(id='mot-nam') and first.find(rel='next')
    assert [each['id'] for each in second.select('.group h2')] == ['cac-co-quan', 'cach-tinh']
    assert {len(page.select('#cac-co-quan ~ * tbody tr')) for page in (first, second)} == {1}
    for page in ('3', 'x', '0'):
        app.get('/ket-qua-danh-gia', {'page': page}, status=404)
    app.get('/sites/bavi/ket-qua-danh-gia', {'page': '2'}, status=404)


def test_the_public_page_reads_the_snapshot_alone(app, rate, measure, bavi):
    rate(bavi, 'noi-dung', [5] * 12, '2026-10-06')
    measure()
    for path in ('/ket-qua-danh-gia', '/sites/bavi/ket-qua-danh-gia', '/sites/bavi/danh-gia'):
        answer = app.get(path)
        assert answer.headers['Cache-Control'] == 'public, no-cache'
        assert app.get(path, headers={'If-None-Match': answer.headers['ETag']}, status=304)


def moved(registry, portal):
    """Return what a day off on 27 November would move: site, day before and after."""
    return [(site, int(before[-2:]), int(after[-2:])) for _title, site, before, after in moved_by(
        registry, portal, '2026-11-27')]


@pytest.mark.clause('4.3.c')
def test_what_is_rated_low_waits_for_the_board_which_says_what_it_did(
        registry, rate, visit, staff, bavi, told, audit, small_portal):
    rate(small_portal, 'noi-dung', [2] * 10, '2026-11-20')
    rate(bavi['gioi-thieu'], 'noi-dung', [2] * 9 + [3], '2026-11-20')
    rate(bavi['gioi-thieu'], 'ho-tro', [2] * 5 + [3] * 5, '2026-11-20')
    rate(bavi, 'noi-dung', [1] * 9, '2026-11-20')
    rate(bavi, 'ho-tro', [1] * 30, '2026-11-24')
    for _again in range(2):
        with opened(registry, 'test') as environment:
            look(environment)
    page = visit('bavi-head').get('/desk/sites/bavi/@@ratings')

    assert [each.select_one('h3 a').text for each in page.html.select('article')] == [
        bavi['gioi-thieu'].title]
    assert 'Nội dung: 2,1 (10 lượt)' in ' '.join(page.html.article.text.split())
    assert told('bavi-head') == ['rated_low']
    due = re.search(r'hạn xem xét (\d\d/\d\d/\d{4} \d\d:\d\d)', ' '.join(
        page.html.article.text.split()))[1]
    assert due.startswith('01/12/2026')
    for login, is_there in (('bavi-head', True), ('bavi-contributor', False)):
        work = ' '.join(visit(login).get('/desk').html.main.text.split())
        assert (f'1 chờ xem xét · hạn {due} · Xã Ba Vì' in work) is is_there
    assert re.findall(r'chờ xem xét · hạn [\d/: ]+ · (.{7})', ' '.join(
        visit('hanoi-head').get('/desk').html.main.text.split())) == [small_portal.title[:7]]
    terms = ' '.join(visit('bavi-head').get('/desk/@@my-duties').html.main.text.split())
    assert f'Xem xét đánh giá thấp {bavi["gioi-thieu"].title} {due} Đang trong hạn' in terms
    assert moved(registry, small_portal) == [(small_portal.title, 1, 2), (bavi.title, 1, 2)]
    form = form_with(page, 'note')
    refused = form.submit(status=422)
    assert 'Xin ghi' in refused.html.select_one('article .error').text
    form['note'] = 'Đã viết lại <b>phần</b> này.'
    after = form.submit().follow()
    assert 'Đã viết lại <b>phần</b> này.' in after.html.article.blockquote.text
    assert not after.html.select('article form')
    form.submit(status=422)
    transaction.begin()
    assert moved(registry, small_portal) == [(small_portal.title, 1, 2)]
    assert 'close_concern' in {each.action for each in audit.entries(
        bavi, 0, 5, LogQuery(inner=True)).items}
    with opened(registry, 'test') as environment:
        look(environment)
    assert len(visit('bavi-head').get('/desk/sites/bavi/@@ratings').html.select('article')) == 1


@pytest.mark.clause('21.2')
def test_a_new_day_off_tells_the_board_once_of_both_days_of_what_was_rated_low(
        registry, rate, staff, bavi, clock, small_portal):
    for section in ('gioi-thieu', 'tin-tuc-su-kien'):
        rate(bavi[section], 'noi-dung', [2] * 10, '2026-11-20')
    with opened(registry, 'test') as environment:
        look(environment)
    transaction.begin()
    moves = [each[2:] for each in moved_by(registry, small_portal, '2026-11-27')]
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-12-15')
    follow(registry, 'rating calendar')
    assert told_days(registry, staff['bavi-head'], 'rated_low_redated') == []

    enter(registry, small_portal, '2026-11-27')
    for _again in range(2):
        follow(registry, 'rating calendar')

    assert moves == [('2026-12-01', '2026-12-02')] * 2
    for login, notes in (('bavi-head', ['01/12/2026 → 02/12/2026']), ('soxaydung-head', [])):
        assert told_days(registry, staff[login], 'rated_low_redated') == notes
    book = interactions_of(small_portal)[KEY]
    for number, each in list(book.concerns.items()):
        book.concerns[number] = each._replace(closed=clock.at)
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-11-30')
    follow(registry, 'rating calendar')
    assert len(told_days(registry, staff['bavi-head'], 'rated_low_redated')) == 1


@pytest.mark.clause('4.3.c')
def test_what_was_done_about_what_people_said_is_read_once_the_board_has_approved_it(
        app, bavi, editing, publishing, at_work, staff):
    item = editing.add(bavi['khao-sat-danh-gia'], 'chu-to', 'Improvement', {
        'title': 'Chữ to hơn', 'said': 'Chữ <nhỏ> khó đọc.', 'done': '2026-11-20'}, 'lan')
    transaction.commit()
    assert any('Chưa nêu việc đã làm' in str(why)
               for why in publishing.reasons_against_publishing(item))
    editor = at_work('bavi-editor')
    editor.edit(item, body='<p>Đã tăng cỡ chữ.</p>')
    transaction.commit()
    for path in ('/sites/bavi/ket-qua-danh-gia', '/ket-qua-danh-gia'):
        assert 'Chữ to hơn' not in app.get(path)
    editor.take(item, 'submit')
    editor.take(item, 'pass_on')
    at_work('bavi-head').approve(item)
    transaction.commit()
    for path in ('/sites/bavi/ket-qua-danh-gia', '/ket-qua-danh-gia'):
        listed = app.get(path)
        assert 'Chữ <nhỏ> khó đọc.' in listed.html.find(id='viec-da-lam').find_next('ul').text
        assert 'Đã tăng cỡ chữ.' in listed.click('Chữ to hơn')


@pytest.mark.clause('4.5')
def test_the_machine_finds_the_form_and_the_results_and_misses_either(
        app, registry, bavi):
    settings, probing = registry.getUtility(ISettings), registry.getUtility(IProbing)
    assert rating(probing.probe(bavi, settings.domain), None)
    for lacking in ('/', '/danh-gia', '/ket-qua-danh-gia'):
        probe = probing.probe(bavi, settings.domain)
        probe.page(lacking).code = 404
        assert not rating(probe, None)
