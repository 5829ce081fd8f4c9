"""Ballot boxes in a folder, and voters who hold tokens: the browser's half of RFC 9474."""
import datetime
import hashlib
import secrets

from cryptography.hazmat.primitives.serialization import load_der_public_key
from hanoiportal.base.clock import UTC
from hanoiportal.kernel.security.crypto.sealing import Sealing
from hanoiportal.participation.ballots.interfaces import Paper, Work
from hanoiportal.participation.ballots.places import Places
from hanoiportal.participation.ballots.rules import BallotRule, BallotRules, read_rules
from hanoiportal.participation.ballots.services import BallotBoxes

from . import ROOT

NOW = datetime.datetime(2026, 12, 1, 2, tzinfo=UTC)
PAPER = Paper('khao-sat-1', 1, ('q1.a', 'q1.b', 'q2.1', 'q2.2', 'q2.3'),
              NOW + datetime.timedelta(days=3))
_SALT, _HASH = 48, 48


def boxes_in(folder, **numbers):
    """Return the boxes of one process, in ``folder``.  ``numbers``: in place of rules."""
    rules = read_rules(ROOT / 'config/hanoi/ballot_rules.csv')
    if numbers:
        rules = BallotRules([*(BallotRule(name=name, number=number, starts=None, ends=None)
                               for name, number in numbers.items()), *rules.rows])
    return BallotBoxes(Places(folder / 'ballots', folder / 'ballot-keys'), rules,
                       Sealing('x' * 64))


def after(**span):
    """Return ``NOW`` and a ``timedelta``."""
    return NOW + datetime.timedelta(**span)


def work(boxes, now=NOW, paper=PAPER):
    """Return a ticket that was read for a minute before ``now``."""
    ticket, _bits = boxes.challenge(paper, now - datetime.timedelta(minutes=1))
    return Work(ticket)


def token(boxes, person, now=NOW, paper=PAPER):
    """Return a good token of ``person``."""
    blinding = Blinding(boxes.token_key(paper))
    return blinding.token(boxes.sign_blinded(paper, person, blinding.blinded, now))


class Blinding:
    """A message that is signed without being seen.  ``public``: SPKI."""

    def __init__(self, public, message=None):
        self._numbers = load_der_public_key(public).public_numbers()
        modulus, exponent = self._numbers.n, self._numbers.e
        self._length = modulus.bit_length() // 8
        self.message = message or secrets.token_bytes(64)
        encoded = int.from_bytes(_encoded(self.message, modulus.bit_length() - 1))
        factor = secrets.randbelow(modulus - 2) + 2
        self._inverse = pow(factor, -1, modulus)
        self.blinded = (encoded * pow(factor, exponent, modulus) % modulus).to_bytes(self._length)

    def token(self, signature):
        """Return message and signature, once the ``signature`` of the blinded one is there."""
        found = int.from_bytes(signature) * self._inverse % self._numbers.n
        return self.message + found.to_bytes(self._length)


def _encoded(message, bits):
    """Return EMSA-PSS-ENCODE of ``message`` (RFC 8017, 9.1.1) by SHA-384."""
    length = (bits + 7) // 8
    salt = secrets.token_bytes(_SALT)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(length - _SALT - _HASH - 2) + b'\x01' + salt
    mask = b''.join(hashlib.sha384(digest + number.to_bytes(4)).digest()
                    for number in range(len(block) // _HASH + 1))[:len(block)]
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=True))
    masked[0] &= 0xff >> (8 * length - bits)
    return bytes(masked) + digest + b'\xbc'
