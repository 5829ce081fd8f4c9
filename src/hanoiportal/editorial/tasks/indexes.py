"""What the catalog knows of tasks besides who has them."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .kinds import TERM

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described


def flags(document: Described, registry: Registry) -> tuple[str, ...]:
    """Return the flag of ``document`` if an open task on it has a term."""
    tasks = document.review.tasks if document.review is not None else ()
    return (TERM,) if any(
        task.is_open and (task.wish.days or task.wish.due) for task in tasks) else ()
