"""The Content Posting API of TikTok, as far as films and pictures by address go, and its tokens.

As documented at https://developers.tiktok.com/doc/content-posting-api-reference-direct-post (title
≤ 2200 units of UTF-16, privacy levels, PULL_FROM_URL from a verified domain), …-photo-post (title
≤ 90, description ≤ 4000, ≤ 35 pictures), …-query-creator-info, …-get-video-status (states and
reasons), …/doc/tiktok-api-v2-video-query, …-video-list (20 at once) and
…/doc/oauth-user-access-token-management (a refresh token is replaced).
``at``: ``{path: callable(handler)}`` that answers in place of the right one.
"""
from functools import partial
from urllib.parse import parse_qs, urlsplit

from servers.jsonserver import JsonHandler, JsonServer, Refused

KEY, SECRET, REFRESH, ACCOUNT = 'khoa-tiktok', 'bi-mat-tiktok', 'rft.0', 'caugiay.minhhoa'
OAUTH, CREATOR, FILM, PHOTO, STATUS, LIST, QUERY = (
    '/v2/oauth/token/', '/v2/post/publish/creator_info/query/', '/v2/post/publish/video/init/',
    '/v2/post/publish/content/init/', '/v2/post/publish/status/fetch/', '/v2/video/list/',
    '/v2/video/query/')
#: Whose addresses are verified.
DOMAIN = '.hanoi.gov.vn'
LARGEST, DAY, YEAR = 100_000, 86_400, 31_536_000
LEVELS = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY']
OF_FILM = {'title', 'privacy_level', 'disable_duet', 'disable_stitch', 'disable_comment',
           'video_cover_timestamp_ms', 'brand_content_toggle', 'brand_organic_toggle', 'is_aigc'}
OF_PHOTO = {'title', 'description', 'privacy_level', 'disable_comment', 'auto_add_music',
            'brand_content_toggle', 'brand_organic_toggle'}
FIELDS = {'id', 'create_time', 'share_url', 'video_description', 'title', 'comment_count',
          'view_count'}


class ContentPosting(JsonServer):
    """``posts``: what it shows, by ids; ``making``: by ``publish_id``; ``slow``: how often the
    status says that; ``asked``: paths; ``given``: how many tokens.
    """

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have nothing, and have been asked nothing."""
        self.posts, self.making, self.figures, self.asked, self.at = {}, {}, {}, [], {}
        self.tokens, self.refresh, self.given, self.last = set(), REFRESH, 0, 0
        self.slow, self.left = 0, 10_000


def refuse(status, code):
    """Raise the error with that ``code``."""
    raise Refused(status, {'error': {'code': code, 'message': code, 'log_id': '1'}})


def well(data):
    """Return what it says when all is well."""
    return {'data': data, 'error': {'code': 'ok', 'message': '', 'log_id': '1'}}


class _Handler(JsonHandler):
    def do_GET(self):
        self.read(LARGEST, '0')
        self.say(404, {'error': {'code': 'invalid_params', 'message': 'POST', 'log_id': '1'}})

    do_DELETE = do_PUT = do_GET

    def do_POST(self):
        self._answer(self.read(LARGEST))

    def _answer(self, body):
        parts, self.again = urlsplit(self.path), partial(self._answer, body)
        self.server.asked.append(parts.path)
        if parts.path in self.server.at:
            self.server.at[parts.path](self)
            return
        try:
            if parts.path == OAUTH:
                self.say(200, self._renewed({
                    key: values[0] for key, values in parse_qs(body.decode()).items()}))
                return
            self.say(200, well(self._done(parts, body)))
        except Refused as refused:
            self.say(*refused.args)

    def _renewed(self, said):
        server = self.server
        if said.get('grant_type') != 'refresh_token':
            raise Refused(400, {'error': 'unsupported_grant_type', 'error_description': 'x'})
        if (said.get('client_key'), said.get('client_secret')) != (KEY, SECRET):
            raise Refused(401, {'error': 'invalid_client', 'error_description': 'x'})
        if said.get('refresh_token') != server.refresh:
            raise Refused(400, {'error': 'invalid_grant', 'error_description': 'x'})
        server.given += 1
        server.refresh, token = f'rft.{server.given}', f'act.{server.given}'
        server.tokens.add(token)
        return {'access_token': token, 'expires_in': DAY, 'refresh_token': server.refresh,
                'refresh_expires_in': YEAR, 'open_id': 'o', 'token_type': 'Bearer', 'scope': 'v'}

    def _done(self, parts, body):
        server = self.server
        kind, _blank, token = self.headers.get('Authorization', '').partition(' ')
        if kind != 'Bearer' or token not in server.tokens:
            refuse(401, 'access_token_invalid')
        server.left -= 1
        if server.left < 0:
            refuse(429, 'rate_limit_exceeded')
        try:
            said = self.told(body)
        except Refused:
            refuse(400, 'invalid_params')
        does = {CREATOR: self._creator, FILM: self._film, PHOTO: self._photo,
                STATUS: self._status, LIST: self._list, QUERY: self._query}.get(parts.path)
        if does is None:
            refuse(404, 'invalid_params')
        fields = parse_qs(parts.query).get('fields', [''])[0].split(',')
        return does(said) if parts.path not in (LIST, QUERY) else does(said, fields)

    def _creator(self, _said):
        return {'creator_username': ACCOUNT, 'creator_nickname': 'UBND',
                'privacy_level_options': LEVELS, 'comment_disabled': False,
                'max_video_post_duration_sec': 600}

    def _film(self, said):
        info, source = self._parts(said, {'post_info', 'source_info'}, OF_FILM)
        _check_text(info.get('title', ''), 2200)
        if source.get('source') != 'PULL_FROM_URL' or set(source) != {'source', 'video_url'}:
            refuse(400, 'invalid_params')
        self._check_address(source['video_url'])
        return self._begun('v_pub_url~v2', info['title'], source['video_url'])

    def _photo(self, said):
        info, source = self._parts(
            said, {'post_info', 'source_info', 'post_mode', 'media_type'}, OF_PHOTO)
        if said.get('media_type') != 'PHOTO' or said.get('post_mode') != 'DIRECT_POST':
            refuse(400, 'invalid_params')
        _check_text(info.get('title', ''), 90)
        _check_text(info.get('description', ''), 4000)
        images = source.get('photo_images')
        if (source.get('source') != 'PULL_FROM_URL' or not isinstance(images, list)
                or not 1 <= len(images) <= 35
                or source.get('photo_cover_index') not in range(len(images))):
            refuse(400, 'invalid_params')
        for each in images:
            self._check_address(each)
        return self._begun(
            'p_pub_url~v2', f'{info["title"]}\n\n{info["description"]}', images[0])

    def _parts(self, said, known, of_post):
        info, source = said.get('post_info'), said.get('source_info')
        if set(said) - known or not isinstance(info, dict) or not isinstance(source, dict) or (
                set(info) - of_post):
            refuse(400, 'invalid_params')
        if info.get('privacy_level') not in LEVELS:
            refuse(400, 'privacy_level_option_mismatch')
        return info, source

    def _check_address(self, address):
        parts = urlsplit(address if isinstance(address, str) else '')
        if parts.scheme != 'https' or not (parts.hostname or '').endswith(DOMAIN):
            refuse(403, 'url_ownership_unverified')

    def _begun(self, kind, text, address):
        server = self.server
        server.last += 1
        name = f'{kind}.{server.last}'
        server.making[name] = {'text': text, 'address': address, 'id': ''}
        return {'publish_id': name}

    def _status(self, said):
        server, made = self.server, self.server.making.get(said.get('publish_id'))
        if made is None:
            refuse(400, 'invalid_publish_id')
        if server.slow > 0:
            server.slow -= 1
            return {'status': 'PROCESSING_DOWNLOAD', 'downloaded_bytes': 1}
        if not made['id']:
            number = int(said['publish_id'].rpartition('.')[2])
            made['id'] = str(7_000_000_000_000_000_000 + number)
            server.posts[made['id']] = {'text': made['text'], 'address': made['address']}
        return {'status': 'PUBLISH_COMPLETE', 'publicaly_available_post_id': [int(made['id'])]}

    def _list(self, said, fields):
        if not 1 <= said.get('max_count', 10) <= 20 or set(fields) - FIELDS:
            refuse(400, 'invalid_params')
        return {'videos': [self._shown(each, fields) for each in list(self.server.posts)[::-1][
            :said.get('max_count', 10)]], 'has_more': False}

    def _query(self, said, fields):
        filters = said.get('filters')
        names = filters.get('video_ids') if isinstance(filters, dict) else None
        if not isinstance(names, list) or not 1 <= len(names) <= 20 or set(fields) - FIELDS:
            refuse(400, 'invalid_params')
        return {'videos': [self._shown(each, fields) for each in names
                           if each in self.server.posts]}

    def _shown(self, name, fields):
        comments, views = self.server.figures.get(name, (0, 0))
        said = {'id': name, 'video_description': self.server.posts[name]['text'],
                'comment_count': comments, 'view_count': views, 'share_url': f'https://t/{name}'}
        return {each: said[each] for each in fields if each in said}


def _check_text(text, most):
    if not isinstance(text, str) or len(text.encode('utf-16-le')) // 2 > most:
        refuse(400, 'invalid_params')
