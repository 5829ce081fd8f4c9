"""What the client promises to its callers."""
from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import SplitResult

from zope.interface import Interface

from ...base.i18n import _

#: Why there is no answer.  No machine has the name; it lies in a private network; it does not
#: answer, or not in time; its certificate is not valid; redirects lead round; it says too much;
#: it is packed although nobody asked for that; its ``robots.txt`` forbids it; it
#: refuses our certificate.
NO_NAME, INSIDE, NO_ANSWER, BAD_TLS, ROUND = 'name', 'inside', 'answer', 'tls', 'redirects'
TOO_LONG, PACKED, FORBIDDEN, OURS_REFUSED = 'length', 'packed', 'robots', 'certificate'
#: What people read of why nothing came, and of two statuses of HTTP; ``FAILED`` of any other.
WORDS: Mapping[str, str] = {
    NO_NAME: _('không tìm thấy tên miền'), INSIDE: _('địa chỉ không ở trên mạng công cộng'),
    NO_ANSWER: _('máy chủ không trả lời'), BAD_TLS: _('chứng thư của trang không hợp lệ'),
    ROUND: _('chuyển hướng vòng quanh'), TOO_LONG: _('tệp nguồn tin quá lớn'),
    PACKED: _('tệp nguồn tin bị nén'), FORBIDDEN: _('trang không cho máy đọc (robots.txt)'),
    OURS_REFUSED: _('máy chủ từ chối chứng thư của Cổng'),
    '404': _('không có trang này'), '410': _('trang đã bị gỡ')}
FAILED = _('máy chủ báo lỗi ${status}')
#: Bytes of an answer, if the caller says nothing else.
LARGEST = 128 * 1024


class NoAnswer(Exception):
    """There is none that could be used.  ``why``: one of the words above.

    ``detail``: for the log, English, nothing personal.
    """

    def __init__(self, why: str, detail: str = '') -> None:
        super().__init__(detail or why)
        self.why, self.detail = why, detail or why


class Deadline:
    """The end of ``seconds`` from now on, by the clock that only goes forward."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, at least a thousandth."""
        return max(.001, self._end - time.monotonic())


class HttpAnswer(NamedTuple):
    """What a machine said.  ``headers``: by their names in small letters; of several lines of one
    name the last.  ``address``: where it was, after all redirects.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


class Client(NamedTuple):
    """As whom the portal asks for tokens, and at which ``address``.

    ``form``: names and values that are sent; a value that is empty is not.  ``token``,
    ``seconds``: dotted paths at which the answer says the token and how long it lasts.
    """

    address: str
    user: str
    secret: str
    form: tuple[tuple[str, str], ...]
    token: str
    seconds: str


class NoToken(Exception):
    """There was none.  ``status``: of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


#: Sends a body with headers to an address.
Post = Callable[[str, bytes, dict[str, str]], HttpAnswer]
#: Makes an open connection to where the parts of an address say.
Connect = Callable[[SplitResult, Deadline], http.client.HTTPConnection]


class IHttp(Interface):
    """Asks other machines, a utility.  The asker goes on when the time of the deadline is over,
    whatever the other one does: names that are not found, a connection that is not taken, bytes
    that come one by one.

    The verbs that ask raise ``NoAnswer``.  ``headers``: further ones.  ``most``: bytes of the
    answer; with 0 nothing but its head is read.  Nothing packed is read, so that nothing unpacks
    to more.
    """

    def ask(address: str, deadline: Deadline, form: Mapping[str, str] | None = None,
            headers: Mapping[str, str] | None = None, most: int = LARGEST) -> HttpAnswer:
        """Ask at an ``address`` of the settings, wherever the machine is; no redirect is followed.

        ``form``: what is sent by POST.
        """

    def get(address: str, deadline: Deadline, headers: Mapping[str, str] | None = None,
            most: int = LARGEST, method: str = 'GET') -> HttpAnswer:
        """Ask at an ``address`` that somebody has typed: on the public internet alone, where the
        redirects lead to as well (ASVS 5.0, 1.3.6).
        """

    def send(address: str, deadline: Deadline, body: bytes,
             headers: Mapping[str, str] | None = None, most: int = LARGEST,
             method: str = 'POST', is_set: bool = False,
             tls: ssl.SSLContext | None = None) -> HttpAnswer:
        """Send ``body`` to ``address``, on the public internet alone; no redirect is followed.

        ``is_set``: the operator has set the address, so the machine may be anywhere.
        ``tls``: by which such a machine is known, and is shown a certificate of ours.
        """

    def send_json(address: str, deadline: Deadline, said: object,
                  headers: Mapping[str, str] | None = None, most: int = LARGEST,
                  method: str = 'POST') -> HttpAnswer:
        """Send ``said`` as JSON to an ``address`` that the operator has set, as ``send`` does."""

    def tls(certificate: str, authority: str) -> ssl.SSLContext:
        """Return how a machine is spoken to that the file ``authority`` vouches for and that is
        shown the ``certificate`` with its key (PEM); ``''`` for the authorities of the system, and
        for none.  Raises ``OSError`` for files that are of no use.  Both are read anew each time,
        so a new certificate holds without a restart.
        """

    def reach(address: str, deadline: Deadline, connect: Connect) -> HttpAnswer:
        """Ask for the head of ``address`` alone, over what ``connect`` opens; no redirect is
        followed.  What ``connect`` raises as ``OSError`` is a ``NoAnswer``.
        """

    def may_ask(machine: str) -> bool:
        """Return whether ``get`` would connect to ``machine``, an IP address."""

    def may_send(address: str) -> bool:
        """Return whether ``address``, which somebody has typed, is one to send to, as far as can
        be told without asking: ``https`` on its port, at a name of the public internet.
        """

    def is_allowed(address: str, deadline: Deadline) -> bool:
        """Return whether the machine lets programs ask ``address``, by its ``robots.txt``
        (RFC 9309).  One that answers with an error, or in lines that cannot be read, lets nobody
        now.
        """


class ITokens(Interface):
    """Tokens by client credentials (RFC 6749, 4.4), a utility; each is kept until it ends."""

    def token(client: Client, post: Post) -> str:
        """Return a token of ``client``; ``post`` asks for a new one if there is none.  Raises
        ``NoToken``, and what ``post`` raises.
        """

    def drop(client: Client) -> None:
        """Use the token of ``client`` no more."""
