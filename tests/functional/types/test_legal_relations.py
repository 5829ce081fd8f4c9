"""Documents that cite, amend and replace each other, as visitors see them."""
from datetime import date
from xml.etree.ElementTree import fromstring

import colander
import pytest
import transaction
from hanoiportal.base.legaltexts.parser import parse
from hanoiportal.kernel.tree.content import bound_schema
from support.akoma_ntoso_reader import NAMES, read_akoma_ntoso

FIELDS = {
    'summary': 'Về việc quản lý chợ', 'kind': 'quyet-dinh-cua-ubnd-qppl', 'secrecy': 'khong',
    'issuer': 'Ủy ban nhân dân thành phố Hà Nội', 'signer': 'Trần Văn Mẫu',
    'signer_position': 'Chủ tịch', 'status': 'con'}


@pytest.fixture
def enter(small_portal, editing, publishing):
    """``enter(number, issued, text, site=None, public=True, **fields)``: a new document."""
    def add(number, issued, text, site=None, public=True, **fields):
        place = (small_portal['sites'][site] if site else small_portal)['van-ban-qppl']
        item = editing.add(place, '', 'LegalDocument', {
            **FIELDS, 'title': f'Quyết định số {number}', 'number': number, 'issued': issued,
            'effective': issued, 'full_text': f'QUYẾT ĐỊNH\n{text}', **fields}, 'lan')
        if public:
            publishing.publish(item, 'test')
        transaction.commit()
        return item

    return add


def links(page, within='.legal'):
    return {a.text: a['href'] for a in page.html.select(f'{within} a.cited')}


def path(item):
    return f'/van-ban-qppl/{item.__name__}'


def test_citations_lead_to_public_documents_alone(app, enter):
    old = enter('12/2020/QĐ-UBND', '2020-06-01', 'Điều 1. Quản lý chợ.')
    enter('13/2020/QĐ-UBND', '2020-06-02', 'Điều 1. Nháp.', public=False)
    enter('12/2020/QĐ-UBND', '2020-09-09', 'Điều 1. Của xã.', site='bavi',
          issuer='Ủy ban nhân dân xã Ba Vì')
    new = enter('15/2025/QĐ-UBND', '2025-06-01', """Điều 1. Phạm vi
1. Theo khoản 2 Điều này và Điều 1 Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020.
2. Theo Quyết định số 13/2020/QĐ-UBND ngày 02/6/2020; Nghị định số 42/2022/NĐ-CP.""")

    found = links(app.get(path(new)))

    assert found == {
        'khoản 2 Điều này': '#dieu-1-khoan-2',
        'Điều 1 Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020': f'{path(old)}#dieu-1'}
    article = links(app.get(f'{path(new)}/dieu-1'))
    assert article['khoản 2 Điều này'] == f'{path(new)}#dieu-1-khoan-2'


def test_what_a_document_does_to_another_is_told_on_both(app, enter):
    old = enter('12/2020/QĐ-UBND', '2020-06-01', 'Điều 1. Quản lý chợ.')
    hidden = enter('14/2025/QĐ-UBND', '2025-05-01', 'Điều 1. Nháp.', public=False,
                   repeals='12/2020/QĐ-UBND')
    amending = enter('10/2024/QĐ-UBND', '2024-01-01', 'Điều 1. Sửa.', amends='12/2020/QĐ-UBND',
                     relations='Sửa đổi Quyết định số 12/2020/QĐ-UBND <b>')
    new = enter('15/2025/QĐ-UBND', '2025-06-01', 'Điều 1. Mới.',
                replaces='Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020')

    page = app.get(path(old))
    told = page.html.select_one('.force').text

    assert 'Bị thay thế bởi: Quyết định số 15/2025/QĐ-UBND (từ ngày 01/06/2025)' in told
    assert 'Được sửa đổi, bổ sung bởi: Quyết định số 10/2024/QĐ-UBND' in told
    assert app.get(f'{path(old)}/dieu-1').html.select_one('.force').text == told
    assert hidden.number not in page.text
    forward = app.get(path(new)).html.select_one('.relations')
    assert forward.a['href'] == path(old) and 'Thay thế' in forward.text
    others = app.get(path(amending)).html.select('.relations li')[-1]
    assert others.a['href'] == path(old) and '<b>' in others.text

    for day, status in (('2020-05-31', 'Chưa có hiệu lực'), ('2023-01-01', 'Còn hiệu lực'),
                        ('2024-01-01', 'Hết hiệu lực một phần'), ('2025-06-01', 'Hết hiệu lực')):
        shown = app.get(path(old), {'ngay': day})
        assert shown.html.select_one('.onday strong').text == status
        assert shown.html.select('meta[name=robots]')
    for typed in ('hôm nay', '2025-13-45', '9' * 500, '%ff'):
        assert 'Ngày phải viết như' in app.get(path(old), {'ngay': typed}).text


def test_an_entry_that_names_no_document_is_refused(registry):
    node = bound_schema('LegalDocument', registry)['replaces']

    assert node.deserialize('57-NQ/TW; 1234/UBND-TH') == ('57-NQ/TW', '1234/UBND-TH')
    for typed in ('một văn bản', 'QĐ số 1/QĐ-UBND và 2/QĐ-UBND'):
        with pytest.raises(colander.Invalid):
            node.deserialize(typed)


def test_the_permanent_address_leads_to_the_document_and_its_provisions(app, enter):
    item = enter('12/2020/QĐ-UBND', '2020-06-01', 'Điều 1. Quản lý chợ.')
    enter('13/2020/QĐ-UBND', '2020-06-02', 'Điều 1. Nháp.', public=False)
    address = '/eli/2020/quyet-dinh-cua-ubnd-qppl/12-2020-qd-ubnd'

    page = app.get(path(item))

    assert item.issued == date(2020, 6, 1)
    assert page.html.select_one('link[rel=cite-as]')['href'] == f'http://localhost{address}'
    moved = app.get(address, status=301)
    assert moved.location == f'http://localhost{path(item)}'
    assert app.get(f'{address}/dieu-1/khoan-2', status=301).location.endswith('#dieu-1-khoan-2')
    for nothing in ('/eli', '/eli/2020', '/eli/2021/quyet-dinh-cua-ubnd-qppl/12-2020-qd-ubnd',
                    address.replace('12-', '13-'), f'{address}/%3Cb%3E', address + '/a-1' * 9,
                    f'/sites/bavi{address}'):
        app.get(nothing, status=404)


def references(root, tag):
    """Return ``[(what is shown, address)]`` of the references called ``tag``."""
    return [(each.get('showAs'), each.get('href'))
            for each in root.findall(f'act/meta/references/{tag}', NAMES)]


def test_akoma_ntoso_has_every_provision_and_names_only_what_is_public(app, enter):
    old = enter('12/2020/QĐ-UBND', '2020-06-01', 'Điều 1. Quản lý chợ.\n1. Một & <hai>.')
    hidden = enter('14/2025/QĐ-UBND', '2025-05-01', 'Điều 1. Nháp.', public=False,
                   repeals='12/2020/QĐ-UBND')
    new = enter('15/2025/QĐ-UBND', '2025-06-01', 'Điều 1. Mới.', guides=hidden.number,
                replaces='Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020')

    answer, later = app.get(f'{path(old)}/akn'), fromstring(app.get(f'{path(new)}/akn').body)

    assert read_akoma_ntoso(answer.body) == parse(old.full_text)
    root, here = fromstring(answer.body), f'http://localhost{path(old)}'
    [work] = root.findall('act/meta/identification/FRBRWork/FRBRuri', NAMES)
    assert work.get('value') == (
        'http://localhost/eli/2020/quyet-dinh-cua-ubnd-qppl/12-2020-qd-ubnd')
    assert references(root, 'passiveRef') == [(new.title, f'http://localhost{path(new)}')]
    assert references(later, 'activeRef') == [
        ('Quyết định số 12/2020/QĐ-UBND ngày 01/6/2020', here),
        (hidden.number, '/akn/ontology/object/vn/14-2025-qd-ubnd')]
    assert [(each.get('date'), each.get('type')) for each in root.findall(
        'act/meta/lifecycle/eventRef', NAMES)] == [
            ('2020-06-01', 'generation'), ('2025-06-01', 'repeal')]
    assert (answer.content_type, answer.headers['Link'], answer.headers['Content-Language']) == (
        'application/akn+xml', f'<{here}>; rel="canonical"', 'vi')
    assert app.get(f'/english{path(old)}/akn').body == answer.body


def test_akoma_ntoso_is_not_found_where_the_document_or_its_text_is_not(app, enter):
    hidden = enter('14/2025/QĐ-UBND', '2025-05-01', 'Điều 1. Nháp.', public=False)
    short = enter('15/2025/QĐ-UBND', '2025-06-01', 'Điều 1. A.')
    short.full_text = ''
    transaction.commit()

    assert 'akn+xml' not in app.get(path(short)).text
    for nothing in (path(short), path(hidden), '/van-ban-qppl/khong-co', '/van-ban-qppl'):
        app.get(f'{nothing}/akn', status=404)
