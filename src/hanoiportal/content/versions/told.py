"""What readers may compare: the public versions on both sides of each major change."""
import datetime
from typing import NamedTuple

from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLIC
from .resource import Version


class Told(NamedTuple):
    """A major change that readers are told of, and the fields before and after it."""

    moment: datetime.datetime
    note: str
    before: dict[str, object]
    after: dict[str, object]


def told_changes(document: Described, present: dict[str, object]) -> list[Told]:
    """Return the major changes of ``document`` of which both versions can be compared, the last
    one first.

    ``present``: the fields that it has.  A version that was withdrawn is not shown again, and
    neither is one that was erased.
    """
    own = [version for version in document.history if version.begun_by is None]
    at = {version.until: number for number, version in enumerate(own)
          if version.state in PUBLIC}
    found = []
    for moment, note in document.changes:
        number = at.get(moment)
        after = None if number is None else _after(own[number + 1:], document, present)
        if number is not None and after is not None:
            found.append(Told(moment, note, own[number].values, after))
    return found[::-1]


def _after(later: list[Version], document: Described,
           present: dict[str, object]) -> dict[str, object] | None:
    """Return the fields that stood next: those of the first of ``later``, else ``present``."""
    state, values = (later[0].state, later[0].values) if later else (document.state, present)
    return values if state in PUBLIC else None
