"""What changed between two versions, field by field, for people to see."""
import datetime
from dataclasses import dataclass

import colander

from ...base.text.compare import Comparison, compare_html, compare_text
from ...kernel.inspection.upload import StoredFile, Upload
from ...kernel.tree.markup import clean
from ...kernel.tree.schema import Words
from ...kernel.tree.values import shown_to_people

LINE, TEXT, HTML, WORDS, CHOICE, FILE = 'line', 'text', 'html', 'words', 'choice', 'file'


@dataclass(frozen=True)
class FieldChange:
    """A field that differs.  ``name``, ``title``: of its schema node; ``kind``: what it holds.

    ``before``, ``after``: the values.  ``comparison``: the ``text.compare.Comparison`` of both,
    HTML that is safe to show; for a choice of their titles, which are translatable and given as
    ``shown_before`` and ``shown_after`` instead (``comparison`` is then ``None``).
    """

    name: str
    title: str
    kind: str
    before: object
    after: object
    comparison: Comparison | None
    shown_before: str = ''
    shown_after: str = ''


def compare_values(schema, before, after):
    """Return the ``FieldChange`` list of the fields of ``schema`` that differ, in its order; of
    one that no page shows nothing is said.

    ``before``, ``after``: ``{field: value}`` of two versions; a field that is missing in one, as
    in a version from before it existed, counts as what the schema says without it.
    """
    found = []
    for node in shown_to_people(schema):
        old, new = (values.get(node.name, _default(node)) for values in (before, after))
        if old != new:
            found.append(_change(node, old, new))
    return found


def _default(node):
    return None if node.missing in (colander.required, colander.drop) else node.missing


def _change(node, old, new):
    kind = _kind(node)
    if kind == CHOICE:
        titles = dict(node.choices)
        return FieldChange(node.name, node.title, kind, old, new, None,
                           titles.get(old, old or ''), titles.get(new, new or ''))
    compare = _compare_html if kind == HTML else compare_text
    return FieldChange(node.name, node.title, kind, old, new,
                       compare(_written(node, old), _written(node, new)))


def _kind(node):
    if getattr(node, 'choices', ()):
        return CHOICE
    if isinstance(node.typ, Upload):
        return FILE
    if isinstance(node.typ, Words):
        return WORDS
    if getattr(node, 'rich', False):
        return HTML
    return TEXT if getattr(node, 'rows', 0) else LINE


def _compare_html(before, after):
    return compare_html(clean(before), clean(after))


def _written(node, value):
    """Return ``value`` as text; of a file its name, its size and the beginning of its digest."""
    if value is None or value == '':
        return ''
    if isinstance(value, StoredFile):
        return f'{value.filename} ({value.mimetype}, {value.size} B, {value.sha256[:16]})'
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        return '\n'.join(value)
    if type(value) is datetime.date:
        return f'{value:%d/%m/%Y}'
    written = node.serialize(value)
    return '' if written is colander.null else str(written)
