"""Where an action is written down, and by what name."""
from pyramid.location import lineage

from ...base.interfaces import IPortal, ISite
from ...kernel.security.interfaces import ISecret
from ...kernel.tree.lookup import path_of


def ledger_of(resource):
    """Return the place whose chain holds what is done to ``resource``, or ``None`` outside a
    portal.

    It is the site, or what is secret and stands in the portal itself: the list of accounts is not
    told by the log of the portal, which others read (8.8).
    """
    for place in lineage(resource):
        if ISite.providedBy(place) or (
                ISecret.providedBy(place) and IPortal.providedBy(place.__parent__)):
            return place
    return None


def logged_path(resource):
    """Return the path of ``resource``; an account's id stands for its log-in name."""
    if ISecret.providedBy(resource) and hasattr(resource, 'id'):
        return f'{path_of(resource.__parent__)}/{resource.id}'
    return path_of(resource)


def name_of(portal, principal):
    """Return the name of the person with the id ``principal``, else the id; never a log-in name.
    """
    account = portal['accounts'].by_id.get(principal)
    return getattr(account, 'full_name', '') or principal
