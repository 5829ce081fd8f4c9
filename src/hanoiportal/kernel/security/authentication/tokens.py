"""The secret of a link that opens something without an account: 256 bits, of which only a hash is
kept.
"""
import hashlib
import re
import secrets

#: Characters of a link that somebody pastes.
LONGEST_LINK = 500
_FORM = re.compile(r'[A-Za-z0-9_-]{43}')


def new_token() -> str:
    """Return a token, 43 letters, digits and ``-`` or ``_``."""
    return secrets.token_urlsafe(32)


def key_pasted(text: str) -> str:
    """Return the key of the token in what somebody has pasted: a token, or a link that has it
    behind ``#``; ``''`` for anything else.
    """
    return key_of(text[:LONGEST_LINK].rpartition('#')[2].strip())


def key_of(token: str) -> str:
    """Return the hash under which the link with ``token`` is kept, ``''`` for what is no token.

    What is looked up is the hash: how long that takes tells nothing of any token.
    """
    if not _FORM.fullmatch(token):
        return ''
    return hashlib.sha256(token.encode('ascii')).hexdigest()
