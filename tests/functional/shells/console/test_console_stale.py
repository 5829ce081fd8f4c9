"""A form of the console whose token is of before a proof anew: nothing that was typed is lost."""
import pytest
import transaction
from support.people import prove

GROUPS = '/console/accounts/@@groups'


@pytest.fixture
def form(visit):
    """The form that makes a group, opened and filled in before the session got another token."""
    browser = visit('quantri')
    form = next(form for form in browser.get(GROUPS).forms.values() if 'basis' in form.fields)
    form['title'], form['basis'] = 'Tổ <trực>', 'QĐ 9/QĐ-VP'
    prove(browser)
    return form


def titles(small_portal):
    transaction.begin()
    return [group.title for group in small_portal['accounts'].groups.values()]


def test_what_was_typed_comes_back_and_one_button_does_it(form, small_portal):
    page = form.submit(expect_errors=True)

    assert (page.status_int, titles(small_portal)) == (403, [])
    again = next(form for form in page.forms.values() if 'title' in form.fields)
    assert (again['title'].value, again['basis'].value) == ('Tổ <trực>', 'QĐ 9/QĐ-VP')
    assert again.submit().follow().status_int == 200
    assert titles(small_portal) == ['Tổ <trực>']


def test_marks_and_the_query_go_along_and_a_password_does_not(visit, people):
    page = visit('quantri').post(f'{GROUPS}?x=1', {
        'csrf_token': 'x', 'title': 'Tổ trực', 'mark': '1', 'password': 'mật'}, status=403)

    again = next(form for form in page.forms.values() if 'title' in form.fields)
    assert again.action == f'{GROUPS}?x=1' and again['mark'].attrs['type'] == 'hidden'
    assert page.html.select_one('.notice').text.endswith('vì lý do an toàn: password')
    assert 'mật' not in page.text


def test_what_another_website_made_the_browser_send_is_neither_done_nor_shown(
        form, small_portal):
    page = form.submit(headers={'Origin': 'https://evil.example'}, expect_errors=True)

    assert page.status_int == 404 and 'trực' not in page.text
    assert titles(small_portal) == []


def test_a_made_up_token_of_who_may_not_open_it_shows_nothing(visit, small_portal):
    for browser in (visit(), visit('khach')):
        page = browser.post(GROUPS, {'title': 'Tổ trực', 'csrf_token': 'x'}, expect_errors=True)

        assert 'Tổ trực' not in page.text and page.status_int in (303, 400, 403)
    assert titles(small_portal) == []


def test_nobody_keeps_the_page(form):
    assert form.submit(expect_errors=True).headers['Cache-Control'] == 'no-store'
