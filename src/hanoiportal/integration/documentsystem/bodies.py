"""Which site is that of a body, by a code or its name."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...base.interfaces import ISite
from ...base.text.bodies import place_key
from ...kernel.tree.lookup import is_practice, site_called

if TYPE_CHECKING:
    from ...base.interfaces import IPortal


class Bodies:
    """The bodies whose sites are served by ``portal``.  ``labels``: of sites, by codes."""

    def __init__(self, portal: IPortal, labels: Mapping[str, str]) -> None:
        self._portal, self._labels = portal, labels
        places = (portal, *portal['sites'].values())
        self._sites: dict[str, ISite] = {
            place_key(str(getattr(site, 'owner', ''))): site
            for site in reversed(places) if _is_served(site)}
        self._sites.pop('', None)

    def site(self, organ: str, name: str = '') -> ISite | None:
        """Return the site of the body with the code ``organ``, else of the one
        that is called ``name``; ``None`` for none.
        """
        label = self._labels.get(organ, '')
        if not label:
            return self._sites.get(place_key(name))
        found = site_called(self._portal, label)
        return found if _is_served(found) else None

    def label(self, text: str) -> str:
        """Return what the register of issued documents calls the site that ``text`` names, by a
        code or a name; ``text`` itself if it is none.
        """
        found = self.site(text, text)
        return text if found is None or found is self._portal else str(found.__name__)


def _is_served(site: object) -> bool:
    return bool(ISite.providedBy(site) and not getattr(site, 'is_external', False)
                and not is_practice(site) and getattr(site, 'is_active', True))
