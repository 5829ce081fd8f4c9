"""The effect that begins the draft of an assignment: once, by its token."""
from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from ...base.clock import moment
from ...content.versions.interfaces import IEditing
from ...kernel.tree.content import bound_schema
from ...kernel.tree.lookup import is_listed, item_of, path_of, site_of
from ...platform.outbox.interfaces import IDoneEffects
from .coverage import section_at
from .resource import book_of

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...platform.outbox.interfaces import Payload
    from ...platform.scheduling.interfaces import IEnvironment
    from .interfaces import Plan

#: The effect.
BEGIN = 'begin draft'


def begin_draft(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Write the draft of the assignment ``number`` in the name of its person, unless ``token`` has
    written it.  A section that is gone meanwhile lets nothing happen.
    """
    environment.in_transaction(partial(_begin, environment, token, int(payload['number'])))


def _begin(environment: IEnvironment, token: str, number: int) -> None:
    portal, registry = environment.portal, environment.registry
    done: IDoneEffects = registry.getAdapter(portal, IDoneEffects)
    assignment = book_of(portal).assignments.get(number)
    if assignment is None or done.of(token):
        return
    plan: Plan = assignment.plan
    section = section_at(site_of(portal, assignment.site), plan.section)
    if section is None:
        return
    values = {'title': plan.topic}
    if 'body' in bound_schema(plan.type, registry):
        values['body'] = _body(portal, plan)
    editing: IEditing = environment.request.service(IEditing)
    item = editing.add(section, '', plan.type, values, plan.person)
    done.note(token, str(item.__oid__))


def _body(portal: IPortal, plan: Plan) -> str:
    """Return the first line of the text: what takes place, when and where, with its link."""
    event = item_of(portal, plan.event)
    said = ', '.join(filter(None, (moment(plan.starts), plan.place)))
    if event is None or not is_listed(event):
        return f'<p>{escape(said)}</p>' if said else ''
    link = f'<a href="{escape(path_of(event))}">{escape(str(event.title))}</a>'
    return f'<p>{link}{": " if said else ""}{escape(said)}</p>'
