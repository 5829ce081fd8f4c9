"""Servers of other systems that speak JSON: each is a real one in a thread of its own."""
import json
import threading
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: Where servers say words of their own; of a profile that is another one, the header, and what all
#: paths begin with.
WORDS, OTHER, ELSEWHERE = {'trangThai', 'TRANGTHAI', 'code'}, 'X-Truy-Cap', '/khac'


class Refused(Exception):
    """``args``: the status, what the server says besides, and the reason."""


class JsonServer(ThreadingHTTPServer, ABC):
    """``address``: of its root.  ``mark``: stands before each name and word that it says and
    hears, as if its profile were another one; then its token is shown by the header ``OTHER``.
    """

    daemon_threads = True
    mark = ''

    def __init__(self, handler, port=0):
        super().__init__(('127.0.0.1', port), handler)
        self.address = f'http://127.0.0.1:{self.server_port}'
        self.reset()
        threading.Thread(target=self.serve_forever, args=(.01,), daemon=True).start()

    @abstractmethod
    def reset(self):
        """Have nothing, and have been asked nothing."""

    def handle_error(self, request, client_address):
        """Say nothing of clients that go away."""


class JsonHandler(BaseHTTPRequestHandler):
    """What all of them read and say."""

    protocol_version = 'HTTP/1.1'

    def parse_request(self):
        """Read the head; of another profile, its own header is the one of the token."""
        is_read = super().parse_request()
        if is_read and self.server.mark:
            self.path = self.path.removeprefix(ELSEWHERE)
            if self.headers.get('Authorization', '').startswith('Bearer'):
                del self.headers['Authorization']
            if OTHER in self.headers:
                self.headers['Authorization'] = f'Bearer {self.headers[OTHER]}'
        return is_read

    def read(self, largest, missing=''):
        """Return the body.  ``missing``: the length of one without a length.

        Raises ``Refused`` for one that is larger.
        """
        length = self.headers.get('Content-Length', missing)
        if not length.isdigit() or int(length) > largest:
            self.close_connection = True
            raise Refused(413, 'too large')
        return self.rfile.read(int(length))

    def told(self, body):
        """Return the object that ``body`` is; raises ``Refused`` for anything else."""
        if self.headers.get('Content-Type', '').partition(';')[0] != 'application/json':
            raise Refused(415, 'application/json alone')
        try:
            said = json.loads(body)
        except ValueError:
            raise Refused(400, 'no JSON') from None
        if not isinstance(said, dict):
            raise Refused(400, 'no object')
        return _unmarked(said, self.server.mark)

    def say(self, status, said, **headers):
        """Answer with ``said``, bytes or what becomes JSON."""
        body = said if isinstance(said, bytes) else json.dumps(
            _marked(said, self.server.mark)).encode()
        self.send_response(status)
        for name, value in {'Content-Type': 'application/json', **headers}.items():
            self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        """It says nothing."""


class MessageHandler(JsonHandler, ABC):
    """Takes messages by POST alone.  ``largest``: bytes of one.

    ``moods`` of its server: ``callable(handler, body)`` that answer in place of the right one, the
    first of them next.
    """

    def do_GET(self):
        self.say(405, {'trangThai': 'tu-choi', 'lyDo': 'POST'})

    do_DELETE = do_PUT = do_GET

    def do_POST(self):
        try:
            body = self.read(self.largest)
            if self.server.moods:
                self.server.moods.pop(0)(self, body)
            else:
                self.say(200, self.taken(body))
        except Refused as refused:
            status, why = refused.args
            self.say(status, {'trangThai': 'tu-choi', 'lyDo': why})

    @abstractmethod
    def taken(self, body):
        """Take the message; return the answer, or raise ``Refused``."""


def _marked(said, mark, within=''):
    """Return what is ``said`` by other names.  ``within``: by which name."""
    if isinstance(said, list):
        return [_marked(each, mark) for each in said]
    if isinstance(said, dict):
        return {mark + name: _marked(value, mark, name) for name, value in said.items()}
    return mark + said if within in WORDS and isinstance(said, str) else said


def _unmarked(said, mark):
    """Return what was ``said`` by other names; a name of the first profile is no known one."""
    if isinstance(said, str):
        return said.removeprefix(mark)
    if not isinstance(said, dict):
        return said
    return {name.removeprefix(mark) if name.startswith(mark) else f'{name}?': _unmarked(
        value, mark) for name, value in said.items()}


def lost(path):
    """Return what lets the server do what it is asked at ``path``, once, and break off before it
    answers.  Its handler has ``again``, which answers anew.
    """
    def answer(handler):
        del handler.server.at[path]
        handler.say = lambda *_said, **_headers: None
        handler.again()
        handler.close_connection = True

    return answer
