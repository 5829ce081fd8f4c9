"""Back, and the same form of something new once more: there is one item, and nothing is lost."""
import pytest
import transaction
from support.typing_page import UNCLOSED

SECTION = '/desk/sites/bavi/tin-tuc-su-kien'
ADD = f'{SECTION}/@@add?type=NewsItem'
pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('staff')]


def writing(page):
    return next(form for form in page.forms.values() if 'title' in form.fields)


@pytest.fixture
def form(visit):
    """The form, saved once."""
    form = writing(visit('bavi-contributor').get(ADD))
    form['title'], form['body'] = 'Chợ hoa', '<p>Phố Hàng Lược</p>'
    assert form.submit().location.endswith('/cho-hoa')
    return form


def in_section(ward):
    transaction.begin()
    return [name for name in ward if name.startswith('cho-hoa')]


def test_the_same_form_again_opens_the_item_that_is_there(form, ward):
    answer = form.submit()

    assert answer.location.endswith('/cho-hoa')
    said = answer.follow().html.select_one('.flashes').get_text()
    assert 'Mục này đã được lưu lúc ' in said and 'không thêm mục thứ hai' in said
    assert in_section(ward) == ['cho-hoa']


def test_what_was_typed_after_going_back_waits_in_the_form_of_the_item(form, ward):
    form['summary'] = 'Từ 20 tháng Chạp'
    page = form.submit().follow()

    assert 'chưa lưu' in page.html.select_one('.flashes').get_text()
    again = writing(page)
    assert (again['title'].value, again['summary'].value) == ('Chợ hoa', 'Từ 20 tháng Chạp')
    assert in_section(ward) == ['cho-hoa'] and ward['cho-hoa'].summary == ''
    again.submit(status=303)
    transaction.begin()
    assert ward['cho-hoa'].summary == 'Từ 20 tháng Chạp'


def test_autosave_may_have_begun_another_draft_meanwhile(form, ward):
    form['draft'] = 'f' * 32
    assert form.submit().location.endswith('/cho-hoa')
    assert in_section(ward) == ['cho-hoa']


def test_what_is_no_mark_is_no_error(form, ward):
    for once in ('', 'x', '../' * 50):
        form['once'] = once
        form.submit(status=303)


def test_a_third_time_is_as_the_second(form, ward):
    form.submit()
    assert form.submit().location.endswith('/cho-hoa')
    assert in_section(ward) == ['cho-hoa']


def test_another_form_makes_another_item(form, visit, ward):
    other = writing(visit('bavi-contributor').get(ADD))
    other['title'] = 'Chợ hoa'
    other.submit(status=303)

    assert in_section(ward) == ['cho-hoa', 'cho-hoa-2']


def test_an_item_that_is_gone_is_made_anew(form, ward):
    transaction.begin()
    del ward['cho-hoa']
    transaction.commit()

    assert form.submit().location.endswith('/cho-hoa')
    assert in_section(ward) == ['cho-hoa']


def test_the_mark_of_somebody_else_opens_nothing(form, visit, ward):
    other = writing(visit('bavi-editor').get(ADD))
    other['title'], other['once'] = 'Chợ hoa', form['once'].value

    assert other.submit().location.endswith('/cho-hoa-2')


def test_without_scripts_the_mark_stands_in_the_address_and_back_says_what_was_saved(visit, ward):
    browser = visit('bavi-contributor')
    first = browser.get(ADD)
    refresh = first.html.select_one('head > noscript > meta')['content']
    named = refresh.removeprefix('0; url=')
    assert named.startswith(f'{ADD}&once=') and named != refresh
    form = writing(browser.get(named))
    form['title'] = 'Chợ hoa'
    assert form.submit().location.endswith('/cho-hoa')

    back = browser.get(named)

    assert not back.html.select('noscript > meta')
    said = back.html.select_one('.notice')
    assert 'Mục này đã được lưu lúc ' in said.text
    assert [each['href'] for each in said.select('a')] == [f'{SECTION}/cho-hoa', ADD]
    again = writing(back)
    again['title'] = 'Chợ hoa'
    assert again.submit().location.endswith('/cho-hoa')
    assert in_section(ward) == ['cho-hoa']
    assert not visit('bavi-editor').get(named).html.select('.notice')
