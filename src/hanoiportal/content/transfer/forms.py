"""How a line names types and states, and how it writes the values of a type's fields."""
import colander

from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.inspection.upload import StoredFile, Upload
from ...kernel.tree.content import types_of
from ...kernel.tree.schema import Words
from ...kernel.workflow.interfaces import DRAFT, PUBLISHED, SUBMITTED, TITLES

_TYPES = {'Portal': 'portal', 'ComponentSite': 'site', 'Section': 'section', 'NewsItem': 'news'}
_STATES = {PUBLISHED: 'published', SUBMITTED: 'pending', DRAFT: 'private'}
_STATES_READ = {**{state: state for state in TITLES}, **{
    name: state for state, name in _STATES.items()}}


def type_names(registry):
    """Return ``{name in a line: content type}``."""
    return {_TYPES.get(name, name.lower()): name for name in types_of(registry)}


def type_name(resource, registry):
    """Return how a line names the type of ``resource``."""
    name = registry.content.typeof(resource)
    return _TYPES.get(name, name.lower())


def state_name(state):
    """Return how a line names a workflow state."""
    return _STATES.get(state, state)


def state_named(name):
    """Return the workflow state that a line calls ``name``.  Raises ``Refused``."""
    if not isinstance(name, str) or name not in _STATES_READ:
        raise Refused({'state': _('Không có trạng thái “${state}”.',
                                  mapping={'state': str(name)[:40]})})
    return _STATES_READ[name]


def written_values(document, nodes, blobs):
    """Return ``{field: JSON value}`` of ``document``, without what a reader supplies itself.

    ``document``: ``{field: value}``.  ``blobs``: takes the files, see ``blobs.Blobs``.
    """
    return {
        node.name: _written(node, document[node.name], blobs) for node in nodes
        if node.name in document and document[node.name] != node.missing}


def _written(node, value, blobs):
    if isinstance(value, StoredFile):
        blobs.put(value)
        return {'filename': value.filename, 'sha256': value.sha256, 'size': value.size}
    if isinstance(value, (tuple, list)) and all(isinstance(part, str) for part in value):
        return list(value)
    if value is None or isinstance(value, (str, int)):
        return value
    return node.serialize(value)


def given_values(values, schema, blobs):
    """Return ``values`` of a line as a form would give them to ``schema``.

    Raises ``Refused`` naming every value that has the wrong JSON type.
    """
    given, reasons = {}, {}
    nodes = {node.name: node for node in schema}
    for name, value in values.items():
        try:
            if value is not None:
                given[name] = _given(nodes.get(name), value, blobs)
        except Refused as refused:
            reasons[name] = refused.reasons['']
    if reasons:
        raise Refused(reasons)
    return given


def _given(node, value, blobs):
    kind = None if node is None else node.typ
    if isinstance(kind, Upload):
        return blobs.get(value)
    if isinstance(kind, Words):
        fits = isinstance(value, list) and all(isinstance(word, str) for word in value)
    elif isinstance(kind, colander.Integer):
        fits = isinstance(value, int) and not isinstance(value, bool)
    elif isinstance(kind, (colander.String, colander.Date)):
        fits = isinstance(value, str)
    else:
        fits = True
    if not fits:
        raise Refused({'': _('Giá trị không đúng kiểu.')})
    return value
