"""Saving and sending on by one button: as far as the asker may, never past a fault."""
import pytest
import transaction
from hanoiportal.kernel.tree.lookup import in_work
from support.typing_page import UNCLOSED

SECTION = '/desk/sites/bavi/tin-tuc-su-kien'
ADD = f'{SECTION}/@@add?type=NewsItem'
SEND = 'edit.send'
pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('staff')]


def writing(page):
    return next(form for form in page.forms.values() if 'title' in form.fields)


def step_form(page, name):
    return next(form for form in page.forms.values()
                if 'step' in form.fields and form['step'].value == name)


def button(page):
    found = page.html.select_one(f'button[name="{SEND}"]')
    return found and found.get_text()


@pytest.fixture
def sent(visit):
    """``sent(login, **more)``: the answer after that person has written and sent a text."""
    def write(login, body='<p>Phố Hàng Lược</p>', **more):
        form = writing(visit(login).get(ADD))
        form['title'], form['body'] = 'Chợ hoa', body
        return form.submit(SEND, **more)

    return write


def state(ward):
    transaction.begin()
    return in_work(ward['cho-hoa']).state


@pytest.mark.parametrize('login,words,reached', [
    ('bavi-contributor', 'Lưu và gửi duyệt', 'submitted'),
    ('bavi-editor', 'Lưu và trình phê duyệt', 'awaiting')])
def test_it_goes_as_far_as_the_writer_may_send_it(visit, sent, ward, login, words, reached):
    assert button(visit(login).get(ADD)) == words
    page = sent(login).follow()

    assert state(ward) == reached
    assert page.html.select_one('.flashes').get_text().count('Đã ') >= 2


def test_an_editor_who_mends_what_was_sent_passes_it_on(sent, visit, ward):
    sent('bavi-contributor')
    page = visit('bavi-editor').get(f'{SECTION}/cho-hoa/@@edit')
    assert button(page) is None
    step_form(visit('bavi-editor').get(f'{SECTION}/cho-hoa'), 'take').submit()
    page = visit('bavi-editor').get(f'{SECTION}/cho-hoa/@@edit')
    assert button(page) == 'Lưu và trình phê duyệt'
    writing(page).submit(SEND)

    assert state(ward) == 'awaiting'


def test_what_nobody_may_approve_is_saved_and_stays(sent, ward):
    page = sent('bavi-editor', body='<p><img src="/sites/bavi/khong-co/content" alt="Ảnh"></p>')

    assert 'Chưa gửi: cần sửa lỗi' in page.follow().html.select_one('.flashes').get_text()
    assert state(ward) == 'draft'


def test_a_script_sends_it_on_after_its_files(sent, visit, ward):
    answer = sent('bavi-editor', headers={'X-Sent-By-Script': 'yes'})
    assert state(ward) == 'draft'
    editor, address = visit('bavi-editor'), answer.headers['X-Then']
    token = writing(editor.get(ADD))['csrf_token'].value
    editor.post(address, {'csrf_token': 'x'}, status=403)

    editor.post(address, {'csrf_token': token}, status=303)
    assert state(ward) == 'awaiting'


def test_what_readers_are_told_goes_with_it_and_waits_where_it_is_only_saved(
        sent, visit, ward, publishing):
    sent('bavi-editor')
    transaction.begin()
    publishing.publish_imported(ward['cho-hoa'], 'test', 'tests')
    transaction.commit()
    form = writing(visit('bavi-editor').get(f'{SECTION}/cho-hoa/@@edit'))
    form['summary'], form['edit.notice'] = 'Từ ngày 12', 'Đính chính ngày mở cửa'
    page = form.submit(status=303).follow()
    step = step_form(page, 'submit')
    assert (step['change'].value, step['change_note'].value) == ('major', 'Đính chính ngày mở cửa')

    form = writing(visit('bavi-editor').get(f'{SECTION}/cho-hoa/@@edit'))
    form['edit.notice'] = 'Đính chính ngày mở cửa'
    form.submit(SEND, status=303)
    assert state(ward) == 'awaiting'
    review = in_work(ward['cho-hoa']).review
    assert (review.change, review.change_note) == ('major', 'Đính chính ngày mở cửa')


def test_a_section_is_not_sent(visit):
    page = visit('bavi-head').get('/desk/sites/bavi/@@edit', expect_errors=True)
    assert page.status_int != 200 or button(page) is None
