"""Forgetting the addresses of what is to be gone for good: they are made of its title."""
from .resource import redirects_of


def forget_addresses(portal, gone, registry):
    """Eraser: the addresses that they have left answer as if nothing had ever been there."""
    redirects = redirects_of(portal)
    oids = {*gone.resources, *gone.pasts}
    for left in () if redirects is None else redirects.sites.values():
        for oid in [oid for oid in oids if oid in left.known]:
            left.forget(oid)
