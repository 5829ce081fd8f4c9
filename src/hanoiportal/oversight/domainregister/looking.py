"""A look at a host from outside: addresses, certificate, and what its servers say first.

A certificate is judged as browsers do, by the roots that this machine trusts.  Nothing is asked
of a machine that is not on the public internet: what stands in a zone is written by others.
"""
from __future__ import annotations

import datetime
import http.client
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from zope.interface import implementer

from ...base.lazily import lazily
from ...platform.http.interfaces import Deadline, IHttp, NoAnswer
from .interfaces import (
    DNSSEC,
    ENDED,
    FINE,
    HSTS,
    INSIDE,
    IPV4,
    IPV6,
    MISSING,
    NO_ANSWER,
    OTHER_NAME,
    REDIRECT,
    TLS,
    UNKNOWN,
    UNTRUSTED,
    IHostLook,
    Looked,
)
from .resolving import Resolving

x509 = lazily('cryptography.x509')

#: Results of OpenSSL's verification (``x509_vfy.h``).
_VERIFIED: Mapping[int, str] = {10: ENDED, 62: OTHER_NAME}
#: Answers that lead elsewhere; ports of what is asked.
_REDIRECTS, PORTS = {301, 302, 307, 308}, {'http': 80, 'https': 443}
_LASTS = re.compile(r'max-age="?0*[1-9]', re.I)


class Seen:
    """What became of a connection by TLS.  ``why``: a word of ``interfaces``.  ``ends``: of the
    certificate, aware UTC, ``None`` if none came.
    """

    def __init__(self) -> None:
        self.why = NO_ANSWER
        self.ends: datetime.datetime | None = None

    def take(self, connection: ssl.SSLSocket) -> None:
        """Note the certificate of the other side."""
        found = connection.getpeercert(binary_form=True)
        if found:
            with suppress(ValueError, x509.InvalidVersion):  # not what X.509 allows
                self.ends = x509.load_der_x509_certificate(found).not_valid_after_utc


@implementer(IHostLook)
class HostLook:
    """``IHostLook``.  ``trust``: makes what certificates are judged by.  ``ports``: by scheme."""

    def __init__(self, http: IHttp, resolving: Resolving,
                 trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
                 ports: Mapping[str, int] = PORTS) -> None:
        self._http, self._resolving, self._trust, self._ports = http, resolving, trust, ports

    def look(self, host: str, deadline: Deadline) -> Looked:
        """See ``IHostLook``."""
        six = self._resolving.addresses(host, 'AAAA', deadline)
        four = self._resolving.addresses(host, 'A', deadline)
        signed = {six.signed, four.signed}
        found = {IPV6: six.why, IPV4: four.why, DNSSEC: next(
            (word for word in (MISSING, FINE) if word in signed), UNKNOWN)}
        machines = (*four.found, *six.found)
        if not machines:
            return Looked({**found, **dict.fromkeys((TLS, REDIRECT, HSTS), UNKNOWN)})
        if not all(map(self._http.may_ask, machines)):
            return Looked({**found, TLS: INSIDE, **dict.fromkeys((REDIRECT, HSTS), UNKNOWN)})
        # The first of each family: this machine may have no way to one of the two.
        firsts = [each.found[0] for each in (four, six) if each.found]
        seen = Seen()
        # Half of the time, so that a server that keeps silent there takes none from the other.
        hsts = self._hsts(host, firsts, seen, Deadline(deadline.left / 2))
        redirect = self._redirect(host, firsts, deadline)
        return Looked({**found, TLS: seen.why, HSTS: hsts, REDIRECT: redirect}, seen.ends)

    def _hsts(self, host: str, machines: list[str], seen: Seen, deadline: Deadline) -> str:
        """Return whether browsers are told to come by TLS alone (RFC 6797)."""
        def connect(_parts: SplitResult, left: Deadline) -> http.client.HTTPConnection:
            return self._secured(host, machines, seen, left)

        try:
            answer = self._http.reach(f'https://{host}/', deadline, connect)
        except NoAnswer:
            return UNKNOWN
        said = answer.headers.get('strict-transport-security', '')
        return FINE if _LASTS.search(said) else MISSING

    def _secured(self, host: str, machines: list[str], seen: Seen,
                 deadline: Deadline) -> http.client.HTTPConnection:
        try:
            found = self._by_tls(host, machines, self._trust(), deadline)
        except ssl.SSLCertVerificationError as error:
            seen.why = _VERIFIED.get(error.verify_code, UNTRUSTED)
            with suppress(OSError), self._by_tls(
                    host, machines, _unjudging(), deadline) as unjudged:
                seen.take(unjudged)
            raise
        seen.why = FINE
        seen.take(found)
        return _over(host, found)

    def _by_tls(self, host: str, machines: list[str], trust: ssl.SSLContext,
                deadline: Deadline) -> ssl.SSLSocket:
        opened = self._opened('https', machines, deadline)
        try:
            return trust.wrap_socket(opened, server_hostname=host)
        except BaseException:
            opened.close()
            raise

    def _redirect(self, host: str, machines: list[str], deadline: Deadline) -> str:
        """Return whether plain HTTP leads to TLS at the same host."""
        def connect(_parts: SplitResult, left: Deadline) -> http.client.HTTPConnection:
            return _over(host, self._opened('http', machines, left))

        try:
            answer = self._http.reach(f'http://{host}/', deadline, connect)
        except NoAnswer:
            return NO_ANSWER
        return FINE if answer.status in _REDIRECTS and _is_secure(
            answer.headers.get('location', ''), host) else MISSING

    def _opened(self, scheme: str, machines: list[str], deadline: Deadline) -> socket.socket:
        for machine in machines[:-1]:
            with suppress(OSError):
                return socket.create_connection(
                    (machine, self._ports[scheme]), deadline.left / len(machines))
        return socket.create_connection((machines[-1], self._ports[scheme]), deadline.left)


def _is_secure(address: str, host: str) -> bool:
    """Return whether ``address``, which others wrote, leads to ``host`` itself by TLS."""
    try:
        parts = urlsplit(address)
        return (parts.scheme, parts.hostname, parts.port or PORTS['https']) == (
            'https', host, PORTS['https'])
    except ValueError:
        return False


def _over(host: str, opened: socket.socket) -> http.client.HTTPConnection:
    made = http.client.HTTPConnection(host)
    made.sock = opened
    return made


def _unjudging() -> ssl.SSLContext:
    """Return what takes any certificate, to read when it ends; nothing is sent to such a server.
    """
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    found.check_hostname, found.verify_mode = False, ssl.CERT_NONE
    return found
