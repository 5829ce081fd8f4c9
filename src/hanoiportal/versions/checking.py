"""Checking values against the schema of a content type."""
import colander

from ..i18n import _
from .interfaces import Refused


def check(schema, values, registry=None):
    """Return ``values`` deserialised by ``schema``.

    Raises ``Refused`` naming every field that is wrong.
    """
    unknown = sorted(set(values) - {node.name for node in schema})
    if unknown:
        raise Refused(dict.fromkeys(unknown, _('Trường này không có trong loại nội dung.')))
    try:
        return schema.deserialize(values)
    except colander.Invalid as error:
        raise Refused(_flat(error)) from None


def _flat(error):
    """Return ``{field: message}`` of a colander error tree."""
    reasons = {}
    for path in error.paths():
        name = '.'.join(str(part.node.name) for part in path[1:])
        messages = [message for part in path for message in part.messages() if message]
        if messages:
            reasons.setdefault(name, messages[-1])
    return reasons


def translatable_part(schema, names):
    """Return a copy of ``schema`` with the nodes called ``names`` alone; only a title is needed."""
    part = schema.clone()
    part.children = [node for node in part.children if node.name in names]
    part.validator = None
    for node in part.children:
        if node.required and node.name != 'title':
            node.missing = ''
    return part
