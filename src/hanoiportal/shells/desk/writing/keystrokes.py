"""What a browser sends of what is being typed: JSON, read with suspicion."""
import json
from typing import NamedTuple

from ....content.drafts.interfaces import Splice


class Malformed(ValueError):
    """What was sent is not what ``autosave.js`` sends."""


class Keystrokes(NamedTuple):
    """``given``: ``{field: str or Splice}``; the rest as ``IDrafts.keep`` takes it.

    ``leaving``: whether the page is being closed.  ``taking``: whether the work is taken over.
    """

    mark: str
    base: str
    after: int
    given: dict[str, str | Splice]
    leaving: bool
    taking: bool


def read(body):
    """Return the ``Keystrokes`` in the ``bytes`` of a request.  Raises ``Malformed``."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(sent, dict):
        raise Malformed
    whole = _each(sent, 'fields', _text)
    return Keystrokes(
        _text(sent.get('mark', '')), _text(sent.get('base', '')), _count(sent.get('after', 0)),
        {**_each(sent, 'splices', _splice), **whole},
        sent.get('leaving') is True, sent.get('taking') is True)


def _each(sent, name, kind):
    found = sent.get(name, {})
    if not isinstance(found, dict):
        raise Malformed
    return {field: kind(value) for field, value in found.items()}


def _text(value):
    if not isinstance(value, str):
        raise Malformed
    return value


def _count(value):
    if type(value) is not int or value < 0:  # a bool is an int, too
        raise Malformed
    return value


def _splice(value):
    if not isinstance(value, list) or len(value) != 3:
        raise Malformed
    start, end, text = value
    return Splice(_count(start), _count(end), _text(text))
