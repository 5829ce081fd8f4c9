"""Personal data of cases: sealed on every disk, and gone with their key."""
import datetime
import json

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.deadlines.interfaces import HOLIDAY, DayRow
from hanoiportal.kernel.storage.keys import key_of, keys_of
from hanoiportal.participation.cases import command
from hanoiportal.participation.cases.interfaces import (
    ACCESS,
    ANSWERED,
    QUESTION,
    TAKEN,
    WITHDRAWN,
    Attachment,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.cases.retention import forget_old
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.platform.duties.redating import redate
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.shells.commands import backup, restore
from hanoiportal.shells.commands.environment import Failure, Unopened

from ...support.application import settings
from ...support.erasure_portal import Options, file_settings

NAME = 'Nguyen-Van-Bi-Mat'
NOW = parse('2026-11-16T09:00+07:00')


@pytest.fixture
def own_settings(tmp_path):
    return file_settings(tmp_path)


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def cases(registry, small_portal, clock):
    return registry.getAdapter(small_portal, ICases)


@pytest.fixture
def case(cases, small_portal):
    """A case that has the name everywhere, with a file that is kept apart."""
    receipt = cases.receive(Submission(
        QUESTION, str(small_portal['sites']['bavi'].__oid__), f'Hỏi: {NAME}', f'Tôi là {NAME}.',
        sender=Sender(name=NAME, email='an@example.vn'), files=(
            Attachment(f'{NAME}.txt', 'text/plain', NAME.encode() * 9000),)))
    found = cases.get(receipt.number)
    cases.append(found, ANSWERED, text=f'Kính gửi {NAME}')
    cases.keep(found, 'draft', NAME)
    transaction.commit()
    transaction.begin()
    return found


def files_with(folder, content):
    return {str(path.relative_to(folder)) for path in folder.rglob('*')
            if path.is_file() and content in path.read_bytes()}


def run_job(registry, job):
    transaction.commit()
    with opened(registry, 'test') as environment:
        job(environment)
    transaction.begin()


def back_up(folder):
    transaction.commit()
    backup.run(Unopened(settings(folder, **file_settings(folder)), str(folder)), Options(
        to=[str(folder / 'target')], full=False, same_device=True, keep_all=False))


def test_nothing_of_it_is_on_a_disk_and_its_key_is_gone_from_all_of_them(
        cases, case, registry, small_portal, tmp_path, monkeypatch):
    (tmp_path / 'target').mkdir()
    key = key_of(small_portal, case.key)
    back_up(tmp_path)
    assert files_with(tmp_path, NAME.encode()) == set()
    assert any(name.startswith('keys.fs') for name in files_with(tmp_path, key))

    cases.erase(case, ground='yeu-cau')
    transaction.commit()
    keys_of(small_portal).pack()
    assert files_with(tmp_path, key) == set()
    [copy] = (tmp_path / 'target/keys').glob('*.json.gz')

    monkeypatch.setattr('hanoiportal.base.clock.SystemClock.now', lambda _clock: (
        datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=15)))
    back_up(tmp_path)
    assert not copy.exists()


def test_a_case_is_kept_for_the_years_of_its_kind(cases, case, registry, clock):
    clock.at = parse('2031-11-16T23:00+07:00')
    run_job(registry, forget_old)
    assert cases.open(case).sender.name == NAME

    clock.at = parse('2031-11-17T00:01+07:00')
    run_job(registry, forget_old)
    assert cases.open(cases.get(case.number)) is None
    assert cases.get(case.number).events[-1].ground == 'het-han-luu'
    assert cases.inbox(None, states=(ANSWERED,)).total == 0


def test_an_open_case_that_is_erased_is_owed_no_more(cases, small_portal, case):
    other = cases.get(cases.receive(Submission(QUESTION, case.site, 'Hỏi', 'Hỏi')).number)

    cases.erase(other)

    standing = cases.standing(other, NOW)
    assert (standing.state, standing.due) == (WITHDRAWN, None)


def test_a_new_day_off_moves_what_lists_say_is_due(cases, case, registry, small_portal, clock):
    taken, new = (cases.get(cases.receive(Submission(kind, case.site, 'Hỏi', 'Hỏi')).number)
                  for kind in (QUESTION, ACCESS))
    cases.append(taken, TAKEN)
    assert {row.number: row.due for row in cases.inbox(None).rows} == {
        taken.number: parse('2026-12-07T23:59:59.999999+07:00').timestamp(),
        new.number: parse('2026-11-18T23:59:59.999999+07:00').timestamp()}

    CalendarKeeping(registry, small_portal, lambda permission, place: True).enter(DayRow(
        date=datetime.date(2026, 11, 18), kind=HOLIDAY, name_vi='Nghỉ', basis='QĐ 1',
        known_since=datetime.date(2026, 11, 16)), 'uvan')
    run_job(registry, redate)
    assert {row.number: row.due for row in cases.inbox(None).rows} == {
        taken.number: parse('2026-12-08T23:59:59.999999+07:00').timestamp(),
        new.number: parse('2026-11-19T23:59:59.999999+07:00').timestamp()}


def test_the_command_writes_all_of_a_case_and_erases_it(cases, case, registry, small_portal):
    said = []
    with opened(registry, 'test') as environment:
        environment.say, environment.actor = said.append, 'system'
        command.run(environment, Options(action='export', code=case.code.lower()))
        command.run(environment, Options(action='erase', code=case.code, ground='yeu-cau'))
        with pytest.raises(Failure):
            command.run(environment, Options(action='export', code='HN-0000-0001'))

    told = json.loads(said[0])
    assert told['contents']['sender']['name'] == NAME
    assert [event['text'] for event in told['events']] == ['', f'Kính gửi {NAME}']
    assert told['working_texts'] == {'draft': NAME}
    transaction.begin()
    assert cases.open(case) is None


def test_a_restore_puts_the_newest_keys_back_and_waits_for_reconciling(
        case, small_portal, tmp_path):
    (tmp_path / 'target').mkdir()
    key = key_of(small_portal, case.key)
    back_up(tmp_path)

    restore.run(Unopened(settings(tmp_path, **file_settings(tmp_path)), str(tmp_path)), Options(
        target=tmp_path / 'target', into=tmp_path / 'back', at=None, key=None))

    assert key in (tmp_path / 'back/filestorage/keys.fs').read_bytes()
    assert (tmp_path / 'back/restored').exists()
