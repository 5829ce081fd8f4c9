"""Names of hosts: their addresses, and whether what tells of them is signed (RFC 4033).

Asked of the resolver of this machine.  Whether a signature is good is what a resolver that
validates says by its AD bit (RFC 6840, 5.7): one that does not validate tells nothing.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...base.lazily import lazily
from .interfaces import FINE, MISSING, NO_ANSWER, NO_NAME, NO_RECORD, UNKNOWN

if TYPE_CHECKING:
    from dns import exception, flags, rdatatype, resolver

    from ...platform.http.interfaces import Deadline
else:
    exception, flags, rdatatype, resolver = map(
        lazily, ('dns.exception', 'dns.flags', 'dns.rdatatype', 'dns.resolver'))

#: Seconds for one question, with all tries; bytes of an answer by UDP (DNS flag day 2020).
LONGEST, PAYLOAD = 4.0, 1232
IPV4, IPV6 = 'A', 'AAAA'


class Addresses(NamedTuple):
    """Those of one family.  ``why``: a word of ``interfaces``.  ``signed``: ``FINE``, ``MISSING``
    or ``UNKNOWN``.
    """

    why: str
    found: tuple[str, ...] = ()
    signed: str = UNKNOWN


class Resolving:
    """Asks a resolver.  ``server``: its IP address and port; those of this machine if ``None``."""

    def __init__(self, server: tuple[str, int] | None = None) -> None:
        self._server = server

    def addresses(self, host: str, family: str, deadline: Deadline) -> Addresses:
        """Return those of ``host``, a whole name; ``family``: ``IPV4`` or ``IPV6``."""
        try:
            answer = self._resolver().resolve(
                f'{host}.', family, raise_on_no_answer=False,
                lifetime=min(LONGEST, deadline.left))
        except resolver.NXDOMAIN:
            return Addresses(NO_NAME)
        except (exception.DNSException, OSError, UnicodeError):
            return Addresses(NO_ANSWER)
        found = tuple(str(each) for each in answer.rrset or ())
        return Addresses(FINE, found, _signed(answer)) if found else Addresses(NO_RECORD)

    def _resolver(self) -> resolver.Resolver:
        found = resolver.Resolver(configure=self._server is None)
        if self._server is not None:
            found.nameservers, found.port = [self._server[0]], self._server[1]
        found.use_edns(0, flags.DO, PAYLOAD)
        found.flags = flags.RD | flags.AD
        return found


def _signed(answer: resolver.Answer) -> str:
    if answer.response.flags & flags.AD:
        return FINE
    has_signature = any(each.rdtype == rdatatype.RRSIG for each in answer.response.answer)
    return UNKNOWN if has_signature else MISSING
