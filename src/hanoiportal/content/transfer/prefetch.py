"""Reading ahead: the next lines are parsed, and their HTML cleaned, by a second process.

What is read is a pure function of the line: it needs no database.  What it refuses is left as it
stands, for the import itself to refuse with its reasons and in its order.
"""
import multiprocessing
from contextlib import contextmanager, suppress

from ...base.errors import Refused
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
    if not second_process:
        yield ([(number, read(raw, rich)) for number, raw in batch] for batch in batches)
        return
    # Not forked: a fork would hold the lock of the databases for as long as it lives.
    context = multiprocessing.get_context('spawn')
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, rich), daemon=True)
    process.start()
    there.close()
    try:
        yield _ahead(here, iter(batches))
    finally:
        here.close()
        process.join()


def _ahead(pipe, batches):
    """Yield each batch as it comes back; never two on the way, which would fill both pipes."""
    sent = _sent(pipe, batches)
    while sent:
        found = pipe.recv()
        sent = _sent(pipe, batches)
        yield found


def _sent(pipe, batches):
    batch = next(batches, None)
    if batch is not None:
        pipe.send(batch)
    return batch is not None


def _serve(pipe, rich):
    """Read what comes until the other end is closed, which it also is when its process dies."""
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            pipe.send([(number, read(raw, rich)) for number, raw in pipe.recv()])
