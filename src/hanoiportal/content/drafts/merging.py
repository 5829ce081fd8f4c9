"""Two people have saved one text: what belongs to whom.  Pure.

A form carries, for each field, a digest of what it was opened with: the ``base``.  No text has to
travel, and no older version to be found: whoever changed a field made its digest another one.
"""
import hashlib
import unicodedata
from typing import NamedTuple

import colander

_DIGITS = 32


class Conflict(NamedTuple):
    """A field that both have changed, each in another way."""

    name: str
    mine: str
    theirs: str


class Merged(NamedTuple):
    """``changes``: ``{field: value}`` to be written.

    Fields in neither stay as they are now.
    """

    changes: dict[str, object]
    conflicts: list[Conflict]


def digest(text):
    """Return the digest of ``text``, the same however its line ends and letters are coded."""
    same = unicodedata.normalize('NFC', _lines(text)).strip()
    return hashlib.sha256(same.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]


def _lines(text):
    return text.replace('\r\n', '\n').replace('\r', '\n')


def field_digests(values):
    """Return the field digests of ``{field: str}``, as a form shows them; others are left out."""
    return ' '.join(f'{name}:{digest(text)}' for name, text in sorted(values.items())
                    if isinstance(text, str))


def read_field_digests(base):
    """Return ``{field: digest}``; what is no part of a base says nothing."""
    return dict(part.split(':', 1) for part in base.split() if ':' in part)


def as_kept(schema, given):
    """Return ``given``, ``{field: value}`` from a form, as it would be shown once it is saved.

    So that what a browser or an editor writes in another way counts as unchanged.  What the
    schema refuses stays as it is.
    """
    nodes = {node.name: node for node in schema}
    return {name: _as_kept(nodes[name], value) if name in nodes else value
            for name, value in given.items()}


def _as_kept(node, value):
    if not isinstance(value, str):
        return value
    try:
        kept = node.deserialize(value)
        shown = colander.null if kept is None else node.serialize(kept)
    except colander.Invalid:
        return value
    return '' if shown is colander.null else shown


def merge(base, current, given):
    """Return the ``Merged`` of ``given``, what a form brings, with ``current``, what is there now.

    ``base``: of the values that the form was opened with.
    ``current``, ``given``: ``{field: value}`` as a form shows them.

    What only the asker changed is a change, what only others changed stays, what both changed
    is a conflict unless both wrote the same.  A field that the base does not tell of counts as
    changed by both.  What is no text, as a file, is a change: what it replaces is in the history.
    """
    seen = read_field_digests(base)
    merged = Merged({}, [])
    for name, mine in given.items():
        theirs = current.get(name, '')
        if not isinstance(mine, str) or not isinstance(theirs, str):
            merged.changes[name] = mine
        elif digest(mine) in (digest(theirs), seen.get(name)):
            continue
        elif digest(theirs) == seen.get(name):
            merged.changes[name] = mine
        else:
            merged.conflicts.append(Conflict(name, mine, theirs))
    return merged
