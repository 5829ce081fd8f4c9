"""Reading what the watch has written: into ``interactions``, and its failures into the ledger."""
from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from zope.interface import implementer

from ...base.bodies import counted_in
from ...base.clock import ONE_DAY, UTC, local
from ...base.interfaces import IPortal
from ...base.months import first_day, month_of
from ...base.settings import ISettings
from ...kernel.tree.lookup import host_of
from ...platform.ledger.interfaces import FAILED, Event, IReckoning
from ...platform.maintenance.interfaces import CALLED_OFF, IMaintenance
from ...platform.scheduling.interfaces import IEnvironment
from .folding import Stops, folded
from .interfaces import RECKONING, HostMonth, IAvailability
from .resource import keep, months_in
from .rounds import name_hosts, path_of, rounds

#: Seconds between two looks into the file; days of a month in which that of the last one is read
#: again.
EVERY, LATE = 300, 3


def take(environment: IEnvironment) -> None:
    """Job: name the hosts to the watch, and read what it has found."""
    settings = environment.registry.getUtility(ISettings)
    if not settings.probe:
        return
    folder = Path(settings.probe)
    folder.mkdir(parents=True, exist_ok=True)
    hosts = hosts_of(environment.portal, settings.domain)
    name_hosts(folder, sorted(hosts))
    availability: IAvailability = environment.registry.getUtility(IAvailability)
    availability.keep(environment, _read(environment, folder, hosts))


@implementer(IAvailability)
class Availability:
    """See ``IAvailability``."""

    def keep(self, environment: IEnvironment,
             found: Mapping[tuple[str, int], HostMonth]) -> None:
        """See ``IAvailability``."""
        if environment.in_transaction(partial(keep, environment.portal, found)):
            reckoning: IReckoning = environment.registry.getUtility(IReckoning, name=RECKONING)
            reckoning.fill(environment, min(first_day(month) for month, _oid in found))

    def loads(self, portal: IPortal, months: Iterable[str]) -> Mapping[int, tuple[int, int]]:
        """See ``IAvailability``."""
        asked, known = frozenset(months), months_in(portal).items()
        found: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for (month, oid), each in known:
            if month in asked and each.loads:
                took, pages = found[oid]
                found[oid] = took + each.loading, pages + each.loads
        return found


def hosts_of(portal: IPortal, domain: str) -> dict[str, int]:
    """Return the hosts that are to be watched, with the object ids of their sites."""
    return {host_of(site, domain): site.__oid__ for site in counted_in(portal) if site.is_active}


def _read(environment: IEnvironment, folder: Path,
          hosts: dict[str, int]) -> dict[tuple[str, int], HostMonth]:
    """Return this month, and at its beginning the last one, of each of ``hosts``."""
    now = environment.clock.now()
    today = local(now).date()
    found = {}
    for month in {month_of(day) for day in (today - LATE * ONE_DAY, today)}:
        months = folded(month, list(rounds(path_of(folder, month))),
                        _stops(environment), now.timestamp())
        found.update({(month, hosts[host]): each for host, each in months.items()
                      if host in hosts})
    return found


def _stops(environment: IEnvironment) -> Stops:
    """Return what was announced and not called off."""
    maintenance: IMaintenance = environment.request.service(IMaintenance)
    return [(round(stop.starts.timestamp()), round(stop.ends.timestamp()))
            for stop in maintenance.all() if stop.state != CALLED_OFF]


def failures(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield an event of each failure that is over, for ``config.add_reckoning``."""
    for (_month, oid), month in months_in(environment.portal).items():
        for outage in month.outages:
            moment = datetime.datetime.fromtimestamp(outage.start, UTC)
            if outage.is_over and local(moment).date() >= since:
                yield Event(0, moment, FAILED, str(oid), field=outage.why, amount=outage.seconds)
