import pytest
from hanoiportal.types.legaldocument.rules import NOT_SECRET

pytestmark = pytest.mark.clause('14.2')


@pytest.mark.parametrize('values', [
    {'body': '<p>MẬT</p><p>Kế hoạch tuần tra</p>'}, {'body': '<h2>TUYỆT MẬT</h2><p>chữ</p>'},
    {'body': '<p>Độ mật: Tối mật</p>'}, {'body': '<table><tr><td>[TỐI MẬT]</td></tr></table>'},
    {'title': 'Kế hoạch phòng thủ (MẬT)'}, {'title': 'TUYỆT MẬT'},
    {'summary': 'LƯU HÀNH NỘI BỘ'}, {'keywords': ('MẬT',)}, {'author': 'mức độ mật: mật'},
])
def test_a_mark_of_secrecy_in_any_text_blocks_and_nobody_overrides_it(checks, news, values):
    found = [each for each in checks.findings(news, values) if each.code == 'secrecy']

    assert [each.can_be_overridden for each in found] == [False]
    assert found[0].field in values


@pytest.mark.parametrize('values', [
    {'title': 'BẢO VỆ BÍ MẬT NHÀ NƯỚC'}, {'body': '<p>Không tiết lộ bí mật, mật khẩu.</p>'},
    {'body': '<p>Mật</p><p>Mật ong Ba Vì được chứng nhận.</p>'},
    {'body': '<p>Tài liệu MẬT phải được bảo quản riêng.</p>'},
    {'summary': 'Hướng dẫn xác định độ mật của tài liệu'},
])
def test_texts_that_speak_of_secrecy_bear_no_mark(checks, news, values):
    assert 'secrecy' not in [each.code for each in checks.findings(news, values)]


def test_what_bears_a_mark_is_blocked(checks, news, editing):
    editing.edit(news, {'body': '<p>MẬT</p><p>Kế hoạch</p>'}, 'test')

    assert [each.can_be_overridden for each in checks.blocking(news)] == [False]


def test_a_legal_document_without_full_text_is_blocked(checks, make):
    document = make('LegalDocument', 'nghi-quyet', kind='nghi-quyet-cua-hdnd-qppl',
                    number='23/2025/NQ-HDND'.replace('HD', 'HĐ'), full_text='')
    whole = make('LegalDocument', 'quyet-dinh')

    [finding] = checks.blocking(document)

    assert not finding.can_be_overridden
    assert 'toàn văn' in finding.message.interpolate()
    assert (whole.secrecy, checks.blocking(whole)) == (NOT_SECRET, [])


def test_the_version_in_work_of_a_public_document_is_looked_at(
        checks, make, publishing, editing):
    document = make('LegalDocument', 'quyet-dinh')
    publishing.publish(document, 'test')
    editing.edit(document, {'summary': 'MẬT'}, 'test')
    marked = checks.blocking(document.working)
    editing.edit(document, {'summary': 'Trích yếu', 'full_text': ''}, 'test')
    empty = checks.blocking(document.working)

    assert [(each.code, each.field) for each in marked] == [('secrecy', 'summary')]
    assert [each.code for each in empty] == ['type']
    assert document.full_text
