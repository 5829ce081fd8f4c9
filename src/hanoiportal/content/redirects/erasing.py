"""Forgetting the addresses of what is to be gone for good: they are made of its title."""
from ...kernel.tree.lookup import at_path
from .resource import on_portal, redirects_of


def forget_addresses(portal, gone, registry):
    """Eraser: the addresses that they have left answer as if nothing had ever been there, and so
    do those that others have left below them, where nothing stands now.
    """
    withhold_addresses(portal, gone, registry)


def withhold_addresses(portal, gone, registry):
    """Withhold the same; keep ``{label of a site: [what Left.forget says]}``."""
    redirects, kept = redirects_of(portal), {}
    for label, left in () if redirects is None else redirects.sites.items():
        found = [left.forget(*each) for each in dict.fromkeys(
            _addresses(portal, label, left, {*gone.resources, *gone.pasts}))]
        if found:
            kept[label] = found
    return kept


def _addresses(portal, label, left, oids):
    """Return ``[(path, object id)]`` of what is to be forgotten on a site."""
    own = [(path, oid) for oid in oids for path in left.known.get(oid, ())]
    return [*own, *(each for path, _oid in own if at_path(portal, on_portal(label, path)) is None
                    for each in left.below(path))]


def give_back_addresses(portal, kept, registry):
    """Let the addresses lead again where they led."""
    for label, found in kept.items():
        for each in reversed(found):
            redirects_of(portal).sites[label].remember(*each)
