"""Trang thực hành (20.1): what staff do there counts nowhere, and no report of it is sent."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.orders.reading import Orders
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.oversight.reports.interfaces import RULE
from hanoiportal.platform.duties import digest
from hanoiportal.platform.duties.interfaces import PERIOD, TRIGGERED, DutyEvent
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.component_site import PRACTICE
from support.pages import form_with

MONTH = 'month=2026-11'
#: What the city is shown of its sites, one by one.
PAGES = (
    '/desk/@@city-duties', '/desk/@@city-duties-table', '/desk/@@city-duties?rule=13.1.c1',
    '/desk/@@windows-all', '/desk/@@windows-table', '/desk/@@order-new', '/desk/@@availability',
    '/desk/@@availability-table', f'/desk/@@dashboard?{MONTH}',
    f'/desk/@@dashboard-events?kind={PUBLISHED}&{MONTH}', '/desk/@@city-reports?period=2026-1',
    '/desk/@@city-reports-table?period=2026-1', '/tuan-thu')


@pytest.fixture
def clock_at():
    return parse('2026-11-24T09:00')


@pytest.fixture
def bodies(registry, small_portal, staff, clock, duties, look):
    """A ward and a department that owe the same, and have published the same."""
    ledger, sites = registry.getAdapter(small_portal, ILedger), small_portal['sites']
    found = sites['bavi'], sites['soxaydung']
    for site in found:
        for number, (rule, day, key) in enumerate((
                ('13.1.c1', '2026-11-16', 'row:issued:1'),
                ('13.1.c1', '2026-11-20', 'row:issued:2'),
                (RULE, '2026-01-01', f'{PERIOD}:2026-01-01'))):
            duties.open(str(site.__oid__), rule, (key,), DutyEvent(
                TRIGGERED, parse(day), at=parse(day), source=f'{key}:{number}', evidence='1/QĐ'))
        ledger.append(PUBLISHED, parse('2026-11-03T08:00'), str(site.__oid__), item='1')
    transaction.commit()
    return found


@pytest.mark.clause('20.1')
def test_a_practice_site_counts_nowhere(
        bodies, small_portal, visit, registry, look, staff):
    practice, body = bodies
    city = visit('hanoi-head')

    def shown(path):
        return city.get(path).text.partition('<main')[2] or city.get(path).text

    def looked():
        look()
        return {path: {site.title for site in bodies if site.title in shown(path)}
                for path in PAGES}

    assert [path for path, titles in looked().items() if practice.title not in titles] == []
    practice.purpose = PRACTICE
    assert [path for path, titles in looked().items() if titles != {body.title}] == []
    assert city.get(f'/desk/@@dashboard?{MONTH}').html.find(id='p-published').a.text == '1'

    city.get(f'/desk/@@city-breaches?site={practice.__oid__}', status=404)
    form = form_with(city.get('/desk/@@order-new'), 'text')
    form['text'], form['all'] = 'Cập nhật lịch tiếp công dân', True
    form.submit(status=303)
    transaction.begin()
    placed = Orders(registry, small_portal).sent(small_portal)
    assert practice not in {each.site for each in placed} and len(placed) == 2
    with opened(registry, 'test') as environment:
        digest.send(environment)
    transaction.begin()
    told, = interactions_of(small_portal)[digest.KEY].values()
    assert staff['soxaydung-head'].id in told and staff['bavi-head'].id not in told
