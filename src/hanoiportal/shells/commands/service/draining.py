"""Waitress, ended in order: no new connections, every request that has come is answered whole;
what still waits for its turn near the end is told to come again (503).
"""
import time

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server
from waitress.utilities import Error

from .connections import WORTH_SENDING, Channel, Task

#: Seconds between two looks whether the end has come.
LOOK = 0.2
#: Seconds for which a connection without a request stays open: its client may be sending one.
LINGER = 2
#: Seconds after which nothing more is begun: what waits is answered 503, to be asked AGAIN then.
LATE, AGAIN = 25, 5
#: Seconds after which what is still being answered is cut off.
PATIENCE = 30


class Ending(Error):
    """503 for who would have to wait longer than this process lives."""

    code, reason = 503, 'Service Unavailable'

    def __init__(self):
        super().__init__('Cổng đang khởi động lại, xin thử lại sau ít giây.\r\n'
                         'The portal is being restarted; please try again in a few seconds.')

    def to_response(self, ident=None):
        """Return status, headers and body."""
        status, headers, body = super().to_response(ident)
        return status, [*headers, ('Retry-After', str(AGAIN)), ('Cache-Control', 'no-store')], body


class _Task(Task):
    def build_response_header(self):
        if self.channel.server.is_ending:
            self.set_close_on_finish()  # the client is told not to send another request
        return super().build_response_header()


class _Channel(Channel):
    task_class = _Task

    def service(self):
        if self.server.is_late:
            self.requests[0].error = Ending()
        super().service()


class Server:
    """Serves ``app`` with waitress's ``settings`` until ``end`` is called, in any thread.

    ``leave``: called when the end has come, before the last who have come are taken in.
    """

    def __init__(self, app, leave=lambda: None, **settings):
        self._map = {}
        self._leave = leave
        self._server = create_server(app, self._map, **settings)
        for each in self._listening():
            each.channel_class, each.is_ending, each.is_late = _Channel, False, False
            each.adj.send_bytes = WORTH_SENDING
        self._servers = self._listening()
        self._ends = False

    def _listening(self):
        return [each for each in self._map.values() if isinstance(each, BaseWSGIServer)]

    def say_where(self):
        """Print where it listens."""
        self._server.print_listen('Serving on http://{}:{}')

    def end(self, *_signal):
        """Let ``run`` finish and return; a signal handler."""
        self._ends = True

    def run(self):
        """Serve; return when everything that had come is answered."""
        while not self._ends:
            wasyncore.poll(LOOK, self._map)
        self._close_doors()
        began = time.monotonic()
        while (open_ones := self._channels()) and time.monotonic() < began + PATIENCE:
            for each in self._servers:
                each.is_late = time.monotonic() >= began + LATE
            for channel in open_ones:
                lingers = channel.connected and time.monotonic() < began + LINGER
                channel.will_close = channel.will_close or (_is_idle(channel) and not lingers)
            wasyncore.poll(LOOK, self._map)
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def _channels(self):
        return [each for each in self._map.values() if isinstance(each, Channel)]

    def _close_doors(self):
        """Take in who has been let through by the system, then listen no more."""
        self._leave()
        for each in self._listening():
            before = -1
            while before != (before := len(self._map)):
                each.handle_accept()
            each.is_ending = True
            wasyncore.dispatcher.close(each)  # not the server's own: its channels still need it


def _is_idle(channel):
    return not channel.requests and channel.request is None and not channel.total_outbufs_len
