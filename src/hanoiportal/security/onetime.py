"""Codes of six digits from an application on a telephone: TOTP (RFC 6238).

SHA-1, six digits and thirty seconds: what every such application understands.  Each code opens
once: who calls keeps the step of the last one that did (ASVS 5.0, 6.5.1).
"""
import hmac
import re

from ..lazily import lazily

pyotp = lazily('pyotp')

SECONDS = 30
#: Steps by which the clock of a telephone may be wrong, to either side.
DRIFT = 1
_CODE = re.compile(r'[0-9]{6}')


def new_secret():
    """Return a secret of 160 bits in base 32."""
    return pyotp.random_base32()


def address_of(secret, login, issuer):
    """Return the ``otpauth:`` address that applications read off a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret, typed, now, last=0):
    """Return the step of the clock whose code was ``typed``, after ``last``; ``None`` if there is
    none.

    ``now``: aware ``datetime``.  Blanks between the digits are passed over.
    """
    code = ''.join(typed.split()) if len(typed) < 20 else ''
    if not _CODE.fullmatch(code):
        return None
    totp, middle = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
    found = None
    for step in range(middle - DRIFT, middle + DRIFT + 1):
        if hmac.compare_digest(totp.at(step * SECONDS), code) and step > last:
            found = step
    return found
