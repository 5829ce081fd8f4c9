"""Ways from a search to the National Public Service Portal, where procedures are dealt with."""
from typing import NamedTuple
from urllib.parse import quote

from ....base.settings import ISettings
from ....discovery.search import read_part
from ....discovery.search.interfaces import ISearchData

#: With so many results or fewer, and no other answer, a search there is offered.
FEW = 3


class ProcedureLink(NamedTuple):
    """A procedure and where it is found.  ``code``: what it is called there, else ``''``."""

    name: str
    address: str
    code: str


def procedure_links(page, typed: str) -> tuple[ProcedureLink, ...]:
    """Return a ``ProcedureLink`` for each procedure that ``typed`` names."""
    found = page.request.registry.getUtility(ISearchData).procedures.named(typed)
    return tuple(ProcedureLink(each.name, address_of(page, each.code or each.name), each.code)
                 for each in found)


def elsewhere(page, typed: str) -> str:
    """Return the address at which the National Public Service Portal is asked for ``typed``."""
    return address_of(page, read_part(typed).strip())


def address_of(page, sought: str) -> str:
    """Return where the National Public Service Portal is asked for ``sought``, a name or code."""
    settings = page.request.registry.getUtility(ISettings)
    return settings.procedures_address.replace('{}', quote(sought, safe=''))
