import time
from io import BytesIO

import pytest
from hanoiportal.editorial.checks.interfaces import ADVICE, ERROR, FORBIDDEN, OVERRIDE, WARNING
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.media.examined import Examined
from hanoiportal.platform.provisioning.data import Data
from support import ROOT
from support.factories import PDF
from support.sample_documents import pdf
from support.sampling import WHOLE

TAIL = '<p>Đoạn sau không có gì sai.</p>'
#: How many times 50,000 signs are looked at at once.
MORE = 3 if WHOLE else 1


def test_a_good_text_has_no_findings(found):
    assert found() == []


def test_each_fault_is_found_and_nothing_else(found):
    for body, code in (
            ('<h3>Đầu tiên</h3><p>chữ</p>', 'heading-order'),
            ('<h2>Một</h2><h4>Hai</h4><p>chữ</p>', 'heading-order'),
            ('<h2></h2><p>chữ</p>', 'heading-empty'), ('<h2><br></h2><p>chữ</p>', 'heading-empty'),
            ('<p><img src="https://hanoi.gov.vn/static/a.png">chữ</p>', 'image-alt'),
            ('<p><img src="/static/a.png" alt="IMG_2034.jpg">chữ</p>', 'image-alt-name'),
            ('<p><img src="/static/a.png" alt="ảnh minh họa">chữ</p>', 'image-alt-name'),
            ('<p>Tải mẫu đơn <a href="/">tại đây</a>.</p>', 'link-text'),
            ('<p>Mẫu đơn: <a href="/"><b>Click</b> vào đây</a></p>', 'link-text'),
            ('<p><a href="/">https://hanoi.gov.vn/</a></p>', 'link-address'),
            ('<p>Xem <a href="/"><br></a></p>', 'link-empty'),
            ('<table><tr><td>Tên</td><td>Số</td></tr></table>', 'table-headers'),
            ('<p>Thñ tôc hµnh chÝnh cÊp phÐp x©y dùng cña Thµnh phè</p>', 'legacy-encoding'),
            ('<p>Thuyû sa\u0309n</p>', 'not-nfc'), ('<p>hai  dấu cách</p>', 'double-space'),
            ('<p>dấu phẩy , ở giữa</p>', 'space-before-sign'),
            ('<p>thiếu cách,ở giữa</p>', 'space-after-sign'),
            ('<p>ĐỀ NGHỊ NGƯỜI DÂN KHÔNG ĐỔ RÁC RA ĐƯỜNG</p>', 'capitals'),
            ('<p>Xem <a href="/khong-co/trang-nay">lịch tiếp công dân</a></p>', 'link-broken'),
            ('<p>Xem <a href="https://hanoi.gov.vn/khong-co">lịch tiếp công dân</a></p>',
             'link-broken'),
            ('<p>Xem <a href="/console">trang quản trị của Cổng</a></p>', 'link-broken'),
            ('<p><img src="/khong-co/content" alt="Trụ sở phường Ba Đình">chữ</p>',
             'image-broken'),
            ('<p>' + 'phường hướng dẫn người dân nộp hồ sơ qua mạng và ' * 7 + 'trả kết quả.</p>',
             'long-sentence'), ('', 'missing-body'),
            ('<p>Theo Nghị định số 42/2022/ND-CP thì cơ quan công khai.</p>', 'citation-number'),
            ('<p>Theo Quyết định 18/2020/NĐ-CP thì cơ quan công khai.</p>', 'citation-number'),
            ('<p>Hồ sơ nộp tại sở Xây Dựng.</p>', 'name'),
            ('<p>Uỷ ban Nhân dân phường trả lời.</p>', 'name'),
            ('<p>Sở Thông tin và Truyền thông hướng dẫn.</p>', 'name-former')):
        assert set(found(body=body + TAIL if body else '')) == {code}


@pytest.mark.parametrize('values, code', [
    ({'summary': ''}, 'missing-summary'), ({'keywords': ()}, 'missing-keywords'),
    ({'source_agency': ' '}, 'missing-source'), ({'author': ''}, 'missing-author'),
    ({'title': 'Thông báo ' * 20}, 'long-title'),
    ({'images': ('/khong-co',)}, 'image-broken')])
def test_what_is_missing_or_wrong_in_a_field_is_found(found, values, code):
    assert found(**values) == [code]


def test_a_survey_and_its_translation_need_no_body(checks, make, editing):
    survey = make('Survey', 'khao-sat', surveying_body='UBND', opens='2026-12-01',
                  closes='2026-12-31')
    assert 'missing-body' not in [each.code for each in checks.findings(survey)]
    assert 'missing-body' not in [each.code for each in checks.findings(
        editing.translate(survey, 'en', {'title': 'A survey'}, 'lan'))]


def test_a_topic_of_the_forum_needs_no_opening_words_beside_its_short_introduction(checks, make):
    topic = make('ForumTopic', 'pho-sach', body='', opens='2026-12-01', closes='2026-12-31')
    assert 'missing-body' not in [each.code for each in checks.findings(topic)]
    topic.summary = ''
    assert 'missing-summary' in [each.code for each in checks.findings(topic)]


@pytest.mark.parametrize('body', [
    '<h2>Một</h2><h3>Hai</h3><h2>Ba</h2><p>chữ</p>',
    '<p><img src="/static/a.png" alt="">chữ</p>',
    '<p>Xem <a href="#phan-2">phần hai của trang này</a></p>',
    '<p>Hãy <a href="mailto:a@hanoi.gov.vn">gửi thư cho phường</a></p>',
    '<p>Xem <a href="/sitemap">sơ đồ của Cổng</a> và <a href="/english">bản tiếng Anh</a></p>',
    '<table><tr><th scope="col">Tên</th></tr><tr><td>A</td></tr></table>',
    '<table><tr><td>một ô</td></tr></table>',
    '<p>UBND, HĐND và VNPT</p>', '<p>Sửa điểm 1,5 và giờ 7:30; tỷ lệ 3/4.</p>',
    '<p>Cơ sở y tế, cán bộ xây dựng, trụ sở công an phường.</p>',
    '<p>SỞ XÂY DỰNG</p>', '<p>một\n  hai</p>',
    '<p>Nghị quyết số 1656/NQ-UBTVQH15, Luật số 104/2016/QH13, Quyết định 749/QĐ-TTg</p>',
])
def test_what_is_right_is_left_alone(found, body):
    assert found(body=body + TAIL) == []


def test_links_to_drafts_are_broken_and_say_no_more_than_that_of_nothing(
        checks, news, make, publishing):
    draft = make('Page', 'trang-nhap')
    address = f'/chuyen-muc/{draft.__name__}'
    body = f'<p><a href="{address}">Trang về lịch tiếp công dân</a></p>'

    [finding] = [each for each in checks.findings(news, {'body': body}) if each.severity == ERROR]
    publishing.publish(draft, 'test')
    after = [each.code for each in checks.findings(news, {'body': body})]

    assert finding.code == 'link-broken'
    assert draft.title not in str(finding)
    assert 'link-broken' not in after


def test_findings_say_where_and_the_gravest_come_first(checks, news):
    body = '<p>một</p><p>hai  ba</p><p>Theo VnExpress, bốn.</p><h4>năm</h4>'

    found = checks.findings(news, {'body': body, 'title': '(MẬT) Kế hoạch'})

    assert [each.severity for each in found][:3] == [FORBIDDEN, OVERRIDE, ERROR]
    assert [(each.field, each.position) for each in found][:3] == [
        ('title', 0), ('body', 2), ('body', 3)]
    assert found[1].excerpt == 'Theo VnExpress'


def decision(make, publishing):
    values = Data(ROOT / 'config/hanoi').decision
    made = make('LegalDocument', 'qd-4263', title='Quyết định 4263/QĐ-UBND',
                number='4263/QĐ-UBND', kind='quyet-dinh-ca-biet', full_text=values['full_text'])
    publishing.publish(made, 'test')
    return made


@pytest.mark.parametrize('text, missing', [
    ('khoản 1 Điều 15 Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND', False),
    ('điểm đ khoản 1 Điều 15 Quyết định 4263/QĐ-UBND', False),
    ('Điều 36 Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND', True),
    ('khoản 9 Điều 15 Quyết định số 4263/QĐ-UBND', True),
    ('điểm k khoản 1 Điều 15 Quyết định số 4263/QĐ-UBND', True),
    ('Quyết định số 4263/QĐ-UBND, Điều 77', True),
    ('Điều 5 và Điều 99 Quyết định số 4263/QĐ-UBND', True),
    ('Điều 77 Nghị định số 42/2022/NĐ-CP', False),
    ('Điều 77 Luật Đất đai; Quyết định số 4263/QĐ-UBND', False),
])
def test_an_article_that_a_document_of_the_portal_has_not_is_an_error(
        found, make, publishing, text, missing):
    decision(make, publishing)

    assert found(body=f'<p>Căn cứ {text} của Thành phố.</p>') == (
        ['citation-provision'] if missing else [])


def test_a_document_that_is_not_public_is_unknown(found, make):
    make('LegalDocument', 'qd-1', title='Quyết định 1/QĐ-UBND', number='1/QĐ-UBND',
         kind='quyet-dinh-ca-biet', full_text='QUYẾT ĐỊNH\nĐiều 1. Có hiệu lực từ ngày ký.')

    assert found(body='<p>Điều 9 Quyết định số 1/QĐ-UBND của phường.</p>') == []


def test_a_translation_is_checked_in_its_own_fields(checks, news, editing, environment):
    english = editing.translate(news, 'en', {
        'title': 'News', 'summary': 'Lead', 'keywords': 'x',
        'body': '<p>According to VnExpress, <a href="/">click here</a>.</p>'}, 'test')

    assert {each.code for each in checks.findings(english)} == {'source-quoted', 'link-text'}


def test_looking_at_any_text_takes_time_by_its_length_alone(checks, news):
    for piece in (
            'a', ' ', 'a ', '.', 'a , ', 'Điều 1 ', 'Điều 1 Quyết định số 4263/QĐ-UBND ', 'theo ',
            'báo ', 'theo báo ', 'a.', 'sở xây dựng ', '<p>MẬT</p>', '<b>', '<a href="/x">x</a> ',
            '1/', '( ', '<h2></h2>', '<img src="/a">', 'VTV ', '<table><tr><td>'):
        body = piece * (50_000 * MORE // len(piece))
        started = time.process_time()

        checks.findings(news, {'body': body})

        assert time.process_time() - started < 2 * MORE, piece


def test_documents_that_readers_cannot_hear_or_trust_are_found(checks, make):
    scan = make('File', 'quet', file=Incoming('a.pdf', BytesIO(pdf())))
    good = make('File', 'tot', file=Incoming(
        'b.pdf', BytesIO(pdf('Thong bao ve viec cap giay phep', 'Thong bao', 'vi', True))))
    changed = make('File', 'doi', file=Incoming('c.pdf', BytesIO(PDF)))
    changed.file.examined = Examined(signature='altered', tagged=False)

    def codes(item):
        return [(each.code, each.severity) for each in checks.findings(item)
                if each.field == 'file']

    assert codes(scan) == [('pdf-scanned', ERROR), ('signature-missing', WARNING)]
    assert codes(good) == [('signature-missing', WARNING)]
    assert codes(changed) == [('signature-altered', ERROR), ('pdf-untagged', ADVICE)]


def test_what_is_not_translated_yet_is_named_by_field_and_paragraph_and_forbids(
        checks, news, editing):
    text = editing.translate(news, 'en', {
        'title': 'Filing online', 'body': '<p>Open</p><p>[[Từ]] seven</p>',
        'keywords': '[[hồ sơ]]'}, 'test')

    assert [(each.code, each.severity, each.field, each.position) for each in checks.blocking(
        text)] == [('untranslated', FORBIDDEN, 'body', 1),
                   ('untranslated', FORBIDDEN, 'keywords', None)]
    editing.translate(news, 'en', {'body': '<p>Open</p>', 'keywords': 'files'}, 'test')
    assert checks.blocking(text) == []
    editing.edit(news, {'title': 'Bảng [[1]]'}, 'test')
    assert 'untranslated' not in [each.code for each in checks.findings(news)]


@pytest.mark.clause('13.1.c/1')
@pytest.mark.parametrize(('typed', 'meant'), [
    ('Ủy ban nhân dân thành phố Hà Nộ', 'thành phố Hà Nội'), ('UBND TP. Hà Nội', ''),
    ('Bộ Xây dựng', ''), ('', '')])
def test_a_misspelt_issuing_body_is_asked_about(
        checks, make, portal, monkeypatch, typed, meant):
    monkeypatch.setattr(
        portal, 'owner', 'Ủy ban nhân dân thành phố Hà Nội', raising=False)
    decision = make('LegalDocument', 'qd-1', title='Quyết định', number='1/QĐ-UBND')
    said = [each.message.interpolate() for each in checks.findings(decision, {'issuer': typed})
            if each.code == 'issuer']

    assert len(said) == bool(meant) and all(meant in each for each in said)
