"""Files of a document in the desk, without a script: in its form, and on its record."""
from io import BytesIO
from zipfile import ZipFile

import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.lookup import path_of
from support.factories import PDF, picture

DECISION = {
    'title': 'Quyết định số 128/QĐ-UBND', 'summary': 'Về cây xanh', 'number': '128/QĐ-UBND',
    'kind': 'quyet-dinh-ca-biet', 'issuer': 'Ủy ban nhân dân xã Ba Vì', 'signer': 'Lê Văn An',
    'signer_position': 'Chủ tịch', 'issued': '2025-08-16', 'secrecy': 'khong'}
PLACE = '/desk/sites/bavi/van-ban-hanh-chinh'
ADD = f'{PLACE}/@@add?type=LegalDocument'
SCRIPT = {'X-Sent-By-Script': 'yes'}


@pytest.fixture
def writer(staff, visit):
    return visit('bavi-contributor')


@pytest.fixture
def place(small_portal):
    return small_portal['sites']['bavi']['van-ban-hanh-chinh']


def fill(page):
    """Return the form for a new decision, filled in."""
    form = next(each for each in page.forms.values() if 'edit.files' in each.fields)
    for name, value in DECISION.items():
        form[name] = value
    return form


def send(browser, address, form, *files, **options):
    """Send ``form`` with ``files``, pairs of name and bytes, to ``address``."""
    fields = [each for each in form.submit_fields() if each[0] != 'edit.files']
    return browser.post(address, fields, upload_files=[
        ('edit.files', name, content) for name, content in files], **options)


@pytest.fixture
def decision(writer, place):
    send(writer, ADD, fill(writer.get(ADD)), ('Bản ký số.pdf', PDF), ('phu_luc.pdf', PDF + b'\n'))
    transaction.begin()
    [made] = place.values()
    return made


def rows(page):
    return [row.select_one('.what a').text for row in page.html.select('.files .attached li')]


def card(page, action):
    return next(each for each in page.forms.values() if each.action.endswith(action))


@pytest.mark.clause('3.3')
def test_a_decision_and_its_files_come_with_one_form(decision, writer):
    page = writer.get(f'/desk{path_of(decision)}')

    assert rows(page) == ['Bản ký số', 'phu luc']
    assert [row.select_one('.state').text for row in page.html.select('.files li')] == [
        'Bản nháp', 'Bản nháp']
    assert decision['ban-ky-so'].file.filename == 'Bản ký số.pdf'


def test_several_files_are_added_on_the_record_and_what_is_refused_is_named(decision, writer):
    form = card(writer.get(f'/desk{path_of(decision)}'), '@@files')
    page = send(
        writer, form.action, form, ('so-lieu.csv', b'a,b\n1,2\n'), ('chay.exe', b'MZ' * 90),
        ('dong-dau.jpg', picture('JPEG').getvalue())).follow()

    assert rows(page) == ['Bản ký số', 'phu luc', 'so-lieu', 'dong-dau']
    assert not page.html.select('.files .attached img')
    assert 'chay.exe' in page.html.select_one('.flash.error').text
    assert 'Đã thêm 2 tệp' in page.html.select_one('.flash.info').text


def test_a_file_that_a_public_text_gets_later_goes_its_own_way_and_the_record_says_so(
        decision, writer, visit, place, publishing):
    address = f'{PLACE}/{decision.__name__}'
    lone = 'mở hồ sơ của tệp để gửi duyệt'
    assert lone not in writer.get(address)
    for each in (decision, *decision.values()):
        publishing.publish(each, 'test')
    transaction.commit()
    editor = visit('bavi-editor')
    assert lone not in editor.get(address)
    page = editor.get(address)
    form = card(page, '@@files')
    send(editor, form.action, form, ('them.pdf', PDF + b'\n\n'))
    assert lone in editor.get(address)


def test_files_are_put_in_order_and_thrown_away_on_the_record(decision, writer):
    page = writer.get(f'/desk{path_of(decision)}')
    [move] = [each for each in page.forms.values() if each.action.endswith('@@file-order')][1:]
    moved = move.submit('to', value='up').follow()
    kept = card(moved, '@@file-drop').submit().follow()

    assert rows(moved) == ['phu luc', 'Bản ký số']
    assert rows(kept) == ['Bản ký số']


def test_a_form_sent_by_a_script_is_told_where_to_go_and_where_to_send_files(writer, place):
    form = fill(writer.get(ADD))
    told = send(writer, ADD, form, headers=SCRIPT)
    address = told.headers['X-Files-To']
    token = form['csrf_token'].value

    good = writer.post(address, {'csrf_token': token}, headers=SCRIPT,
                       upload_files=[('edit.files', 'a.pdf', PDF)])
    bad = writer.post(address, {'csrf_token': token}, headers=SCRIPT,
                      upload_files=[('edit.files', 'a.exe', b'MZ' * 90)])

    assert told.status_int == 200 and told.headers['X-Go-To'].endswith('128-qd-ubnd')
    assert good.json == []
    assert len(bad.json) == 1 and bad.json[0]


def test_an_archive_that_leaves_its_folder_is_refused_in_words(decision, writer):
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        archive.writestr('../../etc/x.txt', b'tin')
    form = card(writer.get(f'/desk{path_of(decision)}'), '@@files')

    page = send(writer, form.action, form, ('so-lieu.zip', out.getvalue())).follow()
    said = page.html.select_one('.flash.error').text

    assert 'ra ngoài thư mục giải nén' in said and '../../etc/x.txt' in said


def test_a_reader_of_a_document_sees_its_files_and_changes_none(decision, writer, visit):
    step = next(each for each in writer.get(f'/desk{path_of(decision)}').forms.values()
                if 'step' in each.fields and each['step'].value == 'submit')
    step.submit()
    page = writer.get(f'/desk{path_of(decision)}')

    assert rows(page) == ['Bản ký số', 'phu luc']
    assert not page.html.select('.files form')
    token = page.html.select_one('[name=csrf_token]')['value']
    for view in ('files', 'file-order', 'file-drop'):
        assert writer.post(f'/desk{path_of(decision)}/@@{view}', {'csrf_token': token},
                           expect_errors=True).status_int in (403, 404)
    assert visit('soxaydung-editor').get(
        f'/desk{path_of(decision)}', expect_errors=True).status_int == 404


def test_a_news_item_shows_its_pictures_small(small_portal, at_work, visit, ward):
    lan = at_work('bavi-contributor')
    photo = lan.editing.add(small_portal['sites']['bavi']['da-phuong-tien'], '', 'Image', {
        'title': 'Hồ Suối Hai', 'alt': 'Mặt hồ',
        'image': Incoming('ho.jpg', picture('JPEG', (640, 480)))}, lan.id)
    item = lan.add(ward, images=path_of(photo))
    transaction.commit()
    browser = visit('bavi-contributor')

    [small] = browser.get(f'/desk{path_of(item)}').html.select('.files img')
    answer = browser.get(small['src'])

    assert answer.content_type == 'image/jpeg' and len(answer.body) < 5000
    assert visit('soxaydung-editor').get(small['src'], expect_errors=True).status_int == 404
