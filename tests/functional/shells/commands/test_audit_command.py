"""``bin/portal audit``: verify the log, note where it stands, write it as a file."""
import json
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.safekeeping.audit.resource import beginning, follow
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.shells.commands import auditing
from hanoiportal.shells.commands.environment import Failure
from servers.portal import bare, command


@pytest.fixture
def item(small_portal, editing):
    made = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'tin', 'NewsItem',
                       {'title': 'Tin một'}, 'lan')
    transaction.commit()
    return made


def run(environment, action, **options):
    return auditing.run(environment, SimpleNamespace(action=action, **{
        'inner': False, 'root': None, 'day': None, 'site': '/sites/bavi', 'since': None,
        'until': None, 'format': 'jsonl', **options}))


def test_a_log_as_it_was_written_is_verified(environment, item, capsys):
    assert run(environment, 'verify') == 0
    assert 'are as they were written' in capsys.readouterr().out


def test_the_heads_that_were_noted_tell_of_an_end_cut_off(
        environment, item, editing, tmp_path, capsys):
    run(environment, 'root')
    noted = tmp_path / 'root'
    noted.write_text(capsys.readouterr().out, encoding='utf-8')
    assert run(environment, 'verify', root=noted) == 0

    site = environment.portal['sites']['bavi']
    chain = environment.portal.deeds.chains[site.__oid__]
    last = chain.last
    last.lines, last.digests = last.lines[:-1], last.digests[:-1]

    assert run(environment, 'verify') == 0
    assert run(environment, 'verify', root=noted) == 1
    assert '/sites/bavi' in capsys.readouterr().err


def test_a_file_that_is_none_of_heads_is_said(environment, item, tmp_path):
    for path, text in ((tmp_path / 'nothing', None), (tmp_path / 'root', 'hello\n')):
        if text:
            path.write_text(text)
        with pytest.raises(Failure, match=path.name):
            run(environment, 'verify', root=path)


def exported(environment, capsys, **options):
    capsys.readouterr()
    run(environment, 'export', **options)
    return capsys.readouterr().out


def test_an_export_can_be_verified_by_itself_and_is_told(environment, item, capsys):
    lines = [json.loads(line) for line in exported(environment, capsys).splitlines()]
    site = environment.portal['sites']['bavi']

    digest = beginning(site.__oid__)
    for line in lines:
        digest = follow(digest, line['number'], line['entry'].encode())
        assert digest.hex() == line['digest']
    assert json.loads(lines[-1]['entry'])['deed'] == 'add'
    latest = AuditService(environment.registry, lambda *asked: True).entries(site).items[0]
    assert (latest.action, latest.who, latest.details['number']) == (
        'log_exported', 'test', len(lines))


def test_an_export_may_be_of_some_days(environment, item, capsys):
    assert exported(environment, capsys, until='2000-01-01') == ''
    assert exported(environment, capsys, since='2000-01-01', until='9000-01-01')
    with pytest.raises(Failure, match='yesterday'):
        run(environment, 'export', since='yesterday')


def test_an_export_for_people_is_a_table(environment, item, capsys):
    table = exported(environment, capsys, format='csv').splitlines()

    assert table[0].startswith('Thời điểm,Người thực hiện')
    assert 'Thêm mới,/sites/bavi/tin-tuc-su-kien/tin' in table[-1]


@pytest.mark.parametrize('place', ['/sites/bavi/tin-tuc-su-kien', '/nowhere'])
def test_what_has_no_log_of_its_own_is_refused(environment, item, place):
    with pytest.raises(Failure, match='is no site'):
        run(environment, 'export', site=place)


def test_one_byte_changed_in_the_file_of_the_database_is_found(tmp_path):
    """Offline, from the first command to the last: no portal is running."""
    bare(tmp_path)
    assert 'are as they were written' in command(tmp_path, 'audit', 'verify')
    database = tmp_path / 'filestorage/content.fs'
    data = database.read_bytes()
    position = data.rindex(b'"deed":"') + len(b'"deed":"')

    database.write_bytes(data[:position] + b'X' + data[position + 1:])

    with pytest.raises(AssertionError, match='its bytes do not have its digest'):
        command(tmp_path, 'audit', 'verify')
