"""Dashboards: figures of today and of a month, plots with tables, each leading to its events."""
import datetime
from collections import Counter

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.oversight.compliance.resource import Snapshot, StoredValue
from hanoiportal.oversight.compliance.values import DayWindows, DutyCount, Month
from hanoiportal.oversight.dashboards.figures import DutySums, columns, day_columns, owed
from hanoiportal.platform.duties.interfaces import TRIGGERED, DutyEvent, Term
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger

NOW = parse('2026-11-24T10:00')
SITE, CITY = '/desk/sites/bavi/@@dashboard', '/desk/@@dashboard'


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def filled(registry, small_portal, staff):
    """Windows and duties of November, and three publications, of which one is another site's."""
    site, other = small_portal['sites']['bavi'], small_portal['sites']['soxaydung']
    month = Month(days=(DayWindows(datetime.date(2026, 11, 3), 4, 1),),
                  duties=(DutyCount('13.1.b', met=2, missed=3),))
    snapshot = small_portal.compliance = Snapshot()
    for oid in (0, site.__oid__):
        snapshot.months[oid, '2026-11'] = StoredValue(month)
    ledger = registry.getAdapter(small_portal, ILedger)
    for place, day in ((site, '2026-11-03T23:30'), (site, '2026-10-31T23:30'),
                       (other, '2026-11-03T08:00')):
        ledger.append(PUBLISHED, parse(day), str(place.__oid__), item='1')
    transaction.commit()
    return site


def test_a_site_has_its_own_figures_and_the_city_those_of_all(filled, visit):
    page = visit('bavi-editor').get(f'{SITE}?month=2026-11')
    heads = {each['id']: ' '.join(each.text.split()) for each in page.html.select('h2[id]')}
    assert heads['p-khung-gio'].endswith(': 1/4') and heads['p-nghia-vu'].endswith(': 2/5')
    assert heads['p-published'].endswith(': 1')
    assert len(page.html.select('svg.plot')) == 3
    drill = page.html.select_one('section[aria-labelledby="p-published"] details a')
    assert drill.text == '03/11/2026'
    events = visit('bavi-editor').get(drill['href'])
    assert len(events.html.select('tbody tr')) == 1 and '03/11/2026 23:30' in events
    assert 'không còn công khai' in events
    city = visit('hanoi-head').get(f'{CITY}?month=2026-11')
    assert city.html.find(id='p-published').a.text == '2'
    assert 'Toàn Thành phố' not in visit('hanoi-head').get(f'/english{CITY}').html.h1.text
    assert [row.th.text for row in city.html.select('section[aria-labelledby="p-sites"] tr')][
        1] == filled.title
    assert visit('hanoi-head').get(f'{CITY}?month=2026-10').html.find(id='p-published')


def test_a_manager_sees_what_is_owed_today_and_all_sites(filled, visit, duties, clock):
    for number, due in enumerate(('2026-11-18T09:00', '2026-11-24T09:00'), 1):
        duties.open(str(filled.__oid__), '13.1.b', [f'row:{number}'], DutyEvent(
            TRIGGERED, parse(due), at=parse(due), source=f'row:{number}'))
    transaction.commit()
    for browser, address in ((visit('quanly'), SITE), (visit('quanly'), CITY)):
        page = browser.get(address)
        sums = {each.dt.text: each.dd for each in page.html.select('.sums div')}
        assert [sums[name].text for name in ('Đang trong hạn', 'Quá hạn', 'Chờ nêu lý do')] == [
            '1', '1', '1']
        assert browser.get(sums['Quá hạn'].a['href'].partition('#')[0]).html.h1


def test_what_is_not_there_or_not_ones_own_is_not_there(visit, staff):
    for login, path in (
            ('bavi-head', CITY), ('hanoi-editor', CITY), ('soxaydung-head', SITE),
            ('bavi-head', f'{SITE}?month=2026-13'), ('bavi-head', f'{SITE}?month=2024-01'),
            ('bavi-head', f'{SITE}-events?kind=breach'),
            ('bavi-head', f'{SITE}-events?kind=published&day=2066-12-01'),
            ('hanoi-editor', f'{CITY}-events?kind=published')):
        visit(login).get(path, status=404)


def test_duties_are_counted_as_they_stand_now():
    def term(due, owes, explained=True, site='7'):
        return Term(due, 1, site, '13.1.b', owes, explained)

    terms = [term(60, True), term(90, True), term(9, True, explained=False), term(5, False),
             term(50, True, site='8')]
    assert owed(terms, {'7'}, 10, 60) == DutySums(2, 1, 1, 1)


def test_a_plot_without_anything_is_flat():
    day = datetime.date(2026, 11, 3)
    [column] = day_columns(Counter(), [day], 'vi')
    assert (column.height, column.part, column.shown) == ('0.0', '0.0', '03/11/2026')
    assert columns([]) == []
