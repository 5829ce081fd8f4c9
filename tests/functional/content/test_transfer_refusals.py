"""What a bad line gets: its number, why, and a database in which nothing has changed."""
import json
import unicodedata

import pytest
from hanoiportal.content.transfer.lines import LONGEST_LINE
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.schema import LONGEST_BODY
from hanoiportal.shells.commands.environment import Failure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sampling import WHOLE
from support.transfer import described, imported, written

PORTAL = {'type': 'portal', 'path': 'cong', 'title': 'Cổng', 'summary': ''}
SITE = {'type': 'site', 'path': 'cong/dv-01', 'title': 'Đơn vị 01', 'summary': ''}
SECTION = {'type': 'section', 'path': 'cong/dv-01/cm-01', 'title': 'Chuyên mục', 'summary': ''}
NEWS = {'type': 'news', 'path': 'cong/dv-01/cm-01/tin-1', 'title': 'Một tin', 'summary': '',
        'body': '<p>Nội dung</p>', 'keywords': ['chợ'], 'date': '2025-08-16', 'state': 'published'}
TREE = (PORTAL, SITE, SECTION)
#: "Uỷ ban nhân dân Thành phố, kế hoạch, được" typed in the fonts of TCVN 5712:1993.
TCVN3 = 'ñy ban nh©n d©n Thµnh phè, kÕ ho¹ch, ®­îc'


def news(**changes):
    return {key: value for key, value in {**NEWS, **changes}.items() if value is not ...}


def at(path):
    return news(path=f'cong/{path}')


@pytest.fixture
def target(portal_in, tmp_path):
    """A portal with one site and one section."""
    with portal_in(tmp_path / 'target') as environment:
        imported(environment, written(tmp_path / 'tree.jsonl', *TREE))
        yield environment


def last_transaction(environment):
    return content_database(environment.registry).storage.lastTransaction()


BAD = {
    'no JSON': (b'{"type": "news",', 'JSON sai cú pháp'),
    'not an object': (b'["news"]', 'đối tượng JSON'),
    'not UTF-8': (json.dumps(NEWS, ensure_ascii=False).encode('utf-16'), 'Không phải UTF-8'),
    'a number without end': (b'{"type": ' + b'1' * 5000 + b'}', 'JSON không đọc được'),
    'brackets without end': (b'[' * 100_000, 'JSON'),
    'not a number': (b'{"type": NaN}', 'JSON không đọc được'),
    'a key twice': (b'{"type": "news", "type": "news"}', 'lặp lại'),
    'no type': (news(type=...), 'Không có loại'),
    'an unknown type': (news(type='poem'), 'Không có loại “poem”'),
    'a type that is none': (news(type=['news']), 'Không có loại'),
    'an unknown key': (news(colour='đỏ'), 'colour'),
    'no path': (news(path=...), 'Thiếu đường dẫn'),
    'a path that is none': (news(path=7), 'Thiếu đường dẫn'),
    'a path upwards': (at('dv-01/cm-01/../tin-1'), '“..”'),
    'an empty segment': (at('dv-01//tin-1'), 'đoạn rỗng'),
    'a path with an end slash': (at('dv-01/cm-01/'), 'đoạn rỗng'),
    'a null byte': (at('dv-01/cm-01/tin\0'), 'ký tự điều khiển'),
    'a line break in a path': (at('dv-01/cm-01/tin\n1'), 'ký tự điều khiển'),
    'marks in a name': (at('dv-01/cm-01/tin-số-1'), 'không dùng được'),
    'another root': (news(path='hanoi/dv-01/cm-01/tin-1'), 'bắt đầu bằng “cong”'),
    'no parent': (at('dv-01/cm-99/tin-1'), 'Chưa có thư mục cha'),
    'a place that takes no news': (at('dv-01/tin-1'), 'không được đăng ở đây'),
    'a place among the accounts': (at('accounts/tin-1'), 'Không thể đặt nội dung ở đây'),
    'a site that no host can be named by': (
        {**SITE, 'path': 'cong/dv_01'}, 'không dấu'),
    'a reserved host': ({**SITE, 'path': 'cong/www'}, 'dành riêng'),
    'no title': (news(title=...), 'Chưa nhập tiêu đề'),
    'a title that is a list': (news(title=['Một']), 'không đúng kiểu'),
    'a title without end': (news(title='a' * 501), 'Dài quá 500'),
    'keywords that are none': (news(keywords='chợ'), 'không đúng kiểu'),
    'a script': (news(body='<p>a</p><script>b</script>'), 'không được phép: script'),
    'a handler': (news(body='<p onclick="b()">a</p>'), 'không được phép: onclick'),
    'a script by its address': (news(body='<a href="javascript:b()">a</a>'), 'javascript'),
    'elements too deep': (news(body='<div>' * 5000), 'quá sâu'),
    'a long body': (news(body='a' * (LONGEST_BODY + 1)), f'Dài quá {LONGEST_BODY} ký tự'),
    'text in TCVN3': (news(body=f'<p>{TCVN3}</p>'), 'bảng mã tcvn3'),
    'a title in TCVN3': (news(title=TCVN3), 'bảng mã tcvn3'),
    'half a surrogate pair': (news(title='Một \ud800 tin'), 'không phải Unicode'),
    'a control character': (news(body='<p>\x01</p>'), 'ký tự điều khiển'),
    'no date': (news(date='hôm qua'), 'không phải là ngày'),
    'a day that never was': (news(date='2025-02-30'), 'không phải là ngày'),
    'a number for a date': (news(date=20250816), 'không phải là ngày'),
    'a date before everything': (news(date='0001-01-01'), 'không phải là ngày'),
    'a date after everything': (news(date='9999-12-31'), 'không phải là ngày'),
    'public from next century on': (news(date='2100-01-01'), 'tương lai'),
    'a change without its moment': (news(changes=[['Sửa giờ']]), 'không đúng kiểu'),
    'a change at no moment': (news(changes=[['hôm qua', 'Sửa giờ']]), 'không phải là ngày'),
    'an unknown state': (news(state='secret'), 'Không có trạng thái'),
    'a translation of nothing': (
        {'type': 'translation', 'path': 'cong/dv-01/cm-01/tin-9', 'language': 'en', 'title': 'A'},
        'Chưa có mục này'),
    'a translation into no language': (
        {'type': 'translation', 'path': 'cong/dv-01', 'language': 'xx', 'title': 'A'},
        'Không có ngôn ngữ'),
    'a role that nobody knows': (
        {'type': 'roles', 'path': 'cong', 'roles': [{'account': 'u1', 'role': 'king'}]},
        'Không có vai trò'),
    'a log-in that cannot be': ({'type': 'account', 'login': 'Lan Nguyễn'}, 'Tên đăng nhập'),
    'a workplace that is no site': (
        {'type': 'account', 'login': 'lan', 'workplace': 'dv-02'}, 'Không có trang “dv-02”'),
    'a version out of order': (
        {'type': 'version', 'path': 'cong/dv-01/cm-01/tin-0', 'number': 2, 'values': {},
         'state': 'published', 'until': '2025-01-01'}, 'theo thứ tự'),
}


def test_a_bad_line_is_told_and_changes_nothing(target, tmp_path, capsys):
    before, transaction = described(target), last_transaction(target)
    good = news(path='cong/dv-01/cm-01/tin-0')

    for line, why in BAD.values():
        status = imported(target, written(tmp_path / 'in.jsonl', PORTAL, good, line))

        assert status == 1, line
        [said] = [each for each in capsys.readouterr().err.splitlines()
                  if each.startswith('Dòng ')]
        assert said.startswith('Dòng 3'), line
        assert why in said, line
        assert described(target) == before, line
        assert last_transaction(target) == transaction, line


def test_a_body_of_80_mb_is_refused_without_being_read(target, tmp_path, capsys):
    before = described(target)
    with open(written(tmp_path / 'in.jsonl', PORTAL), 'ab') as file:
        file.write(b'{"type": "news", "body": "')
        for _part in range(80):
            file.write(b'a' * 1024 * 1024)
        file.write(b'"}\n{"type": "poem"}\n')

    status = imported(target, tmp_path / 'in.jsonl')

    said = capsys.readouterr().err
    assert status == 1
    assert f'Dòng 2: Dòng dài quá {LONGEST_LINE >> 20} MB.' in said
    assert 'Dòng 3: type: Không có loại “poem”.' in said
    assert described(target) == before


@pytest.mark.clause('11.2')
def test_text_is_kept_in_nfc_however_it_comes(target, tmp_path):
    title, body = 'Thủ tục hành chính', '<p>Ủy ban nhân dân</p>'
    line = news(title=unicodedata.normalize('NFD', title), body=unicodedata.normalize('NFD', body))

    status = imported(target, written(tmp_path / 'in.jsonl', line))

    item = target.portal['sites']['dv-01']['cm-01']['tin-1']
    assert (status, item.title, item.body) == (0, title, body)


def test_a_path_may_be_given_once_only(target, tmp_path, capsys):
    status = imported(target, written(tmp_path / 'in.jsonl', NEWS, SITE, NEWS))

    assert status == 1
    assert 'Dòng 3: cong/dv-01/cm-01/tin-1: path: Trùng với dòng 1.' in capsys.readouterr().err


def test_an_item_that_is_there_is_not_written_over(target, tmp_path, capsys):
    imported(target, written(tmp_path / 'in.jsonl', NEWS))
    before = described(target)

    status = imported(target, written(tmp_path / 'in.jsonl', news(title='Khác')))

    assert status == 1
    assert 'Đã có mục mang tên “tin-1” ở đây.' in capsys.readouterr().err
    assert described(target) == before


def test_every_bad_line_is_told_up_to_a_hundred(target, tmp_path, capsys):
    path = written(tmp_path / 'in.jsonl', *[news(state='secret', path=f'cong/dv-01/cm-01/tin-{n}')
                                            for n in range(150)])

    imported(target, path)

    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith('Dòng ')]
    assert len(said) == 100
    assert said[-1].startswith('Dòng 100: cong/dv-01/cm-01/tin-99: ')


def test_nothing_in_a_line_reaches_the_terminal_as_a_command(target, tmp_path, capsys):
    line = news(path='cong/dv-01/\x1b[2J', state='\x1b]0;x\x07')

    imported(target, written(tmp_path / 'in.jsonl', line, news(type='\x1b[2J\n')))

    said = capsys.readouterr().err
    assert '\x1b' not in said
    assert r'Dòng 1: cong/dv-01/\x1b[2J: ' in said


def test_what_lies_in_a_refused_section_names_its_line(target, tmp_path, capsys):
    section = {**SECTION, 'path': 'cong/dv-01/cm-02', 'colour': 'đỏ'}
    item = news(path='cong/dv-01/cm-02/tin-1')

    imported(target, written(tmp_path / 'in.jsonl', section, item))

    assert 'bị từ chối ở dòng 1' in capsys.readouterr().err


def test_the_good_lines_are_kept_when_asked(target, tmp_path, capsys):
    lines = [news(path=f'cong/dv-01/cm-01/tin-{n}', state='secret' if n % 3 else 'published')
             for n in range(1200)]
    people = [{'type': 'account', 'login': name, 'workplace': name} for name in ('dv-02', 'dv-03')]
    lines = [*people, *lines, {**SITE, 'path': 'cong/dv-03'}]

    status = imported(target, written(tmp_path / 'in.jsonl', *lines), keep_good=True)

    section = target.portal['sites']['dv-01']['cm-01']
    assert status == 1
    assert len(section) == 400
    assert 'Thêm 403, sửa 0, giữ nguyên 0, từ chối 801 dòng' in capsys.readouterr().out
    assert [target.portal['accounts'][each['login']].workplace for each in people] == [
        None, target.portal['sites']['dv-03'].__oid__]


def test_keeping_the_good_lines_keeps_no_portal_without_a_title(portal_in, tmp_path, capsys):
    with portal_in(tmp_path / 'none') as nothing:
        status = imported(nothing, written(tmp_path / 'in.jsonl', SITE), keep_good=True)

        assert (status, described(nothing)) == (1, {})
    assert 'Chưa có Cổng và tệp không có dòng “portal”' in capsys.readouterr().err


@pytest.mark.parametrize('content', [b'', b'\n\n'])
def test_an_empty_file_is_refused(target, tmp_path, content):
    path = tmp_path / 'in.jsonl'
    path.write_bytes(content)

    with pytest.raises(Failure, match='Tệp rỗng'):
        imported(target, path)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(target, tmp_path):
    for path in (tmp_path / 'nowhere.jsonl', tmp_path):
        with pytest.raises(Failure, match=str(path)):
            imported(target, path)


def test_a_mark_at_the_beginning_and_windows_line_ends_do_no_harm(target, tmp_path):
    path = tmp_path / 'in.jsonl'
    path.write_bytes(b'\xef\xbb\xbf' + json.dumps(NEWS).encode() + b'\r\n\r\n')

    assert imported(target, path) == 0


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(
        st.text(max_size=8), parts, max_size=3), max_leaves=6)
KEYS = sorted({*NEWS, 'language', 'number', 'values', 'until', 'by', 'note', 'roles', 'login',
               'id', 'name', 'ordered', 'created', 'created_by', 'modified', 'topic',
               'updated', 'changes',
               'allowed_types', 'file', 'image', 'next_review', 'password', 'suspended',
               'translator'})
TYPES = ('account', 'portal', 'site', 'sites', 'section', 'news', 'page', 'file', 'image', 'link',
         'legaldocument', 'translation', 'version', 'roles')


@settings(max_examples=300 if WHOLE else 100, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.one_of(
    st.builds(lambda base, changes, kind: {**base, **changes, 'type': kind},
              st.sampled_from((PORTAL, SITE, SECTION, NEWS)),
              st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=3),
              st.sampled_from(TYPES)), ANYTHING), max_size=6))
def test_whatever_a_line_holds_it_is_taken_or_refused(target, tmp_path, lines):
    before = described(target)
    path = written(tmp_path / 'in.jsonl', PORTAL, *lines, {'type': 'poem'})

    assert imported(target, path) == 1
    assert described(target) == before
