"""The finder of documents, as visitors use it: a form, its address, a list, a file."""
import csv
from io import StringIO

import pytest
import transaction
from hanoiportal.shells.public.listings import documentform

FIELDS = {
    'summary': 'Về việc quản lý', 'secrecy': 'khong', 'signer_position': 'Chủ tịch',
    'signer': 'Trần Văn Mẫu', 'issuer': 'Ủy ban nhân dân thành phố Hà Nội', 'status': 'con'}
KIND = 'quyet-dinh-cua-ubnd-qppl'
DOCUMENTS = (
    # number, issued, effective, summary, more
    ('9/2024/QĐ-UBND', '2024-03-01', '2024-05-01', 'Quản lý chợ', {'field': 'Công Thương'}),
    ('12/2025/QĐ-UBND', '2025-06-01', '2025-06-02', 'Quản lý vỉa hè', {'field': 'Xây dựng'}),
    ('120/2025/QĐ-UBND', '2025-07-01', '2025-07-10', 'Giá đất',
     {'field': 'Đất đai', 'status': 'chua-co', 'replaces': '9/2024/QĐ-UBND'}))


@pytest.fixture
def documents(small_portal, editing, publishing):
    """Three documents of the city, one of a commune, and a draft."""
    def add(place, number, issued, effective, summary, more, public=True):
        item = editing.add(place['van-ban-qppl'], '', 'LegalDocument', {
            **FIELDS, 'title': f'Quyết định số {number}', 'number': number, 'issued': issued,
            'effective': effective, 'kind': KIND, 'summary': summary,
            'full_text': f'QUYẾT ĐỊNH\nĐiều 1. {summary} trên địa bàn.', **more}, 'lan')
        if public:
            publishing.publish(item, 'test')

    for each in DOCUMENTS:
        add(small_portal, *each)
    add(small_portal['sites']['bavi'], '1/2025/QĐ-UBND', '2025-01-02', '2025-01-02', 'Chợ xã',
        {'issuer': 'Ủy ban nhân dân xã Ba Vì', 'signer': 'Lê Thị Thử'})
    add(small_portal, '13/2025/QĐ-UBND', '2025-08-01', '2025-08-02', 'Nháp chợ',
        {'signer': 'Người Ký Nháp'}, public=False)
    transaction.commit()


SECTION, SITE = '/van-ban-qppl', '/tra-cuu-van-ban'


def test_of_many_signers_the_most_frequent_are_offered(app, documents, monkeypatch):
    assert 'đủ người ký' not in app.get(SITE).text
    monkeypatch.setattr(documentform, 'MOST_SIGNERS', 1)
    page = app.get(SITE, {'sap-xep': 'cu'})

    assert [each['value'] for each in page.html.select('#nguoi-ky option')] == [
        '', 'Trần Văn Mẫu']
    assert 'đủ người ký' in page.text


def numbers(page):
    return [each.text.partition('/')[0] for each in page.html.select('.documents .number')]


def test_documents_are_found_by_all_that_is_known_of_them(app, documents):
    for place, query, wanted in (
            (SECTION, {}, ['120', '12', '9']), (SITE, {}, ['120', '12', '1', '9']),
            ('/sites/bavi/tra-cuu-van-ban', {}, ['1']),
            (SITE, {'q': 'chợ'}, ['1', '9']), (SITE, {'q': 'cho'}, ['1', '9']),
            (SITE, {'so': '12'}, ['120', '12']), (SITE, {'so': '12/2025/qđ-ubnd'}, ['12']),
            (SITE, {'loai': KIND}, ['120', '12', '1', '9']), (SITE, {'loai': 'khac'}, []),
            (SITE, {'co-quan': 'Ủy ban nhân dân xã Ba Vì'}, ['1']),
            (SITE, {'linh-vuc': 'Đất đai'}, ['120']), (SITE, {'nguoi-ky': 'Lê Thị Thử'}, ['1']),
            (SITE, {'tinh-trang': 'chua-co'}, ['120']), (SITE, {'nam': '2024'}, ['9']),
            (SITE, {'tu': '2025-01-02', 'den': '2025-06-01'}, ['12', '1']),
            (SITE, {'den': '2024-12-31'}, ['9']), (SITE, {'tu': '2025-06-02'}, ['120']),
            (SITE, {'sap-xep': 'cu'}, ['9', '1', '12', '120']),
            (SITE, {'sap-xep': 'so'}, ['120', '12', '1', '9']),
            (SITE, {'sap-xep': 'hieu-luc', 'nam': '2025'}, ['120', '12', '1']),
            (SITE, {'nam': '2025', 'q': 'vỉa hè', 'so': '12'}, ['12'])):
        assert numbers(app.get(place, query)) == wanted, query


def test_words_that_were_asked_for_are_marked_and_lead_to_their_place(app, documents):
    first, *_others = app.get(SITE, {'q': 'địa bàn'}).html.select('.documents li')

    assert [mark.text for mark in first.select('.piece mark')] == ['địa bàn']
    assert '#:~:text=' in first.find(class_='title')['href']
    assert 'lang' not in first.select_one('.piece').attrs
    english = app.get(f'/english{SITE}', {'q': 'địa bàn'}).html
    assert english.select_one('.documents .piece')['lang'] == 'vi'
    plain = app.get(SITE).html.select_one('.documents li')
    assert '#' not in plain.find(class_='title')['href'] and plain.find(class_='piece') is None


def test_the_form_keeps_what_was_asked_and_each_filter_can_be_taken_away(app, documents):
    page = app.get(SITE, {'nam': '2025', 'q': 'quản lý', 'tu': '2025-01-01', 'sap-xep': 'so'})

    form = page.forms[next(name for name in page.forms if 'q' in page.forms[name].fields
                           and 'nam' in page.forms[name].fields)]
    assert {name: form[name].value for name in ('q', 'nam', 'tu', 'sap-xep')} == {
        'q': 'quản lý', 'nam': '2025', 'tu': '2025-01-01', 'sap-xep': 'so'}
    assert numbers(form.submit()) == ['12']
    tags = {tag.text: tag['href'] for tag in page.html.select('.tags a')}
    without = next(address for text, address in tags.items() if 'Năm ban hành' in text)
    assert 'nam=' not in without and 'sap-xep=so' in without
    years = [option.text for option in page.html.select('#nam option')]
    assert years == ['Tất cả', '2025 (1)']  # the day leaves none of 2024
    assert page.html.select('meta[name=robots]') and not app.get(SITE).html.select(
        'meta[name=robots]')


def test_a_draft_is_in_no_list_no_choice_and_no_count(app, documents):
    for address in (SECTION, SITE, f'{SITE}?q=nháp', '/van-ban.csv'):
        page = app.get(address)
        assert 'Nháp' not in page.text and '13/2025' not in page.text


def test_what_was_replaced_is_marked_in_the_list(app, documents):
    rows = app.get(SITE).html.select('.documents li')

    assert [row.select_one('.number').text for row in rows if 'thay thế' in row.text] == [
        '9/2024/QĐ-UBND']


def test_nothing_found_and_nonsense_are_answered_with_help(app, documents):
    for query in ('q=kh%C3%B4ng+c%C3%B3', 'so=%ff', 'tu=abc&den=9999-99-99&q=zzz',
                  'loai=%00&q=zzz',
                  'nam=' + '9' * 999, 'sap-xep=<b>&q=zzz'):
        assert 'Không có văn bản nào' in app.get(f'{SITE}?{query}').text, query
    app.get(f'{SITE}?page=99', status=404)


def test_programs_read_on_from_the_last_one_whatever_is_issued_meanwhile(
        app, documents, small_portal, publishing):
    [draft] = (each for each in small_portal[SECTION[1:]].values() if not each.is_public)
    found = app.get('/api/v1/documents?limit=1').json
    read = found['items']
    publishing.publish(draft, 'test')
    transaction.commit()
    while 'next' in found:
        found = app.get(found['next'].removeprefix('http://localhost')).json
        read += found['items']

    assert [each['number'].partition('/')[0] for each in read] == ['120', '12', '1', '9']
    assert app.get('/api/v1/documents?cursor=7ffffffffffffffe').json['items']


def test_the_list_can_be_saved(app, documents):
    answer = app.get('/van-ban-qppl/list.csv', {'nam': '2025'})

    rows = list(csv.reader(StringIO(answer.body.decode('utf-8-sig'))))
    assert [row[0] for row in rows[1:]] == ['120/2025/QĐ-UBND', '12/2025/QĐ-UBND']
    assert rows[1][6] == '2025-07-01' and rows[1][-1].startswith('http://localhost/van-ban-qppl/')


def test_a_portal_older_than_the_index_lists_its_documents_all_the_same(
        app, documents, small_portal):
    small_portal.indexes.details = None
    transaction.commit()

    assert len(numbers(app.get(SITE))) == 4
    assert len(numbers(app.get(SECTION))) == 3
