"""Forgetting the addresses of what is to be gone for good: they are made of its title."""
from .resource import left_on, redirects_of


def forget_addresses(portal, gone, registry):
    """Eraser: the addresses that they have left answer as if nothing had ever been there."""
    redirects = redirects_of(portal)
    oids = {*gone.resources, *gone.pasts}
    for left in () if redirects is None else redirects.sites.values():
        for oid in [oid for oid in oids if oid in left.known]:
            left.forget(oid)


def withhold_addresses(portal, gone, registry):
    """Withhold the same; keep ``{label of a site: {object id: what Left.places says}}``."""
    redirects = redirects_of(portal)
    kept = {} if redirects is None else {
        label: {oid: left.places(oid) for oid in (*gone.resources, *gone.pasts)
                if oid in left.known} for label, left in redirects.sites.items()}
    forget_addresses(portal, gone, registry)
    return {label: known for label, known in kept.items() if known}


def give_back_addresses(portal, kept, registry):
    """Let the addresses lead again where they led."""
    for label, known in kept.items():
        for oid, places in known.items():
            left_on(portal, label).remember(oid, places)
