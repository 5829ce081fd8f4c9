"""The key that signs cookies: from the environment, or from a file; never from an ini file."""
import re
from collections.abc import Mapping

KEY_VARIABLE = 'PORTAL_SECRET'
#: Characters; with a shorter key a session could be forged.
SHORTEST = 64
#: Different characters in a key; 64 that are random have thirteen and more.
_FEWEST = 10
#: Words of keys that somebody wrote, and others know.
_KNOWN = re.compile(r'change.?me|secret|passw|default|example|mat.?khau|123456|abcdef', re.I)


def from_environment(environment: Mapping[str, str]) -> str | None:
    """Return the key in ``environment``, ``None`` if there is none."""
    found = environment.get(KEY_VARIABLE, '').strip()
    return found or None


def weakness(key: str) -> list[str]:
    """Return why ``key`` could be guessed, as sentences; ``[]`` if it could not."""
    key = key.strip()
    if len(key) < SHORTEST:
        return [f'the key of sessions has {len(key)} characters, it needs {SHORTEST}']
    if len(set(key)) < _FEWEST or (_KNOWN.search(key) and not re.fullmatch('[0-9a-f]+', key)):
        return ['the key of sessions is one that others know or could guess; remove it']
    return []
