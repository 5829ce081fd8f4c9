"""Slugs: the readable part of an address."""
import re
import unicodedata

from .normal import fold

_NOT_PLAIN = re.compile('[^a-z0-9]+')


def slug(title: str, longest: int = 80) -> str:
    """Return ``title`` as lower-case ASCII letters, digits and single hyphens.

    ``longest``: in characters, at least 3; a longer slug ends after its last whole word, or in
    the middle of its first word when that alone is too long.

    The answer is never empty: a title without a letter or digit gives ``muc`` (item).

    >>> slug('Quyết định số 4263/QĐ-UBND')
    'quyet-dinh-so-4263-qd-ubnd'
    """
    plain = _NOT_PLAIN.sub('-', fold(unicodedata.normalize('NFKC', title))).strip('-')
    if len(plain) > longest:
        whole_words = plain[:longest + 1].rpartition('-')[0]
        plain = whole_words or plain[:longest]
    return plain or 'muc'
