"""What no form of the desk sends, and somebody may: each is answered, and nothing runs."""
import re

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from support.desk_forms import written
from support.editorial_staff import ward

NEWS = '/desk/sites/bavi/tin-tuc-su-kien'
SCRIPTS = '<p>Chợ hoa <img src="x" onerror="alert(1)"> <a href="javascript:x()">xem</a></p>'
FAR = '9999-12-31T23:59+00:00'

section = ward


@pytest.fixture
def send(visit, staff):
    """``send(path, login='bavi-head', **fields)``: POST them with the token; the answer."""
    def send(path, login='bavi-head', **fields):
        browser = visit(login)
        page = browser.get('/desk/@@notifications').text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return browser.post(path, {'csrf_token': token, **fields}, expect_errors=True)

    return send


def test_what_is_withdrawn_leads_to_nothing_but_what_visitors_read(
        editing, publishing, section, send):
    for path in ('/accounts', '/drafts', '/interactions', '/accounts/quantri'):
        publishing.publish(written(editing, section, 'Bài'), 'lan')
        transaction.commit()

        answer = send(f'{NEWS}/bai/@@step', step='withdraw', meaning='consolidated', note='Gộp',
                      moved_to=path)

        assert answer.status_int == 422, path


def test_what_took_an_item_in_is_named_by_the_address_of_the_browser(
        editing, publishing, section, send, registry):
    for title in ('Bài', 'Bài khác'):
        publishing.publish(written(editing, section, title), 'lan')
    transaction.commit()
    city = registry.getUtility(ISettings).city

    answer = send(f'{NEWS}/bai/@@step', step='withdraw', meaning='consolidated', note='Gộp',
                  moved_to=f'{city}{NEWS.removeprefix("/desk")}/bai-khac')

    assert answer.status_int == 303


def test_a_field_that_the_type_has_not_is_passed_over(editing, section, send):
    written(editing, section, 'Bài')

    answer = send(f'{NEWS}/bai/@@edit', **{'choice.khong-co': 'mine', 'mine.khong-co': 'x'})

    assert answer.status_int == 303


def test_of_two_wordings_one_that_would_run_is_shown_as_it_was_typed(editing, section, send):
    written(editing, section, 'Bài', body='<p>Chợ hoa mở cửa</p>')

    answer = send(f'{NEWS}/bai/@@edit', title='Bài', body=SCRIPTS, base='')

    assert answer.html.select('.row.added, .row.changed')
    assert not answer.html.select('[onerror], a[href^="javascript:"]')


@pytest.mark.parametrize('said', [
    {'step': 'approve', 'then': 'hold', 'expires': FAR}, {'step': 'schedule', 'moment': FAR}])
def test_a_moment_that_hanoi_cannot_tell_is_refused(editing, section, send, said):
    item = written(editing, section, 'Bài', state='awaiting')
    item.state = 'approved' if said['step'] == 'schedule' else 'awaiting'
    transaction.commit()

    answer = send(f'{NEWS}/bai/@@step', checks='origin', **said)

    assert answer.status_int == 422 and 'Hãy nhập ngày, giờ.' in answer


def test_a_step_that_the_workflow_has_not_is_said_of_many(editing, section, visit, staff):
    item = written(editing, section, 'Bài', state='awaiting')
    item.__parent__.__parent__.workflow = 'hai-buoc'
    transaction.commit()

    page = visit('bavi-head').get(f'{NEWS}/@@bulk', {'act': 'take', 'id': item.__oid__})

    assert 'Quy trình của trang này không có bước này.' in page


def test_many_messages_that_nobody_has_read_fit_into_the_cookie(
        editing, section, visit, staff, recycling):
    browser, author = visit('bavi-editor'), staff['bavi-editor'].id
    page = browser.get('/desk/@@notifications').text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    for number in range(4):
        transaction.begin()
        item = written(editing, section, 'Ộ' * 300 + str(number), actor=author)
        recycling().discard(item, author)
        transaction.commit()
        answer = browser.post('/desk/sites/bavi/@@restore', {
            'csrf_token': token, 'id': item.__oid__, 'place': section.__oid__,
            'name': f'bai-{number}'})

        assert answer.status_int == 303


@pytest.mark.parametrize('name', ['request', 'resource', 'view', 'self'])
def test_a_query_may_be_called_like_anything_that_a_form_answers_with(small_portal, send, name):
    answer = send(f'/desk/sites/bavi/@@releases?{name}=x')

    assert answer.status_int == 422
    assert f'{name}=x' in answer.text
