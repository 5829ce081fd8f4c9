"""The list of connections in the desk: those of a site, for the city those of all sites."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ...base.interfaces import IPortal
from .words import card, is_troubled

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from .interfaces import Connection, IReadConnections, Receiver

#: Fields of the filter, and the value of the second for what does not work.
SITE, STATE, TROUBLED = 'trang', 'tinh-trang', 'loi'


class Row(NamedTuple):
    """A connection.  ``is_left``: whether its site is gone.  ``where``: title of its site, ``''``
    in the list of that site.
    """

    connection: Connection
    kind: str
    card: Mapping[str, object]
    address: str
    is_left: bool = False
    where: str = ''


def elsewhere(service: IReadConnections, site: ISite) -> list[tuple[Connection, ISite]]:
    """Return the connections of component sites, where ``site`` is the city."""
    return service.elsewhere(site) if IPortal.providedBy(site) else []


def troubled_in(service: IReadConnections, site: ISite) -> int:
    """Return how many connections of ``site``, for the city of all sites, do not work, or have
    something that was given up.
    """
    return sum(map(is_troubled, [
        *service.connections(site), *(each for each, _at in elsewhere(service, site))]))


class Listed:
    """``receivers``: by names.  ``address``: makes that of a connection at its site.  ``title``:
    makes that of a site.
    """

    def __init__(self, receivers: Mapping[str, Receiver],
                 address: Callable[[ISite, int], str], title: Callable[[ISite], str]) -> None:
        self._receivers, self._address, self._title = receivers, address, title

    def own(self, connections: Iterable[Connection], site: ISite) -> list[Row]:
        """Return the rows of ``connections`` of ``site``."""
        return [self._row(each, site)._replace(is_left=each.site != str(site.__oid__))
                for each in connections]

    def of_sites(self, found: Iterable[tuple[Connection, ISite]],
                 asked: Mapping[str, str]) -> tuple[list[tuple[str, str]], list[Row]]:
        """Return name and title of each site that has any, and the rows ``asked`` for."""
        found = list(found)
        titles = {site.__name__ or '': self._title(site) for _each, site in found}
        wanted, is_only = asked.get(SITE, ''), asked.get(STATE) == TROUBLED
        return sorted(titles.items(), key=lambda pair: str(pair[1])), [
            self._row(each, site)._replace(where=titles[site.__name__ or ''])
            for each, site in found
            if wanted in ('', site.__name__) and (is_troubled(each) or not is_only)]

    def _row(self, each: Connection, site: ISite) -> Row:
        kind = self._receivers[each.receiver]
        return Row(each, kind.title, card(each, kind, is_brief=True),
                   self._address(site, each.number))
