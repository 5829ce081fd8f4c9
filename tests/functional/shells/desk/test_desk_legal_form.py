"""The form of a legal document: it presumes nothing, and says what is to be typed where."""
import pytest
import transaction
from support.application import bavi
from support.typing_page import UNCLOSED

SITE = '/desk/sites/bavi'
ADD = f'{SITE}/van-ban-hanh-chinh/@@add?type=LegalDocument'
pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('staff')]
site = bavi


def writing(page):
    return next(form for form in page.forms.values() if 'title' in form.fields)


@pytest.mark.parametrize('field,asked', [
    ('kind', 'Chưa chọn loại văn bản.'), ('secrecy', 'Chưa nhập nội dung.')])
def test_kind_and_secrecy_are_chosen_by_a_person(visit, field, asked):
    form = writing(visit('bavi-contributor').get(ADD))
    assert form[field].value == ''
    first = form[field].options[0]
    assert (first[0], first[2]) == ('', 'Chọn…')

    answer = form.submit(status=422)
    assert answer.html.select_one(f'#e-{field}').get_text() == asked
    assert writing(answer)[field].value == ''


def test_what_was_chosen_is_not_offered_as_nothing_again(visit, publishing, site):
    form = writing(visit('bavi-contributor').get(ADD))
    form['kind'], form['secrecy'] = 'quyet-dinh-ca-biet', 'khong'
    again = writing(form.submit(status=422))

    assert (again['kind'].value, again['secrecy'].value) == ('quyet-dinh-ca-biet', 'khong')
    assert '' not in [option[0] for option in again['secrecy'].options]


def test_the_number_tells_the_kind_that_nobody_chose(visit):
    form = writing(visit('bavi-contributor').get(ADD))
    for field, value in {
            'title': 'Kế hoạch số 7', 'summary': 'Về việc trồng cây', 'number': '7/KH-UBND',
            'issuer': 'UBND xã Ba Vì', 'signer': 'Lê Văn An', 'signer_position': 'Chủ tịch',
            'issued': '2020-08-16', 'secrecy': 'khong'}.items():
        form[field] = value
    record = form.submit(status=303).follow()

    assert record.html.select_one('#truong-kind dd').get_text(strip=True) == 'Kế hoạch'


def test_the_fields_stand_in_groups_with_what_is_required_first(visit):
    page = visit('bavi-contributor').get(ADD).html
    groups = [each.get_text() for each in page.select('main h2.group')]
    assert groups == ['Thông tin bắt buộc', 'Hiệu lực', 'Quan hệ với văn bản khác', 'Nội dung']

    before = page.select_one('main h2.group:nth-of-type(2)')
    required = [each['data-field'] for each in page.select('.field') if each.select('.must')]
    first = [each['data-field'] for each in before.find_all_previous(class_='field')]
    assert set(required) <= set(first)
    assert 'dấu chấm phẩy' in page.select_one('#h-replaces').get_text()


def test_the_issuer_is_known_from_the_site_and_the_signer_from_its_leaders(
        visit, site, editing, publishing):
    form = writing(visit('bavi-contributor').get(ADD))
    assert (form['issuer'].value, form['signer'].value) == (site.owner, '')

    for name, order, position in (('Trần Văn Hai', 2, 'Phó Chủ tịch'),
                                  ('Nguyễn Văn Một', 1, 'Chủ tịch')):
        person = editing.add(site['lanh-dao'], '', 'Person', {
            'title': name, 'position': position, 'order': order}, 'test')
        publishing.publish(person, 'test')
    editing.add(site['lanh-dao'], '', 'Person', {
        'title': 'Chưa Công Khai', 'position': 'Bí thư', 'order': 0}, 'test')
    transaction.commit()

    form = writing(visit('bavi-contributor').get(ADD))
    assert (form['signer'].value, form['signer_position'].value) == (
        'Nguyễn Văn Một', 'Chủ tịch')


def test_a_body_that_is_not_declared_is_no_issuer(visit, site):
    site.owner = 'Chưa khai báo'
    transaction.commit()

    assert writing(visit('bavi-contributor').get(ADD))['issuer'].value == ''
