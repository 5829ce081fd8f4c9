"""The values of a resource's fields: taken out, written as a form shows them, told by a digest."""
import hashlib
import json
from collections.abc import Iterable, Mapping

import colander

from ..inspection.upload import StoredFile


def shown_to_people(schema: Iterable[colander.SchemaNode]) -> list[colander.SchemaNode]:
    """Return the nodes of ``schema`` without those that are ``unread``."""
    return [node for node in schema if not getattr(node, 'unread', False)]


def values_of(resource: object, schema: colander.SchemaNode) -> dict[str, object]:
    """Return ``{field: value}`` of the fields of ``schema`` that ``resource`` has."""
    return {
        node.name: getattr(resource, node.name) for node in schema
        if hasattr(resource, node.name)}


def written(
        schema: colander.SchemaNode, values: Mapping[str, object]) -> dict[str, str | StoredFile]:
    """Return ``values``, a resource's, by field as a form shows them."""
    found: dict[str, str | StoredFile] = {}
    for node in schema:
        value = values.get(node.name)
        kept = colander.null if value is None else node.serialize(value)
        found[node.name] = '' if kept is colander.null else kept
    return found


def digest_of(schema: colander.SchemaNode, values: Mapping[str, object]) -> str:
    """Return the SHA-256 of ``values``, fields of ``schema``, as 64 hexadecimal digits.

    What a field says by itself when nothing is filled in does not count, so that a field added
    to the schema later changes no digest; a file counts by its own SHA-256.
    """
    said = {
        node.name: _digestible(node.serialize(values[node.name])) for node in schema
        if values.get(node.name) is not None and values[node.name] != node.missing}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _digestible(written_value: object) -> object:
    return written_value.sha256 if isinstance(written_value, StoredFile) else written_value
