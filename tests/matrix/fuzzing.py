"""Requests that nobody meant: every view and form, with values, names and bytes that fit nowhere.
"""
import re
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote

from hypothesis import strategies as st
from support import ROOT
from webob import Request

from matrix.asking import REHEARSAL
from matrix.house import SECRETS
from matrix.table import VIEWS
from matrix.views import registered

SOURCE = ROOT / 'src/hanoiportal'
SHELLS = {'desk': '/desk', 'console': '/console', 'public': ''}
#: Comes back as it is if somebody forgets to escape; or as a header.
MARK, HEADER = '<b id=zqx>"\'zqx', 'X-Zqx'
#: Where the console tells administrators and inspectors of which class an object is.
CLASSES = '/@@object'
#: What tells of the program, unless it was sent.
OURS = 'hanoiportal.'
_TELLING = ('Traceback (most', 'site-packages', OURS)
#: Views that start programs: a matter of minutes for each thousand requests.
SLOW = ('pdf', 'audio')
ODD = (
    MARK, '', ' ', '\0', '\r\nX-Zqx: 1', '../' * 20, '%00', '\ud800', '\ufeff', '\u202e',
    'a\u0301', 'x' * 5000, '9' * 400, '-1', '0', '1e9', 'NaN', '9999-12-31', '0000-00-00',
    '31/02/2026', '{}', '[]', 'null', 'true', '${1}', '{{7*7}}', "' OR '1'='1",
    'javascript:alert(1)', '//evil.example', 'http://[', 'file:///etc/passwd', '🇻🇳' * 50,
    '<' * 3000, '((((', 'vi', 'en', '/sites/bavi', '/tin-tuc-su-kien', '/', 'NewsItem', 'Image',
    '1', 'yes', '__class__')
HEADERS = ('Accept', 'Accept-Language', 'Accept-Encoding', 'Range', 'If-None-Match', 'Referer',
           'If-Modified-Since', 'Origin', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Content-Type',
           'X-Requested-With', 'User-Agent', 'Cookie')
METHODS = ('GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'ZQX')
values = st.one_of(
    st.sampled_from(ODD), st.text(max_size=40), st.integers(-10**9, 10**12).map(str))


@dataclass
class Asked:
    """One request.  ``form``: pairs; ``body``: bytes in its place, if any."""

    asker: str
    method: str
    path: str
    query: list = field(default_factory=list)
    form: list = field(default_factory=list)
    file: bool = False
    body: bytes = b''
    headers: dict = field(default_factory=dict)
    token: bool = True

    def sent_by(self, asker):
        """Return the ``Request`` for the application, as ``asker``."""
        query = '&'.join(f'{_quoted(name)}={_quoted(value)}' for name, value in self.query)
        headers = {'Host': 'localhost', 'Cookie': asker.cookie, **{
            name: value.encode('utf-8', 'replace').decode('latin-1').translate(_NO_BREAKS)
            for name, value in self.headers.items() if self.body or name != 'Content-Type'}}
        address = f'{_quoted(self.path)}?{query}'
        made = Request.blank(address, headers=headers, **self._content(asker))
        made.method = self.method
        made.environ[REHEARSAL] = True
        return made

    def _content(self, asker):
        if self.body:
            return {'body': self.body}
        pairs = [*self.form, *([('csrf_token', asker.token)] if self.token else ())]
        if self.method in ('GET', 'HEAD') or not pairs:
            return {}
        sent = [(_clean(name), _clean(value)) for name, value in pairs]
        if self.file:
            field = 'image' if len(sent) % 2 else 'file'
            sent.append((field, (f'{MARK}.png', sent[0][1].encode())))
        return {'POST': sent}

    @property
    def words(self):
        """What was sent, in one text."""
        return repr((self.path, self.query, self.form, self.headers)).lower()


_NO_BREAKS = {10: None, 13: None, 0: None}


def _clean(text):
    return text.encode('utf-8', 'replace').decode()


def _quoted(text):
    return quote(_clean(text), safe="/%@:+,;~!*'()-._")


@cache
def names():
    """Return the names of fields that templates and views of the portal know."""
    found = set(SECRETS) | {'title', 'name', 'csrf_token', 'type', 'q', 'page', 'language', 'id'}
    for path in SOURCE.rglob('*.pt'):
        found |= set(re.findall(r'name="([a-z][\w-]*)"', path.read_text(encoding='utf-8')))
    for path in SOURCE.rglob('*.py'):
        found |= set(re.findall(r"(?:params|POST|GET|form)\.get(?:all)?\('([\w-]+)'",
                                path.read_text(encoding='utf-8')))
    return sorted(found)


def views_of(registry):
    """Return ``[(Registered, Entry)]`` of the views that are asked."""
    return [(view, VIEWS[view.key]) for view in registered(registry) if view.name not in SLOW]


@st.composite
def requests(draw, views, things, askers):
    """A request to one of ``views``, right in all, or wrong somewhere.

    ``things``: list of ``Thing``.  ``askers``: names.
    """
    view, entry = draw(st.sampled_from(views))
    fitting = [each for each in things if each.kind in entry.kinds] or things
    thing = draw(st.sampled_from(fitting if draw(st.integers(0, 4)) else things))
    name = view.name if draw(st.integers(0, 7)) else draw(st.sampled_from(ODD))
    path = SHELLS[view.shell] + thing.path + (
        f'/@@{name}' if view.shell != 'public' and name else f'/{name}' if name else '')
    pair = st.tuples(st.sampled_from(names()), values)
    given = [(key, draw(values) if draw(st.booleans()) else str(value))
             for key, value in dict(entry.form).items()]
    known = [tuple(each.partition('=')[::2]) for each in (*thing.query.split('&'),
                                                          *entry.query.split('&')) if each]
    return Asked(
        draw(st.sampled_from(askers)),
        view.method if draw(st.integers(0, 3)) else draw(st.sampled_from(METHODS)),
        draw(st.sampled_from(['', '', '', '/english', '/mtq'])) + path,
        known * draw(st.integers(0, 1)) + draw(st.lists(pair, max_size=4)),
        given + draw(st.lists(pair, max_size=6)), draw(st.integers(0, 5)) == 0,
        draw(st.binary(max_size=60)) if draw(st.integers(0, 15)) == 0 else b'',
        draw(st.dictionaries(st.sampled_from(HEADERS), values, max_size=2))
        if draw(st.integers(0, 3)) == 0 else {}, draw(st.integers(0, 9)) > 0)


def faults(asked, answer, is_stranger):
    """Return what is wrong with ``answer``, as sentences."""
    body, found = answer.body, []
    if answer.status_int >= 500 and answer.status_int != 503:
        found.append(f'answered {answer.status}')
    known = repr(asked) + OURS * asked.path.endswith(CLASSES)
    if any(word.encode() in body and word not in known for word in _TELLING):
        found.append('tells of the program')
    if HEADER in answer.headers or any(
            '\n' in value or '\r' in value for value in answer.headers.values()):
        found.append('a header that was sent')
    if answer.content_type in ('text/html', 'application/xml', 'application/rss+xml'):
        body.decode(answer.charset or 'utf-8')
        if b'<b id=zqx' in body:
            found.append('comes back as markup')
    if is_stranger:
        found += [f'reads {word}' for word in SECRETS.values()
                  if word.encode() in body and word not in asked.words]
    return found
