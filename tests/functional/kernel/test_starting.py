"""A portal in service does not start unsafe, and says why (ASVS 5.0, 13.2.3 and 13.4.2)."""
import secrets

import pytest
from hanoiportal import main
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.settings import Settings
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.kernel.security.crypto.key import weakness
from hanoiportal.kernel.security.startup import reaching
from hanoiportal.kernel.security.startup.starting import Unsafe, objections
from hanoiportal.kernel.storage.certificates import found_authority, issue
from hanoiportal.kernel.storage.interfaces import CLIENT
from hanoiportal.shells.commands.environment import close
from servers import CONFIG
from support.application import settings
from ZODB.MappingStorage import MappingStorage
from zodburi import resolve_uri

GOOD = secrets.token_hex(64)


@pytest.fixture
def start(tmp_path):
    """``start(**changes)``: the application as in service but for ``changes`` of its settings."""
    (tmp_path / 'secret').write_text(GOOD)
    (tmp_path / 'secret').chmod(0o600)
    started = []

    def with_changes(changes):
        application = main({}, **settings(tmp_path, **{
            'portal.production': 'true', 'portal.secure_cookies': 'true',
            'portal.development_hosts': '', **changes}))
        started.append(application.registry)
        return application

    yield with_changes
    for registry in started:
        close(registry)


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('changes, why', [
    ({'portal.secure_cookies': 'false'}, 'plain HTTP'),
    ({'portal.development_hosts': 'localhost'}, 'development_hosts'),
    *[({f'pyramid.{name}': 'yes'}, f'pyramid.{name}:') for name in (
        'reload_templates', 'debug_all', 'debug_notfound', 'debug_authorization',
        'debug_routematch', 'debug_templates')],
    ({'pyramid.reload_all': 'on'}, 'pyramid.reload_templates:'),
    ({'zodbconn.uri.drafts': 'postgres://portal:mat-khau@localhost/drafts'}, 'a password stands'),
    ({'portal.links_private': 'true'}, 'its own network'),
    ({'portal.clamd': 'av.hanoi.gov.vn:3310'}, 'in the clear'),
    ({'portal.clamd': '[2001:db8::5]:3310'}, 'in the clear'),
    ({'portal.secret': GOOD}, 'unknown settings')])
def test_it_does_not_start_with(start, changes, why):
    with pytest.raises(ValueError, match=why):
        start(changes)


@pytest.mark.parametrize('clamd', [
    '', '/run/clamav/clamd.ctl', 'localhost:3310', '127.0.0.1:3310', '[::1]:3310'])
def test_it_starts_with_clamd_on_its_own_machine(clamd):
    assert objections(Settings(clamd=clamd), {}, {'PORTAL_SECRET': GOOD}) == []


@pytest.mark.parametrize('changes, why', [
    ({'issuer': 'http://vneid.example'}, 'asked by HTTPS alone'),
    ({'issuer': 'https://'}, 'asked by HTTPS alone'),
    ({'issuer': 'https://vneid.example/?a=b'}, 'asked by HTTPS alone'),
    ({'issuer': 'https://vneid.example/#a'}, 'asked by HTTPS alone'),
    ({'client_id': ''}, 'belong to it'), ({'secret_file': 'nowhere'}, 'belong to it'),
    ({'mode': 0o640}, 'others may read'), ({}, '')])
def test_it_asks_vneid_by_https_and_with_a_secret_that_nobody_else_reads(
        tmp_path, changes, why):
    path = tmp_path / 'vneid-secret'
    path.write_text('s')
    path.chmod(changes.get('mode', 0o600))
    given = {'issuer': 'https://vneid.example/oidc', 'client_id': 'c', 'secret_file': path,
             **changes}
    found = objections(read_settings({
        'portal.secret_file': str(tmp_path / 'secret'), **{
            f'portal.vneid_{name}': str(value) for name, value in given.items()
            if name != 'mode'}}), {}, {'PORTAL_SECRET': GOOD})

    assert [why in each for each in found] == [True] * bool(why)


RELSTORAGE = f'zconfig://{CONFIG}/zodb/relstorage.conf#drafts'


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('uri, why', [
    ('zeo://10.0.0.5:9991?storage=content', 'without TLS'),
    ('zeo://db.hanoi.gov.vn?storage=content', 'without TLS'),
    ('zeo://127.0.0.1:9991?storage=content', 'take its socket'),
    ('zeo://:9991?storage=content', 'take its socket'),
    ('zeos://10.0.0.5:9991?storage=content', 'without tls='),
    ('zeos://10.0.0.5:9991?storage=content&tls=/nowhere', 'bin/portal certificates'),
    ('postgres://portal@10.0.0.5/portal_content', 'sslmode=verify-full'),
    (RELSTORAGE, 'sslmode=verify-full')])
def test_it_does_not_start_with_a_database_elsewhere_that_anybody_could_play(
        start, monkeypatch, tmp_path, uri, why):
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))
    monkeypatch.setenv('PORTAL_POSTGRES', 'host=10.0.0.5 user=portal sslmode=require')

    for name in ('zodbconn.uri', 'zodbconn.uri.drafts'):
        with pytest.raises(Unsafe, match=rf'- {name}: .*{why}'):
            start({name: uri})


@pytest.mark.parametrize('there', [(), ('portal.pem',), ('authority.pem',)])
def test_zeos_needs_both_its_files(tmp_path, there):
    for name in there:
        (tmp_path / name).touch()

    said = reaching.objections(f'zeos://10.0.0.5:9991?storage=content&tls={tmp_path}', {})
    assert [f'{name} is not there' in ''.join(said) for name in ('portal.pem', 'authority.pem')
            ] == [name not in there for name in ('portal.pem', 'authority.pem')]


@pytest.mark.parametrize('uri', [
    'zeo:///srv/hanoiportal/zeo.sock?storage=content', 'postgres:///portal_content',
    f'zconfig://{CONFIG}/zodb/filestorage.conf'])
def test_a_storage_of_its_own_machine_is_well(monkeypatch, tmp_path, uri):
    (tmp_path / 'filestorage').mkdir()
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))

    assert reaching.objections(uri, {}) == []


@pytest.mark.parametrize('words, environment, is_well', [
    ('', {}, True),
    ('host=/run/postgresql', {}, True),
    ('host=@postgresql', {}, True),
    ('host=localhost', {}, True),
    ('host=127.0.0.1', {}, True),
    ('host=::1', {}, True),
    ('host=db', {}, False),
    ('host=/run/postgresql,db', {}, False),
    ('host=localhost hostaddr=10.0.0.5', {}, False),
    ('host=db sslmode=verify-ca', {}, False),
    ('host=db sslmode=verify-full', {}, True),
    ('host=db', {'PGSSLMODE': 'verify-full'}, True),
    ('host=db sslmode=prefer', {'PGSSLMODE': 'verify-full'}, False),
    ('', {'PGHOST': 'db'}, False),
    ('', {'PGHOSTADDR': '10.0.0.5'}, False),
    ('service=portal', {}, False),
    ('service=portal sslmode=verify-full', {}, True),
    ('no words of libpq', {}, False)])
def test_postgresql_elsewhere_is_proved_by_its_certificate(
        monkeypatch, tmp_path, words, environment, is_well):
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))
    monkeypatch.setenv('PORTAL_POSTGRES', words)

    assert (reaching.objections(RELSTORAGE, environment) == []) is is_well


def client(name, *lines):
    return '\n'.join([f'<clientstorage {name}>', *lines, '</clientstorage>', ''])


@pytest.mark.parametrize('lines, is_well', [
    (['server /srv/hanoiportal/zeo.sock'], True), (['server var/zeo.sock'], True),
    (['server 10.0.0.5:9991'], False), (['server 127.0.0.1:9991'], False),
    (['server /srv/hanoiportal/zeo.sock', 'server 10.0.0.5:9991'], False),
    (['server 10.0.0.5:9991', '<ssl>', '  certificate {}/portal.pem', '</ssl>'], True)])
def test_zeo_in_a_file_of_its_own_is_no_way_around(tmp_path, lines, is_well):
    (tmp_path / 'zeo.conf').write_text(
        '%import ZEO\n' + client('content', *lines).format(tmp_path)
        + client('drafts', 'server /srv/zeo.sock'))
    found_authority(tmp_path, SystemClock().now())
    issue(tmp_path, CLIENT, SystemClock().now(), 1)
    path = f'zconfig://{tmp_path}/zeo.conf'

    assert (reaching.objections(f'{path}#content', {}) == []) is is_well
    assert (reaching.objections(path, {}) == []) is is_well
    assert reaching.objections(f'{path}#drafts', {}) == []


def test_the_file_that_is_judged_is_the_one_that_is_opened(tmp_path):
    (tmp_path / 'elsewhere/inside').mkdir(parents=True)
    (tmp_path / 'link').symlink_to(tmp_path / 'elsewhere/inside')
    (tmp_path / 'elsewhere/db.conf').write_text('%import ZEO\n' + client('x', 'server db:9991'))
    (tmp_path / 'db.conf').write_text('<mappingstorage x>\n</mappingstorage>\n')
    uri = f'zconfig://{tmp_path}/link/../db.conf#x'

    assert isinstance(resolve_uri(uri)[0](), MappingStorage)
    assert reaching.objections(uri, {}) == []


def test_the_key_for_zeo_is_for_its_owner_alone(start, tmp_path):
    found_authority(tmp_path, SystemClock().now())
    issue(tmp_path, CLIENT, SystemClock().now(), 1)
    (tmp_path / 'portal.pem').chmod(0o644)

    with pytest.raises(Unsafe, match='0644'):
        start({'zodbconn.uri.drafts': f'zeos://10.0.0.5:9991?storage=drafts&tls={tmp_path}'})


def test_it_starts_when_all_is_well_and_elsewhere_with_less(start):
    assert start({}) is not None
    assert not objections(Settings(), {}, {'PORTAL_SECRET': GOOD})
    assert objections(
        Settings(), {'pyramid.includes': 'pyramid_debugtoolbar'}, {'PORTAL_SECRET': GOOD})


@pytest.mark.parametrize('key', [
    'a' * 128, 'changeme' * 16, 'hanoiportal-secret-of-the-city-' * 4, 'Mat-khau-rat-dai.' * 8,
    '0123456789' * 3])
def test_it_does_not_start_with_a_key_that_others_know(start, tmp_path, key):
    (tmp_path / 'secret').write_text(key)

    with pytest.raises(Unsafe, match='the key of sessions'):
        start({})
    assert weakness(GOOD) == []


@pytest.mark.parametrize('name', ['secret', 'mail-password'])
@pytest.mark.parametrize('mode', [0o644, 0o640, 0o606])
def test_it_does_not_start_with_a_secret_that_others_may_read(start, tmp_path, name, mode):
    (tmp_path / name).write_text(GOOD)
    (tmp_path / name).chmod(mode)

    with pytest.raises(Unsafe, match=f'{mode:04o}'):
        start({'portal.mail_password_file': str(tmp_path / 'mail-password')})


def test_the_first_start_makes_the_key(start, tmp_path):
    start({'portal.secret_file': str(tmp_path / 'new')})

    assert weakness((tmp_path / 'new').read_text()) == []


def test_all_that_is_wrong_is_said_at_once(start):
    with pytest.raises(Unsafe) as refused:
        start({'portal.secure_cookies': 'no', 'portal.development_hosts': 'localhost'})

    assert str(refused.value).count('\n- ') == 2


def test_a_key_from_the_environment_goes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv('PORTAL_SECRET', GOOD)
    application = main({}, **settings(tmp_path))
    close(application.registry)

    assert not (tmp_path / 'secret').exists()
    monkeypatch.setenv('PORTAL_SECRET', 'ngan')
    with pytest.raises(Unsafe, match=r'PORTAL_SECRET: .*4 characters'):
        main({}, **settings(tmp_path, **{'portal.production': 'true',
                                         'portal.secure_cookies': 'true',
                                         'portal.development_hosts': ''}))


def test_in_service_is_what_is_not_said_otherwise():
    assert read_settings({}).production is True
