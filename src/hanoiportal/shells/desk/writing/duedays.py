"""The day by which a text must be public, with the dates of its form (13.1.c, d, f, g).

It is there with the page; a script asks for it again while one types.
"""
from collections.abc import Mapping
from typing import NamedTuple

from pyramid.request import Request

from ....content.drafts.interfaces import Work
from ....kernel.tree.lookup import find_site
from ....platform.duedays.interfaces import DUE_DAY, IDueDays
from ..frame.links import desk_path


class DueNote(NamedTuple):
    """What stands with a date.

    ``told``: the sentence, ``''`` without a date.  ``address``: that tells it of another date.
    ``issued_by``: name of the field with the body that issued the document, ``''`` for none.
    """

    told: str
    address: str
    issued_by: str


def due_notes(request: Request, work: Work,
                 values: Mapping[str, object]) -> dict[str, DueNote]:
    """Return what stands with the dates of the form of ``work`` with these ``values``."""
    days: IDueDays = request.service(IDueDays)
    name = work.type_name or request.registry.content.typeof(work.resource)
    site, issued_by = find_site(work.resource), days.issued_by(name)
    found = {}
    for field in days.dates(name):
        due = days.of_date(site, name, field, str(values.get(field) or ''),
                           str(values.get(issued_by) or ''))
        found[field] = DueNote('' if due is None else due.told, desk_path(
            request, work.resource, DUE_DAY, type=name, field=field), issued_by)
    return found
