"""The registers of the work of a demonstration, at the city and its first four sites."""
from __future__ import annotations

import datetime
import re
from typing import Any

import yaml

from ....base.clock import local
from ....base.interfaces import IPortal, ISite
from ....base.settings import ISettings
from ....platform.registers.interfaces import IDeclaredRegisters, IRegisters
from ..environment import Environment
from .desk import StaffRequest, request_of

_CITY, _SITES = 'city', 4
#: Who acts, the first who may: at the site, and for the whole portal.
_LOGINS = ('truongban.{}', 'coquanchuquan', 'coquanquanly')
_MARK = re.compile(r'\{([dy])([+-]\d+)?\}')
#: A row of the file: untyped, as YAML is.
Row = dict[str, Any]


def keep(environment: Environment, labels: list[str]) -> None:
    """Enter the rows of ``config/demo/registers.yaml``."""
    data = environment.registry.getUtility(ISettings).data
    path = data.with_name('demo') / 'registers.yaml'
    registers = yaml.safe_load(path.read_text(encoding='utf-8'))
    portal: IPortal = environment.portal
    for label in ('', *[label for label in labels if label][:_SITES]):
        site: ISite = environment.portal['sites'][label] if label else portal
        for name, rows in registers.items():
            for row in rows:
                if row.get('sites', '') in ('', 'sites' if label else _CITY):
                    environment.in_transaction(
                        lambda name=name, row=row, site=site: _enter(
                            environment, site, name, row))


def _enter(environment: Environment, site: ISite, name: str, row: Row) -> None:
    register = environment.registry.getUtility(IDeclaredRegisters)[name]
    if register.is_of_city and not IPortal.providedBy(site):
        return
    today = local(environment.clock.now()).date()
    given = {field: _said(str(text), today) for field, text in row.items()
             if field not in ('states', 'sites')}
    people = [request_of(environment, login.format(site.__name__ or 'thanhpho'))
              for login in _LOGINS]
    writer = next(each for each in people if each.has_permission(register.write, site))
    registers: IRegisters = writer.service(IRegisters)
    made = registers.add(name, site, given, writer.authenticated_userid)
    for state in row.get('states', ()):
        _move(people, site, name, made.number, state)


def _move(people: list[StaffRequest], site: ISite, name: str, number: int, state: str) -> None:
    """Let the first who may move the row."""
    for person in people:
        registers: IRegisters = person.service(IRegisters)
        if state in [each.name for each in registers.moves(name, site, number)]:
            registers.move(name, site, number, state, '', person.authenticated_userid)
            return
    raise ValueError(f'{name} {number}: nobody moves it to {state}')


def _said(text: str, today: datetime.date) -> str:
    def day_or_year(found: re.Match[str]) -> str:
        ahead = int(found[2] or 0)
        if found[1] == 'y':
            return str(today.year + ahead)
        return (today + datetime.timedelta(days=ahead)).isoformat()
    return _MARK.sub(day_or_year, text)
