"""A mail server that does one thing wrong and then is well, by the letter of RFC 5321."""
import threading
from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer

#: What it says of its own accord, when it is asked with a verb, and behind a mail.
GREETING, END = 'greeting', 'end'
_SAYS = {GREETING: b'220 mail.example\r\n', 'EHLO': b'250 mail.example\r\n',
         'HELO': b'250 mail.example\r\n', 'DATA': b'354 go on\r\n', 'QUIT': b'221 bye\r\n'}


def says(text):
    """Return what answers with ``text``, a line or none."""
    def act(handler):
        handler.wfile.write(text)

    return act


def breaks(handler):
    """Hang up."""
    handler.is_over = True


def hangs(handler):
    """Say nothing for longer than a test waits."""
    threading.Event().wait(1)
    handler.is_over = True


def floods(handler):
    """Say a line that does not end."""
    handler.wfile.write(b'250 ' + b'x' * 100_000)
    handler.is_over = True


class WrongSmtp(ThreadingTCPServer):
    """``fault``: ``(at, deed)``, done once.  ``taken``: bytes of the mails for which it stands.
    ``is_kept``: whether a mail is taken though something goes wrong at its end.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), _Handler)
        self.port, self.fault, self.taken, self.is_kept = self.server_address[1], None, [], False
        threading.Thread(target=self.serve_forever, args=(.01,), daemon=True).start()

    def handle_error(self, request, client_address):
        """Say nothing of clients that go away."""


class _Handler(StreamRequestHandler):
    is_over = False

    def handle(self):
        with suppress(OSError):
            self._say(GREETING)
            while not self.is_over and (line := self.rfile.readline()):
                verb = line[:4].decode('ascii').upper()
                if self._say(verb) and verb == 'DATA':
                    self._take()
                self.is_over = self.is_over or verb == 'QUIT'

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b'.\r\n', b''):
            lines.append(line)
        if self._say(END) or self.server.is_kept:
            self.server.taken.append(b''.join(lines))

    def _say(self, at):
        """Answer; return whether that was right."""
        fault = self.server.fault
        if fault is not None and fault[0] == at:
            self.server.fault = None
            fault[1](self)
            return False
        self.wfile.write(_SAYS.get(at, b'250 ok\r\n'))
        return True
