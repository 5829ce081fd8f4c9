"""Codes of six digits from an application on a telephone: TOTP (RFC 6238).

SHA-1, six digits and thirty seconds: what every such application understands.  A code opens in its
own thirty seconds alone (ASVS 5.0, 6.5.5) and once: who calls keeps the step of the last one that
did (6.5.1).  Those near it are known, so that their owner can be told what is wrong (ADR 52).
"""
import datetime
import hmac
import re

from ....base.lazily import lazily

pyotp = lazily('pyotp')

SECONDS = 30
#: Steps to either side whose codes are known; they open nothing.
NEAR = 10
#: By how many steps a code is off that was right a moment ago.
JUST_OVER = -1
_CODE = re.compile(r'[0-9]{6}')


def new_secret() -> str:
    """Return a secret of 160 bits in base 32."""
    secret: str = pyotp.random_base32()
    return secret


def address_of(secret: str, login: str, issuer: str) -> str:
    """Return the ``otpauth:`` address that applications read off a picture."""
    address: str = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)
    return address


def step_at(now: datetime.datetime) -> int:
    """Return the step of the clock at ``now``, aware."""
    return int(now.timestamp()) // SECONDS


def steps_off(secret: str, typed: str, now: datetime.datetime) -> int | None:
    """Return by how many steps the code that was ``typed`` is off: 0 for that of ``now``, aware,
    less for one that is over; ``None`` for none that is ``NEAR``.

    Blanks between the digits are passed over.
    """
    code = ''.join(typed.split()) if len(typed) < 20 else ''
    if not _CODE.fullmatch(code):
        return None
    totp, middle = pyotp.TOTP(secret), step_at(now)
    found: int | None = None
    for off in sorted(range(-NEAR, NEAR + 1), key=lambda off: (-abs(off), -off)):
        if hmac.compare_digest(totp.at((middle + off) * SECONDS), code):
            found = off
    return found
