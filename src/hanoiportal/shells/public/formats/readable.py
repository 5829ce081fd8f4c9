"""In which language a list of the API has anything: without translations it is empty."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ....base.i18n import ILanguages, Language, Languages
from ....discovery.catalog.interfaces import Narrowing
from ....discovery.catalog.interfaces.listing import IListings

if TYPE_CHECKING:
    from pyramid.request import Request

    from ....base.interfaces import ISite


def language_of(request: Request, site: ISite, own_site: str, section: str) -> Language:
    """Return the language of ``request`` if the list of ``section`` at ``site`` has items in it,
    else the default one.  ``own_site``: see ``Narrowing.site``.
    """
    languages: Languages = request.registry.getUtility(ILanguages)
    own: Language = request.language
    found = request.service(IListings).listing(
        site, own.tag, Narrowing(own_site, section=section), 0, 1)
    return own if found.total else languages.default
