"""Portals in processes of their own: how they listen, and what they refuse."""
import http.client
from contextlib import closing
from functools import partial

import pytest

from .portal import run_inline

STAFF = 'site,role,login,name,email,decision,from,until,window\n'


def test_a_portal_does_for_a_command_what_the_files_that_it_holds_allow_nobody_else(
        portal_process, tmp_path, monkeypatch):
    run_inline(tmp_path / 'portal', 'seed', '--bare')
    running = portal_process(tmp_path / 'portal')
    ask = partial(run_inline, running.var)
    (tmp_path / 'staff.csv').write_text(STAFF + '/,nobody,hoa,Hòa,,QĐ 1,2026-01-02,,\n')
    monkeypatch.chdir(tmp_path)

    added = ask('user', 'add', 'lan', '--role', 'manager', '--at', '/', '--password-stdin',
                given='Mot mat khau du dai 7!\n')
    founded = ask('board', 'found', '--decision', 'QĐ 1')

    assert added == 'lan: manager at /\n' and 'QĐ 1' in founded
    assert oct((running.var / 'commands.sock').stat().st_mode)[-3:] == '600'
    for refused, words in (('no account hoa', ('board', 'appoint', 'hoa', '--role', 'head',
                                               '--decision', 'QĐ 2')),
                           ('2: ', ('staff', 'import', 'staff.csv')),
                           ('in use: stop', ('seed', '--bare'))):
        with pytest.raises(AssertionError, match=refused):
            ask(*words)


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
