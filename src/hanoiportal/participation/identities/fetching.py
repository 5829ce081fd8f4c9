"""Asking another machine, never for long: what it says is small, comes at once and from there.

The one who waits goes on when the time is over, whatever the other one does: names that are not
found, a connection that is not taken, bytes that come one by one.  No redirect is followed.
"""
import http.client
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from urllib.parse import urlencode, urlsplit

from .interfaces import DOWN, Unconfirmed

#: Bytes of an answer; those of providers have some thousand.
LARGEST = 128 * 1024
#: Name of the threads in which it is asked.
THREAD = 'asking elsewhere'
#: What it is asked by, and how.
SCHEMES = {'https': http.client.HTTPSConnection, 'http': http.client.HTTPConnection}


class Deadline:
    """The end of ``seconds`` from now on."""

    def __init__(self, seconds):
        self._end = time.monotonic() + seconds

    @property
    def left(self):
        """Seconds that are left, at least a thousandth."""
        return max(.001, self._end - time.monotonic())


def fetch(address, deadline, form=None, headers=None):
    """Return ``(status, mapping)``: what ``address`` says, which must be JSON; of a refusal
    (4xx), whose page may be that of a guard before it, ``{}``.

    ``form``: mapping that is sent by POST.  ``headers``: further ones.
    Raises ``Unconfirmed`` with ``DOWN`` for whatever else comes, or does not.
    """
    asking = _Asking(address, form, headers or {}, deadline)
    thread = threading.Thread(target=asking.run, name=THREAD, daemon=True)
    thread.start()
    thread.join(deadline.left)
    if thread.is_alive():
        asking.give_up()
        raise Unconfirmed(DOWN, 'no answer in time')
    if asking.failure is not None:
        raise Unconfirmed(DOWN, asking.failure)
    return asking.status, _mapping(asking.body) if asking.status == 200 else {}


class _Asking:
    """One request, made in a thread of its own."""

    status, body, failure, _socket, _is_over = 0, b'', None, None, False

    def __init__(self, address, form, headers, deadline):
        self._parts = urlsplit(address)
        self._form = None if form is None else urlencode(form)
        self._headers = {'Accept': 'application/json', 'Connection': 'close', **headers}
        if form is not None:
            self._headers['Content-Type'] = 'application/x-www-form-urlencoded'
        secure = {'context': ssl.create_default_context()} if self._parts.scheme == 'https' else {}
        self._connection = SCHEMES[self._parts.scheme](
            self._parts.hostname, self._parts.port, timeout=deadline.left, **secure)

    def run(self):
        """Ask; what goes wrong is ``failure``."""
        try:
            self._ask()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.failure = type(error).__name__
        finally:
            self._connection.close()

    def _ask(self):
        self._connection.connect()
        self._socket = self._connection.sock
        if self._is_over:
            raise TimeoutError
        path = self._parts._replace(scheme='', netloc='').geturl() or '/'
        self._connection.request(
            'GET' if self._form is None else 'POST', path, self._form, self._headers)
        answer = self._connection.getresponse()
        self.status, self.body = answer.status, answer.read(LARGEST + 1)
        if len(self.body) > LARGEST:
            self.failure = 'an answer that is too long'
        elif not (self.status == 200 or 400 <= self.status < 500):
            self.failure = f'status {self.status}'

    def give_up(self):
        """Let the thread end, too, as soon as it is connected."""
        self._is_over = True
        if self._socket is not None:
            with suppress(OSError):
                # That of TLS would first let go of it, and what is being sent go out in the clear.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _mapping(body):
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unconfirmed(DOWN, 'an answer that is no JSON') from None
    if not isinstance(found, dict):
        raise Unconfirmed(DOWN, 'an answer that is no JSON object')
    return found
