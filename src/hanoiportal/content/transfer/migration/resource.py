"""What came of the pieces of other systems.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple, Protocol, cast

from BTrees import family64
from persistent import Persistent

from ....base.interfaces import IPortal

_BYTES = 16


class Origin(NamedTuple):
    """What became of a piece.  ``oid``: object id.  ``digest``: of the piece as it was then."""

    oid: int
    digest: bytes


class Origins(Persistent):
    """Of one site: ``{digest of a key of the source: (object id, digest of the piece)}``.

    Nothing of a source can be read out of it: a piece that was erased stays known, so that no
    later run brings it again.
    """

    def __init__(self) -> None:
        self.found = family64.OO.BTree()

    def get(self, key: str) -> Origin | None:
        """Return what became of ``key``, or ``None``."""
        known = self.found.get(digest_of(key))
        return None if known is None else Origin(*known)

    def note(self, key: str, oid: int, digest: bytes) -> None:
        """Note that ``key`` became the object ``oid``."""
        self.found[digest_of(key)] = (oid, digest)


class _Holder(Protocol):
    """A portal, which holds those of each site."""

    origins: dict[str, Origins]


def digest_of(said: str) -> bytes:
    """Return the digest of a key, or of all that a piece says."""
    return sha256(said.encode('utf-8', 'surrogatepass')).digest()[:_BYTES]


def origins_of(portal: IPortal, label: str) -> Origins | None:
    """Return those of the site ``label``, ``''`` for the portal's own; ``None`` if none came."""
    found: dict[str, Origins] = getattr(portal, 'origins', None) or {}
    return found.get(label)


def origins_for(portal: IPortal, label: str) -> Origins:
    """Return those of the site, made if they are the first."""
    holder = cast(_Holder, portal)
    if getattr(portal, 'origins', None) is None:
        holder.origins = family64.OO.BTree()
    sites = holder.origins
    if label not in sites:
        sites[label] = Origins()
    return sites[label]
