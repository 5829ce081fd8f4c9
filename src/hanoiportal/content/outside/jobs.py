"""Asking some addresses that are due: few at a time, and one of each host."""
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlsplit

from ...base.settings import ISettings
from ...kernel.security.interactions import get_or_create, interactions_of
from ...platform.http.interfaces import IHttp
from ...platform.scheduling.interfaces import IEnvironment
from ..links.interfaces import ILinks
from .interfaces import IOutside
from .probing import failure
from .resource import KEY, OutsideLinks, outside_of
from .services import public_addresses

#: Seconds between two looks; addresses asked at one, each of another host.
EVERY, AT_ONCE = 300, 8


def ask_some(environment: IEnvironment) -> None:
    """Job: ask some addresses and note what they say; no connection is open meanwhile."""
    settings = environment.registry.getUtility(ISettings)
    if not settings.links_days:
        return
    addresses = environment.in_transaction(lambda: _claimed(environment, settings.links_days))
    if not addresses:
        return
    http = environment.registry.getUtility(IHttp)
    with ThreadPoolExecutor(AT_ONCE, 'links') as pool:
        said = dict(zip(addresses, pool.map(partial(failure, http), addresses), strict=True))
    environment.in_transaction(lambda: _note(environment, said))


def _claimed(environment: IEnvironment, days: int) -> list[str]:
    """Return addresses that are due, which nobody else asks from now on."""
    portal, now = environment.portal, environment.clock.now()
    public = public_addresses(portal, environment.request.service(ILinks))
    known = outside_of(portal)
    found: dict[str, str] = {}
    for address in sorted(public):
        if len(found) < AT_ONCE and known.is_due(address, now, days):
            found.setdefault(urlsplit(address).netloc.lower(), address)
    if found or any(address not in public for address in known.known):
        kept = get_or_create(interactions_of(portal), KEY, OutsideLinks)
        kept.forget_others(public)
        kept.claim(found.values(), now)
    return list(found.values())


def _note(environment: IEnvironment, said: dict[str, str]) -> None:
    outside, now = environment.request.service(IOutside), environment.clock.now()
    for address, why in said.items():
        outside.note(address, why, now)
