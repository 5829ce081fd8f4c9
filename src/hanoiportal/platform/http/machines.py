"""Connections: to a machine that the settings name, or to one of the public internet.

A name that somebody has typed is looked up here, all its machines must be on the public internet,
and it is one of these that is connected to: a name that means another machine a moment later
leads nowhere.
"""
import http.client
import ipaddress
import re
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from .interfaces import INSIDE, NO_NAME, Deadline, NoAnswer

PORTS = {'http': 80, 'https': 443}
#: Leads to IPv4 through a gateway (RFC 6052).
_NAT64 = ipaddress.ip_network('64:ff9b::/96')

#: Labels of a name (RFC 1123); last ones that no public name has (RFC 6761, 6762, 8375, 9476).
_LABEL = re.compile(r'(?!-)[a-z0-9-]{1,63}(?<!-)')
_PRIVATE = frozenset({'alt', 'arpa', 'home', 'internal', 'invalid', 'lan', 'local', 'localhost',
                      'onion', 'test'})
_LONGEST_NAME = 253


def is_public_name(address: str) -> bool:
    """Return whether ``address`` is ``https`` on its port at a name that may be public.

    >>> [is_public_name(f'https://{each}/a') for each in ('doi-tac.vn', 'tin.đối-tác.vn:443')]
    [True, True]
    >>> any(is_public_name(each) for each in (
    ...     'http://doi-tac.vn', 'https://doi-tac.vn:22', 'https://10.1.2.3', 'https://[::1]',
    ...     'https://2130706433', 'https://0x7f.1', 'https://localhost', 'https://may.local.'))
    False
    """
    try:
        parts = urlsplit(address)
        name, port = (parts.hostname or '').encode('idna').decode('ascii').rstrip('.'), parts.port
    except ValueError:
        return False
    labels = name.split('.')
    return (parts.scheme == 'https' and port in (None, PORTS['https'])
            and len(labels) > 1 and len(name) <= _LONGEST_NAME
            and all(map(_LABEL.fullmatch, labels))
            and not labels[-1][0].isdigit() and labels[-1] not in _PRIVATE)


def place_of(address: str) -> str:
    """Return ``host:port`` of ``address``, ``''`` for what is none.

    >>> place_of('http://May.local/a'), place_of('https://u@[::1]:8443'), place_of('ftp://a')
    ('may.local:80', '[::1]:8443', '')
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or '', parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return ''
    shown = f'[{host}]' if ':' in host else host
    return f'{shown}:{port}' if host and port and parts.scheme in PORTS else ''


def is_outside(machine: str) -> bool:
    """Return whether ``machine``, an IP address, is one of the public internet."""
    found = ipaddress.ip_address(machine.partition('%')[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found.sixtofour or found.teredo or found.is_site_local or found in _NAT64:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def connected(parts: SplitResult, deadline: Deadline,
              tls: ssl.SSLContext | None = None) -> http.client.HTTPConnection:
    """Return a connection to where ``parts`` say, wherever that is."""
    return _opened(parts, parts.hostname or '', deadline, tls)


def connected_outside(parts: SplitResult, deadline: Deadline) -> http.client.HTTPConnection:
    """Return a connection to a machine of the public internet.  Raises ``NoAnswer``."""
    if _port(parts) not in PORTS.values():
        raise NoAnswer(INSIDE)
    machines = _machines(parts)
    if not machines or not all(map(is_outside, machines)):
        raise NoAnswer(INSIDE)
    return _opened(parts, machines[0], deadline)


def connected_anywhere(parts: SplitResult, deadline: Deadline) -> http.client.HTTPConnection:
    """Do as ``connected_outside`` without its refusal, for tests alone."""
    return _opened(parts, _machines(parts)[0], deadline)


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def _machines(parts: SplitResult) -> list[str]:
    try:
        found = socket.getaddrinfo(parts.hostname or '', _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer(NO_NAME) from None
    return [str(each[4][0]) for each in found]


def _opened(parts: SplitResult, machine: str, deadline: Deadline,
            tls: ssl.SSLContext | None = None) -> http.client.HTTPConnection:
    host, port = parts.hostname or '', _port(parts)
    made = http.client.HTTPConnection(host, port, timeout=deadline.left)
    made.sock = socket.create_connection((machine, port), deadline.left)
    if parts.scheme == 'https':
        try:
            made.sock = (tls or ssl.create_default_context()).wrap_socket(
                made.sock, server_hostname=host)
        except BaseException:
            made.close()
            raise
    return made
