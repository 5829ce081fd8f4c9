"""Ways from a search to the National Public Service Portal, where procedures are dealt with."""
from typing import NamedTuple
from urllib.parse import quote

from ....base.clock import shown_date
from ....base.settings import ISettings
from ....discovery.search import read_part
from ....discovery.search.interfaces import ISearchData
from ....integration.procedures.interfaces import (
    ENTRANCE,
    IProcedureCatalogue,
    KnownProcedure,
)

#: With so many results or fewer, and no other answer, a search there is offered.
FEW = 3


class ProcedureLink(NamedTuple):
    """A procedure and where it is found.  ``code``: what it is called there, else ``''``.

    ``changed``, ``repealed``: the day on which the catalogue said so, ``''`` for never.
    """

    name: str
    address: str
    code: str
    changed: str = ''
    repealed: str = ''


def procedures(page):
    """Return the ``Procedures`` of the catalogue and those that are asked for most."""
    registry, portal = page.request.registry, page.portal
    catalogue = registry.getUtility(IProcedureCatalogue)
    return registry.getUtility(ISearchData).procedures_in(
        catalogue.version(portal), lambda: {each.code: each.name for each in sorted(
            catalogue.all(portal), key=lambda each: each.repealed is not None)})


def procedure_links(page, typed: str) -> tuple[ProcedureLink, ...]:
    """Return a ``ProcedureLink`` for each procedure that ``typed`` names."""
    return tuple(_link(page, each) for each in procedures(page).named(typed))


def _link(page, procedure) -> ProcedureLink:
    catalogue = page.request.registry.getUtility(IProcedureCatalogue)
    known = catalogue.get(page.portal, procedure.code) if procedure.code else None
    if known is None:
        return ProcedureLink(procedure.name, address_of(page, procedure.code or procedure.name),
                             procedure.code)
    days = [shown_date(day, page.tag) if day else '' for day in (known.changed, known.repealed)]
    return ProcedureLink(known.name, entrance(page, known), known.code, *days)


def entrance(page, known: KnownProcedure) -> str:
    """Return the address that leads to ``known``: for all readers the same, here or there."""
    catalogue = page.request.registry.getUtility(IProcedureCatalogue)
    if catalogue.hand_over is None or known.repealed:
        return known.address
    return page.request.link(page.site, ENTRANCE, quote(known.code, safe=''))


def elsewhere(page, typed: str) -> str:
    """Return the address at which the National Public Service Portal is asked for ``typed``."""
    return address_of(page, read_part(typed).strip())


def address_of(page, sought: str) -> str:
    """Return where the National Public Service Portal is asked for ``sought``, a name or code."""
    settings = page.request.registry.getUtility(ISettings)
    return settings.procedures_address.replace('{}', quote(sought, safe=''))
