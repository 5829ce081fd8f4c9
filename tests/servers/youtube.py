"""The Data API of YouTube, as far as films of a channel go, and Google's tokens.

As documented at https://developers.google.com/youtube/v3/docs/videos (title ≤ 100, description
≤ 5000 bytes, neither with ``<`` or ``>``; tags ≤ 500 with commas and quotation marks; publishAt
with private alone), …/docs/videos/insert, update, delete and list (their errors),
…/guides/using_resumable_upload_protocol (308, Range, pieces of 256 KB but the last) and
https://developers.google.com/identity/protocols/oauth2/web-server#offline.
``at``: ``{'METHOD path': callable(handler)}`` that answers in place of the right one.
"""
import re
from datetime import datetime
from functools import partial
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from servers.jsonserver import JsonHandler, JsonServer, Refused

CLIENT, SECRET, REFRESH = 'ung-dung.apps.googleusercontent.com', 'khoa-google', 'lam-moi-google'
UPLOAD, FILMS, CHANNELS, OAUTH = (
    '/upload/youtube/v3/videos', '/youtube/v3/videos', '/youtube/v3/channels', '/token')
START, PUT, UPDATE, DELETE = f'POST {UPLOAD}', f'PUT {UPLOAD}', f'PUT {FILMS}', f'DELETE {FILMS}'
LARGEST, UNIT, LASTS = 8 * 1024 ** 2, 256 * 1024, 3599
PARTS, KNOWN = 'snippet,status', {
    'snippet': {'title', 'description', 'tags', 'categoryId', 'defaultLanguage'},
    'status': {'privacyStatus', 'publishAt', 'selfDeclaredMadeForKids', 'license', 'embeddable'}}
CATEGORIES, PRIVACIES = {'1', '10', '22', '25', '27', '28'}, {'private', 'public', 'unlisted'}
_RANGE = re.compile(r'bytes (?:\*|(\d+)-(\d+))/(\d+|\*)')


class DataApi(JsonServer):
    """``films``: what it shows, by ids, with the ``digest`` of their bytes; ``sessions``: of
    uploads; ``asked``: ``METHOD path``; ``given``: how many tokens; ``left``: of the quota.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.films, self.sessions, self.views, self.asked, self.at = {}, {}, {}, [], {}
        self.tokens, self.refresh, self.given, self.last, self.left = set(), REFRESH, 0, 0, 10_000
        self.ends = 0


def refuse(status, reason):
    """Raise the error with that ``reason``."""
    raise Refused(status, {'error': {'code': status, 'message': reason, 'errors': [
        {'domain': 'youtube', 'reason': reason, 'message': reason}]}})


class _Handler(JsonHandler):
    def do_GET(self):
        self._answer('GET', b'')

    def do_DELETE(self):
        self._answer('DELETE', b'')

    def do_POST(self):
        self._answer('POST', self.read(LARGEST))

    def do_PUT(self):
        self._answer('PUT', self.read(LARGEST, '0'))

    def _answer(self, method, body):
        parts, self.again = urlsplit(self.path), partial(self._answer, method, body)
        name = f'{method} {parts.path}'
        self.server.asked.append(name)
        if name in self.server.at:
            self.server.at[name](self)
            return
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        try:
            self._does(name, query, body)
        except Refused as refused:
            self.say(*refused.args)

    def _does(self, name, query, body):
        if name == f'POST {OAUTH}':
            self.say(200, self._renewed({
                key: values[0] for key, values in parse_qs(body.decode()).items()}))
            return
        kind, _blank, token = self.headers.get('Authorization', '').partition(' ')
        if kind != 'Bearer' or token not in self.server.tokens:
            refuse(401, 'authError')
        does = {START: self._started, PUT: self._put, UPDATE: self._updated,
                DELETE: self._deleted, f'GET {FILMS}': self._listed,
                f'GET {CHANNELS}': self._channel}.get(name)
        if does is None:
            refuse(404, 'notFound')
        self.server.left -= 1
        if self.server.left < 0:
            refuse(403, 'quotaExceeded')
        does(query, body)

    def _renewed(self, said):
        server = self.server
        if said.get('grant_type') != 'refresh_token':
            raise Refused(400, {'error': 'unsupported_grant_type'})
        if (said.get('client_id'), said.get('client_secret')) != (CLIENT, SECRET):
            raise Refused(401, {'error': 'invalid_client'})
        if said.get('refresh_token') != server.refresh:
            raise Refused(400, {'error': 'invalid_grant'})
        server.given += 1
        token = f'ya29.{server.given}'
        server.tokens.add(token)
        return {'access_token': token, 'expires_in': LASTS, 'token_type': 'Bearer', 'scope': 'y',
                **({'refresh_token_expires_in': server.ends} if server.ends else {})}

    def _described(self, query, body):
        """Return the film that ``body`` describes."""
        if query.get('part') != PARTS:
            refuse(400, 'unexpectedPart')
        try:
            said = self.told(body)
        except Refused:
            refuse(400, 'parseError')
        for part, known in KNOWN.items():
            if not isinstance(said.get(part), dict) or set(said[part]) - known:
                refuse(400, 'invalidVideoMetadata')
        _check(said['snippet'], said['status'])
        return said

    def _started(self, query, body):
        if query.get('uploadType') != 'resumable':
            refuse(400, 'mediaBodyRequired')
        if not self.headers.get('X-Upload-Content-Type', '').startswith('video/'):
            refuse(400, 'badContent')
        size = self.headers.get('X-Upload-Content-Length', '')
        if not size.isdigit() or not int(size):
            refuse(400, 'mediaBodyRequired')
        server = self.server
        server.last += 1
        session = f'{server.address}{UPLOAD}?uploadType=resumable&upload_id={server.last}'
        server.sessions[str(server.last)] = {
            'said': self._described(query, body), 'size': int(size), 'content': b'', 'id': ''}
        self.say(200, b'', Location=session)

    def _put(self, query, body):
        session = self.server.sessions.get(query.get('upload_id'))
        if session is None:
            refuse(404, 'notFound')
        asked = _RANGE.fullmatch(self.headers.get('Content-Range', ''))
        if not asked or asked[3] not in (str(session['size']), '*'):
            refuse(400, 'badRequest')
        if asked[1] is not None and not session['id']:
            self._take(session, int(asked[1]), int(asked[2]), body)
        if not session['id']:
            got = len(session['content'])
            self.say(308, b'', **({'Range': f'bytes=0-{got - 1}'} if got else {}))
            return
        self.say(201, {'kind': 'youtube#video', 'id': session['id']})

    def _take(self, session, first, last, body):
        content = session['content']
        if first != len(content) or last - first + 1 != len(body) or last >= session['size']:
            refuse(400, 'badRequest')
        if last + 1 < session['size'] and len(body) % UNIT:
            refuse(400, 'badRequest')
        session['content'] = content + body
        if len(session['content']) == session['size']:
            name = session['id'] = f'phim-{len(self.server.films) + self.server.last:06}'
            self.server.films[name] = {
                **session['said'], 'digest': sha256(session['content']).hexdigest()}

    def _updated(self, query, body):
        said = self._described(query, body)
        film = self.server.films.get(said.get('id'))
        if film is None:
            refuse(404, 'videoNotFound')
        if 'publishAt' in said['status'] and film['status']['privacyStatus'] == 'public':
            refuse(400, 'invalidPublishAt')
        film.update(said)
        self.say(200, {'id': said['id']})

    def _deleted(self, query, _body):
        if query.get('id') not in self.server.films:
            refuse(404, 'videoNotFound')
        del self.server.films[query['id']]
        self.say(204, b'')

    def _listed(self, query, _body):
        names = query.get('id', '').split(',')
        if query.get('part') != 'statistics':
            refuse(400, 'unexpectedPart')
        if not query.get('id') or len(names) > 50:
            refuse(400, 'missingRequiredParameter')
        self.say(200, {'items': [{'id': each, 'statistics': self.server.views.get(
            each, {'viewCount': '0', 'commentCount': '0'})}
            for each in names if each in self.server.films]})

    def _channel(self, query, _body):
        if query.get('mine') != 'true':
            refuse(400, 'missingRequiredParameter')
        self.say(200, {'items': [{'id': 'UC1'}]})


def _check(snippet, status):
    _check_text(snippet.get('title'), lambda text: 0 < len(text) <= 100, 'invalidTitle')
    _check_text(snippet.get('description'), lambda text: len(text.encode()) <= 5000,
                'invalidDescription')
    tags = snippet.get('tags', [])
    if not isinstance(tags, list) or sum(
            len(each) + 2 * (' ' in each) + 1 for each in tags) - 1 > 500:
        refuse(400, 'invalidTags')
    if snippet.get('categoryId') not in CATEGORIES:
        refuse(400, 'invalidCategoryId')
    if status.get('privacyStatus') not in PRIVACIES:
        refuse(400, 'invalidVideoMetadata')
    if 'publishAt' in status:
        _check_moment(status)


def _check_text(text, fits, reason):
    if not isinstance(text, str) or not fits(text) or set('<>') & set(text):
        refuse(400, reason)


def _check_moment(status):
    try:
        moment = datetime.fromisoformat(status['publishAt'])
    except (TypeError, ValueError):
        refuse(400, 'invalidPublishAt')
    if status['privacyStatus'] != 'private' or moment.tzinfo is None:
        refuse(400, 'invalidPublishAt')
