"""What a reader is told of the text that a page shows, above it."""
from pyramid.decorator import reify

from ....kernel.tree.lookup import in_language, is_listed
from .staleness import Behind


def preview(page):
    """Return which kind of preview of something not public the ``Layout`` ``page`` is
    (``previews.views``), or ``None``.
    """
    return getattr(page.request, 'preview', None)


class Notices:
    """The notices of the ``Layout`` ``page``; templates know them as ``page.notices``."""

    def __init__(self, page):
        self._page = page

    @reify
    def archived(self):
        """Whether what is shown is kept for the record alone: no list shows it."""
        page = self._page
        if page.error or not getattr(page.context, 'is_public', False):
            return False
        return not is_listed(in_language(page.context, page.language.tag))

    @reify
    def behind(self):
        """How the text that is shown stands to the Vietnamese one, a ``Behind``."""
        return Behind(self._page)
