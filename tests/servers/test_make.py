"""The ini files and the Makefile start portals as they promise."""
import re

import pytest

from . import ROOT
from .portal import Portal, bare, serving
from .process import free_port, running


@pytest.fixture
def bare_var(tmp_path):
    """A folder with a portal that has nothing but its administrator."""
    bare(tmp_path)
    return tmp_path


def test_in_service_only_the_hosts_of_the_portal_are_answered(bare_var):
    with serving(bare_var, base='production.ini') as portal:
        assert portal.get('/', host='hanoi.gov.vn')[0] == 200
        assert portal.get('/', host='localhost')[0] in (404, 421)


def test_on_ones_own_machine_the_portal_answers_to_localhost(bare_var):
    with serving(bare_var, base='development.ini') as portal:
        assert portal.get('/', host='localhost')[0] == 200


def test_make_serve_seeds_serves_and_says_the_address_and_the_password(tmp_path):
    port, log = free_port(), tmp_path / 'log'
    portal = Portal(port, tmp_path / 'var', None, log)
    make = ['make', 'serve', f'PORT={port}', f'VAR={portal.var}', 'SEED=none']

    with running(make, portal.answers, log, cwd=ROOT):
        assert portal.get('/')[0] == 200

    said = log.read_text()
    assert f'http://127.0.0.1:{port}' in said
    assert f'http://[::1]:{port}' in said
    assert re.search(r'One-time password: \S{12,}', said)
    assert not re.search('warn|error', said, re.IGNORECASE)
    assert (portal.var / 'filestorage/drafts.fs').exists()


def test_make_serve_with_the_settings_of_service_opens_a_socket(tmp_path):
    portal = Portal(0, tmp_path / 'var', None, tmp_path / 'log',
                    socket=tmp_path / 'var/portal.sock')
    make = ['make', 'serve', f'VAR={portal.var}', 'SEED=none', 'CONFIG=config/production.ini']

    with running(make, portal.answers, portal.log, cwd=ROOT):
        assert portal.get('/', 'hanoi.gov.vn')[0] == 200

    assert f'Serving {portal.var} at {portal.socket} (' in portal.log.read_text()
