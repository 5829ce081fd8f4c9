"""Forgetting what assignments say of events and texts that are to be gone for good."""
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...platform.outbox.interfaces import IDoneEffects
from .resource import book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...content.erasure.interfaces import Erased


def forget_assignments(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: an assignment of an event or text that is ``gone`` has no words any more; nor has
    one of an account that is: its person may have written them.  Reasons of such accounts are gone
    from assignments that others have now.
    """
    done: IDoneEffects = registry.getAdapter(portal, IDoneEffects)
    for assignment in book_of(portal).assignments.values():
        plan = assignment.plan
        oids = {oid for oid in (plan.event, *(done.of(each.token) for each in assignment.events
                                              if each.token)) if oid}
        is_gone = plan.person in gone.accounts or any(int(oid) in gone.resources for oid in oids)
        if is_gone and plan.topic:
            assignment.plan = replace(plan, topic='', place='', note='')
        if any(each.text and (is_gone or each.actor in gone.accounts)
               for each in assignment.events):
            assignment.events = tuple(
                each._replace(text='') if is_gone or each.actor in gone.accounts else each
                for each in assignment.events)
