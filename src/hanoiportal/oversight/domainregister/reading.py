"""Reading the register: the names that were decided on with the portal, and what came after."""
from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import yaml
from zope.interface import implementer

from ...base.clock import parse
from ...base.i18n import _
from ...base.settings import ISettings
from ...platform.domains.interfaces import CARRIED_HOST, IHostPermits
from .interfaces import (
    CARRIED,
    GRANTED,
    OPEN,
    DomainEvent,
    DomainName,
    IDecidedNames,
)
from .resource import NameRecord, names_in

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, IResource
    from ...kernel.tree.site import Site

#: When a site was made of which nobody knows.
_UNKNOWN = parse('1970-01-01')
_DECISION = 'documents/4263-qd-ubnd.yaml'


@implementer(IDecidedNames)
class DecidedNames:
    """``IDecidedNames`` of the data files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.names: Mapping[str, DomainEvent] = dict(_decided(folder))


def _decided(folder: Path) -> Iterator[tuple[str, DomainEvent]]:
    """Yield each name of the sites of the data files, those that they had before too."""
    with open(folder / _DECISION, encoding='utf-8') as file:
        decision = yaml.safe_load(file)
    day, paper = str(decision['fields']['issued']), str(decision['vi']['title'])
    for table in ('agencies.csv', 'communes.csv'):
        with open(folder / table, encoding='utf-8', newline='') as lines:
            for row in csv.DictReader(lines):
                carried = DomainEvent(
                    CARRIED, parse(day), '', holder=row['owner'], paper=paper)
                outside = row.get('external_url') or ''
                for name in (row['label'], row.get('former_label') or '',
                             outside.partition('://')[2].partition('/')[0]):
                    if name:
                        yield name, carried


class Names:
    """The names of one portal."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal
        self._domain: str = registry.getUtility(ISettings).domain

    @cached_property
    def _decided(self) -> dict[str, DomainEvent]:
        found: dict[str, DomainEvent] = {}
        for site in self._portal['sites'].values():
            found.update(moved_in(site))
        return {**found, **self._registry.getUtility(IDecidedNames).names}

    def get(self, name: str) -> DomainName | None:
        """Return ``name`` with what happened to it, ``None`` if nothing did."""
        record: NameRecord | None = names_in(self._portal).get(name)
        if record is not None:
            return DomainName(name, self.host(name), record.events)
        decided = self._decided.get(name)
        return None if decided is None else DomainName(name, self.host(name), (decided,))

    def is_granted(self, host: str) -> bool:
        """Return whether ``host``, its whole name or a label, is granted."""
        found = self.get(self.known_as(host))
        return found is not None and found.state == GRANTED

    def all(self) -> list[DomainName]:
        """Return all, those that wait first, then by the alphabet."""
        found = [self.get(name) for name in {*self._decided, *names_in(self._portal)}]
        return sorted((each for each in found if each is not None), key=lambda each: (
            each.state not in OPEN, each.name))

    def host(self, name: str) -> str:
        """Return the whole name of the host."""
        return name if '.' in name else f'{name}.{self._domain}'

    def known_as(self, host: str) -> str:
        """Return the name of ``host``, its whole name or a label, in the register."""
        label = host.lower().rstrip('.').removesuffix(f'.{self._domain}')
        return host.lower().rstrip('.') if '.' in label else label


def number_open(portal: IPortal) -> int:
    """Return how many names wait: of those that somebody asked for, the others are granted."""
    records: Iterable[NameRecord] = names_in(portal).values()
    return sum(DomainName('', '', each.events).state in OPEN for each in records)


def moved_in(site: object) -> dict[str, DomainEvent]:
    """Return the names that ``site`` was moved in with, each with the event by which it has it;
    none if it was made here.
    """
    carried: tuple[str, str, str] | None = getattr(site, CARRIED_HOST, None)
    if carried is None:
        return {}
    label, outside, paper = carried
    found = cast('Site', site)
    event = DomainEvent(
        CARRIED, found.created_at or _UNKNOWN, '', holder=str(found.owner), paper=paper)
    return {name: event for name in (label, urlsplit(outside).hostname or '') if name}


@implementer(IHostPermits)
class HostPermits:
    """See ``IHostPermits``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def problem(self, portal: IPortal, host: str, site: IResource | None = None) -> str:
        """See ``IHostPermits``."""
        names = Names(self._registry, portal)
        name = names.known_as(host)
        if names.is_granted(host) or names.get(name) is None and name in moved_in(site):
            return ''
        return _('Tên miền “${host}” chưa được cấp: phải có ý kiến đồng ý của Ủy ban nhân dân '
                 'Thành phố, qua Văn phòng Ủy ban nhân dân Thành phố, trước khi đưa vào sử dụng '
                 '(khoản 4 Điều 33). Đề nghị tại “Tên miền” của bàn làm việc.', mapping={
                     'host': names.host(name)})
