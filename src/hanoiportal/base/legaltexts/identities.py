"""Provisions of a draft with identities that last from one version to the next.

A number says where a provision stands, not which it is: a new draft shifts numbers.  So each has
an id of its own, which goes over to the next version only with equal text, or because the drafting
body says so (ADR 67).
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple, Protocol

from ..text import nfc
from .document import reading
from .structure import citation, walk

#: Hexadecimal digits of an id, and of the digest of a text.
LENGTH = 12


class Provision(NamedTuple):
    """Điều khoản of one version of a draft.

    ``id``: permanent, 12 hexadecimal digits.  ``address``: fragment of the public address,
    ``dieu-13-khoan-1-diem-e``.  ``label``: how it is cited, ``điểm e khoản 1 Điều 13``.
    ``text``: its own words in NFC with single spaces, without its mark and without what is below
    it; ``''`` for one that only holds others.
    """

    id: str
    address: str
    label: str
    text: str

    @property
    def heading(self) -> str:
        """The label as it begins a line: ``Điểm e khoản 1 Điều 13``."""
        return self.label[:1].upper() + self.label[1:]


class Identity(NamedTuple):
    """Which provision stands at ``address``.  ``digest``: of its text when that was said: of
    another text it says nothing.  ``origins``: ids of the provisions it came of, where one was
    split or several were merged.
    """

    address: str
    id: str
    digest: str
    origins: tuple[str, ...] = ()


def digest_of_text(text: str) -> str:
    """Return what ``Identity.digest`` has of the ``text`` of a provision."""
    return sha256(text.encode()).hexdigest()[:LENGTH]


def written(identities: Iterable[Identity]) -> str:
    """Return ``identities`` as text, one a line: address, id, digest, origins."""
    return '\n'.join(' '.join((each.address, each.id, each.digest, *each.origins))
                     for each in identities)


def read(text: str) -> tuple[Identity, ...]:
    """Return the identities in ``text``, that of ``written``; other lines say nothing."""
    lines = (line.split() for line in text.split('\n'))
    return tuple(Identity(address, own, digest, tuple(origins))
                 for address, own, digest, *origins in (line for line in lines if len(line) > 2))


@lru_cache(maxsize=64)
def provisions_of(source: str, identities: str) -> tuple[Provision, ...]:
    """Return the provisions of the full text ``source`` in reading order, each id once.

    ``identities``: as ``written`` gives them.  What they do not name with its present text has an
    id made of address and text, so that equal arguments give equal ids.
    """
    if not source:
        return ()
    known = {each.address: each for each in read(identities)}
    found = [_Bare(provision.anchor, citation(part, provision, above),
                   ' '.join(nfc(provision.text).split()))
             for part in reading(source).document.parts
             for provision, above in walk(part.body)]
    ids: dict[str, str] = {}
    used: set[str] = set()
    for each in found:
        said = known.get(each.address)
        if said and said.digest == digest_of_text(each.text) and said.id not in used:
            ids[each.address] = said.id
            used.add(said.id)
    return tuple(Provision(ids.get(each.address) or fresh_id(
        each.address, each.text, used), *each) for each in found)


class _Bare(NamedTuple):
    """A provision before it has an id."""

    address: str
    label: str
    text: str


def fresh_id(address: str, text: str, used: set[str]) -> str:
    """Return an id for a provision that is not ``used``, and use it."""
    said = f'{address}\0{text}'
    while (made := digest_of_text(said)) in used:
        said += '\0'
    used.add(made)
    return made


def origins_of(source: str, identities: str) -> dict[str, tuple[str, ...]]:
    """Return ``{id: ids}`` of the provisions of ``source`` that came of others."""
    there = {each.id for each in provisions_of(source, identities)}
    return {each.id: each.origins for each in read(identities)
            if each.origins and each.id in there}


class HasId(Protocol):
    """A provision, as far as it has an id."""

    @property
    def id(self) -> str:
        """See ``Provision``."""


def mapping_of(old: Iterable[HasId], new: Iterable[HasId],
               origins: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return ``{id of old: ids of new}``: itself if it is still there, else those that came of it.

    ``origins``: of ``new``.
    """
    there = [each.id for each in new]
    came: dict[str, list[str]] = {}
    for own in there:
        for origin in origins.get(own, ()):
            came.setdefault(origin, []).append(own)
    known = set(there)
    return {each.id: (each.id,) if each.id in known else tuple(came.get(each.id, ()))
            for each in old}
