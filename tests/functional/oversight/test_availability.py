"""The watch from outside: rounds in a file, months of each site, failures in the ledger (7.6)."""
import datetime
import os
from argparse import Namespace
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import transaction
from BTrees.IOBTree import IOBTree
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings
from hanoiportal.oversight.availability import command, health
from hanoiportal.oversight.availability.folding import folded
from hanoiportal.oversight.availability.interfaces import HostMonth, IAvailability, Outage, Round
from hanoiportal.oversight.availability.jobs import take
from hanoiportal.oversight.availability.resource import months_in
from hanoiportal.oversight.availability.rounds import append, hosts_in, path_of, rounds
from hanoiportal.platform.ledger.interfaces import FAILED, IEvents, IReckoning
from hanoiportal.platform.ledger.reckoning import differences
from hanoiportal.platform.maintenance.resource import Stop
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.shells.commands.environment import Failure
from support.clocks import SetClock
from support.workbooks import cells

FIRST, NOW = parse('2026-11-24T08:00'), parse('2026-11-24T10:00')
MINUTE = datetime.timedelta(minutes=1)
CITY, WARD = 'hanoi.gov.vn', 'bavi.hanoi.gov.vn'
SITE, ALL = '/desk/sites/bavi/@@availability', '/desk/@@availability'


@pytest.fixture
def clock_at():
    return NOW


class _Page(BaseHTTPRequestHandler):
    def do_GET(self):
        status, headers = self.server.answers.get(self.path[1:], (200, {}))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def front():
    """The portal as it is seen from outside; ``answers``: of its hosts, status and headers."""
    with ThreadingHTTPServer(('127.0.0.1', 0), _Page) as server:
        server.answers = {}
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def folder(registry, tmp_path):
    """The folder of the watch."""
    settings = registry.getUtility(ISettings)
    registry.registerUtility(replace(settings, probe=str(tmp_path / 'probe')), ISettings)
    yield tmp_path / 'probe'
    registry.registerUtility(settings, ISettings)


class Watched:
    """What ``bin/portal probe`` works with: settings, and a clock."""

    def __init__(self, settings, at):
        self.settings, self.clock = settings, SetClock(at)


@pytest.fixture
def watch(registry, folder, front):
    """Ask once, as at the moment ``at``."""
    def one(at, *hosts, every=60):
        command.run(Watched(registry.getUtility(ISettings), at), Namespace(
            every=every, once=True, hosts=list(hosts),
            address=f'http://127.0.0.1:{front.server_address[1]}/{{}}'))

    return one


def look(registry, portal):
    """Read what the watch has found, as the job does."""
    transaction.commit()
    with opened(registry, 'test') as environment:
        take(environment)
    portal._p_jar.sync()


@pytest.mark.clause('7.6')
def test_a_month_tells_how_long_each_site_answered_and_each_failure_is_an_event(
        registry, small_portal, staff, folder, front, watch, visit):
    site = small_portal['sites']['bavi']
    look(registry, small_portal)
    assert {CITY, WARD} <= set(hosts_in(folder))
    for number in range(100):
        front.answers = {WARD: (503, {})} if number in (10, 11) else {}
        watch(FIRST + number * MINUTE)

    look(registry, small_portal)

    month = months_in(small_portal)['2026-11', site.__oid__]
    assert (month.watched, month.failed, month.share) == (6000, 120, 9800)
    assert months_in(small_portal)['2026-11', small_portal.__oid__].share == 10_000
    assert month.loads == 98 and 0 < month.loading < 98 * 10_000
    loads = registry.getUtility(IAvailability).loads(small_portal, ['2026-11', '2026-10'])
    assert loads[site.__oid__] == (month.loading, 98)
    events: IEvents = registry.getAdapter(small_portal, IEvents)
    [event] = events.between(FIRST, NOW, kinds=(FAILED,))
    assert (event.site, event.moment, event.amount, event.field) == (
        str(site.__oid__), FIRST + 10 * MINUTE, 120, 'status 503')
    page = visit('bavi-editor').get(f'{SITE}?month=2026-11')
    assert '98,00' in page and 'máy chủ báo lỗi 503' in page and '24/11/2026 08:10' in page
    city = visit('hanoi-head').get(f'{ALL}?month=2026-11')
    assert site.title in city.html.select_one('tbody tr').text
    assert '100,00' in city
    one = visit('hanoi-head').get(f'{ALL}-site?site={site.__oid__}&month=2026-11')
    assert 'máy chủ báo lỗi 503' in one
    table = cells(visit('hanoi-head').get(f'{ALL}-table?format=xlsx&month=2026-11').body)
    english = visit('hanoi-head').get(f'/english{ALL}-table?month=2026-11').text
    assert 'Department of Construction' in english and 'Sở Xây dựng' not in english
    assert [table[f'{column}2'][1] for column in 'BCDEF'] == ['98', '1', '120', '0', '6000']


def test_reading_again_changes_nothing_and_the_ledger_is_verified(
        registry, small_portal, folder, front, watch):
    for number in range(4):
        front.answers = {WARD: (500, {})} if number == 1 else {}
        watch(FIRST + number * MINUTE, CITY, WARD)
    look(registry, small_portal)
    events: IEvents = registry.getAdapter(small_portal, IEvents)
    before = list(events.between(FIRST, NOW, kinds=(FAILED,)))
    look(registry, small_portal)
    assert list(events.between(FIRST, NOW, kinds=(FAILED,))) == before != []
    with opened(registry, 'test') as environment:
        assert not list(differences(environment, registry.getUtility(
            IReckoning, name='failures')))


def test_a_copy_a_silent_machine_and_a_name_that_nobody_has_are_failures(
        registry, folder, front, watch, capsys):
    front.answers = {CITY: (200, {'X-Static-Twin': '1'}), WARD: (301, {})}
    watch(FIRST, CITY, WARD)
    assert capsys.readouterr().out == f'{WARD}: status 301\n{CITY}: copy\n'
    command.run(Watched(registry.getUtility(ISettings), FIRST + MINUTE), Namespace(
        every=60, once=True, hosts=['hanoi.invalid'], address='http://{}/'))
    command.run(Watched(registry.getUtility(ISettings), FIRST + 2 * MINUTE), Namespace(
        every=60, once=True, hosts=[CITY], address='http://127.0.0.1:1/{}'))
    assert [each.failed for each in rounds(path_of(folder, '2026-11'))][1:] == [
        {'hanoi.invalid': 'answer'}, {CITY: 'answer'}]


def test_the_watch_needs_a_folder_and_a_pause(registry, folder, watch):
    settings = replace(registry.getUtility(ISettings), probe='')
    with pytest.raises(Failure, match=r'portal\.probe'):
        command.run(Watched(settings, FIRST), Namespace(every=60))
    with pytest.raises(Failure, match='--every'):
        watch(FIRST, every=0)


def test_a_silent_watch_is_told(registry, folder):
    assert 'nothing this month' in health.check(registry, None)
    folder.mkdir()
    now = registry.getUtility(IClock).now()
    append(folder, Round(now, 60, frozenset([CITY]), {}, {}), None)
    [path] = folder.iterdir()
    for age, said in ((10, ''), (901, 'bin/portal probe has been silent for 901 s')):
        os.utime(path, (now.timestamp() - age, now.timestamp() - age))
        assert health.check(registry, None) == said


def round_at(minutes, *failed, took=None):
    return Round(FIRST + minutes * MINUTE, 60, frozenset([CITY]), dict.fromkeys(failed, 'answer'),
                 {} if took is None else {CITY: took})


def second(minutes):
    return round((FIRST + minutes * MINUTE).timestamp())


def month_of(*given, stops=(), now=120):
    return folded('2026-11', given, stops, second(now))[CITY]


def test_announced_stops_are_neither_watched_nor_failed():
    given = [round_at(number, *([CITY] if 2 <= number < 8 else ())) for number in range(10)]
    found = month_of(*given, stops=[(second(3), second(5)), (second(4), second(6))])
    assert found == HostMonth(420, 180, (
        Outage(second(2), 60, 'answer'), Outage(second(6), 120, 'answer')))


def test_time_without_a_round_is_nobodys():
    found = month_of(round_at(0, CITY), round_at(5, CITY), round_at(40), round_at(41))
    assert found == HostMonth(480, 0, (Outage(second(0), 360, 'answer'),))


def test_what_fails_still_may_become_longer():
    given = [round_at(0), round_at(1, CITY)]
    assert month_of(*given, now=2).outages == (Outage(second(1), 60, 'answer', False),)
    assert month_of(*given, now=12).outages == (Outage(second(1), 60, 'answer'),)


def test_a_month_ends_at_its_midnight():
    late = parse('2026-11-30T23:59:30')
    given = [Round(late, 60, frozenset([CITY]), {CITY: 'name'}, {})]
    assert folded('2026-11', given, (), late.timestamp() + 3600)[CITY].failed == 30


def test_pages_are_timed_once_in_an_hour(tmp_path):
    before = None
    for minutes, took in ((0, 300), (30, 9000), (59, 9000), (60, 500), (61, 9000)):
        found = round_at(minutes, took=took)
        append(tmp_path, found, before)
        before = found

    month = month_of(*rounds(path_of(tmp_path, '2026-11')))
    assert (month.loads, month.loading) == (2, 800)


def test_a_torn_line_is_left_out(tmp_path):
    append(tmp_path, round_at(0), None)
    path = path_of(tmp_path, '2026-11')
    with path.open('a') as file:
        file.write('{"at": 17')
    append(tmp_path, round_at(1, CITY), round_at(0))
    assert list(rounds(path)) == [round_at(0), round_at(1, CITY)]


def test_pages_of_others_are_not_there(small_portal, staff, visit):
    for login, path in (
            ('bavi-head', ALL), ('hanoi-editor', ALL), ('soxaydung-head', SITE),
            ('hanoi-editor', f'{ALL}-site?site=1'), ('hanoi-head', f'{ALL}-site?site=x'),
            ('hanoi-head', f'{ALL}?month=2026-13'), ('hanoi-editor', f'{ALL}-table')):
        visit(login).get(path, status=404)


def test_a_stop_that_was_announced_is_taken_from_the_portal(
        registry, small_portal, folder, front, watch):
    small_portal.stops = IOBTree({1: Stop(1, 'x', FIRST, FIRST + MINUTE, FIRST + 2 * MINUTE,
                                          FIRST + 2 * MINUTE, 'Nâng cấp')})
    front.answers = {CITY: (503, {})}
    for number in range(3):
        watch(FIRST + number * MINUTE, CITY)
    look(registry, small_portal)
    month = months_in(small_portal)['2026-11', small_portal.__oid__]
    assert (month.watched, month.announced, month.failed) == (120, 60, 120)
