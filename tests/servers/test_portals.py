"""Several portal processes share their databases, over ZEO and over PostgreSQL."""
import http.client
from contextlib import closing

import pytest

from .portal import command

TITLE = 'Cổng Thông tin điện tử thành phố Hà Nội'


@pytest.fixture(params=['zeo', 'postgresql'])
def storage(request):
    """A function from the name of a process to its settings for databases that all share."""
    if request.param == 'zeo':
        return request.getfixturevalue('zeo_server').settings
    shared = request.getfixturevalue('postgres_storage')
    return lambda process: shared


def test_what_one_process_writes_all_others_serve(storage, portal_process, tmp_path):
    portals = [portal_process(tmp_path / name, **storage(name)) for name in ('one', 'two')]
    assert 200 not in [portal.get('/')[0] for portal in portals]

    command(tmp_path / 'three', 'seed', '--bare', settings=storage('three'))

    for portal in portals:
        status, _, body = portal.get('/')
        assert status == 200
        assert TITLE in body.decode()


def test_a_second_process_on_the_files_of_a_running_one_is_refused(portal_process, tmp_path):
    running = portal_process(tmp_path / 'portal')

    with pytest.raises(AssertionError, match='in use'):
        command(running.var, 'seed', '--bare')


@pytest.mark.clause('5.2/2')
def test_a_portal_answers_on_ipv6_as_on_ipv4(seeded_portal):
    connection = http.client.HTTPConnection('::1', seeded_portal.port, timeout=30)
    with closing(connection):
        connection.request('GET', '/', headers={'Host': 'localhost'})
        by_ipv6 = connection.getresponse()

        assert (by_ipv6.status, by_ipv6.read()) == (200, seeded_portal.get('/')[2])


def test_the_seeded_portal_serves_a_component_site_under_its_own_host(seeded_portal):
    status, headers, body = seeded_portal.get('/', host='soxaydung.hanoi.gov.vn')

    assert status == 200
    assert headers['Content-Type'] == 'text/html; charset=UTF-8'
    assert 'Sở Xây dựng' in body.decode()
