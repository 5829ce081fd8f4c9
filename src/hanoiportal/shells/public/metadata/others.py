"""Where else a page can be read: feeds of places, formats of items."""
from ....kernel.tree.lookup import find_site, work_of
from ..feeds.addresses import feeds_of, has_feed
from ..formats.oembed import FOUND_BY, address_of
from ..formats.suffix import FORMATS


def others(about):
    """Return ``[(media type, address)]`` of what says the same as the page ``about``."""
    if about.is_item:
        address = about.page.request.link(about.shown)
        return [*((mimetype, f'{address}.{name}') for name, mimetype in FORMATS.items()),
                (FOUND_BY, address_of(find_site(work_of(about.context)), about.page.request,
                                      about.address))]
    if about.shown is None or not has_feed(about.shown):
        return []
    return [(mimetype, address) for _name, mimetype, address in feeds_of(
        about.shown, about.page.request)]
