"""A portal in service does not start unsafe, and says why (ASVS 5.0, 13.2.3 and 13.4.2)."""
import secrets

import pytest
from app import settings
from hanoiportal import main
from hanoiportal.commands.environment import close
from hanoiportal.security.key import weakness
from hanoiportal.security.starting import Unsafe, objections
from hanoiportal.settings import Settings, read_settings

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
    ({'portal.secret': GOOD}, 'unknown settings')])
def test_it_does_not_start_with(start, changes, why):
    with pytest.raises(ValueError, match=why):
        start(changes)


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
