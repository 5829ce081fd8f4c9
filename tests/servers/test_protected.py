"""Databases on other machines: who has no certificate of ours gets nothing, and gives nothing."""
import gc
import os
import socket
import ssl
from contextlib import suppress
from datetime import timedelta

import pytest
from cryptography.x509 import AuthorityKeyIdentifier, ObjectIdentifier, UnrecognizedExtension
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.storage import certificates as made_by
from hanoiportal.kernel.storage.certificates import ends, found_authority, issue, revoke
from hanoiportal.kernel.storage.databases import opened
from hanoiportal.kernel.storage.interfaces import CLIENT, SERVER
from hanoiportal.kernel.storage.protected import context
from hanoiportal.platform.monitoring.standard import certificates
from psycopg2 import OperationalError
from pyramid.registry import Registry
from support.clocks import SetClock
from ZEO.Exceptions import ClientDisconnected
from ZODB.blob import Blob

from . import CONFIG
from .portal import command, run_inline
from .postgres import DATABASES, ProtectedPostgres, cluster
from .zeo import protected_zeo

pytestmark = pytest.mark.filterwarnings('ignore:unclosed:ResourceWarning')

NOW, DAY = SystemClock().now().replace(microsecond=0), timedelta(days=1)
BYTES = bytes(range(256)) * 4096


@pytest.fixture(autouse=True)
def left_to_the_collector():
    """A client of ZEO that is closed amid a handshake leaves its socket to the collector of
    cycles: it is found here, in silence, and not in a later test.
    """
    yield
    gc.collect()


@pytest.fixture
def server(tmp_path):
    """A ``Zeo`` that speaks TLS."""
    with protected_zeo(tmp_path / 'zeo') as found:
        yield found


def made(folder, name=CLIENT, begin=NOW, days=1):
    """Make an authority in ``folder`` and a certificate of it, and return the folder."""
    found_authority(folder, min(begin, NOW))
    issue(folder, name, begin, days)
    return folder


def another(server, folder, **given):
    """Return ``folder`` with a certificate like that of the server's own clients but for what is
    ``given``, of the same authority.
    """
    folder.mkdir()
    for name in ('authority.pem', 'authority-key.pem'):
        (folder / name).write_bytes((server.folder / 'tls' / name).read_bytes())
    return made(folder, **given)


def asked(address):
    """Open the database at ``address`` and write to it."""
    database = opened(address, 'content', {})
    try:
        write(database)
    finally:
        database.close()


def write(database):
    """Write a text and a blob."""
    with database.transaction() as connection:
        connection.root()['title'] = 'Quyết định'
        connection.root()['scan'] = Blob(BYTES)


def refused(server, tls):
    """Whoever comes with the certificates in ``tls`` gets nothing."""
    with pytest.raises(ClientDisconnected):
        asked(server.address('content', 'stranger', tls, wait=1))


def greeting(server, context):
    """Return the first bytes that the server says to who comes with ``context``."""
    with suppress(ssl.SSLError), socket.create_connection(
            ('127.0.0.1', server.port), timeout=30) as plain, context.wrap_socket(
            plain, server_hostname='zeo') as speaking:
        return speaking.recv(4)
    return b''


@pytest.mark.clause('8.1')
def test_text_and_blobs_come_back_by_tls(server):
    asked(server.address('content', 'first'))
    database = opened(server.address('content', 'second'), 'content', {})
    try:
        with database.transaction() as connection:
            assert connection.root()['title'] == 'Quyết định'
            with connection.root()['scan'].open() as blob:
                assert blob.read() == BYTES
    finally:
        database.close()


@pytest.mark.clause('8.1')
def test_of_another_authority_nobody_is_let_in_and_nobody_goes_in(server, tmp_path, monkeypatch):
    foreign = made(tmp_path / 'foreign')
    refused(server, foreign)

    (foreign / 'authority.pem').write_bytes((server.folder / 'tls/authority.pem').read_bytes())
    refused(server, foreign)  # the client believes the server, not the server the client
    ours = another(server, tmp_path / 'ours')
    (ours / 'authority.pem').write_bytes((made(tmp_path / 'third') / 'authority.pem').read_bytes())
    monkeypatch.setenv('SSL_CERT_FILE', str(server.folder / 'tls/authority.pem'))
    refused(server, ours)  # whoever the machine believes besides
    asked(server.address('content', 'ours'))


@pytest.mark.clause('8.1')
def test_an_old_certificate_lets_nobody_in(server, tmp_path):
    refused(server, another(server, tmp_path / 'old', begin=NOW - 3 * DAY, days=1))
    asked(server.address('content', 'ours', another(server, tmp_path / 'new'), wait=1))


def test_who_is_refused_does_not_come_again_at_once(server, tmp_path, caplog):
    caplog.set_level('INFO', 'ZEO.asyncio.base')
    refused(server, another(server, tmp_path / 'old', begin=NOW - 3 * DAY, days=1))

    assert len([said for said in caplog.messages if said.startswith('Connected')]) == 1


def test_a_server_with_an_old_certificate_is_asked_nothing(tmp_path):
    folder = tmp_path / 'zeo'
    made(folder / 'tls', SERVER, NOW - 3 * DAY)
    with protected_zeo(folder) as server:
        refused(server, folder / 'tls')


def test_a_portal_cannot_play_the_server_nor_the_server_a_portal(tmp_path):
    folder = tmp_path / 'zeo'
    with protected_zeo(folder) as server:
        tls = another(server, tmp_path / 'turned', name=SERVER)
        (tls / 'zeo.pem').rename(tls / 'portal.pem')
        refused(server, tls)
    (folder / 'tls/zeo.pem').write_bytes((folder / 'tls/portal.pem').read_bytes())
    with protected_zeo(folder) as server:
        refused(server, folder / 'tls')


def test_who_has_a_portals_key_can_make_no_certificates(server, tmp_path):
    own = (server.folder / 'tls/portal.pem').read_bytes()
    forged = tmp_path / 'forged'
    forged.mkdir()
    for name in ('authority.pem', 'authority-key.pem'):
        (forged / name).write_bytes(own)
    issue(forged, CLIENT, NOW, 1)
    with open(forged / 'portal.pem', 'ab') as chain:
        chain.write(own[own.index(b'-----BEGIN CERTIFICATE'):])
    (forged / 'authority.pem').write_bytes((server.folder / 'tls/authority.pem').read_bytes())

    refused(server, forged)


@pytest.mark.parametrize('ahead, is_well', [(timedelta(minutes=50), True), (2 * DAY, False)])
def test_the_clock_of_another_machine_may_be_a_little_behind(server, tmp_path, ahead, is_well):
    tls = another(server, tmp_path / 'ahead', begin=NOW + ahead)
    if is_well:
        asked(server.address('content', 'ahead', tls))
    else:
        refused(server, tls)


@pytest.mark.clause('8.1')
def test_who_has_no_certificate_or_speaks_no_tls_is_let_in_nowhere(server):
    with pytest.raises(ClientDisconnected):
        asked(f'zeo://127.0.0.1:{server.port}?storage=content&wait_timeout=1')
    stranger = ssl.create_default_context(cafile=server.folder / 'tls/authority.pem')
    assert not greeting(server, stranger)

    stranger.load_cert_chain(server.folder / 'tls/portal.pem')
    assert greeting(server, stranger)


def test_the_command_makes_them_and_makes_them_anew(tmp_path):
    folder = tmp_path / 'made'
    command(tmp_path, 'certificates', folder, '--days', '30')
    first, authority = ends(folder / 'portal.pem'), (folder / 'authority.pem').read_bytes()
    said = command(tmp_path, 'certificates', folder, '--days', '60')

    assert ends(folder / 'portal.pem') - first >= 29 * DAY
    assert (folder / 'authority.pem').read_bytes() == authority
    assert f'{ends(folder / "zeo.pem"):%Y-%m-%d}' in said
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_what_is_made_is_for_its_owner_alone_whatever_else_may_be_read(tmp_path):
    mask = os.umask(0)
    try:
        folder = made(tmp_path / 'open')
    finally:
        os.umask(mask)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.glob('*.pem')} == {0o600}


@pytest.mark.parametrize('name', ['authority.pem', 'portal.pem'])
def test_a_file_that_is_missing_is_named(tmp_path, name):
    made(tmp_path)
    (tmp_path / name).unlink()

    with pytest.raises(FileNotFoundError, match=name):
        context(tmp_path)


def shaken(client, server):
    """Let two contexts shake hands, on no network; raises ``ssl.SSLError`` if one refuses."""
    way, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [client.wrap_bio(back, way, server_hostname=SERVER),
             server.wrap_bio(way, back, server_side=True)]
    for side in sides * 3:
        with suppress(ssl.SSLWantReadError):
            side.do_handshake()
    return sides[0].version()


def playing(folder, name, version=ssl.TLSVersion.TLSv1_3):
    """Return what a server says that has the certificate ``name``, and speaks ``version``."""
    speaking = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaking.maximum_version = version
    speaking.load_cert_chain(folder / f'{name}.pem')
    return speaking


def test_a_portal_speaks_with_the_server_of_its_authority_alone_by_tls_1_3(tmp_path, monkeypatch):
    client = context(made(tmp_path))
    issue(tmp_path, SERVER, NOW, 1)
    assert shaken(client, playing(tmp_path, SERVER)) == 'TLSv1.3'
    with pytest.raises(ssl.SSLError, match='UNSUPPORTED_PROTOCOL'):
        shaken(client, playing(tmp_path, SERVER, ssl.TLSVersion.TLSv1_2))

    monkeypatch.setattr(made_by, 'SERVER', 'db')  # another server of the same authority
    issue(tmp_path, 'db', NOW, 1)
    with pytest.raises(ssl.SSLError, match='Hostname mismatch'):
        shaken(client, playing(tmp_path, 'db'))


def test_a_certificate_that_is_not_as_the_standard_has_it_is_refused(tmp_path, monkeypatch):
    made(tmp_path)
    without = UnrecognizedExtension(ObjectIdentifier('1.2'), b'')
    monkeypatch.setattr(AuthorityKeyIdentifier, 'from_issuer_public_key', lambda _key: without)
    issue(tmp_path, SERVER, NOW, 1)

    with pytest.raises(ssl.SSLError, match='Missing Authority Key Identifier'):
        shaken(context(tmp_path), playing(tmp_path, SERVER))


@pytest.mark.clause('8.1')
def test_a_machine_that_is_lost_is_shut_out_and_the_others_are_not(tmp_path):
    folder, machines = tmp_path / 'zeo', []
    tls = made(folder / 'tls')
    for name in ('may-1', 'may-2', 'may-2'):  # its first one is good for long yet
        run_inline(tmp_path, 'certificates', tls, '--name', name, '--days', 2)
        machine = tmp_path / str(len(machines))
        machine.mkdir()
        (machine / 'authority.pem').write_bytes((tls / 'authority.pem').read_bytes())
        (machine / 'portal.pem').write_bytes((tls / f'{name}.pem').read_bytes())
        machines.append(machine)
    assert not (tls / 'zeo.pem').exists()
    with protected_zeo(folder) as server:
        for machine in machines:
            asked(server.address('content', machine.name, machine))

    said = run_inline(tmp_path, 'certificates', tls, '--revoke', 'may-2')

    assert 'authority.pem' in said
    with protected_zeo(folder) as server:
        asked(server.address('content', 'first', machines[0]))
        asked(server.address('content', 'shared'))
        for machine in machines[1:]:
            refused(server, machine)


def test_more_than_one_is_shut_out_and_a_name_comes_again(tmp_path):
    folder = tmp_path / 'zeo'
    tls = made(folder / 'tls')
    with protected_zeo(folder):
        pass
    (tls / 'issued.txt').unlink()  # as with an authority from before there was this list
    revoke(tls, CLIENT, NOW)
    issue(tls, 'may-1', NOW, 1)
    revoke(tls, 'may-1', NOW + timedelta(minutes=50))  # the server's clock is behind
    with protected_zeo(folder) as server:
        refused(server, tls)
        (tls / 'portal.pem').write_bytes((tls / 'may-1.pem').read_bytes())
        refused(server, tls)
        issue(tls, 'may-1', NOW, 1)
        (tls / 'portal.pem').write_bytes((tls / 'may-1.pem').read_bytes())
        asked(server.address('content', 'again', tls))


def test_what_was_replaced_since_there_is_a_list_is_shut_out_though_it_is_older(tmp_path):
    folder = tmp_path / 'zeo'
    tls = made(folder / 'tls')
    (tls / 'issued.txt').unlink()
    old = tmp_path / 'old'
    old.mkdir()
    for name in ('authority.pem', 'portal.pem'):
        (old / name).write_bytes((tls / name).read_bytes())
    issue(tls, CLIENT, NOW, 1)
    with protected_zeo(folder) as server:
        asked(server.address('content', 'old', old))

    revoke(tls, CLIENT, NOW)

    with protected_zeo(folder) as server:
        refused(server, old)
        refused(server, tls)


def test_each_certificate_is_listed_once(tmp_path):
    tls = made(tmp_path)
    for _each in range(2):
        issue(tls, CLIENT, NOW, 1)

    listed = (tls / 'issued.txt').read_text().splitlines()
    assert len(set(listed)) == len(listed) == 3


def test_a_server_that_is_listed_is_asked_nothing(tmp_path):
    tls = made(tmp_path)
    issue(tls, SERVER, NOW, 1)
    assert shaken(context(tls), playing(tls, SERVER))

    revoke(tls, SERVER, NOW)
    with pytest.raises(ssl.SSLError, match='certificate revoked'):
        shaken(context(tls), playing(tls, SERVER))


@pytest.mark.parametrize('words, why', [
    (('--name', 'zeo'), 'not zeo'), (('--name', 'authority-key'), 'expected small letters'),
    (('--name', '../portal'), 'expected small letters'), (('--days', '0'), 'begins at 1'),
    (('--revoke', 'may-9'), 'knows no certificate of may-9'),
    (('--revoke', 'authority'), 'knows no certificate of authority')])
def test_what_the_command_cannot_do_it_says(tmp_path, words, why):
    tls = made(tmp_path / 'tls')
    before = (tls / 'authority.pem').read_bytes()

    with pytest.raises(AssertionError, match=why):
        run_inline(tmp_path, 'certificates', tls, *words)
    assert (tls / 'authority.pem').read_bytes() == before


def test_none_holds_longer_than_its_authority(tmp_path):
    long = made(tmp_path / 'long', days=100 * 365)

    assert ends(long / 'portal.pem') == ends(long / 'authority.pem')


@pytest.mark.parametrize('days, said', [(31, ''), (29, 'the certificate for ZEO ends in 29 days')])
def test_the_health_check_tells_when_new_ones_are_due(tmp_path, days, said):
    for folder, until in (('tls', days), ('other', 300)):
        made(tmp_path / folder, days=until)
    registry = Registry()
    registry.settings = {
        'zodbconn.uri': f'zeos://db:9991?tls={tmp_path}/other',
        'zodbconn.uri.interactions': f'zeos://db:9991?tls={tmp_path}/tls',
        'zodbconn.uri.drafts': 'file:///x'}
    registry.registerUtility(SetClock(NOW), IClock)

    assert certificates(registry, None) == said


@pytest.mark.clause('8.1')
def test_postgresql_is_asked_by_tls_if_it_is_who_it_says(tmp_path, monkeypatch):
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))
    addresses = {name: f'zconfig://{CONFIG}/zodb/relstorage.conf#{name}' for name in DATABASES}
    with cluster(ProtectedPostgres) as postgres:
        postgres.renew()
        common = f'user=portal hostaddr=127.0.0.1 port={postgres.port} connect_timeout=5'
        proved = f'{common} sslmode=verify-full sslrootcert={postgres.certificate}'
        monkeypatch.setenv('PORTAL_POSTGRES', f'{proved} host=localhost')
        for name, address in addresses.items():
            database = opened(address, name, {})
            write(database)
            assert postgres.encrypted() == [True]
            database.close()

        for words in (f'{proved} host=db.hanoi.gov.vn', f'{common} sslmode=disable',
                      (f'{common} host=localhost sslmode=verify-full '
                       f'sslrootcert={postgres.folder}/another/fullchain.pem')):
            monkeypatch.setenv('PORTAL_POSTGRES', words)
            for name, address in addresses.items():
                with pytest.raises(OperationalError):
                    opened(address, name, {})
