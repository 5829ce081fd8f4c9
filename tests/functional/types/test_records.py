"""Listings of records: projects, dossiers, science, statistics, rulings, channels, access."""
import csv
import io
from itertools import product
from urllib.parse import quote

import pytest
import transaction
from hanoiportal import main
from hanoiportal.base.i18n import ILanguages
from hanoiportal.editorial.publishing.interfaces import CannotPublish
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import Environment, close
from hanoiportal.shells.commands.seed import provisioning
from hanoiportal.types.channel.resource import KINDS
from pyramid.request import Request
from pyramid.threadlocal import RequestContext
from support import ROOT
from support.application import settings
from support.sample_records import RECORDS, fill
from webtest import TestApp

LISTINGS = {
    'du-an-dau-tu': 'Cầu Tứ Liên', 'chien-luoc-quy-hoach': 'Quy hoạch Thủ đô',
    'de-tai-khoa-hoc': 'Giống lúa', 'thong-ke': 'Dân số', 'khen-thuong-xu-phat': 'Bằng khen',
    'tiep-can-thong-tin': 'Bảng giá đất', 'kenh-thong-tin': 'Trang mạng xã hội'}
TABLES = [section for section in LISTINGS if section != 'kenh-thong-tin']
HOSTILE = ['<script>alert(1)</script>', '%00', '%FF%FE', 'a' * 3000, '=1+1', "' OR 1=1", '\u202e']


@pytest.fixture(scope='module')
def steps(tmp_path_factory):
    """The portal with every kind of record, committed; for reading."""
    application = main({}, **settings(tmp_path_factory.mktemp('records')))
    registry = application.registry
    request = Request.blank('/')
    request.registry = registry
    request.language = registry.getUtility(ILanguages).default
    connection = content_database(registry).open()
    with RequestContext(request):
        environment = Environment(registry, request, connection.root(), 'test')
        steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
        portal = steps.portal(environment.root)
        transaction.commit()
        steps.sections(portal, 'city')
        fill(portal, steps._editing, steps._publishing)
        transaction.commit()
        steps.reader = TestApp(application, extra_environ={'HTTP_HOST': 'localhost'})
        steps.portal_ = portal
        yield steps
    transaction.abort()
    connection.close()
    close(registry)


@pytest.fixture(scope='module')
def reader(steps):
    return steps.reader


def table(page, number=0):
    """Return the texts of the cells of a table of records, row by row."""
    return [[cell.text.strip() for cell in row.select('th, td')]
            for row in page.html.select('table.records')[number].select('tbody tr')]


def names(page):
    return [row.th.text.strip() for row in page.html.select('table.records tbody tr')]


def saved(answer):
    return list(csv.reader(io.StringIO(answer.body.decode('utf-8-sig'), newline='')))


def test_each_listing_shows_what_is_public_in_the_language_asked_for(reader):
    for language, (section, title) in product(('', '/english'), LISTINGS.items()):
        page = reader.get(f'{language}/{section}')
        text = page.html.select_one('main').text
        assert 'Bản nháp bí mật' not in page.text, (language, section)
        assert ('English: ' + title in text) == bool(language) and title in text, section
        assert len(page.html.find_all('h1')) == 1, (language, section)


@pytest.mark.clause('4.2.e/1')
def test_projects_stand_in_a_table_the_newest_first(reader):
    rows = table(reader.get('/du-an-dau-tu'))

    assert [row[0] for row in rows] == ['Cầu Tứ Liên', 'Mua máy tính', 'Trường học Ba Vì']
    assert rows[0] == ['Cầu Tứ Liên', 'Dự án đầu tư', 'Đang thực hiện', 'Ban quản lý A',
                       '19/05/2026 – 31/12/2027', '1.250.000.000 đồng']


def test_every_cell_of_a_card_has_the_name_of_its_column(reader):
    page = reader.get('/du-an-dau-tu')

    heads = [head.text for head in page.html.select('table.records thead th[scope=col]')]
    row = page.html.select_one('table.records tbody tr')
    assert [cell['data-label'] for cell in row.select('td')] == heads[1:]
    assert row.th['scope'] == 'row' and page.html.select_one('table.records caption').text


def test_filters_count_what_they_would_leave_and_leave_it(reader):
    page = reader.get('/du-an-dau-tu')
    form = next(form for form in page.forms.values() if 'stage' in form.fields)
    options = {option.text for option in page.html.select('select[name=stage] option')}
    form['stage'] = 'hoan-thanh'
    found = form.submit()

    assert options == {'Tất cả', 'Đang chuẩn bị (1)', 'Đang thực hiện (1)', 'Đã hoàn thành (1)'}
    assert names(found) == ['Trường học Ba Vì']
    assert '1 mục' in found.html.select_one('.count').text
    assert found.html.select_one('select[name=stage] option[selected]')['value'] == 'hoan-thanh'
    kinds = {option.text for option in found.html.select('select[name=kind] option')}
    assert {'Dự án đầu tư (1)', 'Mua sắm công (0)'} <= kinds


def test_what_is_filtered_is_not_for_search_engines(reader):
    robots = [page.html.find('meta', attrs={'name': 'robots'}) for page in (
        reader.get('/du-an-dau-tu?stage=hoan-thanh'), reader.get('/du-an-dau-tu'))]

    assert 'noindex' in robots[0]['content'] and not robots[1]


def test_a_filter_that_leaves_nothing_is_told_so(reader):
    page = reader.get('/du-an-dau-tu?year=1999')

    assert 'Không có mục nào phù hợp' in page.text
    assert not page.html.select('table.records')
    assert page.html.select_one('.sieve a')['href'] == '/du-an-dau-tu'


def test_nothing_that_is_typed_is_an_error_or_run(reader):
    for section, typed, name in product(TABLES, HOSTILE, ('', '/list.csv')):
        value = typed if typed.startswith('%') else quote(typed)
        answer = reader.get(f'/{section}{name}?kind={value}&year={value}&stage={value}')
        assert answer.status_int == 200, (section, typed)
        assert '<script>alert' not in answer.text, (section, typed)


@pytest.mark.parametrize('section', TABLES)
def test_the_list_is_saved_whole_as_csv(reader, section):
    answer = reader.get(f'/{section}/list.csv')

    assert answer.body.startswith(b'\xef\xbb\xbf') and answer.content_type == 'text/csv'
    assert answer.headers['Content-Disposition'] == f'attachment; filename="{section}.csv"'
    header, *rows = saved(answer)
    assert {len(row) for row in rows} == {len(header)}
    assert len(rows) == len(names(reader.get(f'/{section}'))) or section == 'tiep-can-thong-tin'
    assert not any('Bản nháp bí mật' in cell for row in rows for cell in row)
    assert rows[0][-1].startswith(f'http://localhost/{section}/')
    linked = reader.get(f'/{section}/list.jsonld').json['mainEntity']
    assert [each['item']['@id'] for each in linked['itemListElement']] == [
        row[-1] for row in rows] and linked['numberOfItems'] == len(rows)


def test_what_is_saved_is_what_is_filtered_and_runs_nowhere(reader):
    page = reader.get('/du-an-dau-tu?kind=mua-sam')
    link = page.html.select_one('.count a')['href']

    header, row = saved(reader.get(link))

    assert link == '/du-an-dau-tu/list.csv?kind=mua-sam'
    values = dict(zip(header, row, strict=True))
    assert values['Tên dự án, gói thầu'] == 'Mua máy tính'
    assert values['Nhà tài trợ'] == '\'=HYPERLINK("http://x")'
    assert (values['Kinh phí'], values['Ngày bắt đầu']) == ('', '2026-03-02')


def test_a_table_is_saved_in_the_language_of_the_page(reader):
    assert saved(reader.get('/english/du-an-dau-tu/list.csv'))[1][-1].startswith(
        'http://localhost/english/')


@pytest.mark.parametrize('section', ['du-lieu-mo', 'tin-tuc-su-kien', 'kenh-thong-tin'])
def test_other_sections_have_nothing_to_save(reader, section):
    assert reader.get(f'/{section}/list.csv', expect_errors=True).status_int == 404


@pytest.mark.clause('4.2.e/1')
def test_dossiers_stand_by_kind_the_latest_period_first(reader):
    page = reader.get('/chien-luoc-quy-hoach')

    headings = [heading.text for heading in page.html.select('.group h2')]
    assert headings[:2] == ['Quy hoạch', 'Kế hoạch']
    assert [row[:2] for row in table(page, 1)] == [
        ['Kế hoạch 2026–2030', '2026–2030'], ['Kế hoạch 2025', '2025']]
    assert headings[2] == 'Thông tin khác trong chuyên mục'
    assert page.html.select_one('.group .rows a')['href'].endswith('/huong-dan')


def test_a_dossier_lists_its_public_files(reader):
    page = reader.get('/chien-luoc-quy-hoach/quy-hoach-thu-do')

    [file] = page.html.select('.attachments li')
    assert file.text == 'Bản đồ quy hoạch (PDF, 1 KB) · Không có chữ ký số'
    assert reader.get(file.a['href']).body.startswith(b'%PDF')


@pytest.mark.clause('4.2.e/1')
def test_science_projects_say_who_does_what_and_until_when(reader):
    [row] = table(reader.get('/de-tai-khoa-hoc'))

    assert row == ['Giống lúa', 'ĐT.01', 'Đã nghiệm thu', 'Viện B', 'Nguyễn Văn A',
                   'Từ 02/01/2025', '500.000.000 đồng']
    facts = reader.get('/de-tai-khoa-hoc/giong-lua').html.select_one('.facts').text
    assert 'Ngày nghiệm thu' in facts and '30/06/2026' in facts


@pytest.mark.clause('4.2.e/1')
def test_statistics_stand_by_field_the_latest_year_first(reader):
    page = reader.get('/thong-ke')

    headings = [heading.text for heading in page.html.select('.group h2')]
    assert headings == ['Dân số', 'Kinh tế', 'Lĩnh vực khác']
    assert [row[0] for row in table(page)] == ['Dân số 2025', 'Dân số 2024']


@pytest.mark.clause('4.2.e/1')
def test_figures_are_a_table_a_chart_and_a_file(reader):
    page = reader.get('/thong-ke/dan-so-2025')

    figures = page.html.select_one('table.numbers')
    assert [head.text for head in figures.select('thead th[scope=col]')] == [
        'Khu vực', 'Dân số', 'Tỷ lệ']
    assert [head.text for head in figures.select('tbody th[scope=row]')] == [
        'Thành thị', 'Nông thôn']
    assert [bar['width'] for bar in page.html.select('.chart rect')] == ['100.0', '50.0']
    assert page.html.select_one('.chart')['aria-hidden'] == 'true'
    assert saved(reader.get('/thong-ke/dan-so-2025/figures.csv')) == [
        ['Khu vực', 'Dân số', 'Tỷ lệ'], ['Thành thị', '4.000.000', '-1,5 %'],
        ['Nông thôn', '2.000.000', "'=1+1"]]
    said = page.html.select_one('article').text
    assert all(word in said for word in ('Điều tra mẫu', 'Phân tích một', 'quý I năm 2025'))


def test_statistics_without_figures_have_an_empty_file(reader):
    page = reader.get('/thong-ke/khac')

    assert not page.html.select('table.numbers')
    assert saved(reader.get('/thong-ke/khac/figures.csv')) == [[]]


def test_rulings_stand_by_year_and_are_told_apart(reader):
    page = reader.get('/khen-thuong-xu-phat')

    assert [heading.text for heading in page.html.select('.group h2')] == ['Năm 2026', 'Năm 2025']
    assert [row[0] for row in table(reader.get('/khen-thuong-xu-phat?kind=xu-phat'))] == [
        'Xử phạt Công ty C']


@pytest.mark.clause('1.1')
@pytest.mark.clause('4.2.b/4')
def test_channels_are_cards_by_kind_with_their_permission(reader):
    page = reader.get('/kenh-thong-tin')

    headings = [heading.text for heading in page.html.select('.group h2')]
    card = page.html.select_one('.channels li')
    assert headings == ['Mạng xã hội', 'Tổng đài']
    assert 'Văn bản cho phép: 12/GP, 05/01/2026, Sở D' in ' '.join(card.text.split())
    assert card.select_one('a[rel~=external]')['href'] == 'https://mxh.vidu.vn/hanoi'
    assert page.html.select_one('.channels .number a')['href'] == 'tel:1022'


def test_links_stay_listed_among_channels(reader):
    page = reader.get('/du-lieu-mo')

    assert [heading.text for heading in page.html.select('.group h2')] == [
        'Liên kết', 'Dữ liệu mở của trang này']
    assert 'data.vidu.vn' in page.html.select_one('.channels').text


@pytest.mark.clause('13.3.c')
def test_the_section_for_data_leads_to_what_the_portal_itself_offers(reader):
    found = reader.get('/du-lieu-mo').html.select_one('#cua-cong').parent
    ways = {link['href'] for link in found.select('ul a')}
    forms = {' '.join(row.th.text.split()): [link.text for link in row.select('td a')]
             for row in found.select('tbody tr')}

    assert ways == {'/api/v1', '/dcat.jsonld', '/rss'}
    assert forms['Văn bản'] == ['CSV', 'JSON-LD', 'API']
    for link in found.select('a'):
        assert reader.get(link['href']).status_int == 200


def test_a_foreign_page_leads_to_the_lists_that_have_something(reader):
    found = reader.get('/english/du-lieu-mo').html.select_one('#cua-cong').parent
    asked = [(link.text, link['href']) for link in found.select('tbody a')
             if 'section=' in link['href']]

    assert {title for title, _address in asked} == {'API', 'API, in Vietnamese'}
    for title, address in asked:
        assert ('/english/' in address) == (title == 'API')
        assert reader.get(address).json['total'] or title != 'API'


@pytest.mark.clause('1.1')
@pytest.mark.clause('4.2.b/4')
@pytest.mark.parametrize('missing', ['permit_number', 'permit_day', 'permit_authority'])
def test_a_channel_is_not_published_without_its_permission(steps, missing):
    values = {**RECORDS['kenh-thong-tin']['mxh'][1], missing: None if 'day' in missing else ''}
    channel = steps._editing.add(
        steps.portal_['kenh-thong-tin'], 'chua-phep', 'Channel',
        {name: value for name, value in values.items() if value is not None}, 'test')

    with pytest.raises(CannotPublish):
        steps._publishing.publish_imported(channel, 'test', 'tests')
    transaction.abort()


@pytest.mark.clause('4.2.b/4')
@pytest.mark.parametrize('kind', [
    'cong-du-lieu', 'cong-bao', 'thu-dien-tu', 'mang-xa-hoi', 'tong-dai', 'ung-dung'])
def test_each_kind_of_channel_that_the_regulation_names_is_registered_and_listed(steps, kind):
    channel = steps._editing.add(steps.portal_['kenh-thong-tin'], 'kenh', 'Channel', {
        **RECORDS['kenh-thong-tin']['mxh'][1], 'title': 'Kênh thử', 'kind': kind}, 'test')
    steps._publishing.publish_imported(channel, 'test', 'tests')
    transaction.commit()

    page = steps.reader.get('/kenh-thong-tin')
    steps.portal_['kenh-thong-tin'].remove('kenh')
    transaction.commit()

    heading = dict(KINDS)[kind].interpolate()
    [group] = [each for each in page.html.select('.group') if each.h2.text == heading]
    assert 'Kênh thử' in group.text


@pytest.mark.clause('4.2.e/1')
def test_the_catalogue_names_what_the_decree_wants(reader):
    page = reader.get('/tiep-can-thong-tin')

    heads = [head.text for head in page.html.select('#danh-muc thead th')]
    assert heads == ['Tên thông tin', 'Số, ký hiệu', 'Ngày tạo', 'Hình thức công khai',
                     'Thời điểm công khai', 'Thời hạn công khai', 'Địa chỉ truy cập']
    assert table(page)[0] == [
        'Bảng giá đất', '71/2024/QĐ-UBND', '20/12/2024',
        'Đăng trên Cổng, trang thông tin điện tử', '01/01/2025', 'Thường xuyên', 'Mở']


def said_in(part):
    return ' '.join(part.text.split())


@pytest.mark.clause('3.5')
def test_who_asks_is_told_the_law_in_force_first_and_what_is_not_known_of_it(reader):
    page = reader.get('/tiep-can-thong-tin')

    sections = [section['id'] for section in page.html.select('section.group[id]')]
    law, contact = (said_in(page.html.find(id=name)) for name in ('luat', 'dau-moi'))
    site = Data(ROOT / 'config/hanoi').portal
    assert sections == ['yeu-cau', 'luat', 'dau-moi', 'danh-muc', 'truoc-day']
    assert 'Luật Tiếp cận thông tin (sửa đổi) Có hiệu lực từ 01/09/2026' in law
    assert 'chưa có quy định chi tiết của luật này' in law and '2016' not in law
    assert site['email'] in contact and site['vi']['address'] in contact


@pytest.mark.clause('3.5')
def test_the_law_of_before_is_folded_away_with_its_steps_forms_and_terms(reader):
    page = reader.get('/tiep-can-thong-tin')

    past = page.html.select_one('#truoc-day details')
    assert not past.has_attr('open')
    assert said_in(past.summary) == (
        'Luật Tiếp cận thông tin 2016 (hết hiệu lực sau ngày 31/08/2026)')
    assert 'chỉ áp dụng với yêu cầu được tiếp nhận đến hết' in said_in(past)
    assert 'Luật Tiếp cận thông tin 2016: khoản 2 Điều 24' in said_in(past.select_one('.ways'))
    assert [form.text for form in past.select('.forms tbody th')] == [
        '01a', '01b', '02', '03', '04', '05', '06']
    assert '15 ngày làm việcLuật Tiếp cận thông tin 2016: Điều 30' in said_in(
        past.select_one('.terms'))
    assert not page.html.select('#luat table, #luat ol')


def test_the_law_is_told_in_english_too(reader):
    page = reader.get('/english/tiep-can-thong-tin')
    assert page.html.select_one('a[href="#yeu-cau"]').text == 'Send a request'

    assert 'Look in the catalogue' in page.text
    assert 'does not yet have the details of this law' in said_in(page.html.find(id='luat'))
    assert [each['lang'] for each in page.html.select('.forms td [lang]')][:1] == ['vi']


@pytest.mark.parametrize('section', ['dau-thau-mua-sam-cong', 'ngan-sach', 'dat-dai'])
def test_an_empty_listing_is_friendly(reader, section):
    page = reader.get(f'/{section}')

    assert page.html.select_one('.empty') and not page.html.select('table.records, .sieve')
    assert saved(reader.get(f'/{section}/list.csv'))[1:] == []


def test_a_long_list_is_shown_page_by_page_and_keeps_its_filter(reader):
    first = reader.get('/tiep-can-thong-tin?form=niem-yet')
    second = reader.get('/tiep-can-thong-tin?form=niem-yet&page=2')

    assert len(table(first)) == 20 and len(table(second)) == 5
    [after] = {link['href'] for link in first.html.find_all(rel='next')}
    assert after == '/tiep-can-thong-tin?form=niem-yet&page=2'
    assert reader.get('/tiep-can-thong-tin?page=9', expect_errors=True).status_int == 404


def test_the_site_map_for_people_names_the_lists_and_not_what_is_in_them(reader):
    page = reader.get('/sitemap')

    links = {link['href'] for link in page.html.select('main a')}
    assert '/thong-ke' in links and '/kenh-thong-tin/mxh' in links
    assert '/thong-ke/dan-so-2025' not in links
