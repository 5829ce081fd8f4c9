"""Ratings of the pages of a demonstration, of the last months: made up by a formula."""
import datetime
from collections.abc import Iterator

from ....base.interfaces import IResource, ISite
from ....participation.ratings.interfaces import IRatings
from ..environment import Environment
from .orders import at_moment

#: Days ago at which there were ratings: of this month, and of months that are over.
_DAYS = (1, 3, 9, 20, 35, 50, 66, 80, 97, 130)
_AXES = 'giao-dien', 'noi-dung', 'chat-luong', 'ho-tro'
#: A section that people are not content with, in the example.
_LOW = 'thu-tuc-hanh-chinh'


def rate(environment: Environment, labels: list[str]) -> None:
    """Rate the city's portal and the sites with ``labels``, a transaction for each day."""
    sites = [environment.portal, *(environment.portal['sites'][each] for each in labels)]
    for days in _DAYS:
        environment.in_transaction(lambda days=days: _rate(environment, sites, days))


def _rate(environment: Environment, sites: list[ISite], days: int) -> None:
    moment = environment.clock.now() - datetime.timedelta(days=days)
    with at_moment(environment.registry, moment):
        ratings: IRatings = environment.registry.getAdapter(environment.portal, IRatings)
        for at, site in enumerate(sites):
            for thing, times in _things(site):
                for number in range(times + (at + days) % 4):
                    for axis, code in enumerate(_AXES):
                        ratings.rate(thing, code, _value(thing, axis, at + days + number))


def _things(site: ISite) -> Iterator[tuple[IResource, int]]:
    """Yield what is rated with how many ratings it gets."""
    yield site, 9
    for name, times in ((_LOW, 6), ('gioi-thieu', 3)):
        section = site.get(name)
        if section is not None:
            yield section, times


def _value(thing: IResource, axis: int, seed: int) -> int:
    if thing.__name__ == _LOW and axis == 1:
        return 1 + seed % 3
    return 5 - (seed + axis) % 3
