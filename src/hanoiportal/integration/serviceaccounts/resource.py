"""Service accounts as they are kept.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import datetime
import ipaddress
from dataclasses import dataclass

from zope.interface import implementer

from ...kernel.security.authentication.accounts import Account
from .interfaces import IServiceAccount

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Token:
    """One token.  ``id``: what people and the log call it.  ``digest``: SHA-256 of all of it.

    ``made_at``, ``ends``: aware UTC; the end is exclusive.  ``made_by``: principal id.
    ``is_revoked``: somebody ended it; else its time was over, or a new one took its place.
    """

    id: str
    digest: str
    made_at: datetime.datetime
    made_by: str
    ends: datetime.datetime
    is_revoked: bool = False

    def is_good(self, now: datetime.datetime) -> bool:
        """Return whether it opens anything at ``now``."""
        return now < self.ends


@implementer(IServiceAccount)
class ServiceAccount(Account):
    """Tài khoản hệ thống: what a system of one site writes as; it has no password.

    ``site``: object id of the site.  ``scopes``: names of ``Scope``.  ``networks``: from which
    alone it is taken, as text; none for everywhere.  ``tokens``: the newest last.
    ``basis``: the decision by which it was connected.
    """

    site = 0
    basis = ''
    scopes: frozenset[str] = frozenset()
    networks: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()

    @property
    def is_open(self) -> bool:
        """Nobody logs in with it."""
        return False

    @property
    def is_served(self) -> bool:
        """Whether its tokens open anything."""
        return not (self.suspended or self.disabled)

    @property
    def ranges(self) -> tuple[Network, ...]:
        """Its networks, to compare addresses with."""
        return tuple(ipaddress.ip_network(each) for each in self.networks)
