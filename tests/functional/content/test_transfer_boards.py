"""Boards and groups go to another portal with those who sit in them."""
import json

import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.groups import create_group, join
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR
from hanoiportal.safekeeping.audit.services import AuditService
from support.transfer import exported, imported, written


@pytest.fixture
def full(environment, small_portal, staff):
    """A portal with staff, and with a group that has a role."""
    group = create_group(small_portal['accounts'], 'Tổ tin tức', 'QĐ 4')
    join(group, staff['khach'])
    grant(small_portal['sites']['bavi'], group.id, CONTRIBUTOR, Grant('QĐ 5'))
    transaction.commit()
    return environment


def test_a_board_its_seats_and_a_group_arrive_as_they_were(portal_in, full, tmp_path):
    before = exported(full, tmp_path / 'all.jsonl')

    with portal_in(tmp_path / 'second') as other:
        assert imported(other, tmp_path / 'all.jsonl') == 0
        site, accounts = other.portal['sites']['bavi'], other.portal['accounts']
        now = SystemClock().now()
        assert other.boards.is_active(site, now)
        assert other.boards.is_member(site, accounts['bavi-member'].id, now)
        group, = accounts.groups.values()
        assert list(group.members) == [accounts['khach'].id] and group.basis == 'QĐ 4'
        assert site.local_roles[group.id] == {CONTRIBUTOR: Grant('QĐ 5')}
        again = exported(other, tmp_path / 'again.jsonl')
        after = [json.loads(line) for line in again.splitlines()]

    ids = {'id', 'roles'}
    was = [json.loads(line) for line in before.splitlines()]
    for kind in ('board', 'group', 'roles', 'account'):
        assert [{key: value for key, value in line.items() if key not in ids}
                for line in after if line['type'] == kind] == [
            {key: value for key, value in line.items() if key not in ids}
            for line in was if line['type'] == kind]


@pytest.mark.parametrize('line', [
    {'type': 'board', 'path': 'cong/tin-tuc-su-kien', 'decision': 'QĐ', 'starts': '2026-01-01'},
    {'type': 'board', 'path': 'cong', 'decision': 'QĐ'},
    {'type': 'group', 'title': 'Tổ', 'members': ['u-none']}, {'type': 'group', 'title': ''},
    {'type': 'group', 'title': 'Tổ', 'members': 'u1'},
    {'type': 'roles', 'path': 'cong/tin-tuc-su-kien',
     'roles': [{'account': 'u1', 'role': 'head'}]},
    {'type': 'roles', 'path': 'cong', 'roles': [{'account': 'u1', 'role': 'owner'}]}])
def test_a_line_with_a_mistake_is_refused(environment, small_portal, tmp_path, line):
    assert imported(environment, written(tmp_path / 'bad.jsonl', line)) == 1

    assert small_portal.board is None and not small_portal['accounts'].groups


@pytest.mark.clause('8.8')
def test_an_export_of_accounts_is_told_in_the_log(full, tmp_path):
    exported(full, tmp_path / 'all.jsonl')

    transaction.begin()
    audit = AuditService(full.registry, lambda permission, resource: True)
    entry, = [entry for entry in audit.entries(full.portal['accounts']).items
              if entry.action == 'export_accounts']
    assert entry.details == {'accounts': len(full.portal['accounts']), 'with_passwords': False}
