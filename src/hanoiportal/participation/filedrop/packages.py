"""A package of the system of documents: ``package.json`` beside its files; pure.

The contract is docs/operations/file-drop.md.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple, cast

from ...base.errors import Refused
from ...base.i18n import _
from ..contributions.interfaces import SENDERS
from ..questions.interfaces import LONGEST_LINE, LONGEST_TEXT

#: Its file, the word that names its format, and the bytes of it that are read.
MANIFEST, FORMAT, MOST_BYTES = 'package.json', 'hanoiportal-package/1', 1_000_000
#: Letters of any other value.
LONGEST = 300
_SENDER = ('kind', 'organisation', 'name', 'position', 'email', 'phone', 'address')
_BODIES = frozenset({'body', 'organisation'})


class CannotDrop(Refused[str]):
    """Raised with ``reasons``: ``{'': translatable sentence}``; nothing is taken."""


class Package(NamedTuple):
    """What it says.  ``sender``: by ``_SENDER``, each ``''`` if it is not said."""

    reference: str
    title: str
    text: str
    sender: Mapping[str, str]
    has_rights: bool


def read_package(manifest: bytes, files: Mapping[str, bytes]) -> Package:
    """Return what ``manifest`` says of ``files``, all that lie beside it, by their names.

    Raises ``CannotDrop`` for what lacks, for a file that is not named or not there, and for one
    whose bytes are others than was said.
    """
    said = _mapping(manifest)
    if said.get('format') != FORMAT:
        raise _refused(_('“format” phải là “${format}”.', mapping={'format': FORMAT}))
    reference = _line(said, 'reference', LONGEST, must=True)
    title = _line(said, 'title', LONGEST_LINE, must=True)
    text = _line(said, 'text', LONGEST_TEXT)
    sender = _sender(said.get('sender'))
    _compare(said.get('files'), files)
    return Package(reference, title, text, sender, said.get('rights') is True)


def _mapping(manifest: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(manifest) if len(manifest) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise _refused(_('package.json không phải là JSON hợp lệ.'))
    return cast('Mapping[str, object]', said)


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
