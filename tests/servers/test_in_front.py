"""What nginx does before the portal: HTTP/2, limits, who asks; what is between the two; and the
twin without databases.
"""
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hanoiportal.kernel.storage.certificates import found_authority, issue, revoke
from hanoiportal.shells.commands.environment import opened

from . import CONFIG
from .nginx import Nginx, at, certificate, configure, nginx, put, started
from .portal import bare, command, run_inline, serving, write_ini
from .postgres import cluster
from .process import free_port
from .test_nginx import DESK, NEWS, WARD, fill
from .zeo import zeo

#: Settings of the portal in service; only from 127.0.0.1 is the desk there, as from a network.
NEAR = {'portal.desk_networks': '127.0.0.0/8', 'portal.console_networks': '127.0.0.0/8'}
#: The portal asks itself for no page, as it does when it checks what sites offer.
ASKED_BY_VISITORS = {'portal.scheduler': 'false'}
#: Pages that nobody has asked for yet when the databases go.
LOST = {'hanoi.gov.vn': ('/english', '/', '/tin-tuc-su-kien'), WARD: ('/', '/english')}
MOMENT = datetime.now(UTC)
HSTS = 'max-age=63072000; includeSubDomains'
FORGED = {'X-Forwarded-For': '127.0.0.1', 'Forwarded': 'for=127.0.0.1', 'X-Real-Ip': '127.0.0.1'}


@pytest.fixture(scope='module')
def front(tmp_path_factory):
    """The real nginx before a portal, which is ``front.portal``."""
    folder = tmp_path_factory.mktemp('front')
    (folder / 'nginx').mkdir()
    bare(folder / 'var')
    with serving(folder / 'var', NEAR, base='production.ini') as portal, nginx(
            folder / 'nginx', portal.socket, folder / 'twin') as found:
        found.portal = portal
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


def direct(front, path='/desk', **headers):
    """Return the status of ``path`` asked of the portal itself, as nginx does it."""
    return front.portal.get(path, 'hanoi.gov.vn', **headers)[0]


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


def test_the_desk_is_at_a_host_of_its_own(front):
    status, headers, _body = front.get('/desk')
    assert (status, headers['Location']) == (303, f'https://{DESK}/desk')

    status, headers, _body = front.get('/desk', host=DESK)
    assert (status, headers['Location']) == (303, f'https://{DESK}/login?came_from=/desk')
    status, headers, _body = front.get('/login', host=DESK)
    assert status == 200 and headers['Set-Cookie'].startswith('__Host-hanoiportal=')
    assert front.get('/', host=DESK)[1]['Location'] == f'https://{DESK}/desk'


@pytest.mark.clause('8.1')
def test_the_portal_knows_who_asks_nginx_and_believes_nobody_else(front):
    near, far, forged = '127.0.0.1', '[::1]', [
        word for name, value in FORGED.items() for word in ('--header', f'{name}: {value}')]

    assert asked(front, source=near)[1] == '303'
    assert asked(front, source=far)[1] == '404'
    assert asked(front, *forged, source=far)[1] == '404'
    assert direct(front, **{'X-Forwarded-For': '192.0.2.1'}) == 404
    assert direct(front, **{'X-Forwarded-For': '127.0.0.1'}) == 303


@pytest.mark.clause('8.1')
def test_who_is_not_said_to_have_asked_is_in_no_network(front):
    others = {name: value for name, value in FORGED.items() if name != 'X-Forwarded-For'}

    for headers in ({}, others, {'X-Forwarded-For': ''}, {'X-Forwarded-For': 'localhost'}):
        assert direct(front, **headers) == 404
        assert direct(front, '/metrics', **headers) == 404
        assert direct(front, '/', **headers) == 200


def open_files(pid):
    """The names of what a process has open; what it closes meanwhile is not open."""
    names = set()
    for link in Path(f'/proc/{pid}/fd').iterdir():
        with suppress(FileNotFoundError):
            names.add(link.readlink().name)
    return names


@pytest.mark.clause('8.1')
def test_between_nginx_and_the_portal_there_is_no_network(front):
    """ASVS 5.0, 12.3.3: no port is open; nobody who is not in the group comes in."""
    pid = front.portal.pid
    own = open_files(pid)
    listening = [line.split() for family in ('tcp', 'tcp6')
                 for line in Path(f'/proc/{pid}/net/{family}').read_text().splitlines()[1:]]

    assert [each for each in listening if f'socket:[{each[9]}]' in own] == []
    assert front.portal.socket.stat().st_mode & 0o777 == 0o660


def test_machines_that_watch_are_told_by_tls_and_nothing_else_is_there(front):
    for path in ('/metrics', '/readyz', '/healthz'):
        assert front.get(path, port=front.watched)[0] == 200, path
    assert b'\nbackups: ' in front.get('/healthz', port=front.watched)[2]
    for path in ('/', '/desk', '/login', '/metrics/'):
        assert front.get(path, port=front.watched)[0] == 404, path
    assert (front.get('/metrics')[0], front.get('/readyz')[0]) == (404, 404)


def vouching(authority):
    """Make the certificates of machines and of who asks them, in the folder ``authority``."""
    found_authority(authority, MOMENT)
    for name in ('zeo', 'portal'):
        issue(authority, name, MOMENT, 30)
    return authority


@contextmanager
def machine(portal, folder, authority=None):
    """The nginx of a machine that another asks; its port, and the folder of the certificates."""
    authority, port = authority or vouching(folder / 'authority'), free_port()
    put(folder / 'machine', ['portal.conf', 'machine.conf'], {
        **at(portal.socket), 'listen 8443': f'listen 127.0.0.1:{port}',
        f'{folder}/machine/': f'{authority}/'})
    with started(folder / 'machine', port):
        yield port, authority


@contextmanager
def before(port, certificates, folder, other=None):
    """An nginx that asks the machine at ``port``, and that at ``other``."""
    https, _watched = configure(folder, folder / 'twin', {
        '10.0.0.11:8443': f'127.0.0.1:{port}',
        '10.0.0.12:8443': f'127.0.0.1:{other or free_port()}',
        'http://portal': 'https://portal'}, 'machines.conf')
    for name in ('authority.pem', 'portal.pem'):
        shutil.copy(certificates / name, folder)
    with started(folder, https):
        yield Nginx(https, folder)


def test_portals_on_other_machines_are_asked_by_tls_and_by_nobody_else(front, tmp_path):
    with machine(front.portal, tmp_path / 'here') as (port, certificates), machine(
            front.portal, tmp_path / 'false') as (false, _others):
        with before(port, certificates, tmp_path / 'before') as one:
            assert asked(one, path='/') == ['2', '200']
            assert (asked(one)[1], asked(one, source='[::1]')[1]) == ('303', '404')
        with before(false, certificates, tmp_path / 'deceived') as one:
            assert asked(one, path='/')[1] == '503'

        own = certificates / 'portal.pem'
        for options, status in (
                (('--cert', own), '200'), ((), '400'),
                (('--cert', tmp_path / 'false/authority/portal.pem'), '400')):
            assert said(port, 'https', *options) == status
        assert said(port, 'http') == '400'
        with pytest.raises(subprocess.CalledProcessError):
            said(port, 'https', '--cert', own, '--tls-max', '1.2')


@pytest.mark.clause('31.2')
def test_the_integration_platform_calls_the_api_by_its_certificate_and_nobody_else(
        front, tmp_path):
    authority, port, folder = tmp_path / 'authority', free_port(), tmp_path / 'nginx'
    found_authority(authority, MOMENT)
    for name in ('lgsp.hanoi.gov.vn', 'revoked', 'other'):
        issue(authority, name, MOMENT, 30)
    revoke(authority, 'revoked', MOMENT)
    put(folder, ['portal.conf', 'lgsp.conf'], {
        **at(front.portal.socket), 'listen 8444': f'listen 127.0.0.1:{port}',
        f'{folder}/lgsp-authority.pem': f'{authority}/authority.pem',
        f'{folder}/lgsp-revoked.pem': f'{authority}/authority.pem', '/var/log/nginx': str(folder)})
    certificate(folder)
    with started(folder, port):
        def answer(path, name='lgsp.hanoi.gov.vn', *options):
            own = ('--cert', authority / f'{name}.pem') if name else ()
            return said(port, 'https', *own, *options, path=path)

        assert (answer('/api/v1/items'), answer('/api/v1/openapi.json')) == ('200', '200')
        assert answer('/api/v1/drafts', 'lgsp.hanoi.gov.vn',
                      '--header', 'Authorization: Bearer hnp_x') == '401'  # of the portal
        assert [answer(path) for path in ('/', '/login', '/api/v10', '/api/v1/../../desk')] == [
            '404'] * 4
        assert [answer('/api/v1/items', name) for name in ('', 'revoked', 'other')] == [
            '400', '400', '403']
    lines = (folder / 'hanoiportal-lgsp.log').read_text().splitlines()
    assert '"CN=lgsp.hanoi.gov.vn"' in lines[0] and lines[0].rpartition(' GET ')[2].startswith(
        'hanoi.gov.vn/api/v1/items 200 ')


def searches(portal):
    """Return how many searches ``portal`` has answered."""
    measures = portal.get('/metrics', 'hanoi.gov.vn', **{'X-Forwarded-For': '127.0.0.1'})[2]
    return sum(float(line.split()[-1]) for line in measures.decode().splitlines()
               if line.startswith('portal_request_seconds_count') and 'kind="search"' in line
               and 'status="200"' in line)


@pytest.mark.clause('8.1')
def test_a_network_is_throttled_as_often_by_two_machines_as_by_one(tmp_path):
    given = {**NEAR, **ASKED_BY_VISITORS, 'portal.throttles': 'search:2/99999999'}
    authority = vouching(tmp_path / 'authority')
    # That all of them come to one machine is seen once in two thousand times.
    networks = [('--interface', f'127.0.0.{number}') for number in range(1, 13)]
    for name in ('one', 'two'):
        bare(tmp_path / name)
    with serving(tmp_path / 'one', given, base='production.ini') as one, serving(
            tmp_path / 'two', given, base='production.ini') as two, machine(
            one, tmp_path / 'a', authority) as (first, _), before_two(
            two, first, authority, tmp_path) as (front, leave):
        for network in networks:
            answers = [asked(front, *network, path=f'/search?q={network[1]}-{number}')[1]
                       for number in range(3)]
            assert answers == ['200', '200', '429'], network
        assert searches(one) and searches(two)
        assert searches(one) + searches(two) == 2 * len(networks)

        leave()
        assert {asked(front, *network, path='/')[1] for network in networks} == {'200'}


@contextmanager
def before_two(portal, first, authority, folder):
    """An nginx before the machine at ``first`` and another with ``portal``, and what ends that."""
    with ExitStack() as second:
        port, _ = second.enter_context(machine(portal, folder / 'b', authority))
        with before(first, authority, folder / 'before', port) as front:
            yield front, second.close


def said(port, scheme, *options, path='/'):
    """Return the status that curl gets from the machine at ``port``, whoever that is."""
    return subprocess.run(
        ['curl', '--silent', '--insecure', '--output', '/dev/null', '--write-out', '%{http_code}',
         '--header', 'Host: hanoi.gov.vn', *options, f'{scheme}://127.0.0.1:{port}{path}'],
        check=True, capture_output=True, text=True).stdout


def test_who_asks_for_the_log_in_too_often_waits_and_others_do_not(front):
    statuses = Counter(front.get('/login', host=DESK)[0] for _ in range(60))

    assert statuses[429] >= 20 and statuses[200] >= 20, statuses
    doors = ('/english/login', '/second-factor', '/login-passkey', '/confirm', '/password',
             '/password-new')
    refused = Counter(path for path in doors * 5 if front.get(path, host=DESK)[0] == 429)
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
        names = {'': 'content', '.interactions': 'interactions', '.drafts': 'drafts',
                 '.keys': 'keys'}
        yield ({f'zodbconn.uri{key}': f'{source}#{name}' for key, name in names.items()},
               int((server.folder / 'data/postmaster.pid').read_text().split()[0]))


@pytest.mark.clause('23.3')
@pytest.mark.parametrize('storage', [on_zeo, on_postgresql])
def test_the_twin_is_served_when_the_databases_are_killed(storage, tmp_path):
    var, twin = tmp_path / 'var', tmp_path / 'twin'
    (tmp_path / 'nginx').mkdir()
    with storage(tmp_path) as (databases, pid):
        run_inline(var, 'seed', '--bare', settings=databases)
        with opened(str(write_ini(var, databases)), str(var)) as environment:
            fill(environment)
        command(var, 'twin', twin, settings=databases)
        given = {**databases, **ASKED_BY_VISITORS}
        with serving(var, given, base='production.ini') as portal, nginx(
                tmp_path / 'nginx', portal.socket, twin) as front:
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
            assert time.monotonic() - began < 30  # each of seven that waited would take 5
            assert front.get('/healthz')[2].startswith(b'not ok')
