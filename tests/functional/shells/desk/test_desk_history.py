"""The versions of a text in the desk: listed, compared, brought back."""
import pytest
import transaction
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.tree.lookup import in_work
from support.editorial_staff import CHECKED

ITEM = '/desk/sites/bavi/tin-tuc-su-kien/cho-hoa'
HISTORY = f'{ITEM}/@@history'


@pytest.fixture
def item(at_work, ward):
    """A public text with a working version, and two versions in its history."""
    writer, editor, head = map(at_work, ('bavi-contributor', 'bavi-editor', 'bavi-head'))
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa', 'genre': 'tin', 'body': '<p>Mở ngày 15.</p><p>Ở Hàng Lược.</p>',
        'keywords': 'hoa; chợ'}, writer.id)
    head.take(item, 'emergency', Details(note='Bão', checks=CHECKED.checks))
    editor.editing.edit(item, {
        'title': 'Chợ hoa Xuân', 'genre': 'bai', 'body': '<p>Mở ngày 16.</p><p>Ở Hàng Lược.</p>',
        'keywords': 'hoa; Tết'}, editor.id, 'Sửa <ngày>')
    transaction.commit()
    return item


def restoring(page, key):
    return next(form for form in page.forms.values()
                if 'version' in form.fields and form['version'].value == key)


def test_every_version_is_listed_with_who_when_why_and_by_which_approval(item, visit):
    page = visit('bavi-editor').get(HISTORY)

    rows = page.html.select('.version')
    assert [row.select_one('h3').contents[0].strip() for row in rows] == [
        'Bản đang sửa', 'Bản đang công khai', 'Bản 1']
    assert 'Sửa <ngày>' in rows[0].get_text() and 'Người bavi-editor' in rows[0].get_text()
    assert 'Trưởng Ban xuất bản khẩn: Người bavi-head' in rows[1].get_text()
    assert 'Người bavi-contributor' in rows[2].get_text()
    assert 'bavi-editor ' not in page.text.replace('Người bavi-editor', '')


def test_two_versions_are_compared_side_by_side_and_in_one_text(item, visit):
    editor = visit('bavi-editor')
    form = editor.get(HISTORY).forms['compare']
    assert (form['from'].value, form['to'].value) == ('public', 'now')
    page = form.submit()

    cells = [[str(cell) for cell in row.select('td')] for row in page.html.select('.beside tr')]
    assert ['<td>Mở ngày <del class="removed">15</del>.</td>',
            '<td>Mở ngày <ins class="added">16</ins>.</td>'] in cells
    assert page.html.select_one('.sides .removed').text == 'Tin'
    page = page.click('Trong một văn bản')
    assert '<p>Mở ngày <del class="removed">15</del><ins class="added">16</ins>.</p>' in page
    assert page.html.select_one('.ways [aria-current]').text == 'Trong một văn bản'


def test_a_version_that_is_brought_back_is_a_new_one(item, visit, app):
    editor = visit('bavi-editor')
    answer = restoring(editor.get(HISTORY), '1').submit()

    assert 'Đã khôi phục thành một bản mới.' in answer.follow()
    assert 'Khôi phục bản 1' in editor.get(HISTORY)
    transaction.begin()
    assert (item.title, in_work(item).title, in_work(item).genre) == ('Chợ hoa', 'Chợ hoa', 'tin')
    same = restoring(editor.get(HISTORY), 'public').submit().follow()
    assert 'giống hệt bản hiện nay' in same
    assert 'Xuân</del>' in editor.get(f'{HISTORY}?from=2&to=now')
    assert 'Hai phiên bản giống hệt nhau.' in editor.get(f'{HISTORY}?from=1&to=now')


def test_what_cannot_be_brought_back_is_said(item, visit):
    editor = visit('bavi-editor')
    form = restoring(editor.get(HISTORY), '1')
    form['version'].force_value('99')
    assert 'Không có phiên bản đó.' in form.submit(status=422)

    transaction.begin()
    in_work(item).history[0].values = {**in_work(item).history[0].values, 'title': ''}
    transaction.commit()
    answer = restoring(editor.get(HISTORY), '1').submit(status=422)
    assert 'Chưa khôi phục được' in answer and 'Tiêu đề: ' in answer


def test_who_may_look_but_not_write_is_offered_no_restoring(item, visit):
    page = visit('kiemtra').get(HISTORY)

    assert len(page.html.select('.version')) == 3
    assert not [form for form in page.forms.values() if 'version' in form.fields]


def test_there_is_no_page_of_versions_that_do_not_exist(item, visit):
    for query in (
            'from=now', 'from=now&to=99', 'from=x&to=y', 'language=en', 'language=xx',
            'from=%00&to=1'):
        visit('bavi-editor').get(f'{HISTORY}?{query}', status=404)


def test_a_version_in_work_is_thrown_away_and_can_be_had_again(item, visit):
    editor = visit('bavi-editor')
    page = editor.get(ITEM).click('Hủy bản đang sửa…')
    form = next(each for each in page.forms.values() if 'note' in each.fields)
    form['note'] = 'Chợ không dời ngày.'
    page = form.submit().follow()

    assert 'Đã hủy bản đang sửa.' in page and 'Hủy bản đang sửa…' not in page
    transaction.begin()
    assert (item.working, item.title) == (None, 'Chợ hoa')
    restoring(editor.get(HISTORY), '2').submit()
    transaction.begin()
    assert in_work(item).title == 'Chợ hoa Xuân'


@pytest.mark.parametrize('login', ['bavi-contributor', 'soxaydung-editor'])
def test_who_may_not_change_a_version_does_not_throw_it_away(item, visit, login):
    visit(login).get(f'{ITEM}/@@discard', status=404)


def test_where_nothing_is_in_work_there_is_nothing_to_throw_away(item, visit, at_work):
    at_work('bavi-editor').editing.discard(item, 'test')
    transaction.commit()

    visit('bavi-editor').get(f'{ITEM}/@@discard', status=404)


def test_without_the_token_nothing_is_brought_back(item, visit):
    visit('bavi-editor').post(f'{ITEM}/@@restore-version', {'version': '1'}, status=403)


@pytest.mark.clause('8.8')
def test_to_strangers_there_are_no_versions(item, visit):
    for login in ('soxaydung-head', 'hanoi-editor', 'khach'):
        visit(login).get(HISTORY, status=404)


def test_who_sees_the_public_version_alone_is_shown_no_draft(item, visit, at_work, staff,
                                                             small_portal):
    writer = visit('bavi-contributor')
    writer.get(HISTORY, status=404)
    editor = at_work('bavi-editor')
    editor.editing.discard(item, editor.id)
    item.created_by = editor.id
    transaction.commit()

    page = writer.get(HISTORY)
    assert len(page.html.select('.version')) == 1 and 'Xuân' not in page
    writer.get(f'{HISTORY}?from=1&to=now', status=404)
    assert len(visit('bavi-editor').get(HISTORY).html.select('.version')) == 3


def test_the_page_is_in_english_too(item, visit):
    page = visit('bavi-editor').get(f'/english{HISTORY}?from=1&to=now')

    assert page.html.html['lang'] == 'en'
