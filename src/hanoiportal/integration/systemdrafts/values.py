"""Fields of content types in JSON: texts, numbers, lists of texts, and files by their uploads."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import BinaryIO

import colander

from ...base.i18n import _
from ...base.text.html import in_paragraphs
from ...kernel.inspection.upload import Incoming, StoredFile, Upload
from ...kernel.tree.schema import Words
from ...kernel.tree.values import values_of
from .interfaces import CannotWrite, Fields

#: Opens the upload with an id: its name and its content.  Raises ``LookupError``.
Opened = Callable[[str], tuple[str, AbstractContextManager[BinaryIO]]]


def given(schema: colander.SchemaNode, fields: Mapping[str, object], opened: Opened,
          stack: ExitStack) -> Fields:
    """Return ``fields``, a JSON object, as ``IEditing`` takes them; what is no field stays.

    Files are open until ``stack`` is left.  Raises ``CannotWrite``.
    """
    nodes, found, wrong = {node.name: node for node in schema}, Fields(), {}
    for name, value in fields.items():
        try:
            found[name] = value if name not in nodes else _given(nodes[name], value, opened, stack)
        except ValueError as error:
            wrong[name] = error.args[0]
    if wrong:
        raise CannotWrite({f'fields/{name}': why for name, why in wrong.items()})
    return found


def _given(node: colander.SchemaNode, value: object, opened: Opened, stack: ExitStack) -> object:
    if isinstance(node.typ, Upload):
        return _file(value, opened, stack)
    if isinstance(node.typ, Words) and value is not None:
        return _words(value)
    if isinstance(value, (bool, int, float)) and isinstance(node.typ, colander.Integer):
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise ValueError(_('Phải là số nguyên.'))
    if value is None:
        return ''
    if not isinstance(value, str):
        raise ValueError(_('Giá trị phải là văn bản.'))
    return in_paragraphs(value) if getattr(node, 'rich', False) else value


def _words(value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(_('Giá trị phải là danh sách văn bản.'))
    return value


def _file(value: object, opened: Opened, stack: ExitStack) -> object:
    """Return the file of ``{"upload": id}``."""
    key = value.get('upload') if isinstance(value, dict) and len(value) == 1 else None
    try:
        name, file = opened(key if isinstance(key, str) else '')
        return Incoming(name, stack.enter_context(file))
    except LookupError:
        raise ValueError(_('Phải là {"upload": mã} của một tệp đã tải lên đủ.')) from None


def shown(schema: colander.SchemaNode, resource: object) -> Fields:
    """Return ``{field: JSON}`` of what ``resource`` says."""
    return {name: _shown(schema[name], value)
            for name, value in values_of(resource, schema).items()}


def _shown(node: colander.SchemaNode, value: object) -> object:
    if value is None:
        return None
    if isinstance(value, StoredFile):
        return {'filename': value.filename, 'mimetype': value.mimetype, 'size': value.size,
                'sha256': value.sha256}
    if isinstance(node.typ, Words) and isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, int):
        return value
    written = node.serialize(value)
    return None if written is colander.null else written
