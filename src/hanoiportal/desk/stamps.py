"""Addresses of the desk's own files: another content, another address."""
from hashlib import blake2b
from pathlib import Path

_STATIC = Path(__file__).with_name('static')


def stamped(name):
    """Return the address of the file ``name`` of ``static``; it changes with every byte of it."""
    digest = blake2b((_STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f'/desk-static/{name}?{digest}'
