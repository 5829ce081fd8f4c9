"""What people have sent to a demonstration, in all states: ``config/demo/cases.csv``.

The persons are made up, their telephones and addresses reach nobody.
"""
import csv
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ....base.text import excerpt
from ....participation.cases.interfaces import (
    ABUSE,
    ACCESS,
    ANSWERED,
    ASSIGNED,
    FORWARDED,
    MERGED,
    NAME,
    NOTICED,
    OUT_OF_SCOPE,
    PROCESS,
    PUBLISH,
    REOPENED,
    TAKEN,
    WITHDRAWN,
    Case,
    ICases,
    Sender,
    Submission,
)
from ....participation.personaldata.interfaces import CODE, ERASE, WISH
from ..environment import Environment
from .orders import at_moment

_DAY, _HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
_CITY = 'thanhpho'
_SURNAMES = 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'
#: What follows the receipt, with the days after it; a course that is not here takes a step alone.
_COURSES: Mapping[str, tuple[tuple[str, float], ...]] = {
    'new': (), 'taken': ((TAKEN, 1),), 'assigned': ((TAKEN, 1), (ASSIGNED, 1.2)),
    'forwarded': ((TAKEN, .5), (FORWARDED, 1)), 'noticed': ((TAKEN, 1), (NOTICED, 9)),
    'answered': ((TAKEN, 1), (ASSIGNED, 1.2), (ANSWERED, 8)),
    'late': ((TAKEN, 3), (ASSIGNED, 3.5), (ANSWERED, 23)), 'overdue': ((TAKEN, 1),),
    'reopened': ((TAKEN, 1), (ANSWERED, 10), (REOPENED, 12)),
    'again': ((TAKEN, 1), (ANSWERED, 9), (REOPENED, 11), (TAKEN, 12), (ANSWERED, 20)),
    'out': ((OUT_OF_SCOPE, .2),), 'withdrawn': ((TAKEN, 1), (WITHDRAWN, 2)),
    'merged': ((MERGED, 1),), 'abuse': ((ABUSE, 1),)}


class Step(NamedTuple):
    """What ``ICases.append`` is given."""

    kind: str
    now: datetime.datetime
    actor: str
    site: str
    text: str
    to: str
    until: datetime.datetime | None


def send(environment: Environment, labels: list[str]) -> None:
    """Send and answer what fits the sites with ``labels``, in one transaction each."""
    path = Path(environment.registry.settings['portal.data']).with_name('demo') / 'cases.csv'
    with path.open(encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    open_ones: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        site = row['site'] if row['site'] in labels else ''
        environment.in_transaction(
            lambda row=row, number=number, site=site: _send(
                environment, row, number, site, open_ones))


def _send(environment: Environment, row: Mapping[str, str], number: int, label: str,
          open_ones: dict[str, int]) -> None:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    received = environment.clock.now() - int(row['days']) * _DAY - (1 + number % 5) * _HOUR
    with at_moment(environment.registry, received):
        receipt = cases.receive(_of_own_data(
            _submission(environment, row, number, label), cases, open_ones.get(label)),
            now=received)
    case = cases.get(receipt.number)
    assert case is not None
    for step in _steps(environment, row, received, case, label, open_ones):
        with at_moment(environment.registry, step.now):
            cases.append(case, step.kind, text=step.text, now=step.now, actor=step.actor,
                         site=step.site, to=step.to, until=step.until)
    if row['course'] == 'taken':
        open_ones[label] = case.number


def _of_own_data(sent: Submission, cases: ICases, of: int | None) -> Submission:
    """Return ``sent``; a request about personal data as sent by who sent the case with the number
    ``of``, which it names.
    """
    named = None if of is None or sent.kind != ACCESS else cases.get(of)
    contents = None if named is None else cases.open(named)
    if named is None or contents is None:
        return sent
    return sent._replace(sender=contents.sender, details={WISH: ERASE, CODE: named.code})


def _submission(environment: Environment, row: Mapping[str, str], number: int,
                label: str) -> Submission:
    person = f'{_SURNAMES[number % len(_SURNAMES)]} Văn Minh Họa {number}'
    return Submission(
        row['kind'], _oid(environment, label), excerpt(row['text'], 60), row['text'],
        row['field'], label, Sender(
            person, email=f'nguoi-gui-{number}@minh-hoa.example',
            phone=f'024 0000 {number:04d}', capacity=row['capacity'],
            on_behalf_of='Bà Minh Họa' if row['capacity'] == 'other' else '',
            organisation='Hợp tác xã Minh Họa' if row['capacity'] == 'organisation' else ''),
        consents=frozenset((PROCESS, PUBLISH, NAME)[:1 + number % 3]),
        about='/lien-he' if row['kind'] == 'correction' else '')


def _steps(environment: Environment, row: Mapping[str, str], received: datetime.datetime,
           case: Case, label: str, open_ones: Mapping[str, int]) -> Iterator[Step]:
    """Yield each ``Step`` that has happened by now."""
    course, _colon, to = row['course'].partition(':')
    staff = environment.portal['accounts'][f'tiepnhan.{label or _CITY}'].id
    for kind, after in _COURSES[course]:
        now = received + after * _DAY
        if now >= environment.clock.now() or (kind == MERGED and label not in open_ones):
            return
        by_sender = kind in (REOPENED, WITHDRAWN)
        towards = {
            ASSIGNED: staff, FORWARDED: _oid(environment, '' if to == _CITY else to),
            MERGED: str(open_ones.get(label, ''))}.get(kind, '')
        if kind == FORWARDED and towards == case.site:
            return
        yield Step(kind, now, '' if by_sender else staff, '' if by_sender else case.site,
                   _said(kind, row['answer']), towards,
                   now + 12 * _DAY if kind == NOTICED else None)


def _said(kind: str, answer: str) -> str:
    return {REOPENED: 'Câu trả lời chưa nói rõ bao giờ xong.', NOTICED: answer,
            ANSWERED: answer, OUT_OF_SCOPE: answer, ABUSE: 'Quảng cáo.'}.get(kind, '')


def _oid(environment: Environment, label: str) -> str:
    site = environment.portal['sites'].get(label, environment.portal)
    return str(site.__oid__)
