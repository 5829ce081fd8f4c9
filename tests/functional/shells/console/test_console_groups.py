"""Groups of accounts, and requests for roles, in the console (8.7, 8.8)."""
import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.groups import create_group
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, EDITOR, INSPECTOR

GROUPS, REQUESTS = '/console/accounts/@@groups', '/console/@@requests'


def form_to(page, view, number=0):
    return [form for form in page.forms.values() if form.action.endswith(view)][number]


@pytest.fixture
def police(small_portal, people):
    """A group that inspects everything, committed."""
    group = create_group(small_portal['accounts'], 'Công an Thành phố')
    grant(small_portal, group.id, INSPECTOR, Grant('QĐ 7'))
    transaction.commit()
    return group


@pytest.mark.clause('8.7')
def test_a_group_is_made_joined_left_and_dissolved(visit, people, small_portal):
    browser = visit('quantri')
    form = form_to(browser.get(GROUPS), '@@groups')
    form['title'], form['basis'] = 'Tổ tin tức', 'QĐ 4'
    page = form.submit().follow()
    form = form_to(page, '@@join')
    form['login'] = 'khach'
    page = form.submit().follow()

    transaction.begin()
    group, = small_portal['accounts'].groups.values()
    assert (group.title, group.basis) == ('Tổ tin tức', 'QĐ 4')
    assert people['khach'].groups == {group.id} and 'Người khach' in page.text
    page = form_to(page, '@@leave').submit().follow()
    transaction.begin()
    assert not people['khach'].groups
    form_to(page, '@@dissolve').submit()
    transaction.begin()
    assert not small_portal['accounts'].groups


def test_a_member_holds_the_group_s_roles_at_the_next_request(visit, police, people):
    browser = visit('khach')
    browser.get('/console', status=403)
    form = form_to(visit('quantri').get(GROUPS), '@@join')
    form['login'] = 'khach'
    form.submit()

    assert browser.get('/console/@@contents').status_int == 200


def test_a_group_with_a_mistake_is_refused(visit, police, people):
    browser = visit('quantri')
    form = form_to(browser.get(GROUPS), '@@groups')
    form['title'] = 'Công an Thành phố'
    assert form.submit(status=422).html.find(id='e-title')

    form = form_to(browser.get(GROUPS), '@@join')
    form['login'] = 'ai-do'
    assert 'Không có tài khoản' in form.submit().follow().text
    token = form['csrf_token'].value
    for view in ('@@join', '@@leave', '@@dissolve'):
        browser.post(f'/console/accounts/{view}', {'csrf_token': token, 'group': 'x'}, status=404)


def test_the_operator_joins_nobody_to_the_administrators(visit, people, small_portal):
    group = create_group(small_portal['accounts'], 'Quản trị')
    grant(small_portal, group.id, ADMINISTRATOR)
    transaction.commit()
    form = form_to(visit('vanhanh').get(GROUPS), '@@join')
    form['login'] = 'vanhanh'

    assert 'Nhóm có vai trò không được phép giao.' in form.submit().follow().text
    transaction.begin()
    assert not people['vanhanh'].groups


@pytest.mark.clause('9.3')
def test_who_works_for_another_body_joins_no_group_that_writes_at_a_site(
        visit, staff, small_portal):
    group = create_group(small_portal['accounts'], 'Tổ tin tức')
    grant(small_portal['sites']['bavi'], group.id, EDITOR)
    transaction.commit()
    form = form_to(visit('quantri').get(GROUPS), '@@join')

    for form['login'], told in (('soxaydung-editor', 'quy chế phối hợp'),
                                ('bavi-editor', 'Đã thêm thành viên.')):
        assert told in form.submit().follow().text
    transaction.begin()
    assert not staff['soxaydung-editor'].groups and staff['bavi-editor'].groups == {group.id}


@pytest.mark.clause('8.8')
def test_groups_and_requests_are_shown_to_nobody_else(visit, police, staff):
    for login in ('kiemtra', 'quanly', 'bavi-head', 'khach'):
        browser = visit(login)
        for path in (GROUPS, REQUESTS):
            answer = browser.get(path, expect_errors=True)
            assert answer.status_int == 403 and 'Công an' not in answer.text


def test_the_operator_resets_no_password_of_an_administrator(visit, people):
    before = people['quantri'].password_hash
    form = form_to(visit('vanhanh').get('/console/accounts/quantri/@@account'), '@@reset')

    page = form.submit(expect_errors=True)

    assert page.status_int == 422 and not page.html.select('.once')
    transaction.begin()
    assert people['quantri'].password_hash == before


def test_what_the_head_asked_for_is_given_by_an_operator(visit, staff, small_portal):
    browser = visit('bavi-head')
    form = next(form for form in browser.get('/desk/sites/bavi/@@sharing').forms.values()
                if 'login' in form.fields)
    form['login'], form['role'], form['basis'] = 'khach', EDITOR, 'QĐ 9'
    form.submit()

    page = visit('vanhanh').get(REQUESTS)
    assert 'Người bavi-head' in page.text and '/sites/bavi' in page.text
    form_to(page, '@@accept').submit()
    transaction.begin()
    holder = Holder(small_portal, staff['khach'], SystemClock().now())
    assert holder.roles(small_portal['sites']['bavi']) == {EDITOR}
    opened = next(each for each in browser.get('/desk/@@notifications').forms.values()
                  if 'open' in each.fields)
    assert 'Phân quyền' in opened.submit().follow().html.find('h1').text
    assert 'Đề nghị giao vai trò đã được chấp nhận' in browser.get('/desk/@@notifications')


def test_a_request_that_cannot_be_is_said_and_thrown_away(visit, staff, small_portal):
    browser = visit('bavi-head')
    form = next(form for form in browser.get('/desk/sites/bavi/@@sharing').forms.values()
                if 'login' in form.fields)
    form['login'], form['role'], form['basis'] = 'ai-do', EDITOR, 'QĐ 9'
    form.submit()
    form['login'], form['basis'] = 'ai-nua', 'QĐ 10'
    form.submit()
    assert 'đang chờ quyết định' in form.submit(status=422), 'nobody is asked for the same twice'

    operator = visit('vanhanh')
    notices = operator.get('/desk/@@notifications').html.select('.told li')
    assert [('chưa đọc' in each.text, 'QĐ 10' in each.text) for each in notices] == [
        (True, True), (False, False)], 'the second is told of, too'
    opened = next(each for each in operator.get('/desk/@@notifications').forms.values()
                  if 'open' in each.fields)
    page = opened.submit().follow().follow()
    assert page.request.path == REQUESTS
    page = form_to(page, '@@accept').submit().follow()
    assert 'Không có tài khoản' in page.text
    assert 'Hãy ghi lý do' in form_to(page, '@@decline').submit().follow().text
    for left in (1, 0):
        form = form_to(operator.get(REQUESTS), '@@decline')
        form['why'] = 'Chưa đủ căn cứ'
        form.submit()
        assert ('chưa đọc' in visit('quantri').get('/desk/@@notifications').text) == left
    assert 'Không có đề nghị nào đang chờ.' in operator.get(REQUESTS).text
    told = browser.get('/desk/@@notifications').html.find('ul', class_='told').text
    assert told.count(': Chưa đủ căn cứ') == 2 and 'không được chấp nhận' in told
    assert 'Biên tập viên, QĐ 10: Chưa đủ căn cứ' in told and 'ai-do' not in told
