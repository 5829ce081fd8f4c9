"""A package of the system of documents: ``package.json`` beside its files; pure.

The contract is docs/operations/file-drop.md.
"""
from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import cast

from ...base.i18n import _
from ...base.profiles import said_in
from ..contributions.interfaces import SENDERS
from ..questions.interfaces import LONGEST_LINE, LONGEST_TEXT
from .interfaces import FORMAT, LONGEST, CannotDrop, Package

#: Bytes of ``package.json`` that are read.
MOST_BYTES = 1_000_000
_SENDER = ('kind', 'organisation', 'name', 'position', 'email', 'phone', 'address')
_BODIES = frozenset({'body', 'organisation'})


def read_manifest(manifest: bytes) -> object:
    """Return what ``manifest``, the bytes of ``package.json``, says; ``None`` if it is no JSON, or
    too large.
    """
    return said_in(manifest) if len(manifest) <= MOST_BYTES else None


def package_in(given: object, files: Mapping[str, bytes]) -> Package:
    """See ``IPackages.package``."""
    if not isinstance(given, dict):
        raise _refused(_('package.json không phải là JSON hợp lệ.'))
    said = cast('Mapping[str, object]', given)
    if said.get('format') != FORMAT:
        raise _refused(_('“format” phải là “${format}”.', mapping={'format': FORMAT}))
    reference = _line(said, 'reference', LONGEST, must=True)
    title = _line(said, 'title', LONGEST_LINE, must=True)
    text = _line(said, 'text', LONGEST_TEXT)
    sender = _sender(said.get('sender'))
    _compare(said.get('files'), files)
    return Package(reference, title, text, sender, said.get('rights') is True)


def _line(said: Mapping[str, object], name: str, longest: int, must: bool = False) -> str:
    value = said.get(name, '')
    text = value.strip() if isinstance(value, str) else ''
    if not isinstance(value, str) or len(text) > longest or must and not text:
        raise _refused(_('“${name}” thiếu, không phải là chữ hoặc quá dài.',
                         mapping={'name': name}))
    return text


def _sender(given: object) -> Mapping[str, str]:
    said = cast('Mapping[str, object]', given) if isinstance(given, dict) else {}
    sender = {name: _line(said, name, LONGEST) for name in _SENDER}
    if sender['kind'] not in SENDERS:
        raise _refused(_('“sender.kind” phải là: ${kinds}.', mapping={
            'kinds': ', '.join(SENDERS)}))
    if not sender['name'] or sender['kind'] in _BODIES and not sender['organisation']:
        raise _refused(_('“sender” thiếu họ tên hoặc đơn vị, tổ chức (khoản 2 Điều 12 Quy chế).'))
    return sender


def _compare(given: object, files: Mapping[str, bytes]) -> None:
    """Compare the files that are named with those that are there."""
    named = {str(each.get('name')): str(each.get('sha256')).lower()
             for each in given if isinstance(each, dict)} if isinstance(given, list) else {}
    if not named:
        raise _refused(_('“files” phải nêu ít nhất một tệp.'))
    for name in sorted(named.keys() | files.keys()):
        if name not in files:
            raise _refused(_('Thiếu tệp “${name}”.', mapping={'name': name[:LONGEST]}))
        if name not in named:
            raise _refused(_('Tệp “${name}” không có trong “files”.', mapping={'name': name}))
        if sha256(files[name]).hexdigest() != named[name]:
            raise _refused(_('Mã SHA-256 của tệp “${name}” không khớp.', mapping={'name': name}))


def _refused(why: str) -> CannotDrop:
    return CannotDrop({'': why})
