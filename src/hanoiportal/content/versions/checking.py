"""Checking values against the schema of a content type."""
import colander

from ...base.errors import Refused
from ...base.i18n import _


def check(schema, values):
    """Return ``values`` deserialised by ``schema``, what is missing filled in.

    Raises ``Refused`` naming every field that is wrong.
    """
    _refuse_unknown(schema, values)
    try:
        return schema.deserialize(values)
    except colander.Invalid as error:
        raise Refused(_flat(error)) from None


def check_given(schema, before, values):
    """Return ``values``, some of the fields of ``schema``, deserialised.

    ``before``: the values of all fields at present, which stay where none are given; they are
    not checked anew but for what fields must be together.

    Raises ``Refused`` naming every field that is wrong.
    """
    _refuse_unknown(schema, values)
    try:
        given = _each(schema, values)
        if schema.validator is not None:
            schema.validator(schema, {**before, **given})
    except colander.Invalid as error:
        raise Refused(_flat(error)) from None
    return given


def _each(schema, values):
    given, wrong = {}, colander.Invalid(schema)
    for position, node in enumerate(schema.children):
        if node.name in values:
            try:
                given[node.name] = node.deserialize(values[node.name])
            except colander.Invalid as error:
                wrong.add(error, position)
    if wrong.children:
        raise wrong
    return given


def _refuse_unknown(schema, values):
    unknown = sorted(set(values) - {node.name for node in schema})
    if unknown:
        raise Refused(dict.fromkeys(unknown, _('Trường này không có trong loại nội dung.')))


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
    """Return a copy of ``schema`` with the nodes ``names`` alone; only a title is needed."""
    part = schema.clone()
    part.children = [node for node in part.children if node.name in names]
    part.validator = None
    for node in part.children:
        if node.required and node.name != 'title':
            node.missing = ''
    return part
