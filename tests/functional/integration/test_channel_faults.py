"""Channels that fail, throttle, lie and break off; and what the servers of the tests refuse."""
import json
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from hanoiportal.integration.channelposts import channels as ways
from hanoiportal.integration.channelposts import uploading
from servers.facebook import PAGE, TOKEN
from servers.faults import HANGS
from servers.jsonserver import lost
from servers.tiktok import ACCOUNT as TIKTOK_NAME
from servers.tiktok import CREATOR, PHOTO, QUERY, STATUS
from servers.tiktok import FILM as INIT
from servers.tiktok import LIST as TIKTOK_LIST
from servers.tiktok import OAUTH as TIKTOK_OAUTH
from servers.youtube import PUT, START
from servers.zalo import (
    ACCOUNT,
    APP,
    CREATE,
    JPEG,
    LARGEST_PICTURE,
    LIST,
    OAUTH,
    REMOVE,
    SECRET,
    UPDATE,
    VERIFY,
)
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


def reason(name, status=403):
    return says(status, {'error': {'code': status, 'errors': [{'reason': name}]}})


def code(name, status=400):
    return says(status, {'error': {'code': name, 'message': '', 'log_id': '1'}})


def state(**data):
    return says(200, {'data': data, 'error': {'code': 'ok'}})


OF_YOUTUBE = {
    'fails': (START, says(503, b''), 'later'), 'a page': (START, says(200, b'<html>'), 'later'),
    'elsewhere': (START, says(200, {}, Location='https://khac.vn/u'), 'later'),
    'no place': (START, says(200, {}), 'later'),
    'quota': (START, reason('quotaExceeded'), 'later'),
    'films': (START, reason('uploadLimitExceeded', 400), 'later'),
    'backend': (START, reason('backendError', 503), 'later'),
    'title': (START, reason('invalidTitle', 400), 'refused'),
    'no right': (START, reason('forbidden'), 'refused'),
    'token': (START, reason('authError', 401), 'later'),
    'throttles': (START, says(429, b'', Retry_After='60'), 'later'),
    'deep': (START, says(200, b'[' * 60_000), 'later'),
    'breaks off': (START, lost(START), 'later'),
    'put fails': (PUT, says(503, b''), 'later'), 'over': (PUT, says(404, b''), 'later'),
    'no progress': (PUT, says(308, b''), 'later'), 'no id': (PUT, says(200, {}), 'later'),
    'too far': (PUT, says(308, b'', Range='bytes=0-999999'), 'later'),
    'put breaks off': (PUT, lost(PUT), 'later')}
OF_TIKTOK = {
    'fails': (INIT, says(503, b''), 'later'), 'a page': (INIT, says(200, b'<html>'), 'later'),
    'no id': (INIT, state(), 'later'), 'rate': (INIT, code('rate_limit_exceeded', 429), 'later'),
    'many': (INIT, code('spam_risk_too_many_posts', 403), 'later'),
    'internal': (INIT, code('internal_error', 500), 'later'),
    'domain': (INIT, code('url_ownership_unverified', 403), 'refused'),
    'parameter': (INIT, code('invalid_params'), 'refused'),
    'token': (INIT, code('access_token_invalid', 401), 'later'),
    'throttles': (INIT, says(429, b'', Retry_After='60'), 'later'),
    'deep': (INIT, says(200, b'[' * 60_000), 'later'), 'breaks off': (INIT, lost(INIT), 'later'),
    'no creator': (CREATOR, says(500, b''), 'later'),
    'not public': (CREATOR, state(creator_username=TIKTOK_NAME, privacy_level_options=[]),
                   'refused'),
    'no state': (STATUS, state(), 'later'), 'status fails': (STATUS, says(502, b''), 'later'),
    'pull': (STATUS, state(status='FAILED', fail_reason='video_pull_failed'), 'later'),
    'length': (STATUS, state(status='FAILED', fail_reason='duration_check_failed'), 'refused'),
    'moderated': (STATUS, state(status='PUBLISH_COMPLETE', publicaly_available_post_id=[]),
                  'accepted')}


def played(channels, name, server, misdeeds, shown):
    """Play each of ``misdeeds`` on another text; in the end each has arrived once."""
    delivering = channels.at(name)
    for number, (misdeed, (path, answer, outcome)) in enumerate(misdeeds.items()):
        said = f'Lời {number}'
        channels.recall_and_forget(name)
        server.at[path] = answer
        channels.approve(channels.item, name, text=said)
        channels.look(seconds=1)
        if path == STATUS:
            channels.look(minutes=1)
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


def test_youtube_fails_in_many_ways(on_youtube, youtube, film):
    on_youtube.item = film
    played(on_youtube, 'youtube', youtube, OF_YOUTUBE, lambda: [
        each['snippet']['description'].partition('\n')[0] for each in youtube.films.values()])


def test_tiktok_fails_in_many_ways(on_tiktok, tiktok, film):
    on_tiktok.item = film
    played(on_tiktok, 'tiktok', tiktok, OF_TIKTOK, lambda: [
        each['text'].split('\n\n')[1] for each in list(tiktok.posts.values())[-1:]])
    assert len(tiktok.posts) == len(OF_TIKTOK)  # none twice


def test_a_text_of_several_lines_of_which_the_answer_got_lost_is_not_posted_twice(
        on_tiktok, tiktok, film):
    tiktok.at[INIT] = lost(INIT)
    on_tiktok.approve(film, 'tiktok', text='Dòng một\nDòng hai')
    on_tiktok.look(seconds=1)
    made, = tiktok.making.values()  # TikTok makes it, whether anybody asks or not
    tiktok.posts['7'] = {**made, 'id': '7'}
    on_tiktok.at('tiktok').until_still()
    assert list(tiktok.posts) == ['7']


BEGUN = {'zalo': CREATE, 'facebook': FEED, 'youtube': START, 'tiktok': INIT}
SHOWN = {'zalo': 'articles', 'facebook': 'posts', 'youtube': 'films', 'tiktok': 'posts'}


@pytest.mark.parametrize(('pair', 'thing'), [
    (['zalo', 'facebook'], 'market'), (['facebook', 'zalo'], 'market'),
    (['youtube', 'tiktok'], 'film'), (['tiktok', 'youtube'], 'film')])
def test_our_patience_ends_a_channel_that_hangs_and_the_other_goes_on(
        pair, thing, request, monkeypatch, channels):
    monkeypatch.setattr(ways, 'SECONDS', .3)
    monkeypatch.setattr(uploading, 'RESERVE', 0)
    servers = {name: request.getfixturevalue(name) for name in pair}
    for name in pair:
        request.getfixturevalue(f'on_{name}')
    item, (hanging, other) = request.getfixturevalue(thing), pair
    servers[hanging].at[BEGUN[hanging]] = HANGS
    for name in pair:
        channels.approve(item, name)
    channels.look(seconds=1)
    assert channels.at(hanging).outcomes() == ['later']
    assert channels.at(other).outcomes() == ['accepted']
    servers[hanging].at.clear()
    for name in pair:
        channels.at(name).until_still()
        shown = getattr(servers[name], SHOWN[name])
        assert (len(shown), channels.at(name).state.dead) == (1, 0), name


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


#: Pictures that Zalo does not take, by their addresses.
PICTURES = {'https://a.vn/lon.jpg': JPEG + b'x' * LARGEST_PICTURE, 'https://a.vn/tin': b'<html>'}
ZALO_REFUSES = [
    (CREATE, ARTICLE, {'access_token': 'x'}, -216), (CREATE, ARTICLE, {'access_token': ''}, -216),
    (CREATE, b'{', {}, -201), (CREATE, [], {}, -201),
    (CREATE, ARTICLE, {'Content-Type': 'text/xml'}, -201), (CREATE, article(x=1), {}, -201),
    (CREATE, article(type='tin'), {}, -201), (CREATE, article(title='T' * 151), {}, -201),
    (CREATE, article(title=''), {}, -201), (CREATE, article(description='D' * 301), {}, -201),
    (CREATE, article(author='A' * 51), {}, -201), (CREATE, article(cover=None), {}, -201),
    (CREATE, article(cover={**ARTICLE['cover'], 'photo_url': 'a.jpg'}), {}, -201),
    (CREATE, article(cover={**ARTICLE['cover'], 'cover_type': 'x'}), {}, -201),
    *((CREATE, article(cover={**ARTICLE['cover'], 'photo_url': each}), {}, -201)
      for each in PICTURES),
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
    zalo.fetch = lambda address: PICTURES.get(address, JPEG)
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


SNIPPET = {'title': 'T', 'description': 'D', 'tags': [], 'categoryId': '25'}
PRIVATE = {'privacyStatus': 'private'}


def described(part=SNIPPET, status=PRIVATE, **changed):
    return {'snippet': {**part, **changed}, 'status': status}


FILMS, UPLOAD = '/youtube/v3/videos', '/upload/youtube/v3/videos'
RESUMABLE, DESCRIBES = UPLOAD + '?uploadType=resumable&part=snippet,status', (
    FILMS + '?part=snippet,status')
SIZED = {'X-Upload-Content-Type': 'video/mp4', 'X-Upload-Content-Length': '9'}
SESSION = UPLOAD + '?upload_id=1'
YOUTUBE_REFUSES = [
    ('POST', RESUMABLE, described(), {'Authorization': 'Bearer x'}, 'authError'),
    ('POST', RESUMABLE, described(), {'Authorization': 'ma'}, 'authError'),
    ('POST', UPLOAD, described(), {}, 'mediaBodyRequired'),
    ('POST', RESUMABLE, described(), {'X-Upload-Content-Type': 'text/html'}, 'badContent'),
    ('POST', RESUMABLE, described(), {'X-Upload-Content-Length': '0'}, 'mediaBodyRequired'),
    ('POST', RESUMABLE, b'{', {}, 'parseError'), ('POST', RESUMABLE, [], {}, 'parseError'),
    ('POST', UPLOAD + '?uploadType=resumable', described(), {}, 'unexpectedPart'),
    ('POST', RESUMABLE, described(x=1), {}, 'invalidVideoMetadata'),
    ('POST', RESUMABLE, {'snippet': SNIPPET}, {}, 'invalidVideoMetadata'),
    ('POST', RESUMABLE, described(title='T' * 101), {}, 'invalidTitle'),
    ('POST', RESUMABLE, described(title=''), {}, 'invalidTitle'),
    ('POST', RESUMABLE, described(title='<T'), {}, 'invalidTitle'),
    ('POST', RESUMABLE, described(description='đ' * 2501), {}, 'invalidDescription'),
    ('POST', RESUMABLE, described(description='a>b'), {}, 'invalidDescription'),
    ('POST', RESUMABLE, described(tags=['t' * 501]), {}, 'invalidTags'),
    ('POST', RESUMABLE, described(tags=['a b'] * 84), {}, 'invalidTags'),
    ('POST', RESUMABLE, described(categoryId='99'), {}, 'invalidCategoryId'),
    ('POST', RESUMABLE, described(status={'privacyStatus': 'x'}), {}, 'invalidVideoMetadata'),
    ('POST', RESUMABLE, described(status={**PRIVATE, 'publishAt': 'mai'}), {}, 'invalidPublishAt'),
    ('POST', RESUMABLE, described(status={
        'privacyStatus': 'public', 'publishAt': '2026-12-01T00:00:00+00:00'}), {},
     'invalidPublishAt'),
    ('PUT', UPLOAD + '?upload_id=9', b'x', {'Content-Range': 'bytes 0-0/9'}, 'notFound'),
    ('PUT', SESSION, b'x', {}, 'badRequest'),
    ('PUT', SESSION, b'x', {'Content-Range': 'bytes 0-0/9'}, 'badRequest'),
    ('PUT', SESSION, b'x', {'Content-Range': 'bytes 1-1/9'}, 'badRequest'),
    ('PUT', SESSION, b'x', {'Content-Range': 'bytes */8'}, 'badRequest'),
    ('PUT', DESCRIBES, {**described(), 'id': 'x'}, {}, 'videoNotFound'),
    ('DELETE', FILMS + '?id=x', None, {}, 'videoNotFound'),
    ('GET', FILMS + '?id=x', None, {}, 'unexpectedPart'),
    ('GET', FILMS + '?part=statistics', None, {}, 'missingRequiredParameter'),
    ('GET', '/youtube/v3/channels', None, {}, 'missingRequiredParameter'),
    ('GET', '/youtube/v3/search', None, {}, 'notFound')]
ADDRESS = 'https://bavi.hanoi.gov.vn/phim'
OF_ALL = {'title': 'T', 'privacy_level': 'PUBLIC_TO_EVERYONE'}
OF_FILM = {'post_info': OF_ALL, 'source_info': {
    'source': 'PULL_FROM_URL', 'video_url': ADDRESS}}
OF_PHOTO = {'media_type': 'PHOTO', 'post_mode': 'DIRECT_POST', 'post_info': {
    **OF_ALL, 'description': 'D'}, 'source_info': {
        'source': 'PULL_FROM_URL', 'photo_cover_index': 0, 'photo_images': [ADDRESS]}}


def info(of, **changed):
    return {**of, 'post_info': {**of['post_info'], **changed}}


def source(of, **changed):
    return {**of, 'source_info': {**of['source_info'], **changed}}


TIKTOK_REFUSES = [
    (INIT, OF_FILM, {'Authorization': 'Bearer x'}, 'access_token_invalid'),
    (INIT, OF_FILM, {'Authorization': 'act'}, 'access_token_invalid'),
    *((INIT, said, {}, 'invalid_params') for said in (
        b'{', [], {}, {**OF_FILM, 'x': 1}, info(OF_FILM, x=1), info(OF_FILM, title=1),
        info(OF_FILM, title='T' * 2201), source(OF_FILM, source='FILE_UPLOAD'),
        source(OF_FILM, size=1))),
    (INIT, info(OF_FILM, privacy_level='ALL'), {}, 'privacy_level_option_mismatch'),
    (INIT, source(OF_FILM, video_url='https://khac.vn/a'), {}, 'url_ownership_unverified'),
    (INIT, source(OF_FILM, video_url='http://bavi.hanoi.gov.vn'), {}, 'url_ownership_unverified'),
    *((PHOTO, said, {}, 'invalid_params') for said in (
        OF_FILM, {**OF_PHOTO, 'media_type': 'VIDEO'}, {**OF_PHOTO, 'post_mode': 'DRAFT'},
        info(OF_PHOTO, title='T' * 91), info(OF_PHOTO, description='D' * 4001),
        source(OF_PHOTO, photo_images=[]), source(OF_PHOTO, photo_images=[ADDRESS] * 36),
        source(OF_PHOTO, photo_cover_index=1), info(OF_PHOTO, title='😀' * 46))),
    (PHOTO, source(OF_PHOTO, photo_images=['a.jpg']), {}, 'url_ownership_unverified'),
    (STATUS, {'publish_id': 'x'}, {}, 'invalid_publish_id'),
    (TIKTOK_LIST + '?fields=id', {'max_count': 21}, {}, 'invalid_params'),
    (QUERY + '?fields=id', {'filters': {'video_ids': ['1'] * 21}}, {}, 'invalid_params'),
    (QUERY + '?fields=mat_khau', {'filters': {'video_ids': ['1']}}, {}, 'invalid_params'),
    ('/v2/video/delete/', {}, {}, 'invalid_params')]


def test_the_youtube_of_the_tests_refuses(youtube):
    youtube.tokens.add('ma')
    own = {'Authorization': 'Bearer ma', **SIZED}
    youtube.sessions['1'] = {'size': 9, 'content': b'', 'id': ''}
    for method, path, said, headers, why in YOUTUBE_REFUSES:
        answer = asked(youtube, method, path, said, {**own, **headers})
        assert answer['error']['errors'][0]['reason'] == why, (method, path, said)
    for said, why in (({}, 'unsupported_grant_type'), ({'grant_type': 'refresh_token'},
                                                       'invalid_client')):
        assert asked(youtube, 'POST', '/token', urlencode(said).encode(), {})['error'] == why
    youtube.left = 0
    assert 'quotaExceeded' in str(asked(youtube, 'DELETE', FILMS + '?id=x', None, own))


def test_the_tiktok_of_the_tests_refuses(tiktok):
    tiktok.tokens.add('ma')
    own = {'Authorization': 'Bearer ma'}
    for path, said, headers, why in TIKTOK_REFUSES:
        answer = asked(tiktok, 'POST', path, said, {**own, **headers})
        assert answer['error']['code'] == why, (path, said)
    for said, why in (({}, 'unsupported_grant_type'), ({'grant_type': 'refresh_token'},
                                                       'invalid_client')):
        assert asked(tiktok, 'POST', TIKTOK_OAUTH, urlencode(said).encode(), {})['error'] == why
    assert asked(tiktok, 'POST', PHOTO, OF_PHOTO, own)['data']['publish_id']
    tiktok.left = 0
    assert asked(tiktok, 'POST', INIT, OF_FILM, own)['error']['code'] == 'rate_limit_exceeded'
