"""The effect that begins the draft of an assignment: once, by its token."""
from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ...base.clock import moment
from ...base.settings import ISettings
from ...content.versions.interfaces import IEditing
from ...kernel.tree.content import bound_schema
from ...kernel.tree.lookup import find_portal, find_site, is_listed, item_of, path_of, site_of
from ...platform.outbox.interfaces import IDoneEffects
from .coverage import section_at
from .interfaces import REMINDED
from .resource import book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite
    from ...kernel.tree.resources import Described
    from ...platform.outbox.interfaces import Payload
    from ...platform.scheduling.interfaces import IEnvironment
    from .interfaces import Assignment, AssignmentEvent, Plan

#: The effect.
BEGIN = 'begin draft'


def begin_draft(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Write the draft of the assignment ``number`` in the name of its person, unless ``token`` has
    written it.  A section that is gone meanwhile lets nothing happen, nor does an assignment that
    was given anew, declined or called off meanwhile.
    """
    environment.in_transaction(partial(_begin, environment, token, int(payload['number'])))


def _begin(environment: IEnvironment, token: str, number: int) -> None:
    portal, registry = environment.portal, environment.registry
    done: IDoneEffects = registry.getAdapter(portal, IDoneEffects)
    assignment = book_of(portal).assignments.get(number)
    if assignment is None or done.of(token) or _latest(assignment).token != token:
        return
    plan: Plan = assignment.plan
    site = site_of(portal, assignment.site)
    section = section_at(site, plan.section)
    if section is None:
        return
    values = {'title': plan.topic}
    if 'body' in bound_schema(plan.type, registry):
        values['body'] = _body(site, plan, registry)
    editing: IEditing = environment.request.service(IEditing)
    item = editing.add(section, '', plan.type, values, plan.person)
    done.note(token, str(item.__oid__))


def _latest(assignment: Assignment) -> AssignmentEvent:
    return next(each for each in reversed(assignment.events) if each.kind != REMINDED)


def _body(site: ISite, plan: Plan, registry: Registry) -> str:
    """Return the first line of the text: what takes place, when and where, with its link."""
    event = item_of(find_portal(site), plan.event)
    said = ', '.join(filter(None, (moment(plan.starts), plan.place)))
    if event is None or not is_listed(event):
        return f'<p>{escape(said)}</p>' if said else ''
    link = f'<a href="{escape(_address(event, site, registry))}">{escape(str(event.title))}</a>'
    return f'<p>{link}{": " if said else ""}{escape(said)}</p>'


def _address(event: Described, site: ISite, registry: Registry) -> str:
    """Return the address of ``event`` in a text of ``site``: a path at its host, else the URL at
    that of the city.
    """
    if find_site(event) is site:
        return str(path_of(event)).removeprefix(str(path_of(site)).rstrip('/'))
    return f'https://{registry.getUtility(ISettings).domain}{path_of(event)}'
