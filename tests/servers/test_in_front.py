"""What nginx does before the portal: HTTP/2, limits, who asks; and the twin without databases."""
import os
import signal
import subprocess
import time
from collections import Counter
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest
from hanoiportal.commands.environment import opened

from . import CONFIG
from .nginx import nginx
from .portal import command, deed, serving, write_ini
from .postgres import cluster
from .test_nginx import NEWS, WARD, fill
from .zeo import zeo

#: Settings of the portal in service; only from 127.0.0.1 is the desk there, as from a network.
NEAR = {'portal.desk_networks': '127.0.0.0/8', 'portal.console_networks': '127.0.0.0/8'}
#: Pages that nobody has asked for yet when the databases go.
LOST = {'hanoi.gov.vn': ('/english', '/', '/tin-tuc-su-kien'), WARD: ('/', '/english')}
HSTS = 'max-age=63072000; includeSubDomains'
FORGED = {'X-Forwarded-For': '127.0.0.1', 'Forwarded': 'for=127.0.0.1', 'X-Real-Ip': '127.0.0.1'}


@pytest.fixture(scope='module')
def front(tmp_path_factory):
    """The real nginx before a portal; ``front.portal`` is the portal's port."""
    folder = tmp_path_factory.mktemp('front')
    (folder / 'nginx').mkdir()
    deed(folder / 'var', 'seed', '--bare')
    with serving(folder / 'var', NEAR, base='production.ini') as portal, nginx(
            folder / 'nginx', portal.port, folder / 'twin') as found:
        found.portal = portal.port
        yield found


def asked(front, *options, path='/desk', source='127.0.0.1'):
    """Return the version of HTTP and the status that curl gets from nginx at ``source``."""
    host = f'hanoi.gov.vn:{front.port}'
    done = subprocess.run(
        ['curl', '--silent', '--show-error', '--cacert', front.folder / 'fullchain.pem',
         '--resolve', f'{host}:{source}', '--output', '/dev/null', '--write-out',
         '%{http_version} %{http_code}', *options, f'https://{host}{path}'],
        check=True, capture_output=True, text=True)
    return done.stdout.split()


def direct(front, source, **headers):
    """Return the status of the desk asked of the portal itself, at the address ``source``."""
    with closing(HTTPConnection(source, front.portal, timeout=30)) as connection:
        connection.request('GET', '/desk', headers={'Host': 'hanoi.gov.vn', **headers})
        return connection.getresponse().status


def test_http_2_is_spoken_and_http_1_too(front):
    assert asked(front, '--http2', path='/') == ['2', '200']
    assert asked(front, '--http1.1', path='/') == ['1.1', '200']


@pytest.mark.parametrize('options', [
    ('--tls-max', '1.2', '--ciphers', 'ECDHE+AESGCM'), ('--tlsv1.3',)])
def test_tls_with_forward_secrecy_is_spoken(front, options):
    assert asked(front, *options, path='/')[1] == '200'


@pytest.mark.parametrize('options', [
    ('--tls-max', '1.2', '--ciphers', 'kRSA:@SECLEVEL=0'),
    ('--tls-max', '1.2', '--ciphers', 'ECDHE+SHA384:!AESGCM'),
    ('--tlsv1.0', '--tls-max', '1.1', '--ciphers', 'DEFAULT:@SECLEVEL=0')])
def test_no_other_tls_is_spoken(front, options):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        asked(front, *options, path='/')

    assert refused.value.returncode == 35  # of curl: the handshake failed


@pytest.mark.clause('8.1')
def test_the_portal_knows_who_asks_nginx_and_believes_nobody_else(front):
    near, far, forged = '127.0.0.1', '[::1]', [
        word for name, value in FORGED.items() for word in ('--header', f'{name}: {value}')]

    assert asked(front, source=near)[1] == '303'
    assert asked(front, source=far)[1] == '404'
    assert asked(front, *forged, source=far)[1] == '404'
    assert direct(front, '::1', **FORGED) == 404
    assert direct(front, '127.0.0.1', **{'X-Forwarded-For': '192.0.2.1'}) == 404


def test_who_asks_for_the_log_in_too_often_waits_and_others_do_not(front):
    statuses = Counter(front.get('/login')[0] for _ in range(60))

    assert statuses[429] >= 20 and statuses[200] >= 20, statuses
    doors = ('/english/login', '/second-factor', '/login-passkey', '/confirm', '/password')
    refused = Counter(path for path in doors * 5 if front.get(path)[0] == 429)
    assert set(refused) == set(doors), refused
    assert asked(front, path='/')[1] == '200'
    assert asked(front, path='/login', source='[::1]')[1] != '429'


@contextmanager
def on_zeo(folder):
    """Give the settings of a portal on a ZEO server, and the id of that process."""
    with zeo(folder / 'zeo') as server:
        yield {name: uri.replace('wait_timeout=20', 'wait_timeout=5')
               for name, uri in server.settings('portal').items()}, server.pid


@contextmanager
def on_postgresql(folder):
    """The same on PostgreSQL."""
    with cluster() as server, pytest.MonkeyPatch.context() as patch:
        server.renew()
        patch.setenv('PORTAL_POSTGRES', server.address)
        patch.setenv('PORTAL_VAR', str(folder))
        source = f'zconfig://{CONFIG}/zodb/relstorage.conf'
        names = {'': 'content', '.interactions': 'interactions', '.drafts': 'drafts'}
        yield ({f'zodbconn.uri{key}': f'{source}#{name}' for key, name in names.items()},
               int((server.folder / 'data/postmaster.pid').read_text().split()[0]))


@pytest.mark.clause('23.3')
@pytest.mark.parametrize('storage', [on_zeo, on_postgresql])
def test_the_twin_is_served_when_the_databases_are_killed(storage, tmp_path):
    var, twin = tmp_path / 'var', tmp_path / 'twin'
    (tmp_path / 'nginx').mkdir()
    with storage(tmp_path) as (databases, pid):
        deed(var, 'seed', '--bare', settings=databases)
        with opened(str(write_ini(var, databases)), str(var)) as environment:
            fill(environment)
        command(var, 'twin', twin, settings=databases)
        with serving(var, databases, base='production.ini') as portal, nginx(
                tmp_path / 'nginx', portal.port, twin) as front:
            assert front.get(NEWS)[0] == 200
            os.kill(pid, signal.SIGKILL)
            began = time.monotonic()

            for host, paths in LOST.items():
                for path in paths:
                    status, headers, body = front.get(path, host=host)
                    assert headers['Strict-Transport-Security'] == HSTS
                    assert (status, 'Bản sao chỉ đọc' in body.decode()) == (200, True), path
            status, headers, _body = front.get('/search?q=x')
            assert (status, headers['Strict-Transport-Security']) == (503, HSTS)
            assert front.get(NEWS)[0] == 200  # a kept page, or its copy
            assert time.monotonic() - began < 15
            assert front.get('/healthz')[2].startswith(b'not ok')
