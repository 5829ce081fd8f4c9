"""What a legal document may be, and when it may be published."""
from datetime import date

import pytest
import transaction
import ZODB
from hanoiportal.kernel.tree import Item
from hanoiportal.kernel.tree.names import BadName
from hanoiportal.types.legaldocument.reading.numbers import kinds
from hanoiportal.types.legaldocument.resource import LegalDocument, searched
from hanoiportal.types.legaldocument.rules import faults, reasons_against_publishing
from hanoiportal.types.legaldocument.secrecymarks import stamps_of
from support import ROOT

KINDS = {kind.key: kind for kind in kinds(ROOT / 'config/hanoi/document_types.csv')}
DECISION, LETTER = KINDS['quyet-dinh-ca-biet'], KINDS['cong-van']
NORMATIVE = KINDS['quyet-dinh-cua-ubnd-qppl']
MARKS = ROOT / 'config/hanoi/secrecy_marks.csv'
STAMPS = stamps_of(MARKS)
TODAY = date(2025, 8, 18)
TEXT = 'QUYẾT ĐỊNH\nĐiều 1. Giao Sở Nội vụ.\nĐiều 2. Có hiệu lực từ ngày ký.'
GOOD = {
    'number': '4263/QĐ-UBND', 'issued': date(2025, 8, 16), 'effective': date(2025, 8, 16),
    'expires': None, 'status': 'con', 'secrecy': 'khong', 'full_text': TEXT}
LAW = {**GOOD, 'number': '21/2025/QĐ-UBND'}


def wrong(values, kind=DECISION, **changes):
    """Return ``{field: reason}`` as people read it."""
    found = faults({**values, **changes}, kind, TODAY, STAMPS)
    return {field: why.interpolate() for field, why in found.items()}


def test_a_good_document_has_no_faults():
    assert wrong(GOOD) == wrong(LAW, NORMATIVE) == {}


@pytest.mark.clause('14.2')
@pytest.mark.clause('14.3.b')
@pytest.mark.parametrize('mark', ['mat', 'toi-mat', 'tuyet-mat', 'pham-vi-hep'])
def test_a_document_with_a_secrecy_mark_is_refused(mark):
    assert list(wrong(GOOD, secrecy=mark)) == ['secrecy']


@pytest.mark.clause('14.3.b')
def test_a_text_that_bears_a_stamp_is_refused_whatever_the_form_says():
    for stamp in (
            *(row.split(',')[0] for row in MARKS.read_text(encoding='utf-8').splitlines()[1:]),
            ' [TUYỆT MẬT] ', 'XEM  XONG HỦY'):
        found = wrong(GOOD, full_text=f'UBND\n{stamp}\n{TEXT}')

        assert stamp.strip(' []') in found['full_text']


def test_the_stamps_are_those_of_the_table_alone(tmp_path):
    (tmp_path / 'marks.csv').write_text('mark,basis\nKHÔNG PHỔ BIẾN,Luật\n', encoding='utf-8')
    stamps = stamps_of(tmp_path / 'marks.csv')

    assert stamps.search('UBND\nKHÔNG PHỔ BIẾN\nQUYẾT ĐỊNH')
    assert not stamps.search('UBND\nMẬT\nQUYẾT ĐỊNH')
    (tmp_path / 'marks.csv').write_text('mark,basis\n', encoding='utf-8')
    with pytest.raises(ValueError, match='no stamp'):
        stamps_of(tmp_path / 'marks.csv')


def test_a_text_that_speaks_of_secrets_is_none():
    assert wrong(GOOD, full_text=f'{TEXT}\nĐiều 3. Độ MẬT của văn bản.\nKhông Mật') == {}


@pytest.mark.parametrize(('field', 'changes'), [
    ('number', {'number': '4263/2025'}),
    ('number', {'number': ''}),
    ('issued', {'issued': date(2025, 8, 19), 'effective': None}),
    ('expires', {'expires': date(2025, 8, 15)}),
    ('expires', {'expires': date(2025, 8, 30), 'effective': date(2025, 9, 1)}),
    ('status', {'status': 'chua-co'}),
])
def test_fields_that_cannot_both_be_true_are_refused(field, changes):
    assert list(wrong(GOOD, **changes)) == [field]


def test_a_normative_document_says_since_when_and_whether_it_holds():
    assert list(wrong(LAW, NORMATIVE, effective=None, status='')) == ['effective', 'status']
    assert wrong(GOOD, effective=None, status='') == {}


def test_a_normative_document_does_not_hold_before_it_was_issued():
    early = {'effective': date(2025, 8, 1)}

    assert list(wrong(LAW, NORMATIVE, **early)) == ['effective']
    assert wrong(GOOD, **early) == {}


def test_a_text_that_cannot_be_read_is_refused_with_its_line():
    found = wrong(GOOD, full_text='QUYẾT ĐỊNH\nĐiều 2. Hai\nĐiều 1. Một')

    assert found['full_text'].startswith('Dòng 3: Điều 1 đứng sau Điều 2')


def test_a_decision_has_articles_and_a_letter_need_not():
    letter = 'Kính gửi: Sở Nội vụ\n1. Báo cáo.\nNơi nhận:\n- Như trên'

    assert 'Không tìm thấy điều nào' in wrong(GOOD, full_text=letter)['full_text']
    assert wrong(GOOD, LETTER, number='12/UBND-TH', full_text=letter) == {}


def test_a_letter_keeps_its_words_and_its_clauses():
    document = LegalDocument(full_text='SỞ NỘI VỤ\nKính gửi: Xã Ba Vì\n1. Một.\n2. Hai.')

    [part] = document.reading.document.parts

    assert [each.anchor for each in part.body] == ['doan-1', 'khoan-1', 'khoan-2']
    assert document.reading.articles == {}


def test_the_title_of_a_plan_heads_its_text():
    document = LegalDocument(full_text='UBND\nSố: 2/KH-UBND\nKẾ HOẠCH\nVỀ CẢI CÁCH\n1. Mục đích')

    [part] = document.reading.document.parts

    assert (part.letterhead, part.title, part.subject) == (
        ('UBND', 'Số: 2/KH-UBND'), 'KẾ HOẠCH', ('VỀ CẢI CÁCH',))


def said(document, kind):
    return [why.interpolate() for why in reasons_against_publishing(document, kind)]


@pytest.mark.clause('14.2')
def test_a_normative_or_policy_document_is_published_in_full_or_not_at_all():
    for key in (
            'quyet-dinh-cua-ubnd-qppl', 'nghi-quyet-cua-chinh-phu-qppl', 'nghi-quyet-cua-dang',
            'chi-thi-cua-dang', 'ket-luan-cua-dang', 'chuong-trinh-cua-dang', 'nghi-quyet-ca-biet',
            'chi-thi'):
        document = LegalDocument()
        document['ban-ky'] = Item()

        [reason] = said(document, KINDS[key])
        document.full_text = TEXT

        assert 'phải được đăng toàn văn' in reason, key
        assert said(document, KINDS[key]) == []


def test_a_resolution_of_the_party_or_of_policy_needs_no_articles():
    policy = {'full_text': 'NGHỊ QUYẾT\nI. QUAN ĐIỂM\n1. Một.', 'effective': None, 'status': ''}

    assert wrong(GOOD, KINDS['nghi-quyet-cua-dang'], number='57-NQ/TW', **policy) == {}
    assert wrong(GOOD, KINDS['nghi-quyet-ca-biet'], number='66/NQ-CP', **policy) == {}
    assert list(wrong(GOOD, KINDS['nghi-quyet-cua-dang'], number='57/NQ-TW', **policy)) == [
        'number']


def test_an_administrative_document_is_published_with_a_text_or_a_file():
    bare, with_file, with_text = LegalDocument(), LegalDocument(), LegalDocument(full_text=TEXT)
    with_file['ban-ky'] = Item()

    assert said(bare, DECISION) == ['Văn bản chưa có toàn văn và chưa có tệp đính kèm.']
    assert said(with_file, DECISION) == said(with_text, DECISION) == []


@pytest.mark.clause('14.3.b')
def test_a_secret_that_came_in_by_another_way_is_not_published():
    document = LegalDocument(full_text=TEXT, secrecy='mat')

    [reason] = said(document, DECISION)

    assert 'độ mật' in reason


def test_an_article_is_a_place_below_its_document():
    document = LegalDocument(full_text=TEXT, state='published')

    article = document['dieu-2']

    assert (article.__parent__, article.__name__) == (document, 'dieu-2')
    assert (article.short_title, article.is_public) == ('Điều 2', True)
    assert all(name not in document for name in ('dieu-2', 'dieu-3'))
    for name in ('dieu-3', 'khoan-1', 'mau'):
        with pytest.raises(KeyError):
            document[name]


def test_a_document_without_text_has_no_articles():
    with pytest.raises(KeyError):
        LegalDocument()['dieu-1']


@pytest.mark.parametrize('name', ['dieu-1', 'dieu-13a', 'quyet-dinh-dieu-2', 'dieu-6-2'])
def test_no_attachment_takes_the_address_of_an_article(name):
    document = LegalDocument()

    with pytest.raises(BadName):
        document.add(name, Item())

    document['dieu-le'] = Item()
    assert list(document) == ['dieu-le']


def test_its_text_is_found_as_typed_even_with_signs_of_markup():
    document = LegalDocument(summary='Về việc', full_text='Điều 1. Khi a <b thì bồi thường.')

    assert searched(document) == 'Về việc\nĐiều 1. Khi a &lt;b thì bồi thường.'


def test_a_text_is_read_once():
    first, second = LegalDocument(full_text=TEXT), LegalDocument(full_text=TEXT)

    assert first.reading is second.reading


def test_publishing_does_not_write_the_text_again():
    connection = ZODB.DB(None).open()
    document = connection.root()['vb'] = LegalDocument(full_text=TEXT)
    transaction.commit()
    kept = document._full_text

    document.state = 'published'
    document.full_text = TEXT

    assert connection._registered_objects == [document]
    assert document._full_text is kept
    transaction.abort()
