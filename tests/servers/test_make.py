"""The ini files and the Makefile start portals as they promise."""
import re

from . import ROOT
from .portal import Portal
from .process import free_port, running


def test_make_serve_seeds_and_serves_on_ones_own_machine_or_as_in_service(tmp_path):
    port, log = free_port(), tmp_path / 'log'
    portal = Portal(port, tmp_path / 'var', None, log)
    make = ['make', 'serve', f'VAR={portal.var}', 'SEED=none']

    with running([*make, f'PORT={port}'], portal.answers, log, cwd=ROOT):
        status, headers, body = portal.get('/', host='localhost')
        assert (status, 'X-Robots-Tag' in headers) == (200, False)
        assert 'Cổng trình diễn' not in body.decode()  # it is no demonstration

    said = log.read_text()
    assert f'http://127.0.0.1:{port}' in said
    assert f'http://[::1]:{port}' in said
    assert re.search(r'One-time password: \S{12,}', said)
    assert not re.search('warn|error', said, re.IGNORECASE)
    assert (portal.var / 'filestorage/drafts.fs').exists()

    served = Portal(0, portal.var, None, tmp_path / 'log-of-service',
                    socket=portal.var / 'portal.sock')
    with running([*make, 'CONFIG=config/production.ini'], served.answers, served.log, cwd=ROOT):
        assert served.get('/', 'hanoi.gov.vn')[0] == 200
        assert served.get('/', 'localhost')[0] in (404, 421)

    said = served.log.read_text()
    assert f'Serving {served.var} at {served.socket} (' in said
    assert 'One-time password' not in said  # it was no empty folder
