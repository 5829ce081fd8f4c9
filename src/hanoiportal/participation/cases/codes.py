"""Codes and secrets that people read, write down and type; pure.

The digits are those of Crockford's base 32: without I, L, O and U; a code's last digit checks the
others by the algorithm of Luhn modulo 32, which finds every wrong digit and nearly every swap.
"""
import hashlib
import hmac
import secrets
from collections.abc import Callable

DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
PREFIX = 'HN'
#: Digits of a code, with the one that checks them; of a secret, 80 bits.
CODE, SECRET = 8, 16
_READ = str.maketrans({'O': '0', 'I': '1', 'L': '1'})
_BASE = len(DIGITS)
#: Longer texts are no codes, whatever stands in them.
_LONGEST = 64


def new_code(draw: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a new code, such as ``HN-7K3P-9QXD``.  ``draw(n)``: a number below ``n``."""
    digits = _drawn(CODE - 1, draw)
    return shown_code(digits + _check(digits))


def new_secret(draw: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a new secret, in groups of four digits."""
    return _grouped(_drawn(SECRET, draw))


def code_in(typed: str) -> str:
    """Return the code that somebody ``typed``, as ``new_code`` has it; ``''`` if it is none.

    >>> code_in(' hn 7k3p 9qxz'), code_in('7K3P-9QX0')
    ('HN-7K3P-9QXZ', '')
    """
    digits = _digits(typed)
    digits = digits.removeprefix(PREFIX) if len(digits) == CODE + len(PREFIX) else digits
    if len(digits) != CODE or digits[-1] != _check(digits[:-1]):
        return ''
    return shown_code(digits)


def shown_code(digits: str) -> str:
    """Return ``digits`` as a code is written."""
    return f'{PREFIX}-{_grouped(digits)}'


def mark_of(secret: str, code: str) -> bytes:
    """Return by what the typed ``secret`` of ``code`` is known, 32 bytes: it cannot be found from
    them.
    """
    return hashlib.sha256(f'{code} {_digits(secret)}'.encode()).digest()


def is_same(one: bytes, other: bytes) -> bool:
    """Return whether two marks are the same, in the same time whatever they are."""
    return hmac.compare_digest(one, other)


def _digits(typed: str) -> str:
    tidy = typed[:_LONGEST].upper().translate(_READ)
    return ''.join(letter for letter in tidy if letter in DIGITS)


def _drawn(number: int, draw: Callable[[int], int]) -> str:
    return ''.join(DIGITS[draw(_BASE)] for _ in range(number))


def _grouped(digits: str) -> str:
    return '-'.join(digits[at:at + 4] for at in range(0, len(digits), 4))


def _check(digits: str) -> str:
    """Return the digit that checks ``digits`` (Luhn modulo 32)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        weighted = DIGITS.index(digit) * (2 if place % 2 == 0 else 1)
        total += weighted // _BASE + weighted % _BASE
    return DIGITS[-total % _BASE]
