"""Two portal processes on one database: ZEO, and RelStorage on PostgreSQL (ADR 1)."""
import random
import re
import time
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from servers.person import Person
from servers.portal import add_user, run_inline, serving
from servers.postgres import storage
from servers.zeo import zeo

PASSWORD = 'Chợ-Đồng-Xuân-1889'
SCAN = b'%PDF-1.7\n' + random.Random(4263).randbytes(3_000_000) + b'\n%%EOF\n'


@contextmanager
def on_zeo(request, folder):
    """Give the settings of two clients of one ZEO server."""
    with zeo(folder / 'zeo') as server:
        yield server.settings('first'), server.settings('second')


@contextmanager
def on_postgres(request, folder):
    """Give the settings of two clients of one PostgreSQL."""
    with storage(request.getfixturevalue('postgres'), folder) as settings:
        yield settings, settings


@pytest.fixture(scope='module', params=[on_zeo, on_postgres])
def portals(request, tmp_path_factory):
    """Two portals, started on a database with an operator and nothing else."""
    folder = tmp_path_factory.mktemp('two')
    with request.param(request, folder) as (first, second):
        run_inline(folder / 'setup', 'seed', '--bare', settings=first)
        add_user(folder / 'setup', 'lan', PASSWORD, '--role', 'operator', settings=first)
        with serving(folder / 'first', first) as one, serving(folder / 'second', second) as two:
            yield one, two


@pytest.fixture
def lan(portals):
    """An operator who is logged in at the first portal."""
    person = Person(portals[0])
    assert person.log_in('lan', PASSWORD) == 200
    return person


def becomes(portal, path, status, text=''):
    """Return the body of ``path`` as soon as it has the status and holds the text.

    Raises ``AssertionError`` if it does not come to that within 10 seconds.
    """
    until = time.monotonic() + 10
    while True:
        found, _headers, body = portal.get(path)
        if found == status and text.encode() in body:
            return body
        assert time.monotonic() < until, (path, found)
        time.sleep(0.05)


def test_what_one_process_writes_the_other_shows(portals, lan):
    _first, second = portals
    before = [second.get('/sitemap')[2] for _ in range(2)]

    status, _body = lan.send('/console/@@add?type=Section', {
        'name': 'tin', 'title': 'Tin của Lan', 'in_menu': 'yes'})

    assert status == 200
    assert 'Tin của Lan' in becomes(second, '/tin', 200).decode()
    assert before[0] == before[1] != becomes(second, '/sitemap', 200, 'Tin của Lan')


def test_a_page_that_is_asked_for_alone_is_never_older_than_a_write(portals, lan):
    for _ in range(8):
        portals[1].get('/sitemap')

    lan.send('/console/@@add?type=Section', {
        'name': 'tin-khac', 'title': 'Tin khác của Lan', 'in_menu': 'yes'})

    becomes(portals[1], '/sitemap', 200, 'Tin khác của Lan')


def test_a_blob_comes_back_identical_from_the_other_process(portals, lan):
    _first, second = portals
    assert lan.send('/console/@@add?type=Section', {'name': 'tep', 'title': 'Tệp'})[0] == 200

    lan.send('/console/tep/@@add?type=File', {'name': 'quet', 'title': 'Bản quét'},
             {'file': ('quét.pdf', SCAN)})
    there = Person(second)
    assert there.log_in('lan', PASSWORD) == 200

    assert second.get('/tep/quet')[0] == 404
    status, body = there.open('/tep/quet')
    page = BeautifulSoup(body, 'html.parser')
    assert status == 200 and 'Bản quét' in page.main.text
    assert there.open(page.main.find('a', href=re.compile('^/tep/quet/'))['href']) == (200, SCAN)
