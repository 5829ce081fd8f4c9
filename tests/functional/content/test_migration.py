"""``bin/portal migrate``: what other systems exported becomes content of a site, each once."""
import json
from argparse import ArgumentParser
from hashlib import sha256

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IItem
from hanoiportal.content.transfer import command
from hanoiportal.content.transfer.migration.migrating import Migrating
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.publishing.scanning import scan
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.lookup import walk
from hanoiportal.shells.commands.environment import Failure
from support.old_sites import (
    CATEGORY,
    PDF,
    UIDS,
    plone_array,
    plone_folder,
    plone_items,
    wordpress,
    wp_item,
)

MAP = 'from,to,title\n/dia-chi,trang-thong-tin,Trang thông tin\n/lien-he,trang-thong-tin\n'
SITE, HOST = '/sites/bavi', {'HTTP_HOST': 'bavi.hanoi.gov.vn'}


@pytest.fixture
def migrate(environment, small_portal, tmp_path):
    """``migrate(source, *words)`` → status, and ``{key or where: cells of the line}``."""
    rules = tmp_path / 'map.csv'
    rules.write_text(MAP, encoding='utf-8')

    def run(source, *words, rules=rules):
        said = []
        environment.say = said.append
        parser = ArgumentParser()
        command.add_arguments(parser)
        status = command.run(environment, parser.parse_args([
            str(source), '--at', SITE, '--map', str(rules), *words]))
        transaction.begin()
        cells = [line.split('\t') for line in said[:-1]]
        return status, {each[1]: each for each in cells}, said[-1]

    return run


@pytest.fixture
def target(small_portal):
    return small_portal['sites']['bavi']


def last_transaction(environment):
    return content_database(environment.registry).storage.lastTransaction()


def verdicts(lines):
    return {name: lines[uid][2] for name, uid in UIDS.items() if uid in lines}


def test_a_folder_of_plone_becomes_sections_and_drafts(migrate, target, tmp_path):
    status, lines, told = migrate(plone_folder(tmp_path / 'plone'))

    news = target['tin-cu']['cho-dem']
    assert (status, told) == (0, '10 added, 5 left out')
    assert (target['tin-cu'].title, target['tin-cu'].summary) == ('Tin cũ', 'Tin của trang cũ')
    assert {each.state for each in walk(target['tin-cu']) if IItem.providedBy(each)} == {'draft'}
    assert (news.title, news.summary, news.author, news.keywords) == (
        'Chợ đêm', 'Mở cửa', 'Nguyễn Thị Lan', ('chợ', 'du lịch'))
    assert news.published_at == parse('2019-02-13T18:16:04')
    assert news.created_at == parse('2019-02-13T18:16:04+00:00')
    assert news.images == ('/sites/bavi/tin-cu/cho-dem-anh',)
    assert target['tin-cu']['cho-dem-anh'].alt == 'Mặt hồ'
    assert news.translations['en'].title == 'Night market'
    assert target['tin-cu']['quyet-dinh.pdf'].file.filename == 'Quyết định.pdf'
    assert (target['tin-cu']['lich'].place, target['tin-cu']['lich'].end) == (
        'Trụ sở', parse('2019-03-01T10:00:00'))
    assert target['tin-cu']['dich-vu'].url == 'https://dichvucong.gov.vn/'
    assert target['tin-cu']['nhap'].body == '<p>Chữ <strong>đậm</strong></p>'
    assert target['trang-thong-tin']['dia-chi'].owner_unit == target.operating_unit
    assert {name for name, each in verdicts(lines).items() if each == 'left out'} == {
        'cu', 'danh-sach', 'bieu-mau', 'en', 'noi-bo'}


def test_links_lead_to_the_new_places_and_what_is_lost_is_named(migrate, target, tmp_path):
    _status, lines, _told = migrate(plone_folder(tmp_path / 'plone'))

    assert target['tin-cu']['cho-dem'].body == (
        '<h2>Chợ đêm</h2><p>Xem <a href="/tin-cu/quyet-dinh.pdf" rel="noopener">quyết định</a>, '
        '<a href="/tin-cu/cho-dem" rel="noopener">tin cũ</a>, '
        '<a href="https://example.org/" rel="noopener">ngoài</a> và '
        f'<a href="resolveuid/{"f" * 32}" rel="noopener">mất</a>.</p>'
        '<p><img src="/tin-cu/anh-ho/content" alt="Hồ"></p>')
    notes = lines[UIDS['cho-dem']][5]
    assert 'Mất phần tử: iframe, script.' in notes
    assert f'Liên kết không còn đích: resolveuid/{"f" * 32}' in notes
    assert 'Mất khối: maps.' in lines[UIDS['nhap']][5]


def test_a_second_run_changes_nothing_and_names_what_has_changed(
        environment, migrate, target, tmp_path):
    folder = plone_folder(tmp_path / 'plone')
    migrate(folder)
    target['tin-cu'].remove('lich')
    transaction.commit()
    before = last_transaction(environment)
    data = folder / 'content' / UIDS['dich-vu'] / 'data.json'
    data.write_text(data.read_text(encoding='utf-8').replace('Dịch vụ công', 'Dịch vụ khác'),
                    encoding='utf-8')

    status, lines, told = migrate(folder)

    assert (status, told) == (0, '1 changed, 9 kept, 5 left out')
    assert last_transaction(environment) == before
    assert lines[UIDS['dich-vu']][2:3] == ['changed']
    assert target['tin-cu']['dich-vu'].title == 'Dịch vụ công'
    assert 'Đã bị xóa ở đây' in lines[UIDS['lich']][5]
    assert 'lich' not in target['tin-cu']


def test_a_dry_run_reports_the_same_and_keeps_nothing(environment, migrate, target, tmp_path):
    folder = plone_folder(tmp_path / 'plone')
    before, names = last_transaction(environment), set(target.keys())

    dry = migrate(folder, '--dry-run')
    same = last_transaction(environment) == before and set(target.keys()) == names
    real = migrate(folder)

    assert same
    assert dry[1] == real[1]
    assert dry[2] == real[2] + '; a dry run, nothing was kept'


def test_what_was_public_comes_in_as_public_on_a_decision_alone(
        environment, migrate, target, app, tmp_path):
    folder = plone_folder(tmp_path / 'plone')
    for words in (['--carried-in'], ['--decision', '12/QĐ-UBND']):
        with pytest.raises(Failure, match='belong together'):
            migrate(folder, *words)

    migrate(folder, '--carried-in', '--decision', '12/QĐ-UBND ngày 20/11/2026')

    news, draft = target['tin-cu']['cho-dem'], target['tin-cu']['nhap']
    assert (news.state, draft.state) == ('published', 'draft')
    assert target['tin-cu']['quyet-dinh.pdf'].state == 'published'   # as the folder it was in
    assert [each.basis for each in news.approvals] == ['12/QĐ-UBND ngày 20/11/2026']
    assert scan(environment.portal, Versions(environment.registry)).unapproved == ()
    page = app.get('/tin-cu/cho-dem', extra_environ=HOST)
    shown = page.html.find('img', alt='Hồ')['src']
    assert app.get(shown, extra_environ=HOST).content_type == 'image/png'
    assert app.get(page.html.find('a', string='quyết định')['href'], extra_environ=HOST)


def test_old_addresses_lead_on_once_the_page_is_public(carried):
    for old, new in (
            ('/tin-cu/cu/Cho_Dem', '/tin-cu/cho-dem'),  # its own
            ('/cho', '/tin-cu/cho-dem'),                # that redirected there already
            ('/tin-cu/cu', '/tin-cu/cho-dem'),          # a folder with a page that stood for it
            ('/tin-cu/danh-sach', '/tin-cu'),           # what is not carried
            ('/tin-cu/noi-bo', '/tin-cu/lich'),         # a link within the site
            ('/dia-chi', '/trang-thong-tin/dia-chi'),
            ('/xem.aspx?id=5&c=ấ', '/tin-cu/lich')):    # named by the map alone
        path, _mark, query = old.partition('?')
        answer = carried.get(f'{SITE}{path}', params=query, status=301)

        assert answer.location.endswith(SITE + new), old


@pytest.fixture
def carried(migrate, app, tmp_path):
    rules = tmp_path / 'rules.csv'
    rules.write_text(MAP + '/xem.aspx?id=5&c=%E1%BA%A5,tin-cu/lich\n', encoding='utf-8')
    migrate(plone_folder(tmp_path / 'plone'), '--carried-in', '--decision', '1', rules=rules)
    return app


def test_the_old_address_of_a_draft_tells_nothing(migrate, app, tmp_path):
    migrate(plone_folder(tmp_path / 'plone'))

    assert app.get(f'{SITE}/tin-cu/cu/Cho_Dem', status=404)
    assert app.get(f'{SITE}/tin-cu/nhap/x', status=404)


@pytest.mark.parametrize('with_blobs', [False, True])
def test_the_json_of_older_plone_becomes_the_same(migrate, target, tmp_path, with_blobs):
    status, _lines, told = migrate(plone_array(
        tmp_path / 'Plone.json', with_blobs=with_blobs))

    assert (status, told) == (0, '10 added, 5 left out')
    assert target['tin-cu']['quyet-dinh.pdf'].file.size
    assert target['tin-cu']['cho-dem'].lead_image is not None
    assert 'href="/tin-cu/quyet-dinh.pdf"' in target['tin-cu']['cho-dem'].body
    assert target['tin-cu']['cho-dem'].translations['en'].title == 'Night market'


def test_wxr_becomes_news_pages_and_pictures(migrate, target, tmp_path):
    status, lines, told = migrate(wordpress(
        tmp_path / 'wp.xml', wp_item(8, 'post', '&bom;&file; nháp', status='draft', more=CATEGORY),
        wp_item(9, 'nav_menu_item', 'Trang chủ')), '--carried-in', '--decision', '1')

    news = target['tin-cu']['cho-dem']
    assert (status, told) == (0, '6 added, 1 left out')
    assert news.body == (
        '<p>Đoạn một.</p><p>Đoạn hai <a href="/trang-thong-tin/lien-he" rel="noopener">liên hệ'
        '</a> <img src="/tin-cu/ho/content"></p>')
    assert (news.author, news.keywords, news.published_at) == (
        'Nguyễn Thị Lan', ('chợ',), parse('2024-01-01T17:00'))
    assert news.images == ('/sites/bavi/tin-cu/ho',)
    assert (news.state, target['tin-cu']['bom-file-nhap'].state) == ('published', 'draft')
    assert target['tin-cu']['bom-file-nhap'].title == '&bom;&file; nháp'
    assert 'Mất mã ngắn: gallery.' in lines['cu.example.vn/?p=5'][5]


TABLE = (
    'address,type,title,section,body,body_file,file,sha256,date,state,language,translates,id\n'
    'http://cu.vn/xem.aspx?id=5,news,Chợ đêm,tin-cu,"<p>Mở cửa, <a href=""/xem.aspx?id=6"">xem'
    '</a></p>",,,,2019-02-03,,,,n5\n'
    '/xem.aspx?id=6,page,Liên hệ,trang-thong-tin,,bai/lien-he.txt,,,2019-02-03,draft,,,\n'
    '/tai/a.pdf,file,Quyết định,tin-cu,,,tep/a.pdf,{digest},2019-02-03,,,,\n'
    '/en/5,news,Night market,,<p>Open</p>,,,,,,en,n5,\n')


def table(folder, digest, more=''):
    for name, content in (('bai/lien-he.txt', 'Địa chỉ\n\nSố <5>'.encode()), ('tep/a.pdf', PDF)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    path = folder / 'cu.csv'
    path.write_text(TABLE.format(digest=digest) + more, encoding='utf-8')
    return path


def test_csv_with_a_folder_of_files(migrate, target, tmp_path):
    status, _lines, told = migrate(table(tmp_path, sha256(PDF).hexdigest()))

    assert (status, told) == (0, '6 added')
    news = target['tin-cu']['cho-dem']
    assert 'href="/trang-thong-tin/lien-he"' in news.body
    assert target['trang-thong-tin']['lien-he'].body == '<p>Địa chỉ</p><p>Số &lt;5&gt;</p>'
    assert target['tin-cu']['a.pdf'].file.filename == 'a.pdf'
    assert news.translations['en'].title == 'Night market'


def test_what_is_broken_is_refused_by_its_line_and_the_rest_comes(migrate, target, tmp_path):
    source = table(tmp_path, '0' * 64, (
        '/a,news,Một,tin-cu,<p>a</p>,,,,2019-02-30\n'
        '/b,file,Hai,tin-cu,,,../cu.csv,\n'
        '/c,file,Ba,tin-cu,,,tep/mat.pdf,\n'
        '/d,news,Bốn,,<p>d</p>\n'
        '/e,news,,tin-cu\n'
        '/f,poem,Sáu,tin-cu\n'
        '/g,page,Bảy,tin-cu,,,,,,,,,,,,,\n'
        '/h,page,Tám,tin-cu,,bai/mat.txt\n'))

    status, lines, _told = migrate(source)

    reasons = {each[0]: each[5] for each in lines.values() if each[2] == 'refused'}
    assert status == 1
    assert {where: why.removeprefix('file: ').removeprefix('title: ')
            for where, why in reasons.items()} == {
        '4': 'Tệp a.pdf không khớp mã SHA-256 của nó.',
        '6': 'date: “2019-02-30” không phải là ngày, giờ (ví dụ 2025-08-16T08:00).',
        '7': 'Không có tệp ../cu.csv.', '8': 'Không có tệp tep/mat.pdf.',
        '9': 'Không biết chuyên mục: hãy thêm dòng cho địa chỉ này, hoặc dòng “/”, vào tệp --map.',
        '10': 'Chưa nhập tiêu đề.', '12': 'Dòng có nhiều ô hơn số cột của dòng đầu.',
        '13': 'Không có tệp bai/mat.txt.'}
    assert lines['/f'][2] == 'left out'
    assert set(target['tin-cu'].keys()) == {'cho-dem'}


def test_odd_rows_of_a_table_are_named_and_spoil_nothing(migrate, target, tmp_path):
    source = table(tmp_path, sha256(PDF).hexdigest(), (
        'http://[,news,Một,tin-cu,<p>a</p>\n'
        '/tai/a.pdf,news,Hai,tin-cu,<p>b</p>\n'
        '/c,news,,tin-cu,,,tep/a.pdf\n'
        '/noi-bo/d,page,Bốn,tin-cu,<p>d</p>,,,,,,,,d\n'
        '/en/d,page,Four,,<p>d</p>,,,,,,en,d,\n'))
    rules = tmp_path / 'rules.csv'
    rules.write_text('from,to\n/noi-bo,-\n', encoding='utf-8')

    status, lines, _told = migrate(source, rules=rules)

    found = {each[0]: (each[2], each[5]) for each in lines.values()}
    assert status == 1
    assert found['6'] == ('refused', '“http://[” không phải là địa chỉ.')
    assert found['7'] == ('refused', 'Trùng mã với mục ở 4.')
    assert found['8'][0] == 'refused'
    assert found['10'] == ('left out', 'Bản tiếng Việt không được mang theo.')
    assert set(target['tin-cu'].keys()) == {'cho-dem', 'a.pdf'}


def test_elements_of_one_line_are_not_taken_for_each_other(migrate, target, tmp_path):
    path = plone_array(tmp_path / 'Plone.json')
    path.write_text(json.dumps(json.loads(path.read_text(encoding='utf-8'))), encoding='utf-8')

    status, _lines, told = migrate(path)

    assert (status, told) == (0, '10 added, 5 left out')
    assert target['tin-cu']['cho-dem'].title == 'Chợ đêm'


def test_a_piece_that_fails_in_the_middle_leaves_nothing_behind(migrate, target, tmp_path):
    items = plone_items()
    news = next(each for each in items if each['@type'] == 'News Item')
    news['subjects'] = ['x' * 400]

    status, lines, _told = migrate(plone_folder(tmp_path / 'plone', items))

    assert status == 1
    assert 'Dài quá 300 ký tự' in lines[UIDS['cho-dem']][5]
    assert not {'cho-dem', 'cho-dem-anh'} & set(target['tin-cu'].keys())
    assert 'quyet-dinh.pdf' in target['tin-cu']
    assert lines[UIDS['night-market']][2] == 'refused'


def test_a_run_that_was_killed_goes_on_where_it_was(
        environment, migrate, target, tmp_path, monkeypatch):
    folder, taken = plone_folder(tmp_path / 'plone'), Migrating.take

    def killed(self, importing, batch):
        for number, line in enumerate(taken(self, importing, batch)):
            if number == 1 and len(environment.portal['sites']['bavi']['tin-cu']) > 2:
                raise KeyboardInterrupt
            yield line

    with monkeypatch.context() as patched:
        patched.setattr(command, 'BATCH', 2)
        patched.setattr(Migrating, 'take', killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(folder)
    transaction.abort()
    kept = {each.__oid__ for each in target['tin-cu'].values()}
    status, _lines, told = migrate(folder)
    assert status == 0 and kept and kept < {each.__oid__ for each in target['tin-cu'].values()}
    added, left = (int(told.split(f' {word}')[0].split()[-1]) for word in ('added', 'kept'))
    assert left >= len(kept) and added and added + left == 10
    assert migrate(folder)[2] == '10 kept, 5 left out'


def test_an_export_with_broken_elements_loses_those_alone(migrate, target, tmp_path):
    path = plone_array(tmp_path / 'Plone.json')
    text = path.read_text(encoding='utf-8')
    path.write_text(text.replace('"title": "H\\u1ecdp"', '"title": "Họp').removesuffix(
        '"version": "current"\n}]'), encoding='utf-8')

    status, lines, _told = migrate(path)

    broken = [each for each in lines.values() if each[1].startswith('line:')]
    assert status == 1
    assert ['JSON không đọc được' in broken[0][5], 'cắt cụt' in broken[1][5]] == [True, True]
    assert 'lich' not in target['tin-cu']
    assert 'cho-dem' in target['tin-cu']


def test_a_private_folder_does_not_become_a_public_section(migrate, target, tmp_path):
    items = plone_items()
    items[0]['review_state'] = 'private'

    status, lines, _told = migrate(plone_folder(tmp_path / 'plone', items))

    assert status == 1
    assert 'tin-cu' not in target
    assert 'Không biết chuyên mục' in lines[UIDS['cho-dem']][5]


def test_a_source_or_map_that_is_none_is_refused_whole(migrate, target, tmp_path):
    rules, source = tmp_path / 'bad.csv', table(tmp_path, '')
    rules.write_text('from,to\n/a,b/c/d\n/b,c\n/b,d\n/e,/\nhttp://[,f\n', encoding='utf-8')
    (tmp_path / 'x.bin').write_bytes(b'\0')
    (tmp_path / 'empty').mkdir()
    for path, words, why in (
            (source, {'rules': rules}, (
                r'bad\.csv:2: .*\n.*bad\.csv:4: Trùng với dòng 3.*\n.*bad\.csv:5: Mỗi dòng cần'
                r'.*\n.*bad\.csv:6: .*không phải là địa chỉ')),
            (tmp_path / 'x.bin', {}, 'Không nhận ra'), (tmp_path / 'empty', {}, 'content'),
            (tmp_path / 'none.json', {}, 'No such file')):
        with pytest.raises(Failure, match=why):
            migrate(path, **words)
    source.write_text('a,b\n', encoding='utf-8')
    with pytest.raises(Failure, match='Dòng đầu phải nêu tên các cột'):
        migrate(source)
