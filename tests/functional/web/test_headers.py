"""What every answer tells the browser (ASVS 5.0, chapter 3; ADR 33)."""
import pytest
from hanoiportal import main
from hanoiportal.shells.commands.environment import close
from matrix.hardened import faults
from support.application import settings
from support.people import log_in
from webob import Response
from webtest import TestApp

ITEM = '/console/tin-tuc-su-kien'
CONSOLE = ('/console', '/console/@@undo', '/console/@@databases', '/console/accounts/@@accounts',
           f'{ITEM}/@@properties', f'{ITEM}/@@contents', f'{ITEM}/@@add?type=NewsItem',
           f'{ITEM}/@@history', f'{ITEM}/@@access', f'{ITEM}/@@object')
DESK = ('/desk', '/desk/@@places', '/desk/@@audit', '/desk/tin-tuc-su-kien/@@add?type=NewsItem')
PUBLIC = ('/', '/login', '/english', '/search?q=tin', '/khong-co', '/static/portal.css',
          '/desk-static/desk.js', '/robots.txt')


@pytest.mark.clause('8.1')
def test_every_shell_tells_browsers_to_run_nothing_that_is_not_ours(visit):
    administrator = visit('quantri')

    for path in (*PUBLIC, *DESK, *CONSOLE):
        answer = administrator.get(path, expect_errors=True)
        while answer.status_int in (302, 303):
            answer = answer.follow()
        assert faults(answer) == [], path


def test_what_is_looked_for_is_found():
    answer = Response('<p style="x"><a href="/" onclick="y">z</a><script>1</script>'
                      '<script src="/a.js"></script><style></style>')
    answer.headers['Content-Security-Policy'] = "default-src 'none'; script-src 'nonce-%s'" % (
        'a' * 22)
    found = ' '.join(faults(answer))

    for said in ('no X-Frame-Options', 'may become markup', 'style in', 'onclick in', 'script:  1',
                 'script:  src=', 'style sheet', 'no COEP'):
        assert said in found, said


def policy(answer):
    return dict(each.strip().partition(' ')[::2] for each in answer.headers[
        'Content-Security-Policy'].split(';'))


def test_the_console_runs_nothing_and_public_pages_only_what_they_link(visit):
    administrator = visit('quantri')
    console, public = (policy(administrator.get(path)) for path in (CONSOLE[1], '/'))

    assert (console['script-src'], public['script-src']) == ("'none'", "'self'")
    assert console['trusted-types'] == public['trusted-types'] == "'none'"


def test_a_nonce_is_of_one_answer_and_of_nothing_that_is_kept(visit):
    administrator = visit('quantri')
    desk, again, public = (administrator.get(path) for path in ('/desk', '/desk', '/'))

    assert policy(desk)['script-src'].startswith("'nonce-")
    assert policy(desk)['script-src'] != policy(again)['script-src']
    assert desk.headers['Cache-Control'] == 'no-store'
    assert 'nonce' not in public.text and 'nonce' not in str(public.headers)


@pytest.fixture
def in_service(tmp_path):
    """The application as in production: cookies over HTTPS alone."""
    (tmp_path / 'khac').mkdir()
    made = main({}, **settings(tmp_path / 'khac', **{'portal.secure_cookies': 'true'}))
    yield made
    close(made.registry)


def test_browsers_are_told_to_stay_with_https_over_https_in_production_alone(in_service, app):
    secure, plain = (
        TestApp(in_service, extra_environ={
            'HTTP_HOST': 'localhost', 'wsgi.url_scheme': scheme}).get('/', expect_errors=True)
        for scheme in ('https', 'http'))

    assert secure.headers['Strict-Transport-Security'] == 'max-age=63072000; includeSubDomains'
    assert 'Strict-Transport-Security' not in plain.headers
    assert 'Strict-Transport-Security' not in app.get('/').headers


def test_a_log_in_is_not_told_to_other_sites(app, people):
    answer = log_in(app, 'quantri')

    assert answer.headers['Referrer-Policy'] == 'strict-origin-when-cross-origin'
    assert answer.headers['Cross-Origin-Opener-Policy'] == 'same-origin'


def test_no_other_site_may_read_with_the_readers_cookies(app):
    for path in ('/', '/login', '/tin-tuc-su-kien/atom.xml', '/robots.txt'):
        answer = app.get(path, headers={'Origin': 'https://evil.example'}, expect_errors=True)

        assert not [name for name in answer.headers if name.startswith('Access-Control')]
