"""Where citations in a text lead: to provisions of its own, and to numbers of other documents."""
import pytest
from hanoiportal.types.legaldocument.laws import laws_of
from hanoiportal.types.legaldocument.reading.cited import cited_texts
from support import ROOT

LAWS = laws_of(ROOT / 'config/hanoi/laws.csv')
DECISION = (ROOT / 'config/hanoi/quyet-dinh-4263.txt').read_text(encoding='utf-8')
TEXT = """QUYẾT ĐỊNH
Căn cứ Luật Tiếp cận thông tin ngày 06 tháng 4 năm 2016;
Điều 1. Ban hành Quy chế
1. Thực hiện khoản 2 Điều này, điểm a khoản này và Điều 2 Quy chế này.
a) Theo Điều 9.
2. Theo Luật Báo chí và khoản 1.
QUY CHẾ
Chương I
CHUNG
Điều 1. Phạm vi
1. Theo Điều 2. Theo Điều 1 Quyết định này và Mục 1 Chương I.
Điều 2. Sửa đổi một số điều của Nghị định số 42/2022/NĐ-CP
1. Sửa đổi khoản 2 Điều 7 như sau.
"""


def read(source):
    return {key: [(citation.number, anchor) for citation, anchor in found]
            for key, found in cited_texts(source, LAWS).links.items()}


@pytest.mark.parametrize(('key', 'wanted'), [
    ('Căn cứ Luật Tiếp cận thông tin ngày 06 tháng 4 năm 2016;', [('104/2016/QH13', '')]),
    ('quyet-dinh-dieu-1-khoan-1', [
        ('', 'quyet-dinh-dieu-1-khoan-2'), ('', 'quyet-dinh-dieu-1-khoan-1-diem-a'),
        ('', 'dieu-2')]),
    ('quyet-dinh-dieu-1-khoan-2', [('', 'quyet-dinh-dieu-1-khoan-1')]),
    ('dieu-1-khoan-1', [('', 'dieu-2'), ('', 'quyet-dinh-dieu-1')]),
    ('dieu-2', [('42/2022/NĐ-CP', '')]),
    ('dieu-2-khoan-1', [('42/2022/NĐ-CP', 'dieu-7-khoan-2')])])
def test_a_citation_leads_to_where_it_says(key, wanted):
    assert read(TEXT)[key] == wanted


def test_what_the_text_has_not_got_and_a_name_of_two_laws_lead_nowhere():
    found = read(TEXT)

    assert 'quyet-dinh-dieu-1-khoan-1-diem-a' not in found  # there is no article 9
    assert cited_texts(TEXT, LAWS).numbers == {'104/2016/QH13', '42/2022/NĐ-CP'}


def test_the_decision_cites_its_own_articles_and_thirteen_decrees_and_circulars():
    found = cited_texts(DECISION, LAWS)

    own = [anchor for links in found.links.values() for citation, anchor in links
           if citation.is_own]
    assert sorted(own) == ['dieu-13', 'dieu-13', 'dieu-19', 'dieu-4', 'dieu-7',
                           'quyet-dinh-dieu-3']
    assert len([number for number in found.numbers if '/NĐ-CP' in number]) == 10
