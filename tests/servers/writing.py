"""A page with the desk's editor in it, under the portal's own headers, for tests of the editor.

What ``/pick`` answers is fixed: the desk's own view has tests of its own.
"""
import json
import threading
from contextlib import contextmanager
from functools import cache
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from chameleon import PageTemplate, PageTemplateFile
from hanoiportal.shells.desk import TRUSTED
from hanoiportal.web.forms.fields import HTML, LINE, Field
from hanoiportal.web.headers import HEADERS, scripted_policy

from . import ROOT

SHELLS = ROOT / 'src/hanoiportal/shells'
TYPES = {'.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml',
         '.woff2': 'font/woff2'}
#: Folders of files, by the address they are served at.
FOLDERS = {'/desk-static': 'desk/static', '/static/fonts': 'public/static/fonts'}
PAGE = """\
<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Soạn bài</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/desk-static/desk.css">
</head>
<body>
<main id="noi-dung">
<h1>Soạn bài</h1>
<form class="form" method="post" action="/saved">
<metal:fields use-macro="forms['fields']"/>
<button>Lưu</button>
</form>
</main>
</body>
</html>
"""
FILES = {'stylesheet': '/desk-static/editor.css', 'script': '/desk-static/editor.js'}
SAVED = b'<!DOCTYPE html><title>Saved</title><link rel="icon" href="data:,">'
PICTURE = (b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" '
           b'height="360" fill="#a3151f"/><circle cx="320" cy="180" r="90" fill="#d9a521"/></svg>')
FOUND = {
    'item': [{'title': 'Thủ tục cấp phép xây dựng', 'type': 'Trang', 'place': 'Sở Xây dựng',
              'path': '/sites/soxaydung/cap-phep'}],
    'image': [{'title': 'Cầu Long Biên', 'type': 'Hình ảnh', 'place': 'Hà Nội',
               'path': '/cau', 'source': '/cau/content', 'alt': 'Cầu Long Biên lúc bình minh',
               'caption': 'Cầu Long Biên, 2025', 'decorative': False}],
}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_said):
        """Say nothing."""


class Writing:
    """The WSGI application.  ``text``: what stands in the textarea; ``saved``: what was sent."""

    def __init__(self):
        self.text, self.saved, self.asked = '', None, []
        self._page = PageTemplate(PAGE)

    def __call__(self, environ, start_response):
        path = environ['PATH_INFO']
        kind, body = self._answer(path, environ)
        headers = [('Content-Type', kind), *HEADERS.items(),
                   ('Content-Security-Policy', scripted_policy(_Request, TRUSTED))]
        start_response('200 OK' if body is not None else '404 Not Found', headers)
        return [body or b'']

    def _answer(self, path, environ):
        folder, _slash, name = path.rpartition('/')
        if folder in FOLDERS:
            file = SHELLS / FOLDERS[folder] / name
            return TYPES[file.suffix], file.read_bytes()
        if path == '/pick':
            asked = parse_qs(environ['QUERY_STRING'])
            self.asked.append(asked)
            return 'application/json', json.dumps(FOUND[asked['kind'][0]]).encode()
        if path == '/cau/content':
            return TYPES['.svg'], PICTURE
        if path == '/saved':
            sent = environ['wsgi.input'].read(int(environ['CONTENT_LENGTH'])).decode()
            self.saved = parse_qs(sent, keep_blank_values=True)
            return 'text/html; charset=utf-8', SAVED
        if path == '/':
            return 'text/html; charset=utf-8', self._written().encode()
        return 'text/plain', None

    def _written(self):
        fields = [Field('title', 'Tiêu đề', LINE, ''),
                  Field('body', 'Nội dung', HTML, self.text, hint='Đề mục bắt đầu từ cấp 2.')]
        return self._page(
            fields=fields, forms=_macros('frame', 'fields'), desk=_Desk,
            rich_text=_macros('desk/writing', 'editor'), editor_files=FILES, request=_Request)


class _Request:
    """As much of the request as a script asks."""

    nonce = 'bi-mat-cua-trang-nay'


class _Desk:
    """As much of the desk as the macro of fields asks."""

    context = None

    @staticmethod
    def path(_context, view):
        """Return the address of ``view``."""
        return f'/{view}'


@cache
def _macros(folder, name):
    return PageTemplateFile(str(SHELLS / folder / f'templates/{name}.pt')).macros


@contextmanager
def writing():
    """Serve the page while the block runs; give the application, with its ``url``."""
    application = Writing()
    with make_server('127.0.0.1', 0, application, _Server, _Silent) as server:
        application.url = f'http://127.0.0.1:{server.server_port}'
        thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': .05})
        thread.start()
        yield application
        server.shutdown()
        thread.join()
