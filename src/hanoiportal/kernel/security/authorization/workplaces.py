"""Cơ quan công tác: the site of the body that somebody works for (clauses 9.3, 16.1).

``Account.workplace`` notes it by the object id of the site.  Who has no note works for the site of
their first role, and the first role that is given from then on writes the note.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from pyramid.location import lineage

from ....base.bodies import is_of_no_body
from ....base.interfaces import IPortal, ISite
from .groups import principals_of
from .places import places_of
from .roles import EDITORIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ....base.interfaces import IResource
    from ..authentication.accounts import Account

#: A role without a first day was there before all others.
_ALWAYS = datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)


def workplace_of(portal: IPortal, account: Account) -> ISite | None:
    """Return the site of the body that ``account`` works for; ``None`` if that is not known."""
    noted = _noted(portal, account)
    return _site_of_first_role(portal, account) if noted is None else noted


def note_workplace(portal: IPortal, account: Account) -> ISite | None:
    """Note where ``account`` works if that is not noted and is known; return the site then."""
    found = _site_of_first_role(portal, account) if _noted(portal, account) is None else None
    if found is not None:
        account.workplace = found.__oid__
    return found


def _noted(portal: IPortal, account: Account) -> ISite | None:
    """Return the site that ``account`` notes, if that is there and stands for a body."""
    if account.workplace is None:
        return None
    found = portal.__objectmap__.object_for(account.workplace)
    return found if ISite.providedBy(found) and not is_of_no_body(found, portal) else None


def _site_of_first_role(portal: IPortal, account: Account) -> ISite | None:
    first = min(_begun(portal, account), key=lambda each: each[:2], default=None)
    return None if first is None else first[2]


def _begun(
        portal: IPortal,
        account: Account) -> Iterator[tuple[datetime.datetime, int, ISite]]:
    """Yield when each editorial role of ``account`` began, and its site, but for sites that stand
    for no body.
    """
    for place, held in places_of(portal, principals_of(portal, account)):
        site = next(filter(ISite.providedBy, lineage(cast('IResource', place))))
        if not is_of_no_body(site, portal):
            for role, given in held.items():
                if role in EDITORIAL:
                    yield given.starts or _ALWAYS, site.__oid__, site
