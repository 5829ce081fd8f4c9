"""Mã khôi phục: ten codes to be printed, for who has lost the telephone.

Each opens once.  Only argon2id hashes are kept (ASVS 5.0, 6.5.2); the first letter says which of
the ten it is, so that one hash is reckoned for whatever is typed.
"""
import re
import secrets
from collections.abc import Iterable, Sequence

from .passwords import hashed, matches

#: No 0 and O, no 1, I and L.
LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
NUMBER = 10
#: Characters besides the first: 49 bits and more.
LENGTH = 11
_CODE = re.compile(f'[{LETTERS}]{{{LENGTH + 1}}}')


def new_codes() -> list[str]:
    """Return ``NUMBER`` new codes, such as ``A7KM-22WQ-XXHP``."""
    return [_written(LETTERS[number] + ''.join(secrets.choice(LETTERS) for _ in range(LENGTH)))
            for number in range(NUMBER)]


def hashes_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the hashes to be kept, in the order of ``codes``."""
    return tuple(hashed(_plain(code)) for code in codes)


def number_of(hashes: Sequence[str], typed: str) -> int | None:
    """Return which of ``hashes`` is that of the code ``typed``, ``None`` for none; one hash is
    reckoned in any case.
    """
    code = _plain(typed)
    number = LETTERS.index(code[0]) if _CODE.fullmatch(code) else NUMBER
    known = hashes[number] if number < len(hashes) else None
    return number if matches(known, code) else None


def _plain(typed: str) -> str:
    return re.sub(r'[\s-]+', '', typed[:100]).upper()


def _written(code: str) -> str:
    return '-'.join(code[at:at + 4] for at in range(0, len(code), 4))
