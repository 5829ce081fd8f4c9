"""What machines that watch the portal are told, and what the log keeps of a request."""
import io
import json
import logging
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings, Settings
from hanoiportal.discovery.catalog.watching import MANY, caught_up
from hanoiportal.oversight.compliance.probing import IProbing
from hanoiportal.platform.monitoring.interfaces import IChecks
from hanoiportal.platform.monitoring.lines import JsonLines
from hanoiportal.platform.monitoring.standard import Heartbeat, secret
from hanoiportal.web.login.login import DOORS
from hanoiportal.web.pagecache.visiting import visit
from hanoiportal.web.pagecache.watching import OWN_VISIT
from pyramid.registry import Registry
from support.clocks import NOW, SetClock
from webtest import TestApp

MARKS = ('nguyen-van-marker', 'marker@example.org', '203.0.113.77', 'từ-khóa-marker',
         'Marker2026!')
INSIDE, OUTSIDE = {'REMOTE_ADDR': '127.0.0.1'}, {'REMOTE_ADDR': '203.0.113.77'}


@pytest.fixture
def inside(wsgi, small_portal):
    return TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost', **INSIDE})


@pytest.fixture
def log():
    """All that the portal logs, as it is written."""
    lines, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    portal = logging.getLogger('hanoiportal')
    levels = root.level, portal.level
    root.addHandler(handler)
    portal.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    portal.setLevel(levels[1])


@pytest.fixture
def broken(registry):
    """A check that says what it is told to."""
    said = ['']
    registry.getUtility(IChecks).add('copy', lambda _registry, _portal: said[0])
    return said


@pytest.mark.clause('7.6')
def test_a_stranger_learns_whether_the_portal_is_well_and_nothing_else(app, broken):
    assert app.get('/healthz', extra_environ=OUTSIDE).text == 'ok\n'

    broken[0] = 'the last copy is of 1 January'
    app.app.registry.getUtility(IChecks)._answers.clear()

    answer = app.get('/healthz', extra_environ=OUTSIDE, status=200)
    assert answer.text == 'not ok\n'
    assert answer.headers['Cache-Control'] == 'no-store'


def test_who_runs_the_portal_is_told_what_is_wrong_and_it_still_takes_requests(inside, broken):
    broken[0] = 'the last copy is of 1 January'

    assert inside.get('/healthz').text == 'not ok\ncopy: the last copy is of 1 January\n'
    assert inside.get('/readyz', status=200).text == 'ready\n'


def test_what_a_check_raises_is_wrong_and_its_words_are_not_told(inside, registry, log):
    registry.getUtility(IChecks).add('copy', lambda *_given: {}[MARKS[0]])

    assert inside.get('/healthz').text == 'not ok\ncopy: KeyError: see the log\n'
    assert 'KeyError' in log.getvalue()
    assert MARKS[0] not in log.getvalue()


def test_a_portal_without_data_is_not_ready(wsgi):
    app = TestApp(wsgi, extra_environ={'HTTP_HOST': 'whoever', **INSIDE})

    assert 'holds no portal' in app.get('/readyz', status=503).text
    assert app.get('/healthz', status=200).text.startswith('not ok')


def test_a_portal_without_an_index_of_this_build_is_not_ready_and_says_what_to_do(
        inside, small_portal):
    assert inside.get('/readyz').text == 'ready\n'
    del small_portal.indexes.catalog['month']
    transaction.commit()
    inside.app.registry.getUtility(IChecks)._answers.clear()

    answer = inside.get('/readyz', status=503)

    assert 'search index: the search index has no month: run' in answer.text


def test_a_search_index_that_lags_behind_is_told(inside, registry, small_portal):
    text = small_portal.indexes.catalog['text']
    assert caught_up(registry, small_portal) == caught_up(registry, None) == ''
    pending, text.pending = text.pending(), lambda: MANY + 1
    assert pending < MANY and caught_up(registry, small_portal).startswith(f'{MANY + 1} texts')


def test_a_scheduler_that_no_longer_looks_is_an_alarm():
    class Registry:
        def getUtility(self, _iface):
            return type('Settings', (), {'scheduler': True, 'scheduler_seconds': 15})

    now = [0]
    heartbeat = Heartbeat(lambda: now[0])
    now[0] = 149
    assert heartbeat.check(Registry(), None) == ''
    now[0] = 200
    assert heartbeat.check(Registry(), None) == 'no job has run for 200 seconds'
    heartbeat.beat(None)
    assert heartbeat.check(Registry(), None) == ''


@pytest.mark.parametrize('days, limit, said', [
    (364, 365, ''), (365, 365, 'the key of sessions is 365 days old'), (9, 9, 'the key of '),
    (9999, 0, '')])
def test_a_key_of_sessions_that_is_old_is_told(tmp_path, monkeypatch, days, limit, said):
    file, registry = tmp_path / 'secret', Registry()
    file.touch()
    os.utime(file, ((NOW - timedelta(days=days)).timestamp(),) * 2)
    registry.registerUtility(Settings(secret_file=file, secret_days=limit), ISettings)
    registry.registerUtility(SetClock(NOW), IClock)

    assert secret(registry, None).startswith(said) and bool(secret(registry, None)) is bool(said)
    monkeypatch.setenv('PORTAL_SECRET', 'x')
    assert secret(registry, None) == ''


def test_who_runs_the_portal_is_told_of_it(inside, registry):
    os.utime(registry.getUtility(ISettings).secret_file, (0, 0))

    said = inside.get('/healthz').text
    assert re.search(r'\nsecret: the key of sessions is \d+ days old\n', said)


def test_only_configured_networks_read_the_measures(app, inside):
    assert 'portal_request_seconds' in inside.get('/metrics').text
    refused = app.get('/metrics', extra_environ=OUTSIDE, status=404)
    nothing = app.get('/no-such-thing', extra_environ=OUTSIDE, status=404)
    assert re.sub('metrics', 'no-such-thing', refused.text) == nothing.text


def test_the_measures_count_kinds_of_pages_and_hold_no_address(inside):
    inside.get(f'/search?q={MARKS[0]}')
    inside.get(f'/tin-tuc-su-kien/{MARKS[0]}', status=404)
    inside.get('/tin-tuc-su-kien')
    inside.get('/tin-tuc-su-kien')

    measures = inside.get('/metrics').text
    assert MARKS[0] not in measures
    for line in ('shell="public",status="200"', 'kind="search"', 'kind="kept"',
                 'portal_pages_total{source="cache"}', 'portal_scheduler_lag_seconds',
                 'portal_zodb_cached_objects{database="content"}',
                 'portal_mails{folder="new"} ', 'portal_alarm{check="databases"} 0.0'):
        assert line in measures


def test_the_pages_of_the_log_in_are_counted_as_its_own(app, log):
    for door in sorted(DOORS):
        app.get(f'/{door}', expect_errors=True)
        app.get(f'/english/{door}', expect_errors=True)
    app.get('/english/desk', expect_errors=True)
    app.get('/english/', expect_errors=True)

    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line['shell'] for line in lines] == ['login'] * 2 * len(DOORS) + ['desk', 'public']


def test_each_answer_has_an_id_of_our_own_that_is_no_part_of_a_page(app):
    first = app.get('/', headers={'X-Request-Id': 'theirs'})
    again = app.get('/', headers={'X-Request-Id': 'theirs'})

    assert re.fullmatch('[0-9a-f]{16}', first.headers['X-Request-Id'])
    assert first.headers['X-Request-Id'] != again.headers['X-Request-Id']
    assert first.body == again.body
    assert first.headers['ETag'] == again.headers['ETag']


def test_the_id_is_not_among_what_the_cache_keeps(app, wsgi, monkeypatch):
    kept = []
    monkeypatch.setattr(
        wsgi._cache, 'put', lambda _key, page: kept.append(vars(page.form('identity')[0])))

    answer = app.get('/tin-tuc-su-kien')

    assert answer.headers['X-Request-Id'] not in repr(kept)
    assert kept


@pytest.mark.clause('8.8')
def test_the_log_tells_of_requests_and_holds_nothing_of_who_asked(app, log):
    login, mail, address, words, password = MARKS
    environ = {'REMOTE_ADDR': address}
    app.get(f'/search?q={words}', extra_environ=environ)
    app.get(f'/tin/{login}?{mail}', status=404, extra_environ=environ)
    page = app.get('/login', extra_environ=environ)
    form = next(form for form in page.forms.values() if 'password' in form.fields)
    form['login'], form['password'] = login, password
    form.submit(extra_environ=environ, expect_errors=True)

    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {'public', 'login'} <= {line.get('shell') for line in lines}
    assert all(re.fullmatch('[0-9a-f]{16}', line['request']) for line in lines)
    for mark in MARKS:
        assert mark not in log.getvalue()


def test_a_page_that_the_portal_asks_itself_for_counts_as_no_request_and_no_client_can_say_so(
        app, inside, registry, log):
    pages, made = [], 'portal_pages_total{source="made"}'
    for ask in (lambda: visit(registry.getUtility(IProbing).application, 'localhost', '/'),
                lambda: app.get('/tin-tuc-su-kien', headers={OWN_VISIT: '1'})):
        before = len(log.getvalue().splitlines())
        assert ask()
        measures = inside.get('/metrics').text
        pages.append((len(log.getvalue().splitlines()) - before, next(
            float(line.split()[1]) for line in measures.splitlines() if line.startswith(made))))

    assert [lines for lines, _made in pages] == [0, 1]
    assert pages[1][1] == pages[0][1] + 1


def test_an_error_is_logged_with_its_place_and_the_id_of_its_request(app, log, monkeypatch):
    def fail(*_given):
        raise ValueError(MARKS[0])

    monkeypatch.setattr('hanoiportal.web.routing.address.split_language', fail)
    answer = app.get('/tin-tuc-su-kien', status=500)

    found = [json.loads(line) for line in log.getvalue().splitlines() if 'ValueError' in line]
    assert found[0]['request'] == answer.headers['X-Request-Id']
    assert 'test_monitoring.py' in found[0]['error']['frames'][-1]
    assert MARKS[0] not in log.getvalue()


def test_the_words_of_an_error_of_the_machine_are_kept(log):
    try:
        Path('/nonexistent/file').read_bytes()
    except OSError:
        logging.getLogger('hanoiportal.x').exception('no file')
    assert 'No such file' in json.loads(log.getvalue())['error']['message']


def test_the_path_that_the_server_names_is_cut_off(log):
    logging.getLogger('waitress').error('Exception while serving /tin/%s', MARKS[0])

    assert json.loads(log.getvalue())['message'] == 'Exception while serving'
