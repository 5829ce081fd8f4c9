"""Asking an address that somebody has typed: briefly, openly, and never inside (ASVS 5.0, 1.3.6).

A name is looked up here, all its machines must be on the public internet, and it is one of these
that is connected to: a name that means another machine a moment later leads nowhere.  Redirects
are followed the same way.  Nothing of an answer is read but its head.
"""
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from string import punctuation
from urllib.parse import quote, urljoin, urlsplit

from .interfaces import BAD_TLS, INSIDE, NO_ANSWER, NO_NAME, ROUND

#: Seconds for one address with all its redirects, but for the name service.
SECONDS, MOST_REDIRECTS = 10.0, 5
_PORTS = {'http': 80, 'https': 443}
#: Leads to IPv4 through a gateway (RFC 6052).
_NAT64 = ipaddress.ip_network('64:ff9b::/96')
_REDIRECTS = {301, 302, 303, 307, 308}
#: Answers that say nothing of the page: it is for others, or the portal asks too often.
_GUARDED = {401, 402, 403, 407, 429, 451}
_ERRORS = 400


class Unanswered(Exception):
    """The address does not answer; ``args[0]``: a word of ``interfaces``, or a status of HTTP."""


def is_outside(machine: str) -> bool:
    """Return whether ``machine``, an IP address, is one of the public internet."""
    found = ipaddress.ip_address(machine.partition('%')[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found.sixtofour or found.teredo or found in _NAT64:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


@contextmanager
def closing_unless_done(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Close ``connection`` if what is done with it raises."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


class Probe:
    """Asks addresses.  ``agent``: User-Agent.  ``private``: whether machines of this network are
    asked as well, for tests alone.
    """

    def __init__(self, agent: str, private: bool = False,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._agent = agent
        self._private = private
        self._clock = clock

    def failure(self, address: str) -> str:
        """Return why ``address`` does not answer, ``''`` if it does."""
        try:
            self._follow(address, self._clock() + SECONDS)
        except Unanswered as why:
            return str(why)
        except ssl.SSLError:
            return BAD_TLS
        except (OSError, http.client.HTTPException, ValueError):
            return NO_ANSWER
        return ''

    def _follow(self, address: str, end: float) -> None:
        for _step in range(MOST_REDIRECTS + 1):
            status, leads_to = self._asked('HEAD', address, end)
            if status >= _ERRORS and status not in _GUARDED:
                status, leads_to = self._asked('GET', address, end)
            if status not in _REDIRECTS or not leads_to:
                break
            address = urljoin(address, leads_to)
        else:
            raise Unanswered(ROUND)
        if status >= _ERRORS and status not in _GUARDED:
            raise Unanswered(str(status))

    def _asked(self, method: str, address: str, end: float) -> tuple[int, str]:
        """Return the status and, of a redirect, where it leads."""
        parts = urlsplit(address)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise Unanswered(INSIDE)
        path = parts._replace(scheme='', netloc='', fragment='').geturl() or '/'
        with closing(self._connection(parts.scheme, parts.hostname, parts.port, end)) as asking:
            asking.request(method, quote(path, safe=punctuation), headers={
                'User-Agent': self._agent, 'Accept': '*/*', 'Connection': 'close'})
            answer = asking.getresponse()
            return answer.status, answer.getheader('Location') or ''

    def _connection(self, scheme: str, host: str, port: int | None,
                    end: float) -> http.client.HTTPConnection:
        number = port or _PORTS[scheme]
        if not self._private and number not in _PORTS.values():
            raise Unanswered(INSIDE)
        machine = self._machine(host, number)
        left = max(.1, end - self._clock())
        made = http.client.HTTPConnection(host, number, timeout=left)
        made.sock = socket.create_connection((machine, number), left)
        if scheme == 'https':
            with closing_unless_done(made):
                made.sock = ssl.create_default_context().wrap_socket(
                    made.sock, server_hostname=host)
        return made

    def _machine(self, host: str, port: int) -> str:
        """Return the IP address of ``host``.  Raises ``Unanswered``."""
        try:
            found = [str(each[4][0]) for each in socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            raise Unanswered(NO_NAME) from None
        if not found or not self._private and not all(map(is_outside, found)):
            raise Unanswered(INSIDE)
        return found[0]
