"""How waitress writes an answer: in one piece, without ending the connection for nothing.

waitress 3.0 ends the connection after every answer without a body, as if its length were unknown,
so that each 304 costs the reader another connection (``Task.build_response_header``).  And it puts
all names of headers in order anew for each answer, and sends them ahead of the body.  While a
thread sends, the loop that serves all connections would try to send the same, again and again: it
keeps the interpreter from that very thread (``Channel.writable``).
"""
from email.utils import formatdate
from functools import lru_cache

from waitress.channel import HTTPChannel
from waitress.task import WSGITask

#: Bodies up to this go out together with the headers; bytes.
TOGETHER = 256 * 1024
#: Bytes of an answer that is not whole yet from which on they are sent; fewer wait for the rest.
WORTH_SENDING = 64 * 1024
#: Headers, in lower case, that an application may say instead of us.
_OURS = frozenset({'date', 'server', 'connection'})


class Task(WSGITask):
    """Writes what the portal answers; what is unusual, as waitress does."""

    def build_response_header(self):
        """Return the head of the answer as ``bytes``."""
        if not self._is_usual():
            return super().build_response_header()
        headers = self.response_headers if self.has_body else [
            each for each in self.response_headers if each[0].lower() != 'content-length']
        lines = [f'{name}: {value}' for name, value in headers]
        if self.channel.server.adj.ident:
            lines.append(f'Server: {self.channel.server.adj.ident}')
        return '\r\n'.join([
            f'HTTP/1.1 {self.status}', *lines, f'Date: {_date(int(self.start_time))}', '', '',
        ]).encode('latin-1')

    def _is_usual(self):
        """Return whether the connection goes on, the length of the answer is known, and the
        application leaves its headers to us.
        """
        return (
            self.version == '1.1' and not self.close_on_finish
            and 'CONNECTION' not in self.request.headers
            and (self.content_length is not None or not self.has_body)
            and _OURS.isdisjoint([name.lower() for name, _value in self.response_headers]))

    def write(self, data):
        """Send ``data``; the first of it together with the head."""
        length = self.content_length
        if (self.wrote_header or length is None or len(data) != length or length > TOGETHER
                or not self.has_body or not self.complete):
            return super().write(data)
        head = self.build_response_header()
        self.wrote_header = True
        self.content_bytes_written = length
        return self.channel.write_soon(head + data)


class Channel(HTTPChannel):
    """A connection that the loop writes to when there is something to be done."""

    def writable(self):
        """Return whether the loop shall write: answers that are whole, or much of a long one."""
        waiting = self.total_outbufs_len
        return bool(self.will_close or self.close_when_flushed or waiting and (
            not self.requests or waiting >= WORTH_SENDING))


@lru_cache(maxsize=2)
def _date(seconds):
    """Return ``seconds`` since the epoch as HTTP writes it (RFC 9110, 5.6.7)."""
    return formatdate(seconds, usegmt=True)
