"""Channels that fail, throttle, lie and break off; and what the servers of the tests refuse."""
import json
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from servers.facebook import PAGE, TOKEN
from servers.jsonserver import lost
from servers.zalo import ACCOUNT, APP, CREATE, LIST, OAUTH, REMOVE, SECRET, UPDATE, VERIFY
from support.channels import SUMMARY, TITLE


def says(status, said, **headers):
    return lambda handler: handler.say(status, said, **headers)


def fails(code, status=400, subcode=0):
    return says(status, {'error': {'code': code, 'message': 'x', 'type': 'OAuthException',
                                   'error_subcode': subcode}})


FEED = f'{PAGE}/feed'
OF_FACEBOOK = {
    'fails': (FEED, says(503, b''), 'later'), 'a page': (FEED, says(200, b'<html>'), 'later'),
    'no id': (FEED, says(200, {}), 'later'), 'a list': (FEED, says(200, []), 'later'),
    'unknown': (FEED, fails(1, 500), 'later'), 'service': (FEED, fails(2, 503), 'later'),
    'too many calls': (FEED, fails(4, 403), 'later'), 'page limit': (FEED, fails(32), 'later'),
    'blocked': (FEED, fails(368), 'later'), 'no link': (FEED, fails(1609005), 'later'),
    'token': (FEED, fails(190, 401), 'later'), 'no right': (FEED, fails(200, 403), 'refused'),
    'parameter': (FEED, fails(100), 'refused'), 'throttles': (FEED, says(
        429, b'', Retry_After='60'), 'later'), 'deep': (FEED, says(200, b'[' * 60_000), 'later'),
    'too much': (FEED, says(200, b' ' * 300_000), 'later'), 'breaks off': (
        FEED, lost(FEED), 'later')}
OF_ZALO = {
    'fails': (CREATE, says(503, b''), 'later'), 'a page': (CREATE, says(200, b'<html>'), 'later'),
    'no token': (CREATE, says(200, {'error': 0}), 'later'),
    'rate': (CREATE, says(200, {'error': -32}), 'later'),
    'quota': (CREATE, says(200, {'error': -211}), 'later'),
    'unknown': (CREATE, says(200, {'error': -1}), 'later'),
    'no error': (CREATE, says(200, {'data': {'token': 'x'}}), 'later'),
    'package': (CREATE, says(200, {'error': -224}), 'refused'),
    'parameter': (CREATE, says(200, {'error': -201}), 'refused'),
    'ended': (CREATE, says(200, {'error': -216}), 'later'),
    'away': (CREATE, says(401, b''), 'later'),
    'throttles': (CREATE, says(429, b'', Retry_After='60'), 'later'),
    'deep': (CREATE, says(200, b'[' * 60_000), 'later'),
    'in work': (VERIFY, says(200, {'error': -214}), 'later'),
    'no id': (VERIFY, says(200, {'error': 0, 'data': {}}), 'later'),
    'verify fails': (VERIFY, says(500, b''), 'later'),
    'breaks off': (CREATE, lost(CREATE), 'later'),
    'verify breaks off': (VERIFY, lost(VERIFY), 'later')}


def played(channels, name, server, misdeeds, shown):
    """Play each of ``misdeeds`` on another text; in the end each has arrived once."""
    delivering = channels.at(name)
    for number, (misdeed, (path, answer, outcome)) in enumerate(misdeeds.items()):
        said = f'Lời {number}'
        channels.recall_and_forget(name)
        server.at[path] = answer
        channels.approve(channels.item, name, text=said)
        channels.look(seconds=1)
        assert delivering.outcomes()[0] == outcome, misdeed
        server.at.clear()
        if outcome == 'refused':
            delivering.service.replay(delivering.site, delivering.number, None, 'test')
            channels.commit()
        delivering.until_still()
        assert shown() == [said], misdeed
        assert delivering.state.dead == 0


def test_facebook_fails_in_many_ways(on_facebook, facebook, market):
    on_facebook.item = market
    played(on_facebook, 'facebook', facebook, OF_FACEBOOK,
           lambda: [each['message'] for each in facebook.posts.values()])


def test_zalo_fails_in_many_ways(on_zalo, zalo, market):
    on_zalo.item = market
    played(on_zalo, 'zalo', zalo, OF_ZALO,
           lambda: [each['description'] for each in zalo.articles.values()])


def test_what_was_made_before_its_item_went_is_taken_back(
        on_zalo, zalo, on_facebook, facebook, market, publishing):
    zalo.at[VERIFY], facebook.at[FEED] = says(500, b''), lost(FEED)
    for name in ('zalo', 'facebook'):
        on_zalo.approve(market, name)
    on_zalo.look(seconds=1)
    publishing.withdraw(market, 'test', why='Sai')
    on_zalo.commit()
    zalo.at.clear()
    for name in ('zalo', 'facebook'):
        on_zalo.at(name).until_still()
    assert (zalo.articles, facebook.posts) == ({}, {})
    assert REMOVE in zalo.asked


def in_turn(path, *answers):
    """Return what answers at ``path`` by one of ``answers`` after the other, then rightly."""
    left = list(answers)

    def answer(handler):
        now = left.pop(0)
        now(handler)
        handler.server.at.pop(path, None)
        if left:
            handler.server.at[path] = answer

    return answer


BUSY = {'facebook': fails(4, 403), 'zalo': says(200, {'error': -32})}


@pytest.mark.parametrize('is_withdrawn', [False, True])
def test_a_list_that_does_not_come_is_no_empty_list(
        on_zalo, zalo, on_facebook, facebook, market, publishing, is_withdrawn):
    facebook.at[FEED] = in_turn(FEED, lost(FEED), BUSY['facebook'])
    zalo.at.update({CREATE: lost(CREATE), LIST: in_turn(LIST, BUSY['zalo'])})
    for name in ('zalo', 'facebook'):
        on_zalo.approve(market, name)
    on_zalo.look(seconds=1)
    assert (len(zalo.articles), len(facebook.posts)) == (1, 1)
    if is_withdrawn:
        publishing.withdraw(market, 'test', why='Sai')
        on_zalo.commit()
    for name in ('zalo', 'facebook'):
        on_zalo.at(name).until_still()
    assert list(zalo.articles) == ([] if is_withdrawn else ['bai-1'])
    assert (len(facebook.posts), facebook.last) == (0 if is_withdrawn else 1, 1)


def test_what_zalo_cannot_tell_of_yet_is_not_taken_as_gone(on_zalo, zalo, market, publishing):
    zalo.slow = 1
    on_zalo.approve(market, 'zalo')
    on_zalo.look(seconds=1)
    publishing.withdraw(market, 'test', why='Sai')
    on_zalo.commit()
    zalo.at[VERIFY] = in_turn(VERIFY, BUSY['zalo'])
    on_zalo.at('zalo').until_still()
    assert zalo.articles == {} and zalo.asked[-1] == REMOVE


def test_a_text_approved_while_zalo_makes_another_is_what_stands_there(on_zalo, zalo, market):
    zalo.slow = 1
    on_zalo.approve(market, 'zalo', text='Lời cũ')
    on_zalo.look(seconds=1)
    on_zalo.approve(market, 'zalo', text='Lời mới')
    on_zalo.look(seconds=1)
    on_zalo.at('zalo').until_still()
    assert [each['description'] for each in zalo.articles.values()] == ['Lời mới']


def test_what_was_approved_after_an_answer_got_lost_corrects_what_was_made(
        on_zalo, zalo, on_facebook, facebook, market):
    facebook.at[FEED], zalo.at[CREATE] = lost(FEED), lost(CREATE)
    for name in ('zalo', 'facebook'):
        on_zalo.approve(market, name)
    on_zalo.look(seconds=1)
    on_zalo.approve(market, 'zalo', title='Nhan đề mới')
    on_zalo.approve(market, 'facebook', text='Lời mới')
    for name in ('zalo', 'facebook'):
        on_zalo.at(name).until_still()
    assert [each['title'] for each in zalo.articles.values()] == ['Nhan đề mới']
    assert [each['message'] for each in facebook.posts.values()] == ['Lời mới']


def test_the_post_of_another_item_with_the_same_words_stays(
        on_zalo, zalo, on_facebook, facebook, market, editing, publishing):
    second = editing.add(market.__parent__, 'cho-hoa-2', 'NewsItem', {
        'title': TITLE, 'summary': SUMMARY, 'body': '<p>Chợ</p>',
        'images': '/sites/bavi/da-phuong-tien/anh-cho'}, 'test')
    publishing.publish(second, 'test')
    on_zalo.commit()
    for name in ('zalo', 'facebook'):
        on_zalo.approve(market, name)
    on_zalo.look(seconds=1)
    facebook.at[FEED], zalo.at[CREATE] = says(503, b''), says(503, b'')
    for name in ('zalo', 'facebook'):
        on_zalo.approve(second, name)
    on_zalo.look(seconds=1)
    publishing.withdraw(second, 'test', why='Sai')
    on_zalo.commit()
    facebook.at.clear()
    zalo.at.clear()
    for name in ('zalo', 'facebook'):
        on_zalo.at(name).until_still()
    assert (len(zalo.articles), len(facebook.posts)) == (1, 1)


def test_somebody_who_took_a_post_away_there_stops_nothing(on_facebook, facebook, market,
                                                           publishing):
    on_facebook.approve(market, 'facebook')
    on_facebook.look(seconds=1)
    facebook.posts.clear()
    publishing.withdraw(market, 'test', why='Sai')
    on_facebook.commit()
    on_facebook.look(seconds=1)
    assert on_facebook.at('facebook').outcomes()[0] == 'accepted'


ARTICLE = {
    'type': 'normal', 'title': 'T', 'author': 'A', 'description': 'D', 'status': 'show',
    'comment': 'show', 'cover': {'cover_type': 'photo', 'photo_url': 'https://a.vn/a.jpg',
                                 'status': 'show'}, 'body': [{'type': 'text', 'content': 'C'}]}
FORM = {'refresh_token': 'lam-moi-0', 'app_id': APP, 'grant_type': 'refresh_token'}
OWN = {'secret_key': SECRET, 'Content-Type': 'application/x-www-form-urlencoded'}


def article(**changed):
    return {**ARTICLE, **changed}


ZALO_REFUSES = [
    (CREATE, ARTICLE, {'access_token': 'x'}, -216), (CREATE, ARTICLE, {'access_token': ''}, -216),
    (CREATE, b'{', {}, -201), (CREATE, [], {}, -201),
    (CREATE, ARTICLE, {'Content-Type': 'text/xml'}, -201), (CREATE, article(x=1), {}, -201),
    (CREATE, article(type='tin'), {}, -201), (CREATE, article(title='T' * 151), {}, -201),
    (CREATE, article(title=''), {}, -201), (CREATE, article(description='D' * 301), {}, -201),
    (CREATE, article(author='A' * 51), {}, -201), (CREATE, article(cover=None), {}, -201),
    (CREATE, article(cover={**ARTICLE['cover'], 'photo_url': 'a.jpg'}), {}, -201),
    (CREATE, article(cover={**ARTICLE['cover'], 'cover_type': 'x'}), {}, -201),
    (CREATE, article(status='public'), {}, -201), (CREATE, article(comment=True), {}, -201),
    (CREATE, article(body=[]), {}, -201), (CREATE, article(body=[{'type': 'html'}]), {}, -201),
    (CREATE, article(id='bai-1'), {}, -201), (UPDATE, ARTICLE, {}, -201),
    (UPDATE, article(id='bai-1'), {}, -201), (VERIFY, {'token': 'x'}, {}, -201),
    (REMOVE, {'id': 'x'}, {}, -201), ('/v2.0/article/del', {}, {}, -404),
    (LIST + '?offset=0&limit=11&type=normal', None, {}, -201),
    (LIST + '?offset=0&limit=5&type=x', None, {}, -201), (OAUTH, FORM, {}, -14004),
    (OAUTH, {**FORM, 'app_id': '1'}, OWN, -14002),
    (OAUTH, {**FORM, 'grant_type': 'x'}, OWN, -14009),
    (OAUTH, {**FORM, 'refresh_token': 'x'}, OWN, -14020)]
POST = {'message': 'M', 'link': 'https://a.vn', 'access_token': TOKEN}


def post(**changed):
    return {**POST, **changed}


WITH = '?' + urlencode({'access_token': TOKEN})
FACEBOOK_REFUSES = [
    ('POST', FEED, post(access_token='x'), 190), ('POST', FEED, post(access_token=''), 190),
    ('GET', FEED, None, 190), ('POST', FEED, b'{', 100), ('POST', FEED, [], 100),
    ('POST', FEED, post(x=1), 100), ('POST', FEED, post(message=1), 100),
    ('POST', FEED, post(message='M' * 63_207), 100),
    ('POST', FEED, post(message='', link=''), 100), ('POST', FEED, post(link='a.vn'), 100),
    ('POST', FEED, post(link=1), 100), ('POST', FEED, post(published='maybe'), 100),
    ('POST', FEED, post(scheduled_publish_time=1), 100), ('POST', 'x/feed', POST, 100),
    ('POST', '104_9', post(), 100), ('DELETE', '104_9' + WITH, None, 100),
    ('GET', '104_9' + WITH, None, 100), ('GET', FEED + WITH + '&limit=101', None, 100),
    ('GET', FEED + WITH + '&limit=x', None, 100), ('GET', WITH, None, 100),
    ('GET', WITH + '&ids=104_9&fields=comments.summary(true).limit(0)', None, 100),
    ('GET', WITH + '&ids=104_9&fields=comments', None, 100),
    ('GET', 'debug_token' + WITH, None, 100), ('PUT', FEED, POST, 100),
    ('GET', '../v1/104' + WITH, None, 3)]


def asked(server, method, path, said, headers):
    connection = HTTPConnection('127.0.0.1', server.server_port, timeout=10)
    body = said if isinstance(said, bytes) else b'' if said is None else (
        urlencode(said) if path == OAUTH else json.dumps(said)).encode()
    try:
        connection.request(method, path, body, {'Content-Type': 'application/json', **headers})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def test_the_zalo_of_the_tests_refuses(zalo):
    zalo.tokens.add('ma')
    for path, said, headers, code in ZALO_REFUSES:
        method = 'GET' if said is None else 'POST'
        answer = asked(zalo, method, path, said, {'access_token': 'ma', **headers})
        assert answer['error'] == code, (path, said)
    zalo.left = 0
    assert asked(zalo, 'GET', ACCOUNT, None, {'access_token': 'ma'})['error'] == -32
    zalo.left = 9
    assert asked(zalo, 'POST', CREATE, ARTICLE, {'access_token': 'ma'})['error'] == 0


def test_the_facebook_of_the_tests_refuses(facebook):
    for method, path, said, code in FACEBOOK_REFUSES:
        where = path.removeprefix('..') if path.startswith('..') else f'/v25.0/{path}'
        answer = asked(facebook, method, where, said, {})
        assert answer['error']['code'] == code, (method, path, said)
    assert asked(facebook, 'POST', f'/v25.0/{FEED}', POST, {})['id']
    assert asked(facebook, 'POST', f'/v25.0/{FEED}', POST, {})['error']['code'] == 506
    facebook.left = 0
    assert asked(facebook, 'POST', f'/v25.0/{FEED}', POST, {})['error']['code'] == 4
