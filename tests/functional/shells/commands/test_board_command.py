"""``bin/portal board``: an operator starts a site from the command line (18.2)."""
import argparse

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.kernel.security.authorization.roles import DEPUTY_HEAD, HEAD
from hanoiportal.shells.commands import board
from hanoiportal.shells.commands.environment import Failure
from hanoiportal.web.services import service
from support.application import bavi

DECISION = 'QĐ 15/QĐ-SXD ngày 05/01/2026'
NOW = parse('2026-11-24T09:00')
AT = ['--at', '/sites/bavi']


@pytest.fixture
def run(environment, small_portal, registry):
    """``run(*arguments)``: as after ``bin/portal board``; ``lan`` and ``minh`` have accounts."""
    for login in ('lan', 'minh'):
        small_portal['accounts'].create(login, registry=registry)
    transaction.commit()
    parser = argparse.ArgumentParser()
    board.add_arguments(parser)
    return lambda *arguments: board.run(environment, parser.parse_args(arguments))


site = bavi


@pytest.fixture
def members(environment, site, small_portal):
    boards = service(environment.request, IBoards)
    by_id = small_portal['accounts'].by_id
    return lambda: [(by_id[each.account].__name__, each.role)
                    for each in boards.members(site, NOW)]


def found(run):
    run('found', *AT, '--decision', DECISION, '--from', '2026-01-01', '--until', '2031-01-01')


def appoint(run, login, role, *more):
    run('appoint', login, *AT, '--role', role, '--decision', DECISION, '--from', '2026-01-01',
        *more)


def test_a_board_is_founded_and_seated(run, site, members, environment, capsys):
    found(run)
    appoint(run, 'lan', 'head')
    appoint(run, 'minh', 'deputy')

    assert members() == [('lan', HEAD), ('minh', DEPUTY_HEAD)]
    assert service(environment.request, IBoards).is_active(site, NOW)
    said = capsys.readouterr().out
    assert f'{DECISION} (2026-01-01 – 2031-01-01): in force' in said
    assert 'head lan (2026-01-01 – 2031-01-01)' in said


def test_a_head_is_followed_and_dismissed(run, members):
    found(run)
    appoint(run, 'lan', 'head')
    run('appoint', 'minh', *AT, '--role', 'head', '--decision', 'QĐ 2', '--from', '2026-06-01',
        '--succeeds')
    assert members() == [('minh', HEAD)]

    run('dismiss', 'minh', *AT, '--role', 'head', '--decision', 'QĐ 3', '--from', '2026-07-01')
    assert members() == []


@pytest.mark.parametrize(('term', 'words'), [
    (('--from', '2026-01-01'), 'not in force: it has no head yet; "bin/portal board appoint'),
    (('--from', '2066-12-01'), 'not in force: its term begins on 2066-12-01'),
    (('--from', '2026-01-01', '--until', '2026-06-01'), 'not in force: its term ended on')])
def test_a_board_that_is_not_in_force_says_why(run, capsys, term, words):
    run('found', *AT, '--decision', DECISION, *term)

    assert words in capsys.readouterr().out


def test_a_site_without_a_board_says_so(run, capsys):
    run('show', *AT)

    assert capsys.readouterr().out == 'no board was founded\n'


def test_a_mistake_is_said_and_changes_nothing(run, site):
    for arguments, words in (
            (('show', '--at', '/sites/khong-co'), 'no site'),
            (('show', '--at', '/sites/bavi/tin-tuc-su-kien'), 'no site'),
            (('appoint', 'ai', *AT, '--role', 'head', '--decision', 'QĐ'), 'no account'),
            (('appoint', 'lan', *AT, '--role', 'head', '--decision',
             'QĐ'), 'quyết định thành lập'),
            (('found', *AT, '--decision', 'QĐ', '--from', 'mai'), 'no day'),
            (('found', *AT, '--decision', ' '), 'Phải ghi số')):
        with pytest.raises(Failure, match=words):
            run(*arguments)

        assert site.board is None, arguments


def test_a_second_head_is_refused(run, members):
    found(run)
    appoint(run, 'lan', 'head')

    with pytest.raises(Failure, match='chỉ có một Trưởng Ban'):
        appoint(run, 'minh', 'head')
    assert members() == [('lan', HEAD)]
