"""Facts that lists know of files and pictures that go with a document."""
from pyramid.registry import Registry

from ...base.interfaces import IItem, IWorkingVersion
from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import IN_WORK
from .interfaces import ALONG


def leader_of(document: Described) -> Described | None:
    """Return the item in work that ``document``, an item in it, goes with; ``None`` if none."""
    around = document.__parent__
    if not IItem.providedBy(document) or not IItem.providedBy(around):
        return None
    return around if in_work(around).state in IN_WORK else None


def flags(document: Described, registry: Registry) -> tuple[str, ...]:
    """Return the flag of ``document`` if it takes the steps of another document."""
    item = document.__parent__ if IWorkingVersion.providedBy(document) else document
    review = getattr(document, 'review', None)
    is_led = leader_of(item) is not None or review is not None and review.led_by is not None
    return (ALONG,) if is_led else ()
