"""What was written in answers: apart from what was chosen, in groups of as many answers as a
figure has at least, in random order (ADR 71: outside of the claim of secrecy).

Each group is sealed by HPKE to a key of the box that is read when it is closed.
"""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import SystemRandom

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from .envelopes import SUITE
from .places import Place, end_with, put, shred

NAME, KEY, PUBLIC = 'texts', 'texts.x25519', 'texts.pub'
_LENGTH = 4
_random = SystemRandom()


def begin(box: Place) -> None:
    """Make the keys of the texts of a new box."""
    private = X25519PrivateKey.generate()
    put(box.keys / KEY, private.private_bytes_raw())
    put(box.files / PUBLIC, private.public_key().public_bytes_raw())


def append(box: Place, group: Sequence[Mapping[str, str]], end: int, owner: bytes) -> int:
    """Write ``group``, the texts of some answers, behind the first ``end`` bytes of the file;
    return where it ends now.  Durable.
    """
    public = X25519PublicKey.from_public_bytes((box.files / PUBLIC).read_bytes())
    sealed = SUITE.encrypt(json.dumps(list(group)).encode(), public, owner)
    record = len(sealed).to_bytes(_LENGTH) + sealed
    end_with(box.files / NAME, record, end)
    return end + len(record)


def by_question(box: Place, last: Sequence[Mapping[str, str]], end: int,
                owner: bytes) -> dict[str, list[str]]:
    """Return all texts by question id, each in random order: those in the first ``end`` bytes of
    the file, and the ``last`` ones.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for answer in [*_written(box, end, owner), *last]:
        for question, text in answer.items():
            found[question].append(text)
    for texts in found.values():
        _random.shuffle(texts)
    return dict(sorted(found.items()))


def _written(box: Place, end: int, owner: bytes) -> Iterator[Mapping[str, str]]:
    if not end:
        return
    private = X25519PrivateKey.from_private_bytes((box.keys / KEY).read_bytes())
    content = (box.files / NAME).read_bytes()[:end]
    at = 0
    while at < end:
        start = at + _LENGTH
        at = start + int.from_bytes(content[at:start])
        yield from json.loads(SUITE.decrypt(content[start:at], private, owner))


def remove(box: Place) -> None:
    """Destroy texts and keys."""
    shred(box.keys / KEY)
    for name in (NAME, PUBLIC):
        (box.files / name).unlink(missing_ok=True)
