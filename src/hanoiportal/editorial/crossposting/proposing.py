"""What proposals and offers have in common: the sites that can be asked, what stands against it,
and keeping what was asked.
"""
from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...base.bodies import is_counted
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...kernel.tree.lookup import find_site
from .interfaces import LONGEST, OPEN, IReference
from .resource import KeptProposal, book_of, get_or_create_book
from .shared import carries
from .sources import source_of

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described


class Proposing:
    """Asks the sites of ``portal`` to carry items.  ``now``: returns the present."""

    def __init__(self, portal: IPortal, now: Callable[[], datetime.datetime]) -> None:
        self._portal, self._now = portal, now

    def addressees(self, source: Described) -> Sequence[ISite]:
        """See ``ICrossposting``."""
        here = {find_site(source), find_site(work_shown(source))}
        sites = sorted(self._portal['sites'].values(), key=lambda site: site.title)
        return [site for site in (self._portal, *sites) if site not in here and stands(site)]

    def wrong(self, source: Described, against: Sequence[str], sites: Sequence[ISite],
              purpose: str) -> dict[str, str]:
        """Return what stands against asking ``sites`` to carry ``source``, by field."""
        if against:
            return {'': against[0]}
        reasons = {}
        known = self.addressees(source)
        if not sites or any(site not in known for site in sites):
            reasons['site'] = _('Hãy chọn trang đang hoạt động để gửi đến.')
        if not purpose.strip():
            reasons['purpose'] = _('Hãy ghi mục đích.')
        if len(purpose) > LONGEST:
            reasons['purpose'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
        return reasons

    def is_asked(self, source: Described, site: ISite) -> bool:
        """Return whether ``site`` carries ``source`` or is asked to already."""
        book, find = book_of(self._portal), self._portal.__objectmap__.object_for
        if any(each.source == source.__oid__ and each.state in OPEN
               for each in book.numbered(book.received, str(site.__oid__))):
            return True
        found = map(find, book.references_of(source.__oid__))
        return any(each is not None and carries(each, site) and (
            each.is_public or each.state == 'scheduled') for each in found)

    def add(self, kind: str, source: Described, site: ISite | None, purpose: str, actor: str,
            wished: datetime.datetime | None = None, basis: str = '') -> KeptProposal:
        """Return the new proposal that ``site`` carry ``source``; ``None``: several sites."""
        book = get_or_create_book(self._portal)
        made = KeptProposal(
            int(book.proposals.maxKey()) + 1 if book.proposals else 1,
            kind, work_shown(source).__oid__, str(find_site(source).__oid__),
            '' if site is None else str(site.__oid__), actor,
            purpose.strip(), wished, basis, self._now())
        made.title = source.title
        book.add(made)
        return made


def stands(site: ISite) -> bool:
    """Return whether ``site`` shows anything, stands on the platform and is not for practice."""
    return site.is_active and is_counted(site)


def work_shown(item: Described) -> Described:
    """Return what is carried where ``item`` is: of a reference its source, else ``item``."""
    source = source_of(item) if IReference.providedBy(item) else None
    return item if source is None else source
