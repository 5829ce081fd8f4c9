"""Reactions: a site whose state is changed in its properties is reported as well."""
from ...base.interfaces import IClock
from ...kernel.tree.events import ResourceEvent
from ...kernel.tree.lookup import find_portal
from .effects import SUSPENDED
from .interfaces import LIFTED, SITE
from .resource import Suspension, get_or_create_register, register_of
from .terms import due_from

#: Written into the report, which is read in Vietnamese.
IN_PROPERTIES = 'Đổi tình trạng trong phần thuộc tính của trang'


def status_changed(event: ResourceEvent) -> None:
    """Open the report of a site that was suspended without one; end that of one taken up again."""
    site, portal = event.object, find_portal(event.object)
    is_suspended = getattr(site, 'status', None) == SUSPENDED
    key = SITE, site.__oid__, '', ''
    found = next((each for each in register_of(portal).active() if each.key == key), None)
    if is_suspended == (found is not None):
        return
    register, now = get_or_create_register(portal), event.registry.getUtility(IClock).now()
    if found is not None:
        found.state, found.decided_by, found.decided_at = LIFTED, event.actor, now
        register.end(found, now)
        return
    due = due_from(now, portal, event.registry)
    register.add(Suspension(portal, register.next_number(), SITE, site.__oid__, event.actor,
                            IN_PROPERTIES, now, due))
