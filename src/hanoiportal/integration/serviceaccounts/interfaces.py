"""What service accounts promise to those who make them, and to what they ask for."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from ipaddress import IPv4Network, IPv6Network

    from ...base.interfaces import ISite
    from .resource import ServiceAccount

    Network = IPv4Network | IPv6Network

DRAFTS_WRITE, FILES_WRITE, SUBMIT = 'drafts:write', 'files:write', 'submit'
#: Days that a token lasts at most; hours that the one before lasts at most beside a new one.
MOST_DAYS, MOST_OVERLAP = 366, 168
#: Service accounts of one site, networks of one account, characters of a title or basis.
MOST, MOST_NETWORKS, LONGEST = 50, 20, 200


class IScopes(Interface):
    """``{name: Scope}`` of this process, as a utility."""


@dataclass(frozen=True)
class Scope:
    """Phạm vi: what a service account may be allowed to do.  ``name``: as clients read it.
    ``title``: for people, translatable.
    """

    name: str
    title: str


class IServiceAccount(Interface):
    """A service account, for what it asks for."""

    id: str = Attribute('what grants and histories name')
    site: int = Attribute('object id of its site')
    scopes: frozenset[str] = Attribute('names of what it may do')
    ranges: tuple[Network, ...] = Attribute('networks from which alone it is taken; none: all')


class CannotManage(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable text}``; nothing has changed."""


class IServiceAccounts(Interface):
    """The service accounts of sites, as one asker manages them.  Never commits."""

    def may_manage(site: ISite) -> bool:
        """Return whether the asker manages those of ``site``."""

    def listed(site: ISite) -> list[ServiceAccount]:
        """Return those of ``site``, by title."""

    def create(site: ISite, title: str, basis: str, scopes: Collection[str], networks: str,
               actor: str) -> ServiceAccount:
        """Make an account that writes for ``site`` as a contributor, without a token yet.

        ``basis``: the decision by which the system is connected.  ``networks``: addresses and
        networks (CIDR) from which alone it is taken, parted by blanks or commas; ``''`` for all.
        Raises ``CannotManage``.
        """

    def change(account: ServiceAccount, scopes: Collection[str], networks: str,
               actor: str) -> None:
        """Let ``account`` have these ``scopes`` and ``networks``.  Raises ``CannotManage``."""

    def issue(account: ServiceAccount, days: int, overlap: int, actor: str) -> str:
        """Return a new token, which is kept nowhere; it lasts ``days``.

        The one before lasts ``overlap`` hours more, at most; any earlier one ends.
        Raises ``CannotManage``.
        """

    def revoke(account: ServiceAccount, token: str, actor: str) -> None:
        """Let the token with the id ``token`` open nothing any more.  Raises ``CannotManage``."""

    def close(account: ServiceAccount, actor: str) -> None:
        """End all tokens of ``account`` and its role; what it wrote stays.  Raises
        ``CannotManage``.
        """


class IBearers(Interface):
    """Whose a token is, for the API."""

    def bearer(site: ISite, text: str) -> tuple[IServiceAccount, str] | None:
        """Return the account whose token ``text`` is, if that is good now, and the id of the
        token; ``None`` for any other text, in the same time.

        It is of no site but its own, and of the portal.
        """

    def used(token: str) -> None:
        """Note that the token with that id was used."""
