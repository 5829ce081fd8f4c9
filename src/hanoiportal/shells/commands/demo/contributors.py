"""Contributors of a demonstration with letters, and a week of assignments in all states."""
import datetime
from typing import Any

import yaml

from ....base.clock import local, parse
from ....base.interfaces import ISite
from ....base.settings import ISettings
from ....content.versions.interfaces import IEditing
from ....editorial.assignments.interfaces import (
    Assignment,
    IAssigning,
    IAssignments,
    Plan,
)
from ....editorial.contributors.interfaces import NAME, IContributors
from ....kernel.tree.resources import Described
from ....platform.registers.interfaces import IRegisters
from ..environment import Environment
from .desk import request_of, take

_SECTION, _TYPE = 'tin-tuc-su-kien', 'NewsItem'
_CITY = 'thanhpho'
_SINCE = datetime.timedelta(days=60)
_DAY = datetime.timedelta(days=1)
#: How far an assignment has come when its draft is there.
_STEPS = {'begun': (), 'submitted': (('congtacvien', 'submit'),), 'published': (
    ('congtacvien', 'submit'), ('bientap', 'pass_on'), ('truongban', 'approve'))}
#: An entry of the file: untyped, as YAML is.
Row = dict[str, Any]


def engage(environment: Environment, labels: list[str]) -> None:
    """Enter the people of ``config/demo/contributors.yaml`` at the city and at the first of the
    sites with ``labels``, let the head sign a letter, and assign what is there at both.
    """
    first = [label for label in labels if label][:1]
    data = environment.registry.getUtility(ISettings).data
    path = data.with_name('demo') / 'contributors.yaml'
    rows = yaml.safe_load(path.read_text(encoding='utf-8'))
    for label in [_CITY, *first]:
        environment.in_transaction(lambda label=label: _enter(environment, label, rows['people']))
    for row in rows['assignments']:
        for label in [row['at']] if 'at' in row else first:
            _assign(environment, label, row)


def _site(environment: Environment, label: str) -> ISite:
    portal: ISite = environment.portal
    return portal if label == _CITY else environment.portal['sites'][label]


def _enter(environment: Environment, label: str, rows: list[Row]) -> None:
    head, site = request_of(environment, f'truongban.{label}'), _site(environment, label)
    registers: IRegisters = head.service(IRegisters)
    today = local(environment.clock.now()).date()
    for row in rows:
        given = {name: text for name, text in row.items() if name != 'account'}
        if row.get('account'):
            login = f'congtacvien.{label}'
            given |= {'account': login,
                      'name': environment.portal['accounts'][login].full_name}
        made = registers.add(NAME, site, {
            'regime': 'kiem-nhiem', 'since': (today - _SINCE).isoformat(), **given},
            head.authenticated_userid)
        if row.get('account'):
            contributors: IContributors = head.service(IContributors)
            contributors.appoint(site, made.number, '01/QĐ-BBT', today - _SINCE,
                                 head.authenticated_userid)


def _assign(environment: Environment, label: str, row: Row) -> None:
    number = environment.in_transaction(lambda: _given(environment, label, row).number)
    environment.in_transaction(lambda: _answered(environment, label, row, number))
    if row['state'] in _STEPS:
        environment.in_transaction(lambda: _written(environment, label, row, number))


def _given(environment: Environment, label: str, row: Row) -> Assignment:
    head, site = request_of(environment, f'truongban.{label}'), _site(environment, label)
    starts = _moment(environment, row['starts']) if 'starts' in row else None
    plan = Plan(
        environment.portal['accounts'][f'congtacvien.{label}'].id, row['topic'], _TYPE,
        str(site[_SECTION].__oid__), _moment(environment, row['due']), '', starts,
        row.get('place', ''), row.get('note', ''))
    assigning: IAssigning = head.service(IAssigning)
    return assigning.assign(site, plan, head.authenticated_userid)


def _moment(environment: Environment, text: str) -> datetime.datetime:
    """Return the moment of ``text``: days from today and the time of the day."""
    days, time = text.split()
    day = local(environment.clock.now()).date() + int(days) * _DAY
    return parse(f'{day.isoformat()}T{time}')


def _answered(environment: Environment, label: str, row: Row, number: int) -> None:
    writer, head = (request_of(environment, f'{kind}.{label}')
                    for kind in ('congtacvien', 'truongban'))
    mine: IAssigning = writer.service(IAssigning)
    theirs: IAssigning = head.service(IAssigning)
    found, state = _found(environment, number), row['state']
    if state == 'accepted':
        mine.accept(found, writer.authenticated_userid)
    elif state == 'declined':
        mine.decline(found, row['reason'], writer.authenticated_userid)
    elif state == 'cancelled':
        theirs.cancel(found, row['reason'], head.authenticated_userid)
    elif state in _STEPS:
        mine.begin(found, writer.authenticated_userid)


def _written(environment: Environment, label: str, row: Row, number: int) -> None:
    """Let the draft of an assignment be where its state says."""
    writer = request_of(environment, f'congtacvien.{label}')
    assignments: IAssignments = writer.service(IAssignments)
    item: Described | None = assignments.course(_found(environment, number)).item
    assert item is not None, row['topic']
    if 'body' in row:
        writer.service(IEditing).edit(item, {'body': row['body']}, writer.authenticated_userid)
    for kind, step in _STEPS[row['state']]:
        take(environment, f'{kind}.{label}', item, step, '')


def _found(environment: Environment, number: int) -> Assignment:
    request = request_of(environment, 'quantri')
    assignments: IAssignments = request.service(IAssignments)
    found = assignments.get(number)
    assert found is not None, number
    return found
