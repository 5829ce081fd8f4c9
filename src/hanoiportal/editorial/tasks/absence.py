"""Who acts for whom while they are absent."""
import datetime
from collections.abc import Iterable, Mapping

from ...base.interfaces import IPortal
from .resource import Substitution


def substitutions_of(portal: IPortal) -> Mapping[str, Substitution]:
    """Return those in force or not, by the id of who is absent."""
    found: Mapping[str, Substitution] | None = getattr(portal, 'substitutions', None)
    return found or {}


def acting_for(portal: IPortal, account: str, now: datetime.datetime) -> set[str]:
    """Return the ids of those whose tasks ``account``, an id, may do at ``now``: itself among
    them, and those for whom the absent act whom it stands in for.
    """
    in_force = [each for each in substitutions_of(portal).values() if each.holds(now)]
    return _closed({account}, [(each.substitute, each.absent) for each in in_force])


def deputises_for(portal: IPortal, account: str, now: datetime.datetime) -> set[str]:
    """Return the ids of those who may do the tasks of ``account`` at ``now``, it among them."""
    in_force = [each for each in substitutions_of(portal).values() if each.holds(now)]
    return _closed({account}, [(each.absent, each.substitute) for each in in_force])


def _closed(found: set[str], pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return ``found`` and all that ``pairs`` lead to from there."""
    added = {after for before, after in pairs if before in found} - found
    return _closed(found | added, pairs) if added else found
