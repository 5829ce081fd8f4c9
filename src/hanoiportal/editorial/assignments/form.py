"""The form of an assignment: its fields, what it begins with, and what was typed."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import colander

from ...base.i18n import _
from ...kernel.tree.content import types_of
from ...kernel.tree.minute import minute
from ...kernel.tree.schema import Schema, choice, line, paragraph
from .interfaces import (
    LONGEST,
    LONGEST_TOPIC,
    CannotAssign,
    ICoverage,
    IOccasion,
    Plan,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyramid.registry import Registry

    from ...base.interfaces import ISite
    from ...kernel.tree.resources import Described

#: So long after an event ends, or begins, a text about it is proposed to be due.
AFTERWARDS = datetime.timedelta(hours=4)
NOBODY = ('', '—')


def schema_of(site: ISite, coverage: ICoverage, registry: Registry,
              title_of: Callable[[Described], str]) -> colander.MappingSchema:
    """Return the schema of the form at ``site``; ``title_of``: how a section is called."""
    titles = types_of(registry)
    people = [(each.id, str(each.full_name)) for each in coverage.people(site)]
    sections = [(str(each.__oid__), title_of(each))
                for each in coverage.sections(site)]
    return Schema.of(
        topic=line(_('Nội dung, sự kiện'), required=True, longest=LONGEST_TOPIC),
        starts=minute(_('Bắt đầu lúc')),
        place=line(_('Địa điểm'), longest=500),
        person=choice(_('Người được cử'), (NOBODY, *people), missing=colander.required),
        section=choice(_('Chuyên mục'), (NOBODY, *sections), missing=colander.required),
        type=choice(_('Viết gì'), tuple(
            (name, titles[name]['title']) for name in coverage.types(site)) or (NOBODY,)),
        due=minute(_('Hạn gửi bài'), missing=colander.required),
        note=paragraph(_('Yêu cầu, ghi chú'), longest=LONGEST))


def from_event(event: IOccasion | None) -> dict[str, object]:
    """Return what the form begins with for ``event``."""
    if event is None:
        return {}
    return {'topic': str(event.title), 'starts': event.start, 'place': event.place,
            'due': (event.end or event.start) + AFTERWARDS}


def from_plan(plan: Plan) -> dict[str, object]:
    """Return what the form holds of ``plan``."""
    return {name: getattr(plan, name) for name in (
        'topic', 'starts', 'place', 'person', 'section', 'type', 'due', 'note')}


def shown(schema: colander.MappingSchema, values: Mapping[str, object]) -> dict[str, str]:
    """Return ``values`` as the form shows them."""
    return {node.name: '' if values.get(node.name) is None else str(
        node.serialize(values[node.name])) for node in schema}


def plan_of(schema: colander.MappingSchema, given: Mapping[str, object], event: str) -> Plan:
    """Return what was typed.  Raises ``CannotAssign`` with each field that cannot be read."""
    try:
        values = schema.deserialize({
            name: text for name, text in given.items() if str(text).strip()})
    except colander.Invalid as error:
        raise CannotAssign({
            str(path[1].node.name): message for path in error.paths() if len(path) > 1
            for message in path[1].messages()[:1]}) from None
    return Plan(**values, event=event)
