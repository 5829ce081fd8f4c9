"""Addresses of the files of the staff's pages: another content, another address."""
from hashlib import blake2b
from pathlib import Path

_STATIC = Path(__file__).parents[1] / 'desk/static'


def asset_url(name: str) -> str | None:
    """Return the address of the file ``name`` of ``static``; it changes with every byte of it.

    ``None`` without the file: what is built may be missing.
    """
    file = _STATIC / name
    if not file.exists():
        return None
    return f'/desk-static/{name}?{blake2b(file.read_bytes(), digest_size=6).hexdigest()}'
