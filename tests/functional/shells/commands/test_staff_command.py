"""``bin/portal staff import``: the staff of many sites from one table (8.7, 18.1, 18.2)."""
import argparse
from pathlib import Path

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.boards import command
from hanoiportal.kernel.security.authorization.roles import EDITOR, HEAD
from hanoiportal.shells.commands.environment import Failure

HEADING = 'site,role,login,name,email,decision,from,until,window\n'
BOARD = 'bavi,board,,,,QĐ 15/QĐ-UBND,2026-01-01,2031-01-01,\n'
PEOPLE = (
    'bavi,head,mai,Phạm Thị Mai,mai@hanoi.gov.vn,QĐ 15/QĐ-UBND,2026-01-01,,\n'
    'bavi,editor,hoa,Nguyễn Thị Hòa,hoa@hanoi.gov.vn,QĐ 16,2026-01-01,2027-01-01,\n'
    'soxaydung,contributor,nam,Lê Văn Nam,,QĐ 17,,,\n')
DUTY = 'bavi,duty,mai,,,,2026-11-23,2026-11-24,\n'


@pytest.fixture
def own_settings(tmp_path):
    return {'portal.mail_host': 'mail.test', 'portal.mail_queue': str(tmp_path / 'mail')}


@pytest.fixture
def letters(tmp_path):
    return lambda: sorted((tmp_path / 'mail' / 'new').glob('*'))


@pytest.fixture
def bring(environment, small_portal, tmp_path):
    """``bring(text, *words)``: as after ``bin/portal staff import FILE.csv``."""
    def run(text, *words):
        file = tmp_path / 'staff.csv'
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        command.run(environment, parser.parse_args(['import', str(file), *words]))

    return run


@pytest.fixture
def boards(environment):
    return environment.boards


def refusal(bring, text):
    with pytest.raises(Failure) as refused:
        bring(text)
    return str(refused.value)


@pytest.mark.clause('8.7')
def test_accounts_boards_roles_and_rosters_come_from_one_table(
        bring, boards, bavi, small_portal, capsys):
    bring(HEADING + DUTY + PEOPLE + BOARD)

    transaction.begin()
    accounts = small_portal['accounts']
    assert boards.is_active(bavi, parse('2026-06-01'))
    assert [(each.account, each.role) for each in boards.members(bavi, parse('2026-06-01'))] == [
        (accounts['mai'].id, HEAD)]
    given = bavi.local_roles[accounts['hoa'].id][EDITOR]
    assert (given.basis, given.ends) == ('QĐ 16', parse('2027-01-01'))
    assert accounts['nam'].id in small_portal['sites']['soxaydung'].local_roles
    assert accounts['nam'].workplace == small_portal['sites']['soxaydung'].__oid__
    assert set(bavi.board.roster[parse('2026-11-23T12:00').date()].values()) == {
        accounts['mai'].id}
    assert capsys.readouterr().out.startswith('3 accounts, 1 boards, 3 roles, ')


def test_each_new_account_with_an_address_is_mailed_a_link(
        bring, small_portal, letters, capsys):
    bring(HEADING + BOARD + PEOPLE)

    accounts = small_portal['accounts']
    assert len(letters()) == 2
    assert accounts['mai'].link and accounts['hoa'].link and not accounts['nam'].link
    assert accounts['mai'].password_hash is None
    assert 'without a link to set a password: nam' in capsys.readouterr().out


def test_no_links_are_sent_where_none_are_wanted(bring, small_portal, letters):
    bring(HEADING + BOARD + PEOPLE, '--no-mail')

    assert letters() == [] and small_portal['accounts']['mai'].link is None


def test_a_table_brought_in_again_changes_nothing(bring, small_portal, letters, capsys):
    bring(HEADING + BOARD + PEOPLE + DUTY)
    capsys.readouterr()

    bring(HEADING + BOARD + PEOPLE + DUTY)

    assert capsys.readouterr().out == '0 accounts, 0 boards, 0 roles, 0 duties\n'
    assert len(letters()) == 2


@pytest.mark.parametrize(('row', 'words'), [
    ('khongco,editor,lan,Lan,,QĐ 1,,,\n', 'Không có trang “khongco”'),
    ('bavi,vua,lan,Lan,,QĐ 1,,,\n', 'Không có vai trò “vua”'),
    ('bavi,administrator,lan,Lan,,QĐ 1,,,\n', 'Không có vai trò “administrator”'),
    ('bavi,editor,Lan Anh,Lan,,QĐ 1,,,\n', 'Tên đăng nhập chỉ gồm'),
    ('bavi,editor,lan,,,QĐ 1,,,\n', 'Phải ghi họ và tên'),
    ('bavi,editor,lan,Lan,,,,,\n', 'Phải ghi căn cứ'),
    ('bavi,editor,lan,Lan,lan@,QĐ 1,,,\n', ''),
    ('bavi,editor,lan,Lan,,QĐ 1,31/01/2026,,\n', '“31/01/2026” không phải là ngày'),
    ('bavi,editor,mai,Phạm Văn Khác,,QĐ 1,,,\n', 'mang tên khác'),
    ('bavi,editor,mai,,khac@hanoi.gov.vn,QĐ 1,,,\n', 'địa chỉ thư khác'),
    ('bavi,duty,hoa,,,,2026-11-23,,\n', 'thành viên Ban Biên tập'),
    ('bavi,duty,mai,,,,,,\n', 'Phải ghi ngày trực'),
    ('bavi,duty,mai,,,,2026-11-23,2026-11-22,\n', 'Ngày cuối phải sau'),
    ('soxaydung,head,lan,Lan,,QĐ 1,2026-01-01,,\n', 'chưa có quyết định thành lập'),
])
def test_one_mistake_is_told_with_its_line_and_nothing_is_kept(
        bring, small_portal, letters, row, words):
    said = refusal(bring, HEADING + BOARD + PEOPLE + row)

    assert said.startswith('nothing was brought in\nline 6: ') and words in said
    transaction.begin()
    assert list(small_portal['accounts']) == []
    assert small_portal['sites']['bavi'].board is None
    assert letters() == []


def test_all_mistakes_are_told_at_once(bring):
    said = refusal(bring, HEADING + 'bavi,vua,lan,Lan,,QĐ,,,\n' + PEOPLE + 'x,editor,a b,,,,,,\n')

    assert [line.split(':')[0] for line in said.splitlines()[1:]] == ['line 2', 'line 3', 'line 6']


@pytest.mark.parametrize(('text', 'words'), [
    ('', 'line 1: Thiếu cột'), ('site,role\n', 'line 1: Thiếu cột “login”'),
    ('site,role,login,mật khẩu\n', 'line 1: Không có cột “mật khẩu”'),
    (HEADING + BOARD[:-1] + ',thừa\n', 'line 2: Nhiều ô hơn'),
    (HEADING + '"bavi,board\n', 'không đúng dạng CSV'),
    ('site|role|login\n', 'line 1: Không có cột'),
    (HEADING.encode() + 'Hòa'.encode('utf-16'), 'not in UTF-8')])
def test_a_broken_file_is_refused_with_the_line(bring, text, words):
    assert words in refusal(bring, text)


def test_a_file_as_spreadsheets_save_it_is_read(bring, small_portal):
    bring(b'\xef\xbb\xbf' + (HEADING + BOARD + PEOPLE + ',,,,,,,,\n').replace(
        '\n', '\r\n').encode())

    assert small_portal['accounts']['mai'].full_name == 'Phạm Thị Mai'


def test_a_file_separated_by_semicolons_is_read(bring, small_portal):
    bring((HEADING + BOARD + PEOPLE).replace(',', ';'))

    assert small_portal['accounts']['hoa'].full_name == 'Nguyễn Thị Hòa'


def test_a_file_that_is_not_there_is_said(environment, small_portal):
    with pytest.raises(Failure, match='is not there'):
        command.run(environment, argparse.Namespace(file='/khong/co.csv', no_mail=False))


def test_the_example_of_the_documents_is_brought_in(bring, small_portal, boards):
    page = (Path(__file__).parents[4] / 'docs/operations/commands.md').read_text(encoding='utf-8')
    example = page.split('```csv\n')[1].split('```')[0]

    bring(example)

    assert boards.board(small_portal['sites']['bavi']) is not None
