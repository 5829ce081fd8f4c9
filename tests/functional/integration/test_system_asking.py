"""How a system proves itself, what it is refused, how often it may ask, and asking twice."""
import logging
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.integration.idempotency.erasing import forget_answers
from hanoiportal.integration.idempotency.services import ATTRIBUTE
from hanoiportal.integration.serviceaccounts.interfaces import DRAFTS_WRITE
from hanoiportal.web.login.throttle import IThrottles, Limit
from support.application import app
from support.systems import PLACE, System, accounts_of, connected

stranger = app


def refusal(system, path='/drafts', status=401):
    """Return all of a refusal that an asker sees."""
    answer = system.ask('GET', path, status=status)
    shown = {name: value for name, value in answer.headers.items() if name not in (
        'Date', 'Content-Length', 'X-Request-Id')}
    return answer.body, shown


def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(
        system, browser, registry, small_portal, bavi, clock):
    usual = refusal(System(browser, None))
    assert b'"status": 401' in usual[0]
    assert usual[1]['WWW-Authenticate'] == 'Bearer realm="api"'
    _account, far = connected(registry, bavi, networks='192.0.2.0/24', title='Xa')
    other, elsewhere = connected(registry, small_portal['sites']['soxaydung'])
    bad = ['', 'x', system.token + 'x', system.token[:-1], system.token.replace('hnp_', 'hnp'),
           far, 'hnp_u0000000000000000_' + 43 * 'a']
    for token in bad:
        assert refusal(System(browser, token)) == usual
    on_bavi = System(browser, elsewhere)
    for header in ('Basic cXVhbnRyaTp4', f'Token {system.token}', 'Bearer', '\xe9'):
        assert refusal(_With(browser, header)) == usual
    assert system.ask('GET', '/drafts', status=200)

    transaction.begin()
    system.account.suspended = True
    transaction.commit()
    assert refusal(system) == usual
    transaction.begin()
    system.account.suspended = False
    accounts_of(registry).revoke(system.account, system.account.tokens[-1].id, 'test')
    transaction.commit()
    assert refusal(system) == usual
    clock.pass_(days=31)
    assert refusal(on_bavi) == usual
    assert other.is_served


class _With(System):
    """A system that sends another header."""

    def __init__(self, browser, header):
        super().__init__(browser, None)
        self._header = header

    def ask(self, *given, **more):
        return super().ask(*given, Authorization=self._header, **more)


def test_a_token_opens_its_own_site_and_nothing_of_another(
        system, browser, registry, small_portal):
    elsewhere = System(browser, connected(registry, small_portal['sites']['soxaydung'])[1])
    path = 'http://localhost/sites/bavi/api/v1/drafts'
    assert system.ask('GET', path, status=200)
    assert elsewhere.ask('GET', path, status=401)
    assert elsewhere.ask('GET', '/drafts', status=200)


def test_a_token_opens_no_page_of_the_desk_and_a_cookie_nothing_here(system, visit, bavi):
    bearer = {'Authorization': f'Bearer {system.token}'}
    for path in ('/desk/sites/bavi/@@service-accounts', '/desk', '/console', '/account'):
        assert system.browser.get(path, headers=bearer, status='*').status_int in (302, 303, 404)
    editor = visit('bavi-editor')
    assert System(editor, None).ask('GET', '/drafts', status=401)
    assert System(editor, None).write(PLACE, status=401)
    both = System(editor, system.token).write(PLACE)
    transaction.begin()
    item = bavi.__parent__.__parent__.__objectmap__.object_for(int(both.json['id']))
    assert item.created_by == system.account.id


def test_scopes_are_asked_for(browser, registry, bavi):
    writer = System(browser, connected(registry, bavi, (DRAFTS_WRITE,))[1])
    own = f'/drafts/{writer.write(PLACE).json["id"]}'
    refused = writer.ask('POST', f'{own}/submit', {}, 403)

    assert 'error="insufficient_scope", scope="submit"' in refused.headers['WWW-Authenticate']
    assert writer.ask('POST', f'{own}/files', {'fields': {}}, 403)
    assert writer.ask('POST', '/uploads', status=403)


def test_a_token_is_taken_by_https_alone(system, registry):
    settings = registry.getUtility(ISettings)
    registry.registerUtility(replace(settings, secure_cookies=True), ISettings)
    try:
        assert system.ask('GET', '/drafts', status=403).json['type'].endswith('#https-required')
        assert system.ask('GET', 'https://localhost/api/v1/drafts', status=200)
    finally:
        registry.registerUtility(settings, ISettings)


def test_so_many_requests_and_no_more(system, browser, registry, bavi):
    throttles = registry.getUtility(IThrottles)
    before, throttles.limits = throttles.limits, {
        **throttles.limits, 'api-system': Limit(3, 60), 'api-token': Limit(2, 60)}
    try:
        answers = [system.ask('GET', '/drafts', status=each) for each in (200, 200, 200, 429)]
        assert [each.headers['RateLimit'].split(';')[1] for each in answers] == [
            'r=2', 'r=1', 'r=0', 'r=0']
        assert answers[0].headers['RateLimit-Policy'] == '"api-system";q=3;w=60'
        assert 0 < int(answers[3].headers['Retry-After']) <= 60
        wrong = [System(browser, 'x').ask('GET', '/drafts', status='*').status_int
                 for _each in range(3)]
        assert wrong == [401, 401, 429]
        another = System(browser, connected(registry, bavi, title='Khác')[1])
        assert another.ask('GET', '/drafts', status=200)
    finally:
        throttles.limits = before


def test_no_log_and_no_page_has_a_token(system, visit, caplog, small_portal):
    caplog.set_level(logging.DEBUG)
    system.write(PLACE)
    System(system.browser, system.token + 'x').ask('GET', '/drafts', status=401)
    secret = system.token[22:]
    log = visit('quantri').get('/desk/audit').text

    assert 'Cấp mã truy cập' in log and 'Thêm mới' in log
    assert secret not in log and secret not in caplog.text
    assert secret not in repr([vars(each) for each in small_portal['accounts'].values()])


def test_what_is_sent_again_with_its_key_is_done_once(system, small_portal, clock):
    def write(key, title='Một tin', status=201):
        return system.write(PLACE, title, status, headers={'Idempotency_Key': key})

    first, again = write('"k-1"'), write('"k-1"')
    for name in ('ETag', 'Location'):
        assert again.headers[name] == first.headers[name]
    assert (again.body, again.status) == (first.body, first.status)
    assert write('k-1').body == first.body
    assert write('"k-1"', 'Tin khác', 422).json['type'].endswith('#key-used')
    assert write('"k-2"').json['id'] != first.json['id']
    for key in ('', '"', 'x' * 256, 'a b'):
        assert write(key, status=400)
    own = f'/drafts/{first.json["id"]}/submit'
    sent = [system.ask('POST', own, {}, 200, Idempotency_Key='s') for _each in range(2)]
    assert sent[0].body == sent[1].body
    assert system.ask('POST', own, {}, 409)
    assert len(system.ask('GET', '/drafts').json['items']) == 2

    clock.pass_(hours=25)
    transaction.begin()
    _account, token = connected(system.browser.app.registry,
                                small_portal['sites']['bavi'], title='Mới')
    assert write('"k-1"').json['id'] != first.json['id']
    transaction.begin()
    kept = getattr(small_portal, ATTRIBUTE)[system.account.id]
    assert [key for hour in kept.hours.values() for key in hour] == ['k-1']
    assert token


def test_a_refused_request_keeps_no_key(system):
    refused = system.write(PLACE, '', 422, headers={'Idempotency_Key': 'k'})
    assert refused.json['type'].endswith('#invalid')
    assert system.write(PLACE, headers={'Idempotency_Key': 'k'})


def test_an_erased_text_lives_on_in_no_kept_answer(system, small_portal, registry):
    gone, stays = (system.write(PLACE, title, headers={'Idempotency_Key': title}).json['id']
                   for title in ('zqxoa', 'zqcon'))
    transaction.begin()
    forget_answers(small_portal, Erased(frozenset({int(gone)})), registry)

    [(key, (_moment, answer))] = [
        each for hour in getattr(small_portal, ATTRIBUTE)[system.account.id].hours.values()
        for each in hour.items()]
    assert key == 'zqcon' and f'"id": "{stays}"' in answer.body
    forget_answers(small_portal, Erased(accounts={system.account.id: 1}), registry)
    assert not getattr(small_portal, ATTRIBUTE)


@pytest.mark.parametrize('own_settings', [{}])
def test_keys_of_two_systems_are_two(system, browser, registry, bavi):
    other = System(browser, connected(registry, bavi, title='Khác')[1])
    assert system.write(PLACE, headers={'Idempotency_Key': 'k'}).json['id'] != other.write(
        PLACE, headers={'Idempotency_Key': 'k'}).json['id']
