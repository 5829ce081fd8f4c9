"""Provisions of a draft with identities that last, and what became of each in a new version.

A number says where a provision stands, not which it is: a new draft shifts numbers.  So each has
an id of its own, which goes over to the next version only with equal text, or because the drafting
body says so.
"""
from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from ..text import nfc
from .document import reading
from .structure import citation, walk


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


def provisions_of(source: str, known: Mapping[str, str]) -> tuple[Provision, ...]:
    """Return the provisions of the full text ``source`` in reading order, each id once.

    ``known``: ``{address: id}``.  What it does not name has an id made of address and text, so
    that equal texts with equal ``known`` have equal ids.
    """
    if not source:
        return ()
    taken = set(known.values())
    found = []
    for part in reading(source).document.parts:
        for provision, above in walk(part.body):
            text = ' '.join(nfc(provision.text).split())
            own = known.get(provision.anchor) or _fresh(provision.anchor, text, taken)
            taken.add(own)
            found.append(Provision(own, provision.anchor, citation(part, provision, above), text))
    return tuple(found)


def _fresh(address: str, text: str, taken: set[str]) -> str:
    """Return an id that is not ``taken``."""
    said = f'{address}\0{text}'
    while (made := sha256(said.encode()).hexdigest()[:12]) in taken:
        said += '\0'
    return made
