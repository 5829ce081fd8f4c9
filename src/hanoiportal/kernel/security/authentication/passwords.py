"""Passwords: argon2id, never in clear, never too long to check.

``substanced``'s bcrypt fails with an error page on passwords over 72 bytes; here length is
bounded before hashing and the answer takes as long for an unknown account as for a known one.
"""
import secrets
import string
import unicodedata
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from ....base.i18n import _
from .wellknown import contains_name, is_common

SHORTEST, LONGEST = 8, 256
_KINDS = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
#: Every kind of character that a rule may ask for.
ALL_KINDS = len(_KINDS)
_HASHER = PasswordHasher()


def _decoy() -> str:
    """Return what looks like the hash of a password; to compare one with it takes as long."""
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip('=')
        for size in (_HASHER.salt_len, _HASHER.hash_len))
    return (f'$argon2id$v={ARGON2_VERSION}$m={_HASHER.memory_cost},t={_HASHER.time_cost},'
            f'p={_HASHER.parallelism}${salt}${digest}')


#: What a log-in to an account that does not exist is checked against.
_DECOY = _decoy()


class WeakPassword(ValueError):
    """A password that the rules refuse; ``args[0]`` is a translatable reason."""


def _normal(password: str) -> str | None:
    """Return ``password`` in NFC, ``None`` if it cannot be one: too long, or not Unicode.

    Length is bounded first: putting a megabyte of combining marks in order takes minutes.
    """
    if len(password) > 4 * LONGEST or any('\ud800' <= sign <= '\udfff' for sign in password):
        return None
    normal = unicodedata.normalize('NFC', password)
    return normal if len(normal) <= LONGEST else None


def rules_in_words(kinds: int) -> str:
    """Return what a new password needs, translatable; ``kinds``: see ``check_strength``."""
    if kinds >= ALL_KINDS:
        return _('Từ 8 đến 256 ký tự, có chữ thường, chữ hoa, chữ số và ký tự đặc biệt.')
    if kinds < 2:
        return _('Từ 8 đến 256 ký tự, loại nào cũng được.')
    return _('Từ 8 đến 256 ký tự, có ít nhất ${number} trong bốn loại: chữ thường, chữ hoa, chữ '
             'số, ký tự đặc biệt.', mapping={'number': kinds})


def check_strength(password: str, login: str = '', kinds: int = ALL_KINDS) -> str:
    """Return ``password`` in NFC if it keeps the rules.

    From 8 to 256 characters; no word that everybody tries first and not the name ``login``, see
    ``wellknown``.  ``kinds``: how many there must be of lower-case letters, upper-case letters,
    digits and signs (``authentication.rules.PASSWORD_KINDS``).  Raises ``WeakPassword``.
    """
    normal = _normal(password)
    if normal is None or len(normal) < SHORTEST:
        raise WeakPassword(_('Mật khẩu phải có từ 8 đến 256 ký tự.'))
    if sum(any(map(is_one, normal)) for is_one in _KINDS) < kinds:
        raise WeakPassword(
            rules_in_words(kinds) if kinds < ALL_KINDS else
            _('Mật khẩu phải có chữ thường, chữ hoa, chữ số và ký tự đặc biệt.'))
    if is_common(normal):
        raise WeakPassword(_(
            'Mật khẩu này dễ đoán: nó là một từ hay dùng thêm vài chữ số, ký tự.'))
    if contains_name(normal, login):
        raise WeakPassword(_('Mật khẩu không được chứa tên đăng nhập.'))
    return normal


def hashed(password: str) -> str:
    """Return the argon2id hash of ``password``.  Raises ``ValueError`` for what cannot be one."""
    normal = _normal(password)
    if normal is None:
        raise ValueError('too long for a password, or not Unicode')
    return _HASHER.hash(normal)


def matches(known: str | None, password: str) -> bool:
    """Return whether ``password`` is the one hashed in ``known``."""
    normal = _normal(password)
    if normal is None:
        normal, known = '', None
    try:
        return _HASHER.verify(known or _DECOY, normal) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def generated(login: str = '') -> str:
    """Return a new random password of 20 characters that keeps the rules, for who logs in as
    ``login``.
    """
    alphabet = string.ascii_letters + string.digits
    body = ''.join(secrets.choice(alphabet) for _ in range(16))
    made = (body[:8] + secrets.choice(string.ascii_lowercase) + secrets.choice('-+=.') + body[8:]
            + secrets.choice(string.digits) + secrets.choice(string.ascii_uppercase))
    return generated(login) if contains_name(made, login) else made
