"""The record of a text: the text itself, findings in words, rounds of the work, deleting."""
import pytest
import transaction
from hanoiportal.kernel.tree.lookup import in_work
from support.desk_forms import forms_by
from support.editorial_staff import CHECKED

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
BODY = ('<p>Mở từ 15 tháng Chạp.</p><p>Xem <a href="/sites/bavi">tại đây</a>.</p>'
        '<p>Theo VnExpress, chợ mở sớm.</p>')


@pytest.fixture
def item(at_work, ward):
    writer = at_work('bavi-contributor')
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa <Tết>', 'summary': 'Chợ hoa.', 'body': BODY}, writer.id)
    transaction.commit()
    return item


@pytest.fixture
def corrected(item, at_work):
    """A public text that the contributor wrote, with a correction of the editor in work."""
    head, editor = at_work('bavi-head'), at_work('bavi-editor')
    editor.editing.edit(item, {'body': '<p>Mở từ 15 tháng Chạp.</p>'}, editor.id, 'Bỏ nguồn báo')
    for person, step in ((at_work('bavi-contributor'), 'submit'), (editor, 'take'),
                         (editor, 'pass_on'), (head, 'approve')):
        person.take(item, step, CHECKED)
    editor.editing.edit(item, {'summary': 'Chợ hoa Xuân.'}, editor.id, 'Thêm mùa')
    transaction.commit()
    return item


def words(page, selector):
    return [' '.join(each.get_text().split()) for each in page.html.select(selector)]


def test_the_record_shows_the_text(item, visit):
    page = visit('bavi-contributor').get(ITEM)

    assert words(page, '.reading .words') == [
        'Chợ hoa <Tết>', 'Chợ hoa.',
        'Mở từ 15 tháng Chạp.Xem tại đây.Theo VnExpress, chợ mở sớm.']


def test_each_finding_says_how_grave_it_is_and_where(item, visit):
    page = visit('bavi-contributor').get(ITEM)
    found = {' '.join(each.select_one('.word').get_text().split()): each
             for each in reversed(page.html.select('.findings li'))}

    assert set(found) == {'Lỗi', 'Nên sửa', 'Gợi ý'}
    assert 'Chặn phê duyệt' in found['Lỗi'].get_text()
    places = [each['href'] for each in page.html.select('.findings .to a')]
    assert '#doan-body-2' in places and f'{ITEM}/@@edit#f-source_agency' in places
    assert page.html.select_one('#doan-body-2').parent.get_text().startswith('Theo VnExpress')


def test_a_picture_in_a_finding_goes_by_its_title(item, at_work, visit):
    writer = at_work('bavi-contributor')
    path = '/sites/bavi/da-phuong-tien/khong-co'
    writer.editing.edit(item, {'images': path}, writer.id)
    transaction.commit()
    found = words(visit('bavi-contributor').get(ITEM), '.findings li')

    assert any('khong-co' in each for each in found)
    assert not any(path in each for each in found)


def test_of_a_correction_the_record_shows_what_changes_and_on_demand_the_whole(corrected, visit):
    head = visit('bavi-head')
    page = head.get(ITEM)

    assert words(page, '.reading ins') == ['Xuân']
    assert [each.get_text() for each in page.html.select('.reading h3')] == ['Tóm tắt']
    page = page.click('Toàn văn')
    assert 'Mở từ 15 tháng Chạp.' in words(page, '.reading .words')


def test_no_round_of_the_work_and_no_writer_is_forgotten(corrected, visit):
    page = visit('bavi-head').get(ITEM)
    rounds = words(page, '.round')

    assert [each.split(' Người')[0] for each in rounds] == [
        'Vòng 2 đang làm', 'Vòng 1 đang công khai']
    assert 'Người bavi-contributor' in rounds[1] and 'Phê duyệt' in rounds[1]
    assert 'Người bavi-head' in rounds[1] and 'Người bavi-head' not in rounds[0]
    assert 'Người bavi-contributor, Người bavi-editor' in words(page, '.known')[0]


def test_history_names_writers_note_and_approver_apart(corrected, visit):
    public = visit('bavi-head').get(f'{ITEM}/@@history').html.select_one('.version.public')
    lines = {' '.join(each.dt.get_text().split()): ' '.join(each.dd.get_text().split())
             for each in public.select('.doers > div')}

    assert lines['Người viết, sửa'] == 'Người bavi-contributor, Người bavi-editor'
    assert lines['Ghi chú khi sửa'] == 'Bỏ nguồn báo'
    assert lines['Sửa lần cuối'].startswith('Người bavi-editor')
    assert 'Người bavi-head' in lines['Phê duyệt của Ban Biên tập']


@pytest.mark.clause('14.1/2')
def test_who_would_lose_the_right_to_approve_is_told_before(item, visit):
    told = 'không còn phê duyệt được phiên bản này'
    assert told in visit('bavi-head').get(f'{ITEM}/@@edit')
    assert told not in visit('bavi-contributor').get(f'{ITEM}/@@edit')

    head = visit('bavi-head')
    form = forms_by(head.get(f'{ITEM}/@@edit'), 'form')
    form['title'] = 'Chợ hoa'
    form.submit()
    assert told not in head.get(f'{ITEM}/@@edit')


def test_one_tick_confirms_the_whole_checklist(corrected, at_work, visit):
    editor = at_work('bavi-editor')
    for step in ('submit', 'take', 'pass_on'):
        editor.take(corrected, step)
    transaction.commit()
    form = forms_by(visit('bavi-head').get(ITEM), 'now')
    form.fields['checks'][0].checked = True
    form.submit(status=303)

    transaction.begin()
    assert set(corrected.approvals[-1].checks) == {'origin', 'quality', 'content'}
    assert in_work(corrected) is corrected


def test_an_item_is_deleted_on_its_record_with_a_reason_that_the_bin_shows(item, visit):
    writer = visit('bavi-contributor')
    page = writer.get(ITEM).click('Xóa…')
    refused = forms_by(page, 'form').submit(status=422)
    assert 'Hãy ghi lý do xóa.' in refused

    form = forms_by(refused, 'form')
    form['why'] = 'Trùng với bài khác'
    assert 'Đã chuyển vào thùng rác' in form.submit().follow()
    assert 'Trùng với bài khác' in visit('bavi-editor').get('/desk/sites/bavi/@@trash')


@pytest.mark.clause('8.8')
def test_who_may_not_delete_is_offered_nothing_and_refused(corrected, visit):
    assert 'Xóa…' not in visit('bavi-editor').get(ITEM)
    visit('bavi-editor').get(f'{ITEM}/@@delete', status=404)
    visit('soxaydung-head').get(f'{ITEM}/@@delete', status=404)
