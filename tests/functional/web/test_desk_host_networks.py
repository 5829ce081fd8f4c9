"""The desk's own host for who is outside the networks of the desk and the console."""
import pytest
from webtest import TestApp

DESK, CITY = 'quantri.hanoi.gov.vn', 'hanoi.gov.vn'
NEAR, AT_CONSOLE, FAR = '10.0.0.7', '10.1.0.7', '192.0.2.7'


@pytest.fixture
def own_settings():
    return {'portal.desk_host': 'quantri', 'portal.desk_networks': '10.0.0.0/16',
            'portal.console_networks': '10.1.0.0/16', 'portal.development_hosts': ''}


@pytest.fixture
def asked(wsgi, small_portal):
    """``asked(host, path, source)``: the status and location that somebody gets there."""
    def answer(host, path, source):
        found = TestApp(wsgi, extra_environ={'HTTP_HOST': host, 'REMOTE_ADDR': source}).get(
            path, expect_errors=True)
        return found.status_int, found.location

    return answer


def test_a_public_host_leads_nobody_to_a_desk_that_is_not_there_for_them(asked):
    for path, there in (
            ('/desk', (NEAR,)), ('/desk/x', (NEAR,)), ('/console', (AT_CONSOLE,)),
            ('/login', (NEAR, AT_CONSOLE))):
        for source in (NEAR, AT_CONSOLE, FAR):
            wanted = (303, f'http://{DESK}{path}') if source in there else (404, None)

            assert asked(CITY, path, source) == wanted


def test_its_own_host_has_nothing_for_them(asked):
    for path in (
            '/', '/desk', '/login', '/gioi-thieu', '/desk-files/x/content', '/hien-thi'):
        assert asked(DESK, path, FAR) == (404, None)
        assert asked(DESK, path, NEAR)[0] in (200, 303)
