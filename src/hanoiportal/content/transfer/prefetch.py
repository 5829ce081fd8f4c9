"""Reading ahead: the next lines are parsed, and their HTML cleaned, by a second process.

What is read is a pure function of the line: it needs no database.  What it refuses is left as it
stands, for the import itself to refuse with its reasons and in its order.
"""
from contextlib import contextmanager
from functools import partial

from ...base.errors import Refused
from ...kernel.storage.secondprocess import working
from ...kernel.tree.content import bound_schema
from ...kernel.tree.schema import accepted
from .forms import type_names
from .lines import record


def rich_fields(registry):
    """Return ``{name of a type in a line: names of its fields that hold HTML}``."""
    return {name: tuple(node.name for node in bound_schema(type_name, registry)
                        if getattr(node, 'rich', False))
            for name, type_name in type_names(registry).items()}


def read(raw, rich):
    """Return the object in ``raw``, a line that ``lines`` gave; ``raw`` if ``record`` refuses it.

    ``rich``: what ``rich_fields`` gives; good HTML in them is ``Cleaned``.
    """
    try:
        found = record(raw)
    except Refused:
        return raw
    kind = found.get('type')
    for name in rich.get(kind, ()) if isinstance(kind, str) else ():
        if isinstance(found.get(name), str):
            found[name] = accepted(found[name])
    return found


@contextmanager
def reading(batches, rich, second_process):
    """Give an iterator over ``batches`` of ``(number, line)`` with each line ``read``.

    ``second_process``: whether the next batch is read by another process while one is taken in.
    """
    with working(partial(_read_all, rich=rich), second_process) as reader:
        yield _ahead(reader, iter(batches))


def _read_all(batch, rich):
    return [(number, read(raw, rich)) for number, raw in batch]


def _ahead(reader, batches):
    """Yield each batch as it comes back, while the next one is read."""
    begun = _begun(reader, batches)
    while begun:
        found = reader.end()
        begun = _begun(reader, batches)
        yield found


def _begun(reader, batches):
    batch = next(batches, None)
    if batch is not None:
        reader.begin(batch)
    return batch is not None
