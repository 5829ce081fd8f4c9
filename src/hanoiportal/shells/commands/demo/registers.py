"""The registers of the work of a demonstration, at the city, its first four sites and those of two
years: each row entered on its day, corrected and moved afterwards.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import yaml

from ....base.clock import local, start_of
from ....base.csvfile import Line
from ....base.interfaces import IPortal, ISite
from ....base.settings import ISettings
from ....platform.provisioning.demo.interfaces import LONG, LONG_AGO
from ....platform.registers.interfaces import IDeclaredRegisters, IRegisters, Register
from ..environment import Environment
from .desk import StaffRequest, request_of, site_at
from .orders import at_moment

_CITY, _SITES = 'city', 4
#: Keys of a row of the file that are no fields; what stands for the number of one of many; days
#: for which there are people at other sites; why one was corrected; between two deeds.
_NO_FIELDS = frozenset(('states', 'sites', 'was', 'times'))
_EACH = '{n}'
_YOUNG = 85
_WHY, _WEEK = 'Sửa theo ý kiến thẩm định', datetime.timedelta(days=7)
#: A row is entered on the evening of the next day.
_THEN = datetime.timedelta(hours=44)
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
    components = [label for label in labels if label]
    for label in ('', *[label for number, label in enumerate(components)
                        if number < _SITES or label in LONG]):
        site = site_at(environment, label)
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
    said = {field: str(text) for field, text in row.items() if field not in _NO_FIELDS}
    if 'times' in row:
        _bring(environment, site, register, said, row['times'])
        return
    given, was = ({field: _said(str(text), today) for field, text in each.items()}
                  for each in (said, {**said, **row.get('was', {})}))
    is_old = (site.__name__ or '') in LONG or IPortal.providedBy(site)
    days = _days(given[register.dated][:10], today, LONG_AGO if is_old else _YOUNG)
    with at_moment(environment.registry, next(days)):
        writer = _writer(environment, site, register.write)
        made = writer.service(IRegisters).add(name, site, was, writer.authenticated_userid)
    if given != was:
        with at_moment(environment.registry, next(days)):
            writer = _writer(environment, site, register.write)
            writer.service(IRegisters).change(
                name, site, made.number, given, _WHY, writer.authenticated_userid)
    for state in row.get('states', ()):
        with at_moment(environment.registry, next(days)):
            _move(_people(environment, site), site, name, made.number, state)


def _bring(environment: Environment, site: ISite, register: Register, said: dict[str, str],
           times: int) -> None:
    """Enter as many rows together, as a file brings them; ``{n}`` in a field is their number."""
    today = local(environment.clock.now()).date()
    given = {field: _said(text, today) for field, text in said.items()}
    day = _days(given[register.dated][:10], today, LONG_AGO)
    with at_moment(environment.registry, next(day)):
        writer = _writer(environment, site, register.write)
        writer.service(IRegisters).bring_in(register.name, site, [
            Line(number, {field: text.replace(_EACH, f'{number:04}')
                          for field, text in given.items()})
            for number in range(1, times + 1)], writer.authenticated_userid)


def _people(environment: Environment, site: ISite) -> list[StaffRequest]:
    return [request_of(environment, login.format(site.__name__ or 'thanhpho'))
            for login in _LOGINS]


def _writer(environment: Environment, site: ISite, permission: str) -> StaffRequest:
    return next(each for each in _people(environment, site)
                if each.has_permission(permission, site))


def _days(first: str, today: datetime.date, most: int) -> Iterator[datetime.datetime]:
    """Yield when something happened to a row of the day ``first``: at ``most`` so many days ago,
    when there were people, and not after the morning of ``today``.
    """
    morning = start_of(today) + datetime.timedelta(hours=6)
    day = datetime.date.fromisoformat(first) if first else today
    at = max(start_of(day), start_of(today) - datetime.timedelta(days=most))
    while True:
        yield min(at + _THEN, morning)
        at += _WEEK


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
