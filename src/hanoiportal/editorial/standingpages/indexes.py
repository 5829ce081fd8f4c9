"""What the catalog knows of standing pages: a flag, and the day of the next review."""
from pyramid.location import lineage
from pyramid.registry import Registry

from ...base.interfaces import IItem, IResource
from ...discovery.catalog.interfaces import STANDING
from ...kernel.tree.lookup import is_listed
from .days import due_of, is_standing


def standing_flags(document: IResource, registry: Registry) -> tuple[str, ...]:
    """Return the flag of ``document``, any text of a standing page that visitors find; or none."""
    item = next(filter(IItem.providedBy, lineage(document)))
    return (STANDING,) if is_listed(document) and is_standing(item) else ()


def review_days(document: IResource, registry: Registry) -> tuple[str, ...]:
    """Return the day by which ``document`` is to be reviewed, ``YYYY-MM-DD``; or none."""
    day = due_of(document) if IItem.providedBy(document) else None
    return () if day is None else (day.isoformat(),)
