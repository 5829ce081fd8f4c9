"""The watch over hosts: a few are looked at, again and again, and what is found is kept."""
from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.clock import local
from ...base.settings import ISettings
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import WEIGHTY
from ...platform.http.interfaces import Deadline
from ...platform.notifications.interfaces import INotifying
from .interfaces import (
    DNSSEC,
    FINE,
    GRANTED,
    UNKNOWN,
    WARNED,
    HostState,
    IDomainWatch,
    IHostLook,
    Looked,
)
from .reading import Names
from .resource import keep_state, states_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...platform.scheduling.interfaces import IEnvironment

#: Seconds between two looks of the job; hosts at one; seconds for one host.
EVERY, AT_ONCE, SECONDS = 60, 4, 20
_DAY = datetime.timedelta(days=1)


@implementer(IDomainWatch)
class DomainWatch:
    """See ``IDomainWatch``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def hosts(self, portal: IPortal) -> Sequence[str]:
        """See ``IDomainWatch``."""
        settings = self._registry.getUtility(ISettings)
        own = [settings.domain, *([settings.desk_name] if settings.desk_name else [])]
        sites = portal['sites']
        granted = [each for each in Names(self._registry, portal).all() if each.state == GRANTED]
        return own + sorted(each.host for each in granted if not getattr(
            sites.get(each.name), 'is_external', False))

    def state(self, portal: IPortal, host: str) -> HostState | None:
        """See ``IDomainWatch``."""
        found: HostState | None = states_in(portal).get(host)
        return found

    def keep(self, environment: IEnvironment, found: Sequence[tuple[str, Looked]]) -> None:
        """See ``IDomainWatch``."""
        portal, now = environment.portal, environment.clock.now()
        for host, looked in found:
            state = seen_anew(self.state(portal, host) or HostState(now), looked, now)
            days = warning(state, now)
            if days and state.ends is not None:
                _warn(environment, host, state.ends)
            keep_state(portal, host, state._replace(warned=days or state.warned))


def watch_some(environment: IEnvironment) -> None:
    """Job: look at some hosts that are due; no connection to a database is used meanwhile."""
    hours = environment.registry.getUtility(ISettings).domains_hours
    if hours:
        pause = datetime.timedelta(hours=hours)
        look_at(environment, environment.in_transaction(lambda: _claimed(environment, pause)))


def _claimed(environment: IEnvironment, pause: datetime.timedelta) -> list[str]:
    """Return hosts that are due, at which nobody else looks from now on."""
    portal, now = environment.portal, environment.clock.now()
    watch, states = environment.registry.getUtility(IDomainWatch), states_in(portal)
    due = [host for host in watch.hosts(portal)
           if host not in states or states[host].asked + pause <= now]
    found = sorted(due, key=lambda host: (
        states[host].asked.timestamp() if host in states else 0, host))[:AT_ONCE]
    for host in found:
        before: HostState = states.get(host) or HostState(now)
        keep_state(portal, host, before._replace(asked=now))
    return found


def look_at(environment: IEnvironment, hosts: Collection[str]) -> None:
    """Look at ``hosts``, which must be of the register, and keep what is found."""
    if not hosts:
        return
    look: IHostLook = environment.registry.getUtility(IHostLook)
    with ThreadPoolExecutor(AT_ONCE, 'hosts') as pool:
        found = list(zip(hosts, pool.map(
            lambda host: look.look(host, Deadline(SECONDS)), hosts), strict=True))
    watch: IDomainWatch = environment.registry.getUtility(IDomainWatch)
    environment.in_transaction(lambda: watch.keep(environment, found))


def seen_anew(before: HostState, looked: Looked, now: datetime.datetime) -> HostState:
    """Return how a host stands that stood as ``before`` says; what is as it was is so since then.

    A certificate that nobody saw now is the one that was seen before.
    """
    since = {check: before.since[check] if before.found.get(check) == word else now
             for check, word in looked.found.items()}
    ends = looked.ends or before.ends
    return HostState(before.asked, now, dict(looked.found), since, ends,
                     before.warned if ends == before.ends else 0)


def warning(state: HostState, now: datetime.datetime) -> int:
    """Return the days of ``WARNED`` at which the end of the certificate is to be told now, 0 for
    none: the fewest that are reached, each once.
    """
    if state.ends is None:
        return 0
    reached = [days for days in WARNED if state.ends - now <= days * _DAY]
    fewest = min(reached, default=0)
    return fewest if fewest and (not state.warned or fewest < state.warned) else 0


def _warn(environment: IEnvironment, host: str, ends: datetime.datetime) -> None:
    portal, now = environment.portal, environment.clock.now()
    notifying: INotifying = environment.request.service(INotifying)
    notifying.notify(
        holders_of(portal, WEIGHTY, now), portal,
        'certificate_ends' if now < ends else 'certificate_ended',
        note=f'{host}, {local(ends):%d/%m/%Y}')


def faults(state: HostState | None) -> list[str]:
    """Return the checks at which something is wrong; that a zone is not signed is none."""
    return [] if state is None else [
        check for check, word in state.found.items()
        if word not in (FINE, UNKNOWN) and check != DNSSEC]
