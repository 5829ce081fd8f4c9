"""What is related to an item, as its page shows it."""
from ....discovery.catalog.interfaces import ICatalog
from ....kernel.tree.lookup import in_language
from ..lists.headlines import headlines
from ..lists.rows import rendered_list

MOST = 4


def related(page):
    """Return the HTML of what is related to the item that the ``Layout`` ``page`` shows: at most
    four, in its language; nothing if there is nothing, and in previews.
    """
    text = in_language(page.context, page.language.tag)
    if not text.is_public or page.preview:
        return ''
    found = page.request.service(ICatalog).related(text, MOST)
    return rendered_list(page, 'related', found, headlines) if found else ''
