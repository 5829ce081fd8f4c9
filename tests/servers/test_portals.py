"""Portals in processes of their own: how they listen, and what they refuse."""
import http.client
from contextlib import closing

import pytest

from .portal import command


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
