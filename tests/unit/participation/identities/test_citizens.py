"""The relying party against a real provider that lies in every way (ASVS 5.0, V9 and V10)."""
import base64
import json
import math
import threading
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.participation.identities import services
from hanoiportal.participation.identities.interfaces import (
    BUSY,
    DECLINED,
    DOWN,
    LOW,
    OVER,
    WRONG,
    ICitizens,
    Unconfirmed,
)
from hanoiportal.participation.identities.levels import read_levels
from hanoiportal.participation.identities.services import Citizens
from hanoiportal.platform.http.exchange import THREAD, Exchange
from hanoiportal.platform.http.interfaces import Deadline
from hanoiportal.platform.http.machines import connected
from hanoiportal.platform.http.services import Http
from joserfc import jwk, jws
from servers import CONFIG
from servers.vneid import CLIENT, MISBEHAVIOURS, NAME, SECRET, SUBJECT
from support.clocks import NOW, SetClock
from zope.interface.verify import verifyObject

#: Of a provider whose answers come byte by byte: all of them together may take no longer.
PATIENCE = 30
EPOCH = int(NOW.timestamp())


@pytest.fixture
def standing():
    """The clock of both sides."""
    return SetClock()


@pytest.fixture
def citizens(vneid, tmp_path, standing):
    """The ``Citizens`` of a portal that the provider knows."""
    vneid.clock = standing
    return Citizens(read_settings(vneid.settings(tmp_path)), read_levels(CONFIG / 'hanoi'),
                    lambda text: f'<{text}>', Http('https://hanoi.test'))


@pytest.fixture
def confirm(citizens, vneid, standing):
    """``confirm(**said)``: who comes of somebody who agrees; ``said``: changes of the answer."""
    def confirmed(**said):
        address, way = citizens.begin(standing.at, 'vi')
        return citizens.finish(way, came(vneid, address, **said), standing.at)

    return confirmed


def came(vneid, address, **said):
    """Return what the provider says by the browser of somebody who agrees at ``address``."""
    return dict(parse_qsl(urlsplit(vneid.agree(address, **said)).query))


def refused(confirm, **said):
    """Return the code by which it is refused."""
    with pytest.raises(Unconfirmed) as error:
        confirm(**said)
    return error.value.code


def test_who_agrees_is_known_by_name_level_and_a_mark_of_the_subject(confirm, vneid):
    identity = confirm()

    assert (identity.name, identity.level, identity.at) == (NAME, 2, NOW)
    assert identity.pseudonym == f'<vneid {vneid.issuer} {SUBJECT}>'


def test_no_more_is_asked_than_is_needed_and_every_way_has_secrets_of_its_own(
        citizens, vneid, standing):
    ways = [citizens.begin(standing.at, 'vi') for _ in range(2)]
    asked = [dict(parse_qsl(urlsplit(address).query)) for address, _way in ways]

    assert asked[0] == {
        'response_type': 'code', 'client_id': CLIENT, 'scope': 'openid profile',
        'redirect_uri': 'https://hanoi.gov.vn/_vneid', 'state': ways[0][1].state,
        'nonce': ways[0][1].nonce, 'code_challenge': asked[0]['code_challenge'],
        'code_challenge_method': 'S256', 'acr_values': 'muc-do-2', 'ui_locales': 'vi'}
    secrets = [part for _address, way in ways for part in (way.state, way.nonce, way.verifier)]
    assert len(set(secrets)) == 6 and all(len(each) == 43 for each in secrets)
    assert not any(way.verifier in address for address, way in ways)


@pytest.mark.parametrize('algorithm', ['RS256', 'PS256', 'ES256', 'EdDSA'])
def test_a_token_may_be_signed_by_every_algorithm_of_the_list(confirm, vneid, algorithm):
    vneid.signed_by = algorithm

    assert confirm().name == NAME


@pytest.mark.parametrize('algorithm', ['none', 'HS256'])
def test_a_token_without_a_signature_or_with_what_everybody_knows_is_refused(
        confirm, vneid, algorithm):
    vneid.signed_by = algorithm

    assert refused(confirm) == WRONG


CLAIMS = {
    'nonce of another way': {'nonce': 'x' * 43}, 'no nonce': {'nonce': None},
    'nonce that is no text': {'nonce': 1},
    'other audience': {'aud': 'cong-khac'}, 'no audience': {'aud': None},
    'two audiences': {'aud': [CLIENT, 'cong-khac'], 'azp': CLIENT},
    'other party': {'azp': 'cong-khac'},
    'other issuer': {'iss': 'https://vneid.example'}, 'no issuer': {'iss': None},
    'expired': {'exp': EPOCH - 61}, 'no end': {'exp': None}, 'end that is none': {'exp': '9e99'},
    'end that is no number': {'exp': math.nan}, 'no end at all': {'exp': math.inf},
    'end beyond all numbers': {'exp': 10 ** 400}, 'nonce in half a letter': {'nonce': '\ud800'},
    'issued in the future': {'iat': EPOCH + 61}, 'issued before': {'iat': EPOCH - 61},
    'never issued': {'iat': None}, 'not yet': {'nbf': EPOCH + 61},
    'no subject': {'sub': None}, 'empty subject': {'sub': ''}, 'number for a subject': {'sub': 7},
    'long subject': {'sub': 'x' * 256}, 'subject in half a letter': {'sub': '\ud800'},
    'subject in other letters': {'sub': 'é'},
    'no name': {'name': None}, 'blank name': {'name': ' \t'}, 'long name': {'name': 'x' * 201},
    'name that is a list': {'name': [NAME]}, 'name with a control sign': {'name': 'An\x00Binh'},
    'name that turns around': {'name': 'An\u202eBinh'},
    'name under a heap of marks': {'name': 'a' + '\u0316\u0300' * 20},
    'name that nobody sees': {'name': '\u3164'}, 'name of blank signs': {'name': '\u2800'},
    'name of marks alone': {'name': '\ufe0f'}, 'name with a hidden letter': {'name': 'An\uffa0'},
    'more than a token needs': {'more': 'x' * 12_000},
}


def test_a_token_that_is_not_for_this_way_or_not_whole_is_refused(confirm, vneid):
    for claims in CLAIMS.values():
        vneid.claims = claims

        assert refused(confirm) == WRONG, claims


@pytest.mark.parametrize('claims', [
    {'aud': [CLIENT]}, {'azp': CLIENT}, {'exp': EPOCH - 59}, {'iat': EPOCH + 59},
    {'iat': EPOCH - 59}, {'nbf': EPOCH + 59}, {'exp': EPOCH + .5}])
def test_what_a_token_may_say_besides_and_how_far_clocks_may_be_off(confirm, vneid, claims):
    vneid.claims = claims

    assert confirm().name == NAME


@pytest.mark.parametrize('acr', ['muc-do-1', 'khac', None, 2, ['muc-do-2']])
def test_who_is_not_known_surely_enough_is_told_so(confirm, vneid, acr):
    vneid.claims = {'acr': acr}

    assert refused(confirm) == LOW


HEADERS = {
    'token of another kind': {'typ': 'at+jwt'}, 'what must be understood': {'crit': ['x'], 'x': 1},
    'key that nobody has': {'kid': 'khac'}, 'other algorithm': {'alg': 'PS256', 'kid': 'khac'}}


@pytest.mark.parametrize('header', HEADERS.values(), ids=HEADERS)
def test_a_token_with_another_header_is_refused(confirm, vneid, header):
    whole = vneid.signed

    def lying(asked):
        head, *rest = whole(asked).split('.')
        said = {**json.loads(base64.urlsafe_b64decode(head + '==')), **header}
        if header.get('typ'):  # signed as it is
            vneid.header = header
            return whole(asked)
        return '.'.join([_letters(json.dumps(said)), *rest])

    vneid.signed = lying
    try:
        assert refused(confirm) == WRONG
    finally:
        del vneid.signed


def _letters(text):
    return base64.urlsafe_b64encode(text.encode()).rstrip(b'=').decode()


def test_a_key_that_a_token_brings_along_is_not_used(confirm, vneid):
    own = jwk.generate_key('RSA', 2048, auto_kid=True)
    payload = json.dumps({'iss': vneid.issuer, 'aud': CLIENT, 'sub': SUBJECT, 'iat': EPOCH,
                          'exp': EPOCH + 300, 'name': NAME, 'acr': 'muc-do-2'})
    registry = jws.JWSRegistry(algorithms=['RS256'])
    registry.max_header_length = 8000

    def forged(asked):
        claims = json.dumps({**json.loads(payload), 'nonce': asked['nonce']})
        return jws.serialize_compact(
            {'alg': 'RS256', 'kid': vneid.key('RS256').kid, 'jwk': own.as_dict(private=False)},
            claims, own, registry=registry)

    vneid.signed = forged
    try:
        assert refused(confirm) == WRONG
    finally:
        del vneid.signed


@pytest.mark.parametrize('token', ['', 'a.b', 'a.b.c', 7, None, [], 'x' * 20_000, '....', 'é.é.é'])
def test_what_is_no_token_is_refused(confirm, vneid, token):
    vneid.at['/token'] = lambda handler: handler.send(
        200, json.dumps({'id_token': token, 'access_token': 'x'}))

    assert refused(confirm) == WRONG


SAID = {
    'another way': ({'state': 'x' * 43}, OVER), 'no state': ({'state': None}, OVER),
    'mixed up': ({'iss': 'https://other.example'}, WRONG), 'no issuer': ({'iss': None}, WRONG),
    'no code': ({'code': None}, WRONG), 'empty code': ({'code': ''}, WRONG),
    'endless code': ({'code': 'x' * 4001}, WRONG), 'code of nobody': ({'code': 'x'}, WRONG),
    'declined': ({'code': None, 'error': 'access_denied'}, DECLINED),
    'refused': ({'code': None, 'error': '<script>alert(1)</script>'}, WRONG),
    'declined by another': ({'error': 'access_denied', 'iss': 'https://other.example'}, WRONG)}


@pytest.mark.parametrize('said,code', SAID.values(), ids=SAID)
def test_what_comes_by_the_browser_is_believed_of_this_way_alone(confirm, said, code):
    assert refused(confirm, **said) == code


def test_for_a_wrong_answer_the_provider_is_asked_nothing(confirm, vneid):
    refused(confirm, state='x')
    refused(confirm, iss='https://other.example')
    refused(confirm, code='x' * 4001)
    refused(confirm, code=None, error='server_error')

    assert '/token' not in [path for path, _form in vneid.asked]


def test_of_a_provider_that_does_not_name_itself_another_name_is_still_refused(confirm, vneid):
    vneid.metadata = {'authorization_response_iss_parameter_supported': False}

    assert confirm(iss=None).name == NAME
    assert refused(confirm, iss='https://other.example') == WRONG


def test_a_code_opens_once(citizens, vneid, standing):
    address, way = citizens.begin(standing.at, 'vi')
    said = came(vneid, address)
    citizens.finish(way, said, standing.at)

    with pytest.raises(Unconfirmed) as error:
        citizens.finish(way, said, standing.at)
    assert error.value.code == WRONG


def test_a_code_that_was_got_by_another_way_opens_nothing(citizens, vneid, standing):
    (first, _way), (_second, way) = (citizens.begin(standing.at, 'vi') for _ in range(2))
    said = {**came(vneid, first), 'state': way.state}

    with pytest.raises(Unconfirmed) as error:
        citizens.finish(way, said, standing.at)
    assert error.value.code == WRONG


def test_a_token_of_another_way_does_not_pass_for_this_one(citizens, vneid, standing):
    address, way = citizens.begin(standing.at, 'vi')

    with pytest.raises(Unconfirmed) as error:
        citizens.finish(replace(way, nonce='y' * 43), came(vneid, address), standing.at)
    assert error.value.code == WRONG


def test_keys_are_kept_and_when_they_turn_the_new_ones_are_got_but_not_ever_anew(
        confirm, vneid, standing):
    for _ in range(3):
        confirm()
    kept = [path for path, _form in vneid.asked].count('/jwks')
    vneid.turn_keys()
    first = refused(confirm)
    standing.pass_(seconds=61)
    turned = confirm()
    vneid.header = {'kid': 'khac'}
    for _ in range(5):
        refused(confirm)

    assert (kept, first, turned.name) == (1, WRONG, NAME)
    assert [path for path, _form in vneid.asked].count('/jwks') == 2


def test_what_the_provider_says_of_itself_is_kept_for_an_hour(citizens, vneid, standing):
    for minutes in (0, 30, 29):
        standing.pass_(minutes=minutes)
        citizens.begin(standing.at, 'vi')
    kept = len(vneid.asked)
    standing.pass_(minutes=1)
    citizens.begin(standing.at, 'vi')

    assert (kept, len(vneid.asked)) == (1, 2)


METADATA = {
    'of another': {'issuer': 'https://vneid.example'}, 'of nobody': {'issuer': None},
    'no token endpoint': {'token_endpoint': None}, 'a file': {'jwks_uri': 'file:///etc/passwd'},
    'a script': {'authorization_endpoint': 'javascript:alert(1)'},
    'with a name': {'token_endpoint': 'http://vneid@evil.example/'},
    'with a sign': {'jwks_uri': 'http://127.0.0.1:1/\r\nX: y'},
    'no port': {'token_endpoint': 'http://127.0.0.1:99999/'}, 'no address': {'jwks_uri': 'x'},
    'not a host': {'jwks_uri': 'http://[/'}, 'a list': {'jwks_uri': []},
    'other letters': {'authorization_endpoint': 'https://vnéid.example/'},
    'with a control sign': {'authorization_endpoint': 'https://vneid.example/\x01'},
    'user info elsewhere': {'userinfo_endpoint': 'ftp://vneid.example/'},
    'ways of saying the secret that are none': {'token_endpoint_auth_methods_supported': None},
    'a number of ways': {'token_endpoint_auth_methods_supported': 5}}


@pytest.mark.parametrize('metadata', METADATA.values(), ids=METADATA)
def test_metadata_of_another_issuer_or_without_a_sound_endpoint_are_refused(
        confirm, vneid, metadata):
    vneid.metadata = metadata

    assert refused(confirm) == WRONG


def test_the_name_of_the_issuer_is_compared_to_the_letter(vneid, tmp_path, standing):
    settings = {**vneid.settings(tmp_path), 'portal.vneid_issuer': vneid.issuer + '/'}
    other = Citizens(read_settings(settings), read_levels(CONFIG / 'hanoi'), str,
                     Http('https://hanoi.test'))

    with pytest.raises(Unconfirmed) as error:
        other.begin(standing.at, 'vi')
    assert error.value.code == WRONG


@pytest.mark.parametrize('issuer', [
    'https://[', 'https://x:99999', 'vneid', 'https://a b', '/', 'ftp://127.0.0.1'])
def test_an_issuer_that_is_no_address_is_no_error(vneid, tmp_path, standing, issuer):
    settings = {**vneid.settings(tmp_path), 'portal.vneid_issuer': issuer}
    other = Citizens(read_settings(settings), read_levels(CONFIG / 'hanoi'), str,
                     Http('https://hanoi.test'))

    with pytest.raises(Unconfirmed) as error:
        other.begin(standing.at, 'vi')
    assert error.value.code == WRONG


def test_a_name_that_is_in_user_info_alone_is_got_there(confirm, vneid):
    vneid.claims, vneid.user = {'name': None}, {'sub': SUBJECT, 'name': NAME, 'cccd': '001'}

    assert confirm().name == NAME


@pytest.mark.parametrize('user', [
    {'sub': 'khac', 'name': NAME}, {'name': NAME}, {'sub': SUBJECT}, {'sub': None, 'name': NAME}])
def test_user_info_of_somebody_else_is_not_believed(confirm, vneid, user):
    vneid.claims, vneid.user = {'name': None}, user

    assert refused(confirm) == WRONG


def test_the_secret_may_be_sent_in_the_form_if_the_provider_wants_it_so(confirm, vneid):
    vneid.metadata = {'token_endpoint_auth_methods_supported': ['client_secret_post']}

    assert confirm().name == NAME


def test_a_secret_that_is_not_there_is_no_error(confirm, citizens, vneid, tmp_path):
    (tmp_path / 'vneid-secret').unlink()

    assert refused(confirm) == DOWN


PLACES = ('/.well-known/openid-configuration', '/token', '/jwks', '/userinfo')
SLOW = ['hangs', 'drips', 'drips headers']
PROVIDER_FAULTS = [(name, place) for name in sorted(set(MISBEHAVIOURS) - set(SLOW))
                   for place in PLACES]


@pytest.mark.parametrize(('name', 'place'), PROVIDER_FAULTS)
def test_whatever_a_provider_answers_is_no_error_of_ours(confirm, vneid, place, name):
    vneid.claims = {'name': None}
    vneid.at[place] = MISBEHAVIOURS[name]

    assert refused(confirm) == DOWN
    assert '/elsewhere' not in [path for path, _form in vneid.asked]


def test_of_an_answer_without_an_end_a_little_is_read(confirm, vneid):
    vneid.at['/token'] = MISBEHAVIOURS['endless']

    assert refused(confirm) == DOWN
    assert vneid.sent < 30_000_000  # what lies in the buffers of the machine


def test_a_refusal_is_not_believed_whatever_it_holds(confirm, vneid):
    vneid.at['/token'] = lambda handler: handler.send(403, json.dumps(vneid.token(handler)))

    assert refused(confirm) == WRONG


def test_who_has_a_guard_refuse_what_they_send_keeps_nobody_else_away(confirm, vneid):
    vneid.at['/token'] = lambda handler: handler.send(403, '<h1>Blocked</h1>', 'text/html')
    said = refused(confirm)
    vneid.at.clear()

    assert (said, confirm().name) == (WRONG, NAME)


def test_a_port_that_nobody_listens_at_is_no_error(confirm, vneid):
    vneid.metadata = {'token_endpoint': 'http://127.0.0.1:1/token'}

    assert refused(confirm) == DOWN


@pytest.mark.parametrize('name', SLOW)
def test_nobody_waits_for_long(confirm, vneid, name, monkeypatch):
    monkeypatch.setattr(services, 'SECONDS', .5)
    vneid.at['/token'] = MISBEHAVIOURS[name]
    began = time.monotonic()

    assert refused(confirm) == DOWN
    assert time.monotonic() - began < PATIENCE
    while any(each.name == THREAD for each in threading.enumerate()):
        assert time.monotonic() - began < 90, 'who asks does not end'
        time.sleep(.02)


def test_who_was_not_reached_is_left_in_peace_for_a_moment(confirm, vneid, standing):
    vneid.at['/token'] = MISBEHAVIOURS['error']
    refused(confirm)
    vneid.at.clear()
    asked = len(vneid.asked)

    assert refused(confirm) == DOWN and len(vneid.asked) == asked + 1  # the browser's
    standing.pass_(seconds=20)
    assert confirm().name == NAME


def test_who_gives_up_before_there_is_a_connection_leaves_none(vneid):
    asking = Exchange('GET', f'{vneid.issuer}/jwks', {}, 1)
    asking.give_up()
    asking.run(connected, Deadline(5))

    assert (asking.failure.detail, vneid.asked) == ('TimeoutError', [])


def test_a_clock_that_is_put_back_keeps_nobody_away(confirm, vneid, standing):
    vneid.at['/token'] = MISBEHAVIOURS['error']
    refused(confirm)
    vneid.at.clear()
    standing.pass_(hours=-3)

    assert confirm().name == NAME


def test_with_a_clock_that_is_put_back_nothing_is_kept_for_longer(citizens, vneid, standing):
    citizens.begin(standing.at, 'vi')
    standing.pass_(hours=-3)
    citizens.begin(standing.at, 'vi')

    assert len(vneid.asked) == 2


def test_only_a_few_wait_at_once_and_the_others_are_told_at_once(citizens, vneid, standing):
    vneid.at['/.well-known/openid-configuration'] = MISBEHAVIOURS['hangs']

    def begin(_number):
        try:
            citizens.begin(standing.at, 'vi')
        except Unconfirmed as error:
            if error.code == BUSY:
                vneid.released.set()  # the others wait until somebody was sent away
            return error.code

    with ThreadPoolExecutor(3) as threads:
        assert sorted(threads.map(begin, range(3))) == [BUSY, DOWN, DOWN]


def test_the_log_names_what_went_wrong_and_nobody(confirm, vneid, caplog):
    caplog.set_level('INFO', 'hanoiportal.participation.identities')
    vneid.claims = {'nonce': 'x'}
    refused(confirm)
    vneid.claims = {'acr': 'muc-do-1'}
    refused(confirm)
    refused(confirm, error='access_denied', code=None)
    refused(confirm, error='<b>' + NAME, code=None)

    assert caplog.messages[0] == 'identity not confirmed: wrong: claim: nonce'
    assert not any(secret in caplog.text for secret in (NAME, SUBJECT, '<b>', vneid.issuer))


def test_it_keeps_its_promise(citizens):
    assert verifyObject(ICitizens, citizens)
    assert citizens.is_open


@pytest.mark.parametrize('missing', ['portal.vneid_issuer', 'portal.vneid_client_id'])
def test_without_its_settings_nobody_is_asked(vneid, tmp_path, missing):
    settings = {**vneid.settings(tmp_path), missing: ''}

    assert not Citizens(read_settings(settings), None, None, None).is_open


def test_levels_have_a_basis_and_a_row_that_cannot_be_read_is_named(tmp_path):
    header = 'acr,level,accepted,basis,valid_from,valid_to\n'
    for row, why in (('a,2,maybe,x,,\n', 'line 2: accepted'), ('a,x,yes,x,,\n', 'line 2')):
        (tmp_path / 'identity_levels.csv').write_text(header + row)
        with pytest.raises(ValueError, match=why):
            read_levels(tmp_path)
    assert all(line.split(',')[3] for line in Path(
        CONFIG / 'hanoi/identity_levels.csv').read_text().splitlines())


def test_whoever_asks_the_provider_of_the_tests_wrongly_is_refused(citizens, vneid, standing):
    address, way = citizens.begin(standing.at, 'vi')
    right = dict(parse_qsl(urlsplit(address).query))
    form = {'grant_type': 'authorization_code', 'redirect_uri': right['redirect_uri'],
            'code_verifier': way.verifier}
    basic = b64encode(f'{quote(CLIENT, safe="")}:{quote(SECRET, safe="")}'.encode()).decode()
    for path, changes, headers, status in REFUSED:
        said, given = (right, None) if path == '/authorize' else ({}, form)
        if given is not None:
            given = {**given, 'code': came(vneid, address)['code'], **changes}
        query = urlencode({**said, **changes}) if said else ''
        assert _status(vneid, f'{path}?{query}', given if path == '/token' else None, {
            'Authorization': f'Basic {basic}', **headers}) == status, (path, changes, headers)
    code = came(vneid, address)['code']
    for status in (200, 400):  # a code is good once
        assert _status(vneid, '/token', {**form, 'code': code}, {
            'Authorization': f'Basic {basic}'}) == status
    assert _status(vneid, f'/authorize?{urlencode(right)}') == 200


REFUSED = [
    *(('/authorize', {name: value}, {}, 400) for name, value in (
        ('client_id', 'khac'), ('client_id', ''), ('redirect_uri', 'https://khac.vn/_vneid'),
        ('redirect_uri', 'https://hanoi.gov.vn/_vneid/'), ('redirect_uri', ''),
        ('response_type', 'token'), ('response_type', 'code id_token'), ('scope', 'profile'),
        ('scope', ''), ('state', ''), ('nonce', ''), ('code_challenge', ''),
        ('code_challenge', 'ngan'), ('code_challenge_method', 'plain'),
        ('acr_values', 'muc-do-9'))),
    *(('/token', {name: value}, {}, 400) for name, value in (
        ('grant_type', 'password'), ('grant_type', ''), ('code', ''), ('code', 'khac'),
        ('redirect_uri', 'https://hanoi.gov.vn/login-vneid'), ('code_verifier', 'x' * 43),
        ('code_verifier', ''))),
    *(('/token', {}, {'Authorization': shown}, 401) for shown in (
        '', 'Basic', 'Basic !', 'Bearer x', 'Basic ' + b64encode(b'a:b').decode())),
    ('/userinfo', {}, {'Authorization': 'Bearer khac'}, 401),
    ('/khong-co', {}, {}, 404), ('/.well-known/khac', {}, {}, 404)]


def _status(vneid, path, form=None, headers=()):
    """Return the status of what the provider answers to a request."""
    parts = urlsplit(vneid.issuer)
    line = HTTPConnection(parts.hostname, parts.port, timeout=5)
    body = None if form is None else urlencode(form)
    line.request('GET' if form is None else 'POST', parts.path + path, body, dict(headers))
    status = line.getresponse().status
    line.close()
    return status
