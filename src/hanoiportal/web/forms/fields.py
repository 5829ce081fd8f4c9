"""Forms: the fields of a schema as a template shows them, and what was typed into them.

deform's own widgets are written for Bootstrap 3 and JavaScript; here a field is one of a few
plain controls, and what a schema node says (``choices``, ``rows``, its type) decides which.  A
node whose ``offered()`` returns values offers those of its choices, and the one that it has.
"""
import datetime
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import colander

from ...base.i18n import DEFAULT
from ...base.numbers import grouped
from ...base.text.html import in_paragraphs
from ...kernel.inspection.upload import StoredFile, Upload
from ...kernel.tree.measures import Amount
from ...kernel.tree.minute import Minute

LINE, TEXT, HTML, CHOICE = 'line', 'text', 'html', 'choice'
NUMBER, DAY, MINUTE, FILE, PICTURES = 'number', 'day', 'minute', 'file', 'pictures'
#: Fields that bring files besides those of schemas: those put into a document, and, behind the
#: name of a field of paths, a picture that it is to name.
ATTACHED, SENT = 'edit.files', '.file'
#: The field of files of people without an account.
OUTSIDE = 'tep'
_KINDS = ((Upload, FILE), (colander.Integer, NUMBER), (colander.Date, DAY), (Minute, MINUTE))
_TIMES = {DAY: '%d/%m/%Y', MINUTE: '%d/%m/%Y %H:%M'}


@dataclass(frozen=True)
class Field:
    """One field of a form.

    ``value``: ``str`` as typed, or the ``StoredFile`` that is there.  ``choices``: pairs of value
    and title.  ``error``: translatable, ``''`` if it is right.
    ``groups``: BCP 47 tag of the language in which its digits are grouped, ``''`` if they are not.
    ``group``: title of the part of the form that it begins, translatable.
    """

    name: str
    title: str
    kind: str
    value: object
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    rows: int = 0
    error: str = ''
    hint: str = ''
    group: str = ''
    groups: str = ''

    @property
    def shown(self):
        """The value for a page without a form; days as people write them."""
        if self.kind in _TIMES and self.value:
            with suppress(ValueError):
                return f'{datetime.datetime.fromisoformat(self.value):{_TIMES[self.kind]}}'
        if self.groups and str(self.value).isdecimal():
            return grouped(int(self.value), self.groups)
        return dict(self.choices).get(self.value, self.value)


def fields_of(schema: Iterable[colander.SchemaNode], values: Mapping[str, object],
              errors: Mapping[str, str] | None = None) -> list[Field]:
    """Return the ``Field`` of each node of ``schema``.

    ``values``: ``{name: value}`` as ``written`` or ``typed`` gives them; ``errors``: the reasons
    of a ``Refused``; those of parts of a field are shown beside it.  A ``hidden`` node has none.
    """
    return [_field(node, values.get(node.name, ''), errors or {}) for node in schema
            if not getattr(node, 'hidden', False)]


def problems(errors: Mapping[str, str], fields: Iterable[Field]) -> list[str]:
    """Return the reasons of a ``Refused`` that stand beside none of ``fields``."""
    shown = {field.name for field in fields}
    return [why for name, why in errors.items() if name.split('.')[0] not in shown]


def _field(node: colander.SchemaNode, value: object, errors: Mapping[str, str]) -> Field:
    reasons = [why for name, why in errors.items() if name.split('.')[0] == node.name]
    return Field(
        node.name, node.title, _kind(node), value, node.required,
        tuple(_choices(node, value)), getattr(node, 'rows', 0) or 0,
        reasons[0] if reasons else '', node.description or '', getattr(node, 'group', '') or '',
        DEFAULT if isinstance(node.typ, Amount) else '')


def _choices(node: colander.SchemaNode, value: object) -> Iterable[tuple[str, str]]:
    choices, offered = getattr(node, 'choices', ()), getattr(node, 'offered', None)
    if offered is None:
        return choices
    shown = {*offered(), value}
    return [choice for choice in choices if choice[0] in shown]


def _kind(node: colander.SchemaNode) -> str:
    if getattr(node, 'choices', None):
        return CHOICE
    for kind, name in _KINDS:
        if isinstance(node.typ, kind):
            return name
    if getattr(node, 'rich', False):
        return HTML
    if getattr(node, 'picks', ''):
        return PICTURES
    return TEXT if getattr(node, 'rows', 0) else LINE


def typed(schema: Iterable[colander.SchemaNode],
          form: Mapping[str, object]) -> dict[str, object]:
    """Return what the mapping ``form`` of a request holds for ``schema``; no file, no field."""
    return {
        node.name: _typed(node, form[node.name]) for node in schema
        if node.name in form and not (isinstance(node.typ, Upload) and form[node.name] == b'')}


def _typed(node: colander.SchemaNode, value: object) -> object:
    return in_paragraphs(value) if getattr(node, 'rich', False) else value


def shown_again(schema, values, given, form):
    """Return what a refused ``form`` shows: what was ``given``, plain text as it was typed, files
    as they are in ``values``.
    """
    merged = {**values, **given}
    for node in schema:
        if isinstance(node.typ, Upload):
            if not isinstance(merged.get(node.name), StoredFile):
                merged[node.name] = values.get(node.name, '')
        elif node.name in form and given.get(node.name) == _typed(node, form[node.name]):
            merged[node.name] = form[node.name]
    return merged
