import os
import stat

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings, Settings
from hanoiportal.kernel.security.authentication.sessions import BadSecret, is_new, read_secret
from pyramid.config import Configurator
from pyramid.interfaces import ISessionFactory
from pyramid.request import Request


def cookie_of(folder, **settings):
    """Return the ``Set-Cookie`` header of a session in which something was kept."""
    config = Configurator(settings={})
    config.registry.registerUtility(
        Settings(secret_file=folder / 'secret', **settings), ISettings)
    config.registry.registerUtility(SystemClock(), IClock)
    config.include('hanoiportal.kernel.security.authentication.rules')
    config.include('hanoiportal.kernel.security.authentication.sessions')
    config.commit()
    request = Request.blank('/')
    request.registry = config.registry
    session = config.registry.getUtility(ISessionFactory)(request)
    session['kept'] = 1
    response = request.ResponseClass()
    request._process_response_callbacks(response)
    return response.headers['Set-Cookie']


@pytest.mark.parametrize('secure', [True, False])
def test_the_cookie_is_secure_when_the_setting_says_so(tmp_path, secure):
    cookie = cookie_of(tmp_path, secure_cookies=secure)

    assert ('; secure' in cookie.lower()) is secure
    assert '; HttpOnly' in cookie and '; SameSite=Lax' in cookie


def test_cookies_are_secure_unless_told_otherwise():
    assert Settings().secure_cookies is True


def test_the_key_is_made_once_that_is_known_and_only_its_owner_reads_it(tmp_path, caplog):
    path = tmp_path / 'var' / 'secret'

    made = read_secret(path)

    assert read_secret(path) == made and len(made) == 128
    assert is_new(path) and not is_new(tmp_path / 'other')
    assert not caplog.records
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ['secret']


@pytest.mark.parametrize('found', ['', '\n', 'a' * 63])
def test_a_key_that_is_too_short_is_no_key(tmp_path, found):
    (tmp_path / 'secret').write_text(found)

    with pytest.raises(BadSecret, match='secret'):
        read_secret(tmp_path / 'secret')


def test_where_none_can_be_made_it_is_said_which_is_missing(tmp_path):
    (tmp_path / 'vault').touch()

    with pytest.raises(BadSecret, match='vault/secret: the key of sessions is not there'):
        read_secret(tmp_path / 'vault/secret')


def test_of_two_first_starts_both_use_the_key_of_the_quicker(tmp_path, monkeypatch):
    path, link = tmp_path / 'secret', os.link

    def slower(source, target):
        path.write_text('b' * 128)
        link(source, target)

    monkeypatch.setattr(os, 'link', slower)

    assert read_secret(path) == 'b' * 128
