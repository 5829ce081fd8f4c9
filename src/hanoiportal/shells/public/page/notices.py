"""What a reader is told of the text that a page shows, above it."""
from typing import NamedTuple

from pyramid.decorator import reify

from ....editorial.crossposting.interfaces import IReference
from ....kernel.tree.lookup import find_site, in_language, is_listed, work_of
from .dates import shown_day
from .staleness import Behind
from .wording import Wording


def preview(page):
    """Return which kind of preview of something not public the ``Layout`` ``page`` is
    (``previews.views``), or ``None``.
    """
    return getattr(page.request, 'preview', None)


class CarriedWork(NamedTuple):
    """Whose work a reference shows.  ``site``: what the site is called; ``home``: its address.
    ``address``: of the work there.  ``intro``: of the site that carries it, ``''`` for none.
    ``changed``: the day since which the work says something else, ``''`` if it does not.
    """

    site: Wording
    home: str
    address: str
    intro: Wording
    changed: str


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
    def carried(self):
        """The ``CarriedWork`` of what a reference shows, ``None`` of anything else."""
        page = self._page
        reference = getattr(page.context, 'shown_by', None)
        if page.error or not IReference.providedBy(reference):
            return None
        work = work_of(page.context)
        site, since = find_site(work), reference.changed_at
        return CarriedWork(
            page.say(site, 'title'), page.request.link(site), page.request.link(work),
            page.say(reference, 'intro'), '' if since is None else shown_day(since, page.tag))

    @reify
    def behind(self):
        """How the text that is shown stands to the Vietnamese one, a ``Behind``."""
        return Behind(self._page)
