"""Which site has no code in the list of the platform, one of another name, or an old one."""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...base.interfaces import ISite
from ...base.text.bodies import place_key
from ...kernel.tree.lookup import is_of_city, site_called
from .bodies import BodyCode

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: What is wrong with the code of a site: none is known, the list does not have it, it is that of
#: another body there, it holds no longer.
NONE, UNKNOWN, OTHER, OVER = 'none', 'unknown', 'other', 'over'


class CodeFault(NamedTuple):
    """``site``: its title.  ``code``: ``''`` for none.  ``said``: the name that the list has, or
    the last day of the code, ISO 8601, ``''`` if it does not say one.
    """

    site: str
    fault: str
    code: str = ''
    said: str = ''


def faults(portal: IPortal, typed: Mapping[str, str], listed: Mapping[str, BodyCode],
           today: datetime.date) -> Iterator[CodeFault]:
    """Yield what is wrong, site after site.  ``typed``: labels of sites by the codes that an
    operator has typed; a site without one is looked for by the name of its owner.
    """
    codes = {id(site_called(portal, label)): code for code, label in typed.items()}
    named: dict[str, BodyCode] = {}
    for each in listed.values():
        key = place_key(each.name)
        if key not in named or each.holds(today):
            named[key] = each
    for site in _served(portal):
        title, owner = str(site.title), place_key(str(getattr(site, 'owner', '')))
        code = codes.get(id(site), '')
        found = listed.get(code) if code else named.get(owner)
        if found is None:
            yield CodeFault(title, UNKNOWN if code else NONE, code)
        elif place_key(found.name) != owner:
            yield CodeFault(title, OTHER, found.code, found.name)
        elif not found.holds(today):
            yield CodeFault(title, OVER, found.code, found.ended)


def _served(portal: IPortal) -> Iterator[ISite]:
    for site in (portal, *portal['sites'].values()):
        if ISite.providedBy(site) and not getattr(site, 'is_external', False) and (
                not is_of_city(site) and getattr(site, 'is_active', True)):
            yield site
