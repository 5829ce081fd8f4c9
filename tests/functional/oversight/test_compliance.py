"""The snapshot of compliance and the pages that show it (4.1, 4.5, 10, 21.1, 27.4)."""
import csv
import datetime
import io
import json
from dataclasses import replace
from random import Random

import pytest
import transaction
from hanoiportal.base.clock import HANOI, parse
from hanoiportal.editorial.freshness.interfaces import WindowKey
from hanoiportal.editorial.freshness.resource import Consent, Words, get_or_create_reason
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.resource import HoursDecision, enter_hours
from hanoiportal.kernel.storage import snapshot
from hanoiportal.oversight.compliance.functions import CHECKERS
from hanoiportal.oversight.compliance.interfaces import (
    ICompliance,
    IComplianceRules,
    IResults,
)
from hanoiportal.oversight.compliance.probing import IProbing
from hanoiportal.oversight.compliance.public import CityPage, SitePage
from hanoiportal.oversight.compliance.resource import gathered_of, kept_gathered, snapshot_of
from hanoiportal.oversight.compliance.services import follow, has_closed
from hanoiportal.oversight.compliance.values import (
    EXCUSED,
    LATE,
    MET,
    MISSED,
    STATED,
    DutyCount,
    DutyResult,
    WindowResult,
)
from hanoiportal.oversight.visits.interfaces import Count
from hanoiportal.oversight.visits.sites import save_sites
from hanoiportal.platform.calendar.interfaces import ICalendars
from hanoiportal.platform.duties.interfaces import SATISFIED, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.twin.places import Places
from support.pages import form_with
from zope.interface import implementer

DAY, FIRST = datetime.date(2026, 11, 20), datetime.date(2026, 11, 1)
CONFIRMED = {'contact_source': 'Công văn 1', 'contact_confirmed': '2026-11-02',
             'phone': '024 3386 0001', 'responsible': 'Bà Trần Thị An'}


@implementer(IResults)
class Planted:
    """Windows and duties of sites, as a test plants them."""

    def __init__(self):
        self.ended, self.owed = {}, {}

    def windows(self, environment, start, end):
        return self.ended.items()

    def duties(self, environment, start, end):
        return self.owed.items()


@pytest.fixture
def planted(registry):
    found = Planted()
    for name, _utility in list(registry.getUtilitiesFor(IResults)):
        registry.unregisterUtility(provided=IResults, name=name)
    registry.registerUtility(found, IResults, name='planted')
    return found


@pytest.fixture
def look(look, clock, planted):
    """Look as the job does, at what is planted."""
    return look


@pytest.fixture
def check(registry, small_portal, clock):
    """Let the machine check all functions; return ``{code: met}`` of a site."""
    def checked(site):
        transaction.commit()
        with opened(registry, 'test') as environment:
            registry.getUtility(ICompliance).check(environment, 9)
        small_portal._p_jar.sync()
        _day, found = gathered_of(small_portal).found(site.__oid__)
        return {each.code: each.met for each in found}

    return checked


def decide(portal, rows, hours):
    """Let the hours of the windows ``rows`` be in force since ``FIRST``, but for ``hours``."""
    enter_hours(portal, HoursDecision(
        1, '12/QĐ-UBND', FIRST, 'Ủy ban nhân dân thành phố Hà Nội', FIRST,
        {**{(row.site, row.code): (row.opens, row.closes) for row in rows}, **hours},
        frozenset({'component'}), parse('2026-01-01'), 'u1'))


def last(portal):
    portal._p_jar.sync()
    return snapshot.of(portal._p_jar)


def sections(portal, site):
    return {each.code: each for each in snapshot_of(portal).site(site.__oid__).sections}


@pytest.mark.clause('4.1', '10', '13.1.a')
def test_a_section_is_filled_by_what_the_body_has_published_not_by_the_installation(
        small_portal, steps, editing, publishing, bavi, look, app):
    steps.pages(bavi, 'commune', 'hanoi.gov.vn')
    item = editing.add(bavi['tin-tuc-su-kien'], 'tin', 'NewsItem', {'title': 'Tin'}, 'test')
    publishing.publish(item, 'test', datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc))
    old = editing.add(bavi['ngan-sach'], 'cu', 'Page', {
        'title': 'Cũ', 'owner_unit': 'Văn phòng', 'next_review': '2027-01-05'}, 'test')
    publishing.publish(old, 'test', datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc))
    look()

    found = sections(small_portal, bavi)

    seeded = found['gioi-thieu']
    assert (seeded.present, seeded.items > 0, seeded.own) == (True, True, False)
    assert (found['tin-tuc-su-kien'].own, found['tin-tuc-su-kien'].fresh) == (True, True)
    assert (found['ngan-sach'].own, found['ngan-sach'].fresh) == (True, False)
    assert found['lich-lam-viec'] == ('lich-lam-viec', True, 0, False, None, False)
    assert 'cong-bao' not in found, 'the city alone owes it'
    told = {each['code']: each['newest'] for each in
            app.get('/sites/bavi/tuan-thu.json').json['sections']}
    assert (told['tin-tuc-su-kien'], told['ngan-sach']) == ('2026-11-23', '2026-01-05')
    stale = app.get('/sites/bavi/tuan-thu-chi-tiet?muc=chuyen-muc&ket-qua=stale').html.main.table
    assert any('05/01/2026' in row.text or '5/1/2026' in row.text for row in stale('tr'))


@pytest.mark.clause('10')
def test_an_obligatory_section_that_is_not_there_is_told(small_portal, editing, bavi, look):
    bavi.remove('tuyen-dung')
    look()

    assert not sections(small_portal, bavi)['tuyen-dung'].present


def test_nothing_is_written_while_nothing_changes_and_one_transaction_when_it_does(
        small_portal, look, clock, planted, bavi):
    assert look()
    before, moment = last(small_portal), snapshot_of(small_portal).moment
    clock.pass_(minutes=15)

    assert not look()
    assert last(small_portal) == before
    assert snapshot_of(small_portal).moment == moment

    planted.ended = {bavi.__oid__: [WindowResult(DAY, 'sang', False)]}
    transactions = len(small_portal._p_jar.db().undoLog(0, 100))
    assert look()
    assert len(small_portal._p_jar.db().undoLog(0, 100)) == transactions + 1
    assert snapshot_of(small_portal).moment == clock.now()


def test_months_of_before_are_reckoned_anew_once_a_day(small_portal, look, clock, planted, bavi):
    june = WindowResult(datetime.date(2026, 6, 1), 'sang', False)
    look()
    planted.ended = {bavi.__oid__: [june]}
    clock.at += datetime.timedelta(days=1)
    look()
    assert snapshot_of(small_portal).month(bavi.__oid__, '2026-06').missed == (june,)
    planted.ended = {bavi.__oid__: []}

    clock.pass_(minutes=15)
    assert not look()
    clock.pass_(hours=24)
    assert look()

    assert snapshot_of(small_portal).month(bavi.__oid__, '2026-06').missed == ()


def test_it_is_looked_once_in_a_quarter_of_an_hour(registry, small_portal, clock, planted):
    looks = []
    registry.registerUtility(type('Counting', (), {
        'check': lambda self, environment, most: 0,
        'look': lambda self, environment: looks.append(clock.now())})(), ICompliance)

    def run():
        with opened(registry, 'test') as environment:
            follow(environment)

    run()
    kept_gathered(small_portal).looked = clock.now()
    transaction.commit()
    clock.pass_(minutes=14)
    run()
    assert len(looks) == 1
    clock.pass_(minutes=1)
    run()
    assert len(looks) == 2


def test_it_is_looked_as_soon_as_a_window_has_closed(registry, small_portal):
    rows = registry.getUtility(IWindows).proposed(FIRST)
    decide(small_portal, rows, {('component', 'sang'): (rows[0].opens, datetime.time(9, 10))})
    transaction.commit()
    at = datetime.datetime(2026, 11, 24, 2, tzinfo=datetime.timezone.utc)

    def closed(since, until):
        with opened(registry, 'test') as environment:
            return has_closed(environment, at.replace(minute=since), at.replace(minute=until))

    assert closed(9, 10)
    assert not closed(10, 14) and not closed(1, 9)


@pytest.fixture
def shown(app, look, planted, bavi, small_portal):
    """A portal with two missed windows and some duties of Ba Vì."""
    planted.ended = {bavi.__oid__: [
        WindowResult(DAY, 'sang', True, came=1200),
        WindowResult(DAY, 'chieu', False, came=1, words='Mất điện'),
        WindowResult(DAY.replace(day=19), 'sang', False)]}
    planted.owed = {bavi.__oid__: [
        DutyResult('13.1.d', DAY, MET), DutyResult('13.1.d', DAY, MISSED),
        DutyResult('13.1.c1', DAY, LATE)]}
    look()
    return app


@pytest.mark.clause('4.1')
def test_the_public_pages_read_the_snapshot_alone(shown, read_snapshot_alone):
    read_snapshot_alone(
        '/tuan-thu', '/sites/bavi/tuan-thu', '/tuan-thu-cong', '/tuan-thu-chi-tieu',
        '/tuan-thu-chi-tiet?muc=khung-gio', '/tuan-thu.csv', '/sites/bavi/tuan-thu.json')


def listed(shown, address):
    """Return the cells of the list at ``address``, by rows."""
    return [[cell.text for cell in row.select('th, td')]
            for row in shown.get(address).html.select('main tbody tr')]


def shown_rule(page, code):
    """Return what the page calls the rule ``code``."""
    return page.find('a', href=lambda address: address and f'quy-tac={code}&' in address).text


@pytest.fixture
def filled(editing, publishing, bavi, steps, check, shown, look):
    """Ba Vì with two sections of its own, one of them past its term, and checked by machine."""
    steps.pages(bavi, 'commune', 'hanoi.gov.vn')
    for section, values, day in (
            ('tin-tuc-su-kien', ('NewsItem', {'title': 'Tin'}), (2026, 11, 23)),
            ('ngan-sach', ('Page', {'title': 'Cũ', 'owner_unit': 'Văn phòng',
                                    'next_review': '2027-01-05'}), (2026, 1, 5))):
        item = editing.add(bavi[section], 'muc', *values, 'test')
        publishing.publish(item, 'test', datetime.datetime(*day, tzinfo=datetime.timezone.utc))
    check(bavi)
    look()
    return bavi


@pytest.mark.clause('10')
def test_each_share_of_the_league_and_of_a_sheet_opens_as_many_as_it_counts(filled, shown):
    rows = shown.get('/tuan-thu').html.select('.league tbody tr')
    [row] = [row for row in rows if 'Ba Vì' in row.text]
    cells = [(each.a.text, each.a['href']) for each in row.select('td')]
    assert len(cells) == 5
    others = [each for each in rows if each is not row]
    cells += [(each.text, each['href']) for row in others for each in row.select('td a')]
    figures = {each.th.text: each.select_one('td a') for each in shown.get(
        '/sites/bavi/tuan-thu-chi-tieu').html.select('main tbody tr')}
    assert len(figures) > 5
    cells += [(link.find_next('td').text, link['href']) for link in figures.values() if link]
    assert len(cells) == 10 + len([each for row in others for each in row.select('td a')])
    for link in shown.get('/sites/bavi/tuan-thu').html.select('.counts a'):
        cells.append((link.span.text.split()[0], link['href']))
    cells += [(link.span.text.split()[0], link['href'])
              for link in shown.get('/tuan-thu').html.select('.counts a')]
    counted = {}
    for text, address in cells:
        part = int(text.partition('/')[0])
        found = shown.get(address).html
        assert found.select_one('p.count').text.split()[0] == str(part), address
        counted[found.h1.text] = part
    assert set(counted) == {'Chuyên mục bắt buộc', 'Khung giờ cập nhật', 'Chức năng tối thiểu',
                            'Nghĩa vụ công bố đến hạn'} and all(counted.values()), counted


@pytest.mark.clause('21.1')
def test_the_sheet_of_a_quarter_that_has_ended_opens_what_is_of_its_months_alone(
        shown, look, clock, bavi):
    clock.at = datetime.datetime(2027, 1, 4, 2, tzinfo=datetime.timezone.utc)
    look()
    links = shown.get('/sites/bavi/tuan-thu-chi-tieu?quy=2026-Q4').html.select('main td a')
    assert [len(listed(shown, link['href'])) for link in links] == [1, 1]
    assert all('quy=2026-Q4' in link['href'] for link in links)
    page = shown.get(links[0]['href']).html
    assert 'quý IV/2026' in page.main.text and not page.select('main form')
    shown.get('/sites/bavi/tuan-thu-chi-tiet?muc=khung-gio&quy=2020-Q1', status=404)


@pytest.mark.clause('10')
def test_a_section_and_a_function_stand_in_the_list_of_what_they_have_come_to(filled, shown):
    def names(kind, outcome):
        return {row[0] for row in listed(
            shown, f'/sites/bavi/tuan-thu-chi-tiet?muc={kind}&ket-qua={outcome}')}

    found = {each: names('chuyen-muc', each) for each in (
        'filled', 'lacking', 'fresh', 'stale', 'all')}
    assert found['filled'] | found['lacking'] == found['all']
    assert not found['filled'] & found['lacking'] and not found['fresh'] & found['stale']
    assert len(found['filled']) == 2 and found['filled'] <= found['fresh'] | found['stale']
    parts = [names('chuc-nang', each) for each in ('met', 'unmet', 'declared', 'unknown')]
    assert set().union(*parts) == names('chuc-nang', 'all')
    assert sum(map(len, parts)) == len(set().union(*parts)) and all(
        (parts[0], parts[1], parts[3]))
    shown.get('/sites/bavi/tuan-thu-chi-tiet?muc=chuc-nang&ket-qua=kept', status=404)


@pytest.mark.clause('10')
def test_each_figure_opens_what_it_counts(shown):
    page = shown.get('/sites/bavi/tuan-thu').html

    assert 'Buổi sáng 1.200; Buổi chiều 1' in page.main.text
    bars = page.select('figure.daily[aria-hidden=true] rect:not(.all)')
    rows = [[cell.text for cell in row.select('th, td')] for row in page.select(
        'figure.daily + details tbody tr')]
    assert [[bar['height'] for bar in bars], rows] == [
        ['0.0', '20.0'], [['19/11/2026', '0', '1'], ['20/11/2026', '1', '2']]]
    kept, met = (link for link in page.select('.counts a') if 'thang=' in link['href'])
    assert (kept.strong.text, met.strong.text) == ('33\xa0%', '33\xa0%')
    assert [row[:4] for row in listed(shown, kept['href'])] == [
        ['20/11/2026', 'Buổi sáng', 'Đã đăng tin', '']]
    assert [row[:4] for row in listed(shown, met['href'])] == [
        ['20/11/2026', shown_rule(page, '13.1.d'), '', 'Đúng hạn']]
    others = {link.text: link['href'] for link in shown.get(kept['href']).html.select('.pills a')}
    missed = [['19/11/2026', 'Buổi sáng', 'Bị bỏ lỡ', 'Chưa có lý do'],
              ['20/11/2026', 'Buổi chiều', 'Bị bỏ lỡ', 'Mất điện']]
    assert listed(shown, others['Bị bỏ lỡ']) == missed == listed(shown, page.find(
        'a', string='Những khung giờ bị bỏ lỡ, theo ngày')['href'])
    assert [row[2] for row in listed(shown, others['Tất cả'])] == [
        'Bị bỏ lỡ', 'Đã đăng tin', 'Bị bỏ lỡ']
    every = page.find('a', href=lambda address: address and address.endswith(
        'quy-tac=13.1.d&ket-qua=all'))
    assert len(listed(shown, every['href'])) == 2
    rule = page.find('a', href=lambda address: address and 'quy-tac=13.1.d' in address
                     and 'ket-qua=missed' in address)
    assert rule.text == '1'
    lines = shown.get(rule['href']).html.select('tbody tr')
    assert len(lines) == 1
    assert 'Chưa thực hiện, đã quá hạn' in lines[0].text
    whole = shown.get('/tuan-thu-chi-tiet?muc=khung-gio&thang=2026-11&ket-qua=missed').html
    assert whole.select_one('tbody th a')['href'] == '/sites/bavi/tuan-thu'


def test_words_of_reasons_are_marked_as_vietnamese_on_english_pages(
        shown, planted, bavi, look):
    planted.owed[bavi.__oid__].append(
        DutyResult('13.1.d', DAY, MISSED, reason=STATED, words='Máy hỏng'))
    look()

    for kind, words in (('khung-gio&ket-qua=missed', 'Mất điện'),
                        ('nghia-vu&ket-qua=missed', 'Máy hỏng')):
        for language, lang in (('', None), ('/english', 'vi')):
            page = shown.get(f'{language}/sites/bavi/tuan-thu-chi-tiet?muc={kind}').html
            [cell] = [each for each in page.select('tbody td span') if each.text == words]
            assert cell.get('lang') == lang


def test_a_page_is_made_once_for_a_snapshot_and_anew_for_another_name_or_section(
        shown, bavi, small_portal, planted, look, monkeypatch):
    city, site = (shown.get(path).text for path in ('/tuan-thu', '/sites/bavi/tuan-thu'))
    with monkeypatch.context() as patched:
        for kind, name in ((CityPage, '_city'), (SitePage, '_site')):
            patched.setattr(kind, name, None)
        small_portal['tin-tuc-su-kien'].summary = 'Tóm tắt khác'
        transaction.commit()
        assert (shown.get('/tuan-thu').text, shown.get('/sites/bavi/tuan-thu').text) == (
            city, site)

    bavi.title = 'Xã Ba Vì mới'
    transaction.commit()
    assert 'Xã Ba Vì mới' in shown.get('/tuan-thu').text
    assert 'Xã Ba Vì mới' in shown.get('/sites/bavi/tuan-thu').html.h1.text

    address = '/sites/bavi/tin-tuc-su-kien'
    assert shown.get('/sites/bavi/tuan-thu').html.main.select(f'a[href="{address}"]')
    bavi.remove('tin-tuc-su-kien')
    transaction.commit()
    assert not shown.get('/sites/bavi/tuan-thu').html.main.select(f'a[href="{address}"]')

    planted.ended = {}
    look()
    assert 'Buổi sáng 1.200' in site
    assert 'Buổi sáng 1.200' not in shown.get('/sites/bavi/tuan-thu').text


def test_the_table_of_the_city_is_sorted_and_chosen_by_the_address(shown):
    def names(query):
        return [row.th.text for row in shown.get(f'/tuan-thu?{query}').html.select(
            '.league tbody tr')]

    assert len(names('')) == 3
    assert names('xep=khung-gio')[0] == 'Xã Ba Vì'
    assert names('loai=agency') == ['Sở Xây dựng']
    assert names('ten=so+XAY') == ['Sở Xây dựng'] and names('ten=ba+vi&loai=agency') == []
    for wrong in ('xep=nothing', 'loai=nothing', 'thang=2026-13', 'thang=1999-01', 'page=2',
                  'page=x'):
        shown.get(f'/tuan-thu?{wrong}', status=404)
    for wrong in ('muc=nothing', '', 'muc=khung-gio&thang=x', 'muc=nghia-vu&ket-qua=x'):
        shown.get(f'/tuan-thu-chi-tiet?{wrong}', status=404)
    shown.get('/tuan-thu-chi-tieu?quy=2020-Q1', status=404)


def test_a_site_is_found_by_its_name_in_both_languages_and_in_the_file(shown):
    page = shown.get('/tuan-thu').html
    assert page.select_one('#cac-trang').text == 'Các trang: 11/2026 (3)'
    assert page.select_one('details.folded:not([open]) tbody th').text.startswith('13.1')
    form = form_with(shown.get('/tuan-thu?xep=khung-gio'), 'ten')
    form['ten'] = ' Bà vì '
    found = form.submit()
    assert [row.th.text for row in found.html.select('.league tbody tr')] == ['Xã Ba Vì']
    assert found.html.select_one('#cac-trang').text == 'Các trang: 11/2026 (1 trên 3 trang)'
    assert found.headers['Cache-Control'] == 'public, no-cache'
    assert found.html.select_one('.orders a[aria-current]')['href'].endswith('xep=khung-gio')
    assert [row[0] for row in csv_rows(shown, '', '?ten=ba+vi')] == ['Xã Ba Vì']
    english = shown.get('/english/tuan-thu?ten=construction').html
    assert english.select_one('#cac-trang').text == 'The sites: November 2026 (1 of 3)'
    nothing = shown.get('/tuan-thu?ten=%3Cb%3E').html
    assert 'Không có trang nào khớp với bộ lọc.' in nothing.main.text and not nothing.b
    assert nothing.select_one('#cac-trang').text == 'Các trang: 11/2026 (0 trên 3 trang)'
    back = nothing.main.find('a', string='Bỏ lọc')['href']
    assert len(shown.get(back).html.select('.league tbody tr')) == 3


def test_a_site_of_the_city_itself_stands_for_no_body(shown, small_portal, bavi, look):
    bavi.owner = small_portal.owner
    transaction.commit()
    look()
    assert 'soxaydung' in shown.get('/tuan-thu.csv') and 'bavi' not in shown.get('/tuan-thu.csv')
    shown.get('/sites/bavi/tuan-thu')
    shown.get('/sites/bavi/tuan-thu.json')


def csv_rows(shown, site, query=''):
    return list(csv.reader(io.StringIO(shown.get(f'{site}/tuan-thu.csv{query}').text)))[1:]


@pytest.mark.clause('21.1')
def test_the_figures_are_there_as_csv_and_json_and_linked_data(shown):
    rows = list(csv.reader(io.StringIO(shown.get('/tuan-thu.csv').body.decode('utf-8-sig'))))
    [bavi] = [row for row in rows if row[0] == 'Xã Ba Vì']
    assert bavi[rows[0].index('Khung giờ đã đăng tin')] == '1'
    assert bavi[rows[0].index('Khung giờ đã kết thúc')] == '3'
    data = json.loads(shown.get('/sites/bavi/tuan-thu.json').body)
    offered = {each['@id'].rpartition('#')[2]: each for each in json.loads(
        shown.get('/sites/bavi/dcat.jsonld').body)['dcat:dataset']}
    for form in (*offered['tuan-thu']['dcat:distribution'],
                 *offered['danh-gia']['dcat:distribution'],
                 *offered['ket-qua-tra-loi']['dcat:distribution']):
        assert shown.get(form.get('downloadURL', form['accessURL'])).status_int == 200
    assert offered['tuan-thu']['dct:temporal']['dcat:startDate']['@value'].endswith('-01')
    assert data['months']['2026-11']['windows'] == {'part': 1, 'whole': 3}
    assert data['as_of'].startswith('2026-11-24T02:30')
    whole = json.loads(shown.get('/tuan-thu.json').body)
    assert whole['months']['2026-11']['windows'] == {'part': 1, 'whole': 3}
    sheet = list(csv.reader(io.StringIO(
        shown.get('/sites/bavi/tuan-thu-chi-tieu.csv').body.decode('utf-8-sig'))))
    assert [row[3] for row in sheet if row[1] == 'khung-gio'] == ['33\xa0%']
    here, every = (shown.get(f'{site}/tuan-thu.jsonld').json for site in ('/sites/bavi', ''))
    assert here['mainEntity']['numberOfItems'] == len([
        row for row in csv_rows(shown, '/sites/bavi') if row[5]]) > 20
    assert {'@type': 'Observation', 'variableMeasured': 'Khung giờ đã đăng tin', 'value': 1,
            'maxValue': 3, 'observationDate': '2026-11', 'observationAbout': {
                '@type': 'GovernmentOrganization', 'name': 'Xã Ba Vì',
                'url': 'http://localhost/sites/bavi/tuan-thu'}} in [
        each['item'] for each in every['mainEntity']['itemListElement']]
    assert every['mainEntity']['numberOfItems'] == 5 * len(rows[1:])
    assert every['datePublished'].startswith('2026-11-24T09:30')


@pytest.mark.clause('10', '21.1')
def test_the_files_tell_what_was_not_kept_and_why_and_the_news_of_each_part_of_the_day(
        shown, planted, bavi, look):
    planted.owed[bavi.__oid__] += [
        DutyResult('13.1.c1', DAY, MISSED, reason=STATED, words='Máy hỏng'),
        DutyResult('13.1.c1', DAY, EXCUSED, reason=STATED)]
    look()
    month = shown.get('/sites/bavi/tuan-thu.json').json['months']['2026-11']

    assert [(each['day'], each['words']) for each in month['missed_windows']] == [
        ('2026-11-19', ''), ('2026-11-20', 'Mất điện')]
    assert [(each['state'], each['reason'], each['words'])
            for each in month['duty_list'] if each['rule'] == '13.1.c1'] == [
        ('excused', 'stated', ''), ('late', '', ''), ('missed', 'stated', 'Máy hỏng')]
    news = [{'window': 'sang', 'came': 1200}, {'window': 'chieu', 'came': 1}]
    assert month['news'] == news == shown.get('/tuan-thu.json').json['months']['2026-11']['news']
    assert shown.get('/api/v1/compliance/bavi').json['months']['2026-11'] == month
    rows = csv_rows(shown, '/sites/bavi')
    assert [row[1:] for row in rows if row[0] == 'Tin mới trong tháng'] == [
        ['sang', 'Buổi sáng', '', '2026-11', '1200', '', ''],
        ['chieu', 'Buổi chiều', '', '2026-11', '1', '', '']]
    assert [row[3:] for row in rows if row[:2] == ['Nghĩa vụ công bố', '13.1.c1']] == [
        ['Đúng hạn', '2026-11', '0', '2', ''], ['Thực hiện muộn', '2026-11', '1', '2', ''],
        ['Chưa thực hiện, đã quá hạn', '2026-11', '1', '2', ''],
        ['Được miễn', '2026-11', '1', '', '']]
    assert [[row[1], row[4], row[7]] for row in rows if 'bị bỏ lỡ' in row[0]] == [
        ['chieu', '2026-11-20', 'Mất điện'],
        ['sang', '2026-11-19', 'Chưa có lý do']][::-1]
    assert [[row[3], row[7]] for row in rows if row[0].startswith('Nghĩa vụ trễ hạn')] == [
        ['Được miễn', 'Đã có lý do, chưa được phê duyệt để công bố'],
        ['Thực hiện muộn', 'Chưa có lý do'],
        ['Chưa thực hiện, đã quá hạn', 'Máy hỏng'],
        ['Chưa thực hiện, đã quá hạn', 'Chưa có lý do']]


@pytest.mark.clause('21.1')
def test_the_sheet_of_a_quarter_is_there_as_json(shown):
    page = shown.get('/sites/bavi/tuan-thu-chi-tieu').html
    sheet = shown.get(page.find('a', string='Dữ liệu cho máy (JSON)')['href']).json

    found = {each['code']: each for each in sheet['indicators']}
    assert (sheet['quarter'], sheet['name'], sheet['provisional']) == ('2026-Q4', 'Xã Ba Vì', True)
    assert (found['khung-gio']['part'], found['khung-gio']['whole']) == (1, 3)
    assert not found['thoi-gian-tai']['measured'] and 'value' not in found['thoi-gian-tai']
    whole = shown.get('/english/tuan-thu-chi-tieu.json').json
    assert whole['name'] == '' and 'Windows of updating that were kept' in {
        each['title'] for each in whole['indicators']}
    shown.get('/tuan-thu-chi-tieu.json?quy=2020-Q1', status=404)


@pytest.mark.clause('21.1')
def test_the_sheet_of_a_quarter_stays_as_it_ended(shown, look, clock, bavi, planted, small_portal):
    clock.at = datetime.datetime(2027, 1, 4, 2, tzinfo=datetime.timezone.utc)
    planted.ended[bavi.__oid__].append(
        WindowResult(datetime.date(2026, 12, 31), 'chieu', True))
    look()
    values = {each.code: each for each in snapshot_of(small_portal).sheet(
        '2026-Q4', bavi.__oid__)}
    assert (values['khung-gio'].part, values['khung-gio'].whole) == (2, 4)

    planted.ended[bavi.__oid__] = []
    look()

    kept = {each.code: each for each in snapshot_of(small_portal).sheet(
        '2026-Q4', bavi.__oid__)}
    assert kept == values
    assert 'quý IV/2026' in shown.get('/sites/bavi/tuan-thu-chi-tieu?quy=2026-Q4').html.h1.text


@pytest.mark.clause('21.1')
def test_the_sheet_of_a_site_has_its_own_visits_up_to_yesterday(look, bavi, small_portal):
    def visits(oid):
        value = next(each for each in snapshot_of(small_portal).sheet('2026-Q4', oid)
                     if each.code == 'luot-truy-cap')
        return value.part if value.known else None

    look()
    assert visits(bavi.__oid__) is None
    save_sites(small_portal, {('2026-11-02', 'bavi'): Count(1200, 3000), ('2026-11-24', 'bavi'):
                              Count(9, 9), ('2026-09-30', 'bavi'): Count(7, 7)})
    look()
    assert visits(bavi.__oid__) == 1200 and visits(
        small_portal['sites']['soxaydung'].__oid__) == 0


def test_before_the_first_snapshot_the_pages_say_when_it_comes(app):
    for path in ('/tuan-thu', '/sites/bavi/tuan-thu', '/tuan-thu-chi-tieu',
                 '/tuan-thu-chi-tiet?muc=chuyen-muc'):
        assert 'Chưa có số liệu' in app.get(path).html.main.text
    app.get('/tuan-thu.csv', status=404)
    app.get('/tuan-thu.json', status=404)
    app.get('/tuan-thu.jsonld', status=404)


@pytest.mark.clause('4.5')
def test_the_machine_finds_on_the_pages_what_a_site_has_and_what_it_lacks(
        registry, editing, bavi, check):
    first = check(bavi)

    assert first['tim-kiem'] and first['so-do-xml'] and first['ban-in'] and first['tuong-phan']
    assert not first['lien-he-cuoi-trang'] and not first['nguoi-chiu-trach-nhiem']
    assert first['hoi-dap'] and first['danh-gia']
    assert first['luu-tin'] is None, 'there is no item'
    editing.edit(bavi, CONFIRMED, 'test')
    gathered_of(bavi.__parent__.__parent__).checked.clear()
    second = check(bavi)
    assert second['lien-he-cuoi-trang'] and second['nguoi-chiu-trach-nhiem']


@pytest.mark.clause('4.5')
def test_every_checker_of_the_table_is_there_and_none_passes_on_a_site_that_answers_nothing(
        registry, bavi):
    rows = registry.getUtility(IComplianceRules).functions
    named = {row.checker for row in rows if row.checker}

    assert named == set(CHECKERS)

    def silent(environ, start_response):
        start_response('404 Not Found', [('Content-Type', 'text/html')])
        return [b'<html></html>']

    probing = type(registry.getUtility(IProbing))()
    probing.application = silent
    catalog = type('Empty', (), {'latest': lambda self, *_: type('Batch', (), {
        'items': (), 'total': 0})()})()
    found = {name: CHECKERS[name](probing.probe(bavi, 'hanoi.gov.vn'), catalog)
             for name in named}
    assert not any(found.values()), found


@pytest.mark.clause('4.5')
def test_a_board_declares_what_no_machine_sees_and_it_is_shown_as_declared(
        staff, visit, look, bavi, small_portal, audit):
    desk = visit('bavi-head')
    page = desk.get('/desk/sites/bavi/@@compliance')
    form = next(each for each in page.forms.values()
                if 'code' in each.fields and each['code'].value == 'ipv6')
    form['answer'], form['note'] = 'yes', 'Đo ngày 20/11 <b>'
    shown = form.submit().follow()
    assert 'Đo ngày 20/11 &lt;b&gt;' in shown.text
    look()

    row = next(row for row in desk.get('/sites/bavi/tuan-thu').html.select('tr')
               if 'IPv6' in row.text)
    assert 'Có, theo khai báo' in row.text and 'Ban Biên tập khai báo' in row.text
    assert 'Đo ngày' not in row.text
    small_portal._p_jar.sync()
    entries = audit.entries(bavi, 0, 5, LogQuery(inner=True)).items
    assert [each.action for each in entries] == ['declare_function']


@pytest.fixture
def method(small_portal, steps):
    """The public page with the method."""
    steps.pages(small_portal, 'city', 'hanoi.gov.vn')
    transaction.commit()
    return small_portal['gioi-thieu']['phuong-phap-danh-gia-tuan-thu']


@pytest.mark.clause('21.1')
def test_figures_are_provisional_until_the_board_of_the_city_approves_the_method_of_now(
        method, shown, look, staff, visit, small_portal, audit, registry):
    def is_provisional():
        pages = [shown.get(path).html.main.get_text() for path in (
            '/tuan-thu', '/sites/bavi/tuan-thu', '/tuan-thu-chi-tieu')]
        files = [shown.get('/tuan-thu.json').json['provisional'],
                 'tam-tinh' in shown.get('/tuan-thu.csv').headers['Content-Disposition']]
        return {*('Số liệu tạm tính' in page for page in pages), *files}

    look()
    assert is_provisional() == {True}
    member = visit('hanoi-member')
    form = next(each for each in member.get('/desk/@@compliance').forms.values()
                if 'digest' in each.fields)
    given = {'csrf_token': form['csrf_token'].value, 'digest': form['digest'].value}
    visit('quanly').post('/desk/@@compliance-method', given, status='*')
    member.post('/desk/@@compliance-method', {**given, 'digest': 'khac'}, status=422)
    small_portal._p_jar.sync()
    assert gathered_of(small_portal).method is None
    assert 'đã phê duyệt' in form.submit().follow().html.select_one('#h-method').get_text()
    look()
    assert is_provisional() == {False}
    entry = audit.entries(small_portal, 0, 1, LogQuery(inner=True)).items[0]
    assert (entry.action, entry.who) == ('approve_method', staff['hanoi-member'].id)

    rules = registry.getUtility(IComplianceRules)
    registry.registerUtility(replace(rules, indicators=rules.indicators[1:]), IComplianceRules)
    assert 'Số liệu tạm tính' in shown.get('/tuan-thu?thang=2026-11')  # not a cached page


def test_who_is_not_of_the_board_declares_nothing_and_what_the_machine_checks_nobody_does(
        staff, visit, bavi):
    editor = visit('bavi-editor')
    page = editor.get('/desk/sites/bavi/@@compliance')
    assert not [each for each in page.forms.values() if 'code' in each.fields]
    head = visit('bavi-head')
    form = next(each for each in head.get('/desk/sites/bavi/@@compliance').forms.values()
                if 'code' in each.fields)
    token = {'csrf_token': form['csrf_token'].value}
    for wrong in ({'code': 'tim-kiem', 'answer': 'yes'}, {'code': 'ipv6', 'answer': 'maybe'},
                  {'code': 'ipv6', 'answer': 'yes', 'note': 'x' * 1001}, {}):
        head.post('/desk/sites/bavi/@@compliance', {**token, **wrong}, status=422)


@pytest.mark.clause('27.4')
def test_the_board_of_the_city_inspects_all_sites_those_first_that_lack_most(
        shown, staff, visit):
    page = visit('hanoi-head').get('/desk/@@compliance').html

    rows = page.select('table.list tbody tr')
    lacking = [int(row.td.text) for row in rows]
    assert len(rows) == 3
    assert lacking == sorted(lacking, reverse=True)
    assert rows[0].find('a', href='/sites/bavi/tuan-thu') or len(lacking) == 3


@pytest.fixture
def a_month(small_portal, registry):
    """Hours in force since 1 November 2026, and a month of news of three sites in the ledger;
    returns ``(object id, day, window)`` of the windows in which nothing was planted.
    """
    rows = registry.getUtility(IWindows).proposed(FIRST)
    decide(small_portal, rows, {})
    chance, missed = Random(13), set()
    ledger = registry.getAdapter(small_portal, ILedger)
    known_on = registry.getUtility(ICalendars)(small_portal).known_on()
    for site in (small_portal, *small_portal['sites'].values()):
        kind = 'portal' if site is small_portal else 'component'
        for number in range(30):
            day = FIRST + datetime.timedelta(days=number)
            for row in rows:
                is_owed = row.site == kind and (row.days == 'every' or known_on.is_workday(day))
                if is_owed and chance.random() < 0.2:
                    missed.add((site.__oid__, day, row.code))
                elif is_owed:
                    news = site['tin-tuc-su-kien']
                    ledger.append(
                        PUBLISHED, datetime.datetime.combine(day, row.opens, HANOI),
                        str(site.__oid__), item=str(1000 + ledger.last()), content_type='NewsItem',
                        section=str(news.__oid__), language='vi')
    transaction.commit()
    return missed


@pytest.mark.clause('10')
def test_the_windows_found_missed_in_a_month_are_those_that_were_planted(
        registry, small_portal, clock, a_month):
    clock.at = datetime.datetime(2026, 12, 1, 2, tzinfo=datetime.timezone.utc)
    with opened(registry, 'test') as environment:
        registry.getUtility(ICompliance).look(environment)
    small_portal._p_jar.sync()

    kept = snapshot_of(small_portal)
    sites = (small_portal, *small_portal['sites'].values())
    assert {(site.__oid__, each.day, each.code) for site in sites
            for each in kept.month(site.__oid__, '2026-11').missed} == a_month
    done, due = kept.month(0, '2026-11').windows
    assert (due - done, kept.month(0, '2026-11').days[0].due) == (len(a_month), 3)
    assert [sum(row.windows) for row in kept.rows_of('2026-11')] == [
        sum(kept.month(oid, '2026-11').windows)
        for oid in sorted(site.__oid__ for site in sites)]


@pytest.mark.clause('10')
def test_a_duty_that_was_missed_and_one_that_was_met_late_are_counted_by_their_rule(
        registry, small_portal, clock, bavi):
    duties, moment = registry.getAdapter(small_portal, IDuties), parse('2026-11-02T09:00')
    for number, met in enumerate((None, '2026-11-30T09:00', '2026-11-03T09:00')):
        duty = duties.open(str(bavi.__oid__), '13.1.c1', [f'item:{number}'], DutyEvent(
            TRIGGERED, moment, at=moment, source=f'test:{number}'))
        if met:
            duties.append(duty, DutyEvent(
                SATISFIED, clock.now(), at=parse(met), source=f'ledger:{number}', subject='77'))
    transaction.commit()
    clock.at = parse('2026-12-01T09:00')
    with opened(registry, 'test') as environment:
        registry.getUtility(ICompliance).look(environment)
    small_portal._p_jar.sync()

    assert snapshot_of(small_portal).month(bavi.__oid__, '2026-11').duties == (
        DutyCount('13.1.c1', 1, 1, 1, 0, 0),)


def test_the_read_only_copy_follows_a_new_snapshot(registry, small_portal, look):
    look()
    with opened(registry, 'test') as environment:
        places, found = Places(environment), snapshot_of(environment.portal)

        assert places.found(found) is found and places.stands(found)
        assert places.found(found.rows) is None
        changed = {(host, target) for host, target, _oid in places.changed_by(found)}

    assert changed == {
        (f'{label}hanoi.gov.vn', f'{language}/tuan-thu')
        for language in ('', '/english') for label in ('', 'bavi.', 'soxaydung.')}


@pytest.mark.clause('10')
def test_the_words_of_a_reason_enter_the_snapshot_once_they_are_approved(
        registry, small_portal, clock, a_month):
    clock.at = datetime.datetime(2026, 12, 1, 2, tzinfo=datetime.timezone.utc)
    oid, day, code = min(a_month)
    reason = get_or_create_reason(small_portal, WindowKey(str(oid), day.isoformat(), code))
    reason.words = (Words('Mất điện', 'u1', clock.now()),)

    def told():
        transaction.commit()
        with opened(registry, 'test') as environment:
            registry.getUtility(ICompliance).look(environment)
        small_portal._p_jar.sync()
        [found] = [each for each in snapshot_of(small_portal).month(oid, '2026-11').missed
                   if (each.day, each.code) == (day, code)]
        return found.reason, found.words

    assert told() == (STATED, '')
    reason.consent = Consent(1, 'u2', clock.now())
    assert told() == (STATED, 'Mất điện')
    reason.words += (Words('Viết lại', 'u1', clock.now()),)
    assert told() == (STATED, '')
