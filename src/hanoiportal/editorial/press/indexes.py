"""What the catalog knows of the hours of the press."""
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry

from ...base.interfaces import IItem, IWorkingVersion
from ...kernel.tree.resources import Described
from .duties import term_of
from .interfaces import RUNS


def flags(document: Described, registry: Registry) -> tuple[str, ...]:
    """Return the flag of ``document`` while it must be public within hours."""
    item = document.__parent__ if IWorkingVersion.providedBy(document) else document
    is_owed = IItem.providedBy(item) and term_of(cast(Persistent, item), registry) is not None
    return (RUNS,) if is_owed else ()
