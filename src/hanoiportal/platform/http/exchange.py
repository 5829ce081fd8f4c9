"""One request, made in a thread of its own, which its asker need not wait for."""
from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from string import punctuation
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from .interfaces import (
    BAD_TLS,
    INSIDE,
    NO_ANSWER,
    OURS_REFUSED,
    PACKED,
    TOO_LONG,
    HttpAnswer,
    NoAnswer,
)
from .machines import PORTS

if TYPE_CHECKING:
    from .interfaces import Connect, Deadline

#: Name of the threads in which machines are asked.
THREAD = 'asking elsewhere'
#: Of what is wrong with our certificate.
_ALERTS = ('CERTIFICATE', 'UNKNOWN_CA', 'ACCESS_DENIED')
_PLAIN = {'', 'identity'}


class Exchange:
    """One request.  ``answer``: what it brought; ``failure``: why there is none yet."""

    def __init__(self, method: str, address: str, headers: Mapping[str, str], most: int,
                 form: Mapping[str, str] | None = None, body: bytes | None = None) -> None:
        """Raises ``NoAnswer`` for what is no address of a page."""
        self._method, self._address, self._most = method, address, most
        self._parts = _parts(address)
        self._body: str | bytes | None = body if form is None else urlencode(form)
        self._headers = {'Accept-Encoding': 'identity', 'Connection': 'close', **headers}
        if form is not None:
            self._headers['Content-Type'] = 'application/x-www-form-urlencoded'
        self.answer: HttpAnswer | None = None
        self.failure = NoAnswer(NO_ANSWER, 'no answer in time')
        self._socket: socket.socket | None = None
        self._is_over = False

    def wait(self, connect: Connect, deadline: Deadline) -> HttpAnswer:
        """Return the answer.  Raises ``NoAnswer``, at the end of ``deadline`` at the latest."""
        thread = threading.Thread(
            target=self.run, args=(connect, deadline), name=THREAD, daemon=True)
        thread.start()
        thread.join(deadline.left)
        if thread.is_alive():
            self.give_up()
            raise NoAnswer(NO_ANSWER, 'no answer in time')
        if self.answer is None:
            raise self.failure
        return self.answer

    def run(self, connect: Connect, deadline: Deadline) -> None:
        """Ask; what goes wrong is ``failure``."""
        try:
            connection = connect(self._parts, deadline)
            try:
                self.answer = self._asked(connection)
            finally:
                connection.close()
        except NoAnswer as failure:
            self.failure = failure
        except ssl.SSLError as error:
            self.failure = NoAnswer(_why(error), error.reason or type(error).__name__)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.failure = NoAnswer(NO_ANSWER, type(error).__name__)

    def _asked(self, connection: http.client.HTTPConnection) -> HttpAnswer:
        self._socket = connection.sock
        if self._is_over:
            raise TimeoutError
        path = self._parts._replace(scheme='', netloc='', fragment='').geturl() or '/'
        connection.request(
            self._method, quote(path, safe=punctuation), self._body, self._headers)
        with closing(connection.getresponse()) as found:
            headers = {name.lower(): value for name, value in found.getheaders()}
            return HttpAnswer(found.status, headers, self._read(found, headers), self._address)

    def _read(self, found: http.client.HTTPResponse, headers: Mapping[str, str]) -> bytes:
        if not self._most:
            return b''
        if headers.get('content-encoding', '').strip().lower() not in _PLAIN:
            raise NoAnswer(PACKED, 'an answer that is packed')
        body = found.read(self._most + 1)
        if len(body) > self._most:
            raise NoAnswer(TOO_LONG, 'an answer that is too long')
        return body

    def give_up(self) -> None:
        """Let the thread end, too, as soon as it is connected."""
        self._is_over = True
        if self._socket is not None:
            with suppress(OSError):
                # That of TLS would first let go of it, and what is being sent go out in the clear.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _why(error: ssl.SSLError) -> str:
    """Return whether the machine refuses our certificate, by its alert (RFC 8446, 6.2), or shows
    none that holds.
    """
    alert = error.reason or ''
    return OURS_REFUSED if 'ALERT' in alert and any(each in alert for each in _ALERTS) else BAD_TLS


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        if parts.scheme in PORTS and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise NoAnswer(INSIDE, 'no address of a page')
