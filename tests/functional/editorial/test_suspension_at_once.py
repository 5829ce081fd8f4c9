"""Suspending an account in one process ends its sessions in another (clause 8.9, feature M4)."""
import time

import pytest
from servers.person import Person
from servers.portal import add_user, command, run_inline

PASSWORD = 'Chợ-Đồng-Xuân-1889'
SECONDS = 5


@pytest.fixture(params=['zeo', 'postgres'])
def storages(request):
    """``(settings of the first process, of the second)`` on one set of databases."""
    if request.param == 'zeo':
        zeo = request.getfixturevalue('zeo_server')
        return zeo.settings('first'), zeo.settings('second')
    settings = request.getfixturevalue('postgres_storage')
    return settings, settings


@pytest.fixture
def portals(storages, portal_process, tmp_path):
    """Two portals on a database with an operator and an inspector."""
    first, second = storages
    run_inline(tmp_path / 'setup', 'seed', '--bare', settings=first)
    for login, role in (('lan', 'operator'), ('hoa', 'inspector')):
        add_user(tmp_path / 'setup', login, PASSWORD, '--role', role, settings=first)
    return (portal_process(tmp_path / 'first', **first),
            portal_process(tmp_path / 'second', **second))


def opens_the_log(person):
    return 'Nhật ký chỉ ghi thêm'.encode() in person.open('/desk/@@audit')[1]


@pytest.mark.clause('8.9')
def test_a_session_in_another_process_is_over_within_five_seconds(portals, tmp_path, storages):
    first, second = portals
    operator, inspector = Person(first), Person(second)
    operator.log_in('lan', PASSWORD)
    inspector.log_in('hoa', PASSWORD)
    assert opens_the_log(inspector)

    status, _body = operator.send('/desk/@@suspensions', {
        'what': 'account', 'account': 'hoa', 'reason': 'Nghi lộ mật khẩu',
        'basis': 'khoản 9 Điều 8'})
    suspended = time.monotonic()
    assert status == 200
    while opens_the_log(inspector):
        assert time.monotonic() - suspended < SECONDS
        time.sleep(0.05)

    assert inspector.log_in('hoa', PASSWORD) != 303
    assert not opens_the_log(inspector)
    verified = command(tmp_path / 'setup', 'audit', 'verify', settings=storages[0])
    assert 'are as they were written' in verified
