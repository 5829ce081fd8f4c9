"""The Graph API of Facebook, as far as posts of a Page go.

As documented at https://developers.facebook.com/docs/pages-api/posts (fields, ids),
…/docs/graph-api/guides/error-handling (codes 1, 2, 4, 17, 100, 190, 200, 368, 506),
…/docs/graph-api/reference/debug_token and …/docs/graph-api/reference/object/comments (summary).
``at``: ``{path without the version: callable(handler)}`` that answers in place of the right one.
"""
from functools import partial
from urllib.parse import parse_qs, urlsplit

from servers.jsonserver import JsonHandler, JsonServer, Refused

PAGE, TOKEN, VERSION = '104', 'ma-trang', 'v25.0'
LARGEST, LONGEST = 1_000_000, 63_206
FIELDS = {'message', 'link', 'published', 'scheduled_publish_time', 'access_token'}
#: Code of the error, its type, the status that comes with it.
_TYPES = {100: ('OAuthException', 400), 190: ('OAuthException', 401),
          200: ('OAuthException', 403), 506: ('OAuthException', 400), 4: ('OAuthException', 403),
          3: ('GraphMethodException', 400)}


class Graph(JsonServer):
    """``posts``: ``{id: message, link}``; ``comments``: how many each has; ``asked``: ``[(method,
    path)]``; ``ends``: of the token, seconds since 1970; ``tokens``: those that hold.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.posts, self.comments, self.asked, self.at = {}, {}, [], {}
        self.tokens, self.ends, self.last, self.left = {TOKEN}, 0, 0, 10_000


def refuse(code, message, subcode=0):
    """Raise the error with that ``code``."""
    kind, status = _TYPES[code]
    raise Refused(status, {'error': {
        'message': f'(#{code}) {message}', 'type': kind, 'code': code,
        **({'error_subcode': subcode} if subcode else {}), 'fbtrace_id': 'A'}})


class _Handler(JsonHandler):
    def do_GET(self):
        self._answer('GET', {})

    def do_DELETE(self):
        self._answer('DELETE', {})

    def do_PUT(self):
        self.read(LARGEST, '0')
        self.say(400, {'error': {'message': 'Unsupported method', 'type': 'GraphMethodException',
                                 'code': 100}})

    def do_POST(self):
        try:
            body = self.read(LARGEST)
            said = self.told(body)
        except Refused as refused:
            self.say(refused.args[0], {'error': {'message': str(refused.args[1]), 'code': 100,
                                                 'type': 'OAuthException'}})
            return
        self._answer('POST', said)

    def _answer(self, method, said):
        parts, self.again = urlsplit(self.path), partial(self._answer, method, said)
        said = {**{name: values[0] for name, values in parse_qs(parts.query).items()}, **said}
        self.server.asked.append((method, parts.path))
        path = parts.path.removeprefix(f'/{VERSION}/')
        if path in self.server.at:
            self.server.at[path](self)
            return
        try:
            if path == parts.path:
                refuse(3, 'Unknown path components')
            self.say(200, self._done(method, path, said))
        except Refused as refused:
            self.say(*refused.args)

    def _done(self, method, path, said):
        server = self.server
        if said.get('access_token') not in server.tokens:
            refuse(190, 'Error validating access token: Session has expired', 463)
        server.left -= 1
        if server.left < 0:
            refuse(4, 'Application request limit reached')
        does = {('GET', 'debug_token'): self._debugged, ('POST', f'{PAGE}/feed'): self._posted,
                ('GET', f'{PAGE}/feed'): self._listed, ('GET', ''): self._counted,
                ('GET', PAGE): lambda _said: {'id': PAGE, 'name': 'UBND'}}.get((method, path))
        return does(said) if does else self._of_post(method, path, said)

    def _of_post(self, method, path, said):
        server = self.server
        if path not in server.posts:
            refuse(100, 'Unsupported request. Object does not exist', 33)
        if method == 'DELETE':
            del server.posts[path]
            return {'success': True}
        if method == 'POST':
            self._check(said, {'message', 'access_token'})
            server.posts[path]['message'] = said['message']
            return {'success': True}
        return {'id': path, **server.posts[path]}

    def _check(self, said, known):
        if unknown := set(said) - known:
            refuse(100, f'Param {min(unknown)} is not a valid parameter')
        message = said.get('message')
        if message is not None and not isinstance(message, str):
            refuse(100, 'Param message must be a string')
        if message is not None and len(message) > LONGEST:
            refuse(100, 'Param message is too long')
        if not message and not said.get('link'):
            refuse(100, 'Post is empty')

    def _posted(self, said):
        server = self.server
        self._check(said, FIELDS)
        link = said.get('link', '')
        if not isinstance(link, str) or link and not link.startswith(('https://', 'http://')):
            refuse(100, 'link URL is not properly formatted')
        if said.get('published', True) not in (True, False):
            refuse(100, 'Param published must be a boolean')
        if 'scheduled_publish_time' in said and said.get('published', True):
            refuse(100, 'published posts cannot be scheduled')
        newest = max(server.posts, default='', key=lambda name: int(name.rpartition('_')[2]))
        if newest and server.posts[newest] == {'message': said.get('message'), 'link': link}:
            refuse(506, 'Duplicate status message')
        server.last += 1
        name = f'{PAGE}_{server.last}'
        server.posts[name] = {'message': said.get('message'), 'link': link}
        return {'id': name}

    def _listed(self, said):
        limit = said.get('limit', '25')
        if not limit.isdigit() or not 0 < int(limit) <= 100:
            refuse(100, 'limit')
        names = list(self.server.posts)[::-1][:int(limit)]
        return {'data': [{'id': name, 'message': self.server.posts[name]['message']}
                         for name in names]}

    def _counted(self, said):
        names = said.get('ids', '').split(',')
        if not said.get('ids') or len(names) > 50:
            refuse(100, 'ids: at most 50')
        if said.get('fields') != 'comments.summary(true).limit(0)':
            refuse(100, 'fields')
        if missing := [each for each in names if each not in self.server.posts]:
            refuse(100, f'Some of the aliases you requested do not exist: {missing[0]}')
        return {each: {'id': each, 'comments': {'data': [], 'summary': {
            'order': 'ranked', 'total_count': self.server.comments.get(each, 0),
            'can_comment': True}}} for each in names}

    def _debugged(self, said):
        token = said.get('input_token')
        if not token:
            refuse(100, 'The parameter input_token is required')
        return {'data': {'app_id': '1', 'type': 'PAGE', 'is_valid': token in self.server.tokens,
                         'expires_at': self.server.ends, 'data_access_expires_at': 0,
                         'scopes': ['pages_manage_posts']}}
