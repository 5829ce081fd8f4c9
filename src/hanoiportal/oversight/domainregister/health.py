"""What ``/healthz`` tells of the hosts, by what the watch found last; it asks nobody."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.interfaces import IClock
from .interfaces import WARNED, IDomainWatch
from .reading import Names
from .watching import faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...kernel.tree.site import Site
    from .interfaces import HostState

#: Names that a line gives.
_NAMED = 3


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    if portal is None:
        return ''
    watch: IDomainWatch = registry.getUtility(IDomainWatch)
    states = {host: state for host in watch.hosts(portal)
              if (state := watch.state(portal, host)) is not None}
    faulty = [f'{host} ({", ".join(found)})' for host, state in states.items()
              if (found := faults(state))]
    over, soon = _ending(states, registry)
    return '; '.join(filter(None, (
        _some('certificates that have ended', over),
        _some('certificates that end soon', soon),
        _some('hosts with faults', faulty),
        _some('sites at hosts that nobody has granted', not_granted(registry, portal)))))


def _ending(states: dict[str, HostState], registry: Registry) -> tuple[list[str], list[str]]:
    """Return the hosts whose certificates have ended, and those whose will soon."""
    clock: IClock = registry.getUtility(IClock)
    now = clock.now()
    left = sorted(((state.ends - now).days, host) for host, state in states.items()
                  if state.ends is not None)
    return ([host for days, host in left if days < 0],
            [f'{host} (in {days} days)' for days, host in left if 0 <= days <= max(WARNED)])


def not_granted(registry: Registry, portal: IPortal) -> list[str]:
    """Return the names of sites that work where none may, such as after a restore."""
    names = Names(registry, portal)
    sites: list[Site] = list(portal['sites'].values())
    return [str(site.__name__) for site in sites
            if site.is_active and not names.is_granted(str(site.__name__))]


def _some(what: str, found: Sequence[str]) -> str:
    """Return ``what`` with the first of ``found``, ``''`` if there are none."""
    if not found:
        return ''
    more = f' and {len(found) - _NAMED} more' if len(found) > _NAMED else ''
    return f'{what}: {", ".join(found[:_NAMED])}{more}'
