"""Old addresses of another system lead to what came of them here."""
from __future__ import annotations

from collections.abc import Iterator

from ....base.i18n import _
from ....base.interfaces import IPortal, IResource, ISite
from ....kernel.tree.lookup import at_path
from ...redirects.interfaces import IOldAddresses
from .mapping import MoveRules
from .migrating import REFUSED, Line, site_path
from .planning import Plan


class Leaving:
    """Leaves the old addresses of a plan and of the rows of a map on ``site``."""

    def __init__(self, portal: IPortal, site: ISite, plan: Plan, rules: MoveRules,
                 addresses: IOldAddresses) -> None:
        self._site, self._plan, self._rules = site, plan, rules
        self._addresses, self._base = addresses, site_path(site)

    def leave(self) -> Iterator[Line]:
        """Leave them all; yield a line of each row of the map that leads nowhere."""
        secret = {address for each in self._plan.planned if not each.public
                  for address in (each.head.address, each.head.file_address)}
        for old, new in self._plan.links.items():
            if old not in secret:
                self._one(old, at_path(self._site, new))
        yield from self._rows()

    def _rows(self) -> Iterator[Line]:
        """The rows of the map that are of no piece, but name what stands on the site."""
        for old, rule in self._rules.by_address.items():
            if old in self._plan.links or old == '/' or not rule.section:
                continue
            path = f'/{rule.section}/{rule.name}'.rstrip('/')
            found = at_path(self._site, path)
            if found is not None:
                self._one(old, found)
            elif rule.name:
                yield Line(f'map:{rule.line}', old, REFUSED, 'redirect', path,
                           (_('Trên trang không có mục này.'),))

    def _one(self, old: str, found: IResource | None) -> None:
        if found is not None and old != '/':
            self._addresses.leave(self._base + old, found)


