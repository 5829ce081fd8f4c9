"""Which resource a page stands at."""
from ....base.interfaces import IResource
from ....kernel.storage.databases import root_factory
from ....kernel.tree.lookup import find_site


def place_of(request, error=False):
    """Return the context of ``request``, or the site that was asked when it is an error.

    A page that tells of an error never names what was asked for: nothing shows whether it exists.
    """
    context = getattr(request, 'context', None)
    if IResource.providedBy(context):
        return find_site(context) if error else context
    portal = root_factory(request)
    if getattr(request, 'root', None) is None:  # for files, and when the path is not UTF-8
        request.root = portal
    return portal['sites'][request.address.site] if request.address.site else portal
