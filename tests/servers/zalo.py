"""The API of a Zalo Official Account, as far as articles go, and its tokens.

As documented at https://developers.zalo.me/docs/official-account/bai-viet (create, update, verify,
remove, getslice: title ≤ 150, author ≤ 50, description ≤ 300, pictures ≤ 1 MB, lists of ten) and
…/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new (refresh tokens are used once, -14020); errors come
with the status 200: -32 too many requests, -201 a wrong parameter, -214 the article is being made,
-216 the token holds no longer, -224 not in the package.
``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
from functools import partial
from urllib.parse import parse_qs, urlsplit

from servers.jsonserver import JsonHandler, JsonServer, Refused

APP, SECRET, REFRESH = '4321', 'khoa-ung-dung', 'lam-moi-0'
OAUTH, CREATE, UPDATE, VERIFY, REMOVE, LIST, ACCOUNT = (
    '/v4/oa/access_token', '/v2.0/article/create', '/v2.0/article/update',
    '/v2.0/article/verify', '/v2.0/article/remove', '/v2.0/article/getslice', '/v2.0/oa/getoa')
LARGEST, LASTS = 1_000_000, 90_000
#: How pictures begin; bytes of one.
JPEG, PNG, LARGEST_PICTURE = b'\xff\xd8\xff', b'\x89PNG', 1024 * 1024
FIELDS = {'type', 'title', 'author', 'cover', 'description', 'body', 'status', 'comment',
          'related_medias', 'tracking_link', 'id'}
COVER, BODY = {'cover_type', 'photo_url', 'status'}, {'type', 'content', 'url'}


class OfficialAccount(JsonServer):
    """``articles``: what it shows, by ids; ``making``: by the tokens of what is being made;
    ``slow``: how often ``verify`` says that; ``asked``: paths; ``refresh``: the one that holds;
    ``tokens``: those that hold; ``given``: how many it gave.  ``fetch``: callable(address) that
    returns the bytes of a picture.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.articles, self.making, self.views, self.asked, self.at = {}, {}, {}, [], {}
        self.link = 'https://rd.zaloapp.com/bai'
        self.tokens, self.refresh, self.given, self.last = set(), REFRESH, 0, 0
        self.slow, self.left = 0, 10_000
        self.fetch = lambda _address: JPEG


def refuse(code, message):
    """Raise the error with that ``code``; its status is 200."""
    raise Refused(200, {'error': code, 'message': message})


class _Handler(JsonHandler):
    def do_GET(self):
        self._answer(b'')

    def do_DELETE(self):
        self.say(404, {'error': -404, 'message': 'empty api'})

    do_PUT = do_DELETE

    def do_POST(self):
        try:
            body = self.read(LARGEST)
        except Refused as refused:
            self.say(refused.args[0], {'error': -201, 'message': refused.args[1]})
            return
        self._answer(body)

    def _answer(self, body):
        parts, self.again = urlsplit(self.path), partial(self._answer, body)
        self.server.asked.append(parts.path)
        if parts.path in self.server.at:
            self.server.at[parts.path](self)
            return
        try:
            if parts.path == OAUTH and self.command == 'POST':
                self.say(200, self._token(parse_qs(body.decode())))
                return
            self._enter()
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            does = {('POST', CREATE): self._created, ('POST', UPDATE): self._created,
                    ('POST', VERIFY): self._verified, ('POST', REMOVE): self._removed,
                    ('GET', LIST): self._listed, ('GET', ACCOUNT): self._account}.get(
                        (self.command, parts.path))
            if does is None:
                raise Refused(404, {'error': -404, 'message': 'empty api'})
            said = query if self.command == 'GET' else self._object(body)
            self.say(200, {'error': 0, 'message': 'Success', 'data': does(parts.path, said)})
        except Refused as refused:
            self.say(*refused.args)

    def _object(self, body):
        try:
            return self.told(body)
        except Refused as refused:
            refuse(-201, str(refused.args[1]))

    def _enter(self):
        if self.headers.get('access_token') not in self.server.tokens:
            refuse(-216, 'Access token has expired')
        self.server.left -= 1
        if self.server.left < 0:
            refuse(-32, 'Out of quota of requests')

    def _token(self, form):
        server = self.server
        if self.headers.get('secret_key') != SECRET:
            raise Refused(200, {'error': -14004, 'error_name': 'Invalid secret key'})
        if form.get('app_id') != [APP]:
            raise Refused(200, {'error': -14002, 'error_name': 'Invalid app id'})
        if form.get('grant_type') != ['refresh_token']:
            raise Refused(200, {'error': -14009, 'error_name': 'Invalid grant type'})
        if form.get('refresh_token') != [server.refresh]:
            raise Refused(200, {'error': -14020, 'error_name': 'Invalid refresh token'})
        server.given += 1
        server.refresh, token = f'lam-moi-{server.given}', f'ma-{server.given}'
        server.tokens = {token}
        return {'access_token': token, 'refresh_token': server.refresh, 'expires_in': str(LASTS)}

    def _created(self, path, said):
        server = self.server
        self._check(said)
        name = said.get('id', '')
        if (path == UPDATE) != bool(name) or name and name not in server.articles:
            refuse(-201, 'id')
        server.last += 1
        token = f'dang-tao-{server.last}'
        server.making[token] = name or f'bai-{server.last}', said
        if not server.slow:  # it is made, whether anybody asks for its id or not
            server.articles[server.making[token][0]] = said
        return {'token': token}

    def _check(self, said):
        if unknown := set(said) - FIELDS:
            refuse(-201, f'unknown: {min(unknown)}')
        if said.get('type') != 'normal':
            refuse(-201, 'type')
        for name, most in (('title', 150), ('author', 50), ('description', 300)):
            if not isinstance(said.get(name), str) or not 0 < len(said[name]) <= most:
                refuse(-201, f'{name}: at most {most}')
        if {said.get('status'), said.get('comment')} - {'show', 'hide'}:
            refuse(-201, 'status, comment')
        self._check_cover(said.get('cover'))
        parts = said.get('body')
        if not isinstance(parts, list) or not parts or any(
                not isinstance(each, dict) or set(each) - BODY or each.get('type') not in (
                    'text', 'image') for each in parts):
            refuse(-201, 'body')

    def _check_cover(self, cover):
        if not isinstance(cover, dict) or set(cover) - COVER or cover.get('cover_type') != 'photo':
            refuse(-201, 'cover')
        if not str(cover.get('photo_url', '')).startswith(('https://', 'http://')):
            refuse(-201, 'photo_url')
        if cover.get('status') not in ('show', 'hide'):
            refuse(-201, 'cover status')
        picture = self.server.fetch(cover['photo_url'])
        if len(picture) > LARGEST_PICTURE or not picture.startswith((JPEG, PNG)):
            refuse(-201, 'photo_url: a picture of at most 1 MB')

    def _verified(self, _path, said):
        server, token = self.server, said.get('token')
        if token not in server.making:
            refuse(-201, 'token')
        if server.slow:
            server.slow -= 1
            refuse(-214, 'Article is being processed')
        name, article = server.making[token]
        server.articles[name] = article
        return {'id': name}

    def _removed(self, _path, said):
        if said.get('id') not in self.server.articles:
            refuse(-201, 'id')
        del self.server.articles[said['id']]
        return {'message': 'Success'}

    def _listed(self, _path, said):
        offset, limit = said.get('offset', ''), said.get('limit', '')
        if not offset.isdigit() or not limit.isdigit() or not 0 < int(limit) <= 10:
            refuse(-201, 'offset, limit')
        if said.get('type') not in ('normal', 'video'):
            refuse(-201, 'type')
        names = list(self.server.articles)[::-1][int(offset):int(offset) + int(limit)]
        return {'total': len(self.server.articles), 'medias': [
            {'id': name, 'type': 'normal', 'title': self.server.articles[name]['title'],
             'status': 'show', 'total_view': self.server.views.get(name, 0), 'total_share': 0,
             'link_view': self.server.link}
            for name in names]}

    def _account(self, _path, _said):
        return {'oaid': '1', 'name': 'UBND'}
