"""A portal in service does not start unsafe, and says why (ASVS 5.0, 13.2.3 and 13.4.2)."""
import secrets

import pytest
from app import settings
from hanoiportal import main
from hanoiportal.clock import SystemClock
from hanoiportal.commands.environment import close
from hanoiportal.security import reaching
from hanoiportal.security.key import weakness
from hanoiportal.security.starting import Unsafe, objections
from hanoiportal.settings import Settings, read_settings
from hanoiportal.storage.certificates import found_authority, issue
from hanoiportal.storage.interfaces import CLIENT
from servers import CONFIG

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
    ({'pyramid.reload_templates': 'true'}, 'reload_templates'),
    ({'pyramid.debug_all': 'yes'}, 'debug_all'),
    ({'zodbconn.uri.drafts': 'postgres://portal:mat-khau@localhost/drafts'}, 'a password stands'),
    ({'portal.clamd': 'av.hanoi.gov.vn:3310'}, 'in the clear'),
    ({'portal.secret': GOOD}, 'unknown settings')])
def test_it_does_not_start_with(start, changes, why):
    with pytest.raises(ValueError, match=why):
        start(changes)


FAR = 'zeo://10.0.0.5:9991?storage=content'
RELSTORAGE = f'zconfig://{CONFIG}/zodb/relstorage.conf#drafts'


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('uri, why', [
    (FAR, 'without TLS'),
    ('zeo://db.hanoi.gov.vn?storage=content', 'without TLS'),
    ('zeos://10.0.0.5:9991?storage=content', 'without tls='),
    ('zeos://10.0.0.5:9991?storage=content&tls=/nowhere', 'bin/portal certificates'),
    ('postgres://portal@10.0.0.5/portal_content', 'sslmode=verify-full'),
    (RELSTORAGE, 'sslmode=verify-full')])
def test_it_does_not_start_with_a_database_elsewhere_that_anybody_could_play(
        start, monkeypatch, tmp_path, uri, why):
    monkeypatch.setenv('PORTAL_VAR', str(tmp_path))
    monkeypatch.setenv('PORTAL_POSTGRES', 'host=10.0.0.5 user=portal sslmode=require')

    with pytest.raises(Unsafe, match=why):
        start({'zodbconn.uri.drafts': uri})


@pytest.mark.parametrize('words, environment, is_well', [
    ('', {}, True),
    ('host=/run/postgresql', {}, True),
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


@pytest.mark.parametrize('server, is_well', [
    ('127.0.0.1:9991', True), ('/srv/hanoiportal/zeo.sock', True), ('10.0.0.5:9991', False)])
def test_zeo_in_a_file_of_its_own_is_no_way_around(tmp_path, server, is_well):
    (tmp_path / 'zeo.conf').write_text(
        f'%import ZEO\n<clientstorage content>\n  server {server}\n</clientstorage>\n'
        '<clientstorage drafts>\n  server localhost:9991\n</clientstorage>\n')
    path = f'zconfig://{tmp_path}/zeo.conf'

    assert (reaching.objections(f'{path}#content', {}) == []) is is_well
    assert (reaching.objections(path, {}) == []) is is_well
    assert reaching.objections(f'{path}#drafts', {}) == []


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
