"""The Sharing page, and who can do what here and why (8.7), without telling who has an account."""
import re

import pytest
import transaction
from hanoiportal.base.clock import ONE_DAY, local, parse
from hanoiportal.editorial.boards.changing import tell_of_changes
from hanoiportal.integration.serviceaccounts.resource import ServiceAccount
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.groups import create_group, join
from hanoiportal.kernel.security.authorization.roles import (
    CONTRIBUTOR,
    EDITOR,
    INSPECTOR,
    OPERATOR,
    RESPONDER,
)
from hanoiportal.kernel.security.authorization.workplaces import workplace_of
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.registers.interfaces import IDeclaredRegisters
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.platform.scheduling.opening import opened
from support.application import bavi
from support.pages import form_with, words
from support.people import BASIS

PAGE, ACCESS = '/desk/sites/bavi/@@sharing', '/desk/sites/bavi/@@access'
TOLD = 'Vai trò có hiệu lực khi đơn vị vận hành xác nhận.'


def choices(page, field):
    return [text for _value, _selected, text in form_with(page, 'basis')[field].options]


def rows(page):
    return [[words(cell) for cell in row.find_all('td')] for row in page.html.select('tbody tr')]


site = bavi


@pytest.fixture
def head(staff, visit):
    return visit('bavi-head')


def fill(page, **values):
    form = form_with(page, 'basis')
    for name, value in {'basis': 'QĐ 9/QĐ-BBT', 'role': EDITOR, **values}.items():
        form[name] = value
    return form.submit(expect_errors=True)


@pytest.mark.clause('8.7')
def test_the_head_grants_a_role_to_one_of_the_staff_and_ends_it(head, site, staff):
    account = staff['bavi-contributor'].id
    page = fill(head.get(PAGE), principal=account, starts='2026-01-01', ends='2030-12-31').follow()

    transaction.begin()
    given = Grant('QĐ 9/QĐ-BBT', parse('2026-01-01'), parse('2031-01-01'))
    assert site.local_roles[account][EDITOR] == given
    assert 'Đã giao vai trò.' in page.text
    row = next(row for row in page.html.select('tbody tr') if 'QĐ 9/QĐ-BBT' in row.text)
    assert words(row).startswith('Người bavi-contributor Biên tập viên nơi này QĐ 9/QĐ-BBT')
    asked = ending(page, account).submit()
    for told in ('Người bavi-contributor', 'Biên tập viên', site.title, 'QĐ 9/QĐ-BBT'):
        assert told in words(asked.html.select_one('dl.values'))
    assert 'Hãy ghi lý do thu hồi.' in form_with(asked, 'why').submit(status=422)
    transaction.begin()
    assert EDITOR in site.local_roles[account]
    form = form_with(asked, 'why')
    form['why'] = 'Chuyển công tác'
    form.submit(status=303)
    transaction.begin()
    assert EDITOR not in site.local_roles[account]


def ending(page, account, role=EDITOR):
    return next(form for form in page.forms.values()
                if form.action.endswith('@@unshare') and form['principal'].value == account
                and form['role'].value == role)


def test_who_has_taken_a_role_gives_it_back_within_the_day_and_nobody_else(head, site, staff,
                                                                           visit):
    account = staff['bavi-editor'].id
    given = site.local_roles[account][EDITOR]
    form = form_with(ending(head.get(PAGE), account).submit(), 'why')
    form['why'] = 'Nhầm người'
    page = form.submit().follow()
    assert 'Vừa thu hồi' not in visit('vanhanh').get(PAGE)

    again = next(each for each in page.forms.values() if each.action.endswith('share-again'))
    assert 'Đã giao lại vai trò như trước.' in again.submit().follow()
    transaction.begin()
    assert site.local_roles[account][EDITOR] == given
    assert 'Không giao lại được' in again.submit().follow()


def test_roles_below_show_what_is_inherited_and_from_where(head, site):
    page = head.get('/desk/sites/bavi/tin-tuc-su-kien/@@sharing')

    found = [row[:2] for row in rows(page)]
    assert ['Người bavi-editor', f'Biên tập viên kế thừa từ {site.title}'] in found
    assert not [form for form in page.forms.values() if form.action.endswith('@@unshare')]


@pytest.mark.clause('8.8')
def test_the_head_reads_no_name_from_beyond_the_site_and_no_log_in_at_all(head, staff):
    for path in (PAGE, ACCESS):
        page = head.get(path)
        main = page.html.find('main').text
        assert 'Người được giao ở nơi cấp trên' in main
        for login in staff:
            told = f'Người {login}' in main
            assert told == login.startswith('bavi-'), (path, login)
    assert 'Người bavi-editor' in choices(head.get(PAGE), 'principal')


@pytest.mark.clause('8.8')
def test_the_answer_for_a_log_in_that_exists_and_one_that_does_not_are_the_same(
        head, site, staff, small_portal, registry):
    answers = []
    for login in ('khach', 'khong'):
        page = fill(head.get(PAGE), login=login).follow()
        assert TOLD in page.text
        kept = page.html.find('main').text.replace(login, '…')
        answers.append(re.sub(r'[0-9/: ]{10,}', '', kept.partition('Đề nghị đang chờ')[0]))

    assert answers[0] == answers[1]
    transaction.begin()
    assert staff['khach'].id not in site.local_roles
    assert sorted(asked.login for asked in small_portal.role_requests.values()) == [
        'khach', 'khong']
    for login in ('quantri', 'vanhanh', 'bavi-member'):
        told = [each.kind for each in notifying(registry).list(staff[login])]
        assert told.count('role_asked') == 2 * (login != 'bavi-member'), login


def test_a_principal_of_another_site_is_refused_as_one_that_is_nobody(head, staff):
    page = head.get(PAGE)
    token = form_with(page, 'basis')['csrf_token'].value
    answers = [head.post(PAGE, {
        'csrf_token': token, 'principal': principal, 'role': EDITOR, 'basis': 'QĐ'}, status=422)
        for principal in (staff['soxaydung-editor'].id, 'u0000000000000000')]

    assert words(answers[0].html.find('main')) == words(answers[1].html.find('main'))


@pytest.mark.clause('16.1/1')
def test_an_operator_gives_a_role_by_log_in_at_once(visit, site, staff):
    page = visit('vanhanh').get(PAGE)
    assert fill(page, login='khach', role=INSPECTOR).status_int == 303

    transaction.begin()
    assert INSPECTOR in site.local_roles[staff['khach'].id]
    assert fill(page, login='ai-do').status_int == 422


@pytest.mark.clause('16.1/1')
@pytest.mark.clause('9.3')
def test_who_works_for_another_body_gets_a_role_once_rules_of_coordination_are_in_force(
        visit, site, staff, registry, at_work, clock, told, small_portal):
    account = staff['soxaydung-editor'].id

    def given(role, login='soxaydung-editor'):
        page = fill(visit('vanhanh').get(PAGE), login=login, role=role)
        transaction.begin()
        return page

    def alarms():
        with opened(registry, 'test') as environment:
            tell_of_changes(environment)
        return [kind for kind in told('bavi-head') if kind.startswith('coordination')]

    def lay_down(**values):
        register = registry.getUtility(IDeclaredRegisters)['governing']
        registers = RegisterService(registry, at_work('bavi-head').allowed, send(registry))
        registers.add('governing', site, {**register.example, 'issued': '2026-01-05', **values},
                      staff['bavi-head'].id)
        transaction.commit()

    assert given(INSPECTOR).status_int == 303, 'who does not write'
    lay_down(number='1', until='2026-02-01')
    lay_down(number='2', kind='khac')
    there, newcomer = small_portal['sites']['soxaydung'], staff['khach']
    newcomer.workplace = there.__oid__
    system = ServiceAccount('Một cửa')
    small_portal['accounts'].add('may-mot-cua', system, registry=registry)
    grant(there, system.id, CONTRIBUTOR)
    transaction.commit()
    for role, login in ((EDITOR, 'soxaydung-editor'), (RESPONDER, 'soxaydung-editor'),
                        (RESPONDER, 'khach'), (CONTRIBUTOR, 'may-mot-cua')):
        page = given(role, login)
        assert page.status_int == 422, (role, login)
        assert 'quy chế phối hợp' in page.html.find(id='e-principal').text
    assert EDITOR not in site.local_roles[account] and newcomer.id not in site.local_roles
    lay_down(number='3', until=f'{local(clock.at + 7 * ONE_DAY):%Y-%m-%d}')
    assert given(EDITOR).status_int == 303 and EDITOR in site.local_roles[account]
    assert alarms() == []

    clock.at += ONE_DAY  # the last day of the rules is seven days ahead of the first without them
    assert alarms() == ['coordination_ending']
    clock.at += 7 * ONE_DAY
    page = given(CONTRIBUTOR)
    assert page.status_int == 422 and 'quy chế phối hợp' in page.html.find(id='e-principal').text
    [marked] = [words(row) for row in page.html.select('tbody tr')
                if 'không còn quy chế phối hợp' in row.text]
    assert 'Người soxaydung-editor' in marked
    assert alarms()[0] == 'coordination_lacking'

    operator = visit('vanhanh')
    review = operator.get('/console/accounts/@@review')
    assert 'không còn quy chế phối hợp' in next(
        row.text for row in review.html.select('tbody tr') if 'soxaydung-editor' in row.text)
    page = operator.get(f'/console/accounts/{account}/@@account')
    held = [words(row) for row in page.html.select('section.queue tbody tr')]
    marks = ['không còn quy chế phối hợp' in row for row in held if site.title in row]
    assert marks == [True, False], 'who inspects writes nothing'
    assert small_portal['sites']['soxaydung'].title in words(page.html.select_one('dl.values'))
    form = next(form for form in page.forms.values() if form.action.endswith('@@workplace'))
    form['workplace'].force_value('khong-co')
    assert 'Không có trang này' in form.submit().follow().follow().text
    form['workplace'] = ''
    form.submit(status=303)
    transaction.begin()
    assert workplace_of(small_portal, staff['soxaydung-editor']) is small_portal['sites'][
        'soxaydung'], 'that of the role that was given first'
    form['workplace'] = 'bavi'
    form.submit(status=303)
    assert given(CONTRIBUTOR).status_int == 303


def test_the_head_is_offered_the_roles_of_editors_and_others_are_refused(head, site, staff):
    page = head.get(PAGE)
    assert choices(page, 'role') == [
        'Chọn…', 'Cộng tác viên', 'Người dịch', 'Biên tập viên', 'Cán bộ tiếp nhận, trả lời']

    token = form_with(page, 'basis')['csrf_token'].value
    for role in (OPERATOR, 'head', 'king', ''):
        head.post(PAGE, {'csrf_token': token, 'principal': staff['bavi-editor'].id, 'role': role,
                         'basis': 'QĐ'}, status=422)
    head.post('/desk/sites/bavi/@@unshare', {
        'csrf_token': token, 'principal': staff['bavi-member'].id, 'role': 'board_member'})
    transaction.begin()
    assert set(site.local_roles[staff['bavi-editor'].id]) == {EDITOR}
    assert set(site.local_roles[staff['bavi-member'].id]) == {'board_member'}


def test_a_mistake_comes_back_beside_its_field(head, site, staff):
    for mistake, field in (
            ({'basis': ' '}, 'basis'), ({'role': ''}, 'role'), ({'starts': 'mai'}, 'starts'),
            ({'starts': '2026-02-02', 'ends': '2026-01-01'}, 'ends'),
            ({'ends': '9999-12-31'}, 'ends')):
        page = fill(head.get(PAGE), principal=staff['bavi-contributor'].id, **mistake)

        assert page.status_int == 422 and page.html.find(id=f'e-{field}'), mistake
        assert form_with(page, 'basis')['principal'].value == staff['bavi-contributor'].id, mistake


def test_who_may_not_share_finds_no_such_page(visit, staff):
    for login in (
            'bavi-editor', 'bavi-member', 'bavi-deputy', 'bavi-contributor', 'soxaydung-head',
            'khach', 'kiemtra', 'hanoi-head'):
        browser = visit(login)
        for path in (PAGE, ACCESS):
            browser.get(path, status=404)
        token = form_with(browser.get('/password'), 'csrf_token')['csrf_token'].value
        for path in (PAGE, '/desk/sites/bavi/@@unshare'):
            browser.post(path, {'csrf_token': token, 'principal': staff[login].id, 'role': EDITOR,
                                'basis': 'QĐ'}, status=404)


def test_the_page_stands_among_the_tabs_of_a_place_for_who_may_share(head, visit, staff):
    tabs = [words(tab) for tab in head.get(PAGE).html.select('nav.tabs a')]
    assert 'Phân quyền' in tabs

    page = visit('bavi-editor').get('/desk/sites/bavi/@@contents')
    assert 'Phân quyền' not in page.text


@pytest.mark.clause('8.7')
def test_who_can_do_what_here_is_told_with_the_reason(visit, site, staff, small_portal):
    group = create_group(small_portal['accounts'], 'Tổ tin tức', 'QĐ 4')
    join(group, staff['khach'])
    grant(site, group.id, CONTRIBUTOR, Grant('QĐ 5'))
    transaction.commit()
    page = visit('quantri').get('/desk/sites/bavi/tin-tuc-su-kien/@@access')

    who = {words(row.find('th')): [words(each) for each in row.find_all('li')]
           for row in page.html.select('section:last-of-type tbody tr')}
    assert f'Người khach: Cộng tác viên – thuộc nhóm Tổ tin tức – kế thừa từ {site.title} – QĐ 5' \
        in who['thêm']
    assert any(each.startswith('Người kiemtra: Kiểm tra, giám sát – kế thừa từ ')
               and each.endswith(BASIS) for each in who['đọc nhật ký'])
    assert who['xuất bản khẩn'] == []  # the section is public


@pytest.fixture
def draft(site, editing, staff):
    """A draft that the contributor has begun."""
    made = editing.add(site['tin-tuc-su-kien'], 'tin-mot', 'NewsItem', {'title': 'Tin'},
                       staff['bavi-contributor'].id)
    transaction.commit()
    return made


def test_the_author_of_a_text_is_shown_as_one(head, draft):
    page = head.get('/desk/sites/bavi/tin-tuc-su-kien/tin-mot/@@access')

    assert 'Người bavi-contributor: Người khởi thảo' in words(page.html.find('main'))


def test_a_document_is_seen_as_somebody_else_sees_it_in_each_state(head, draft, staff):
    page = seen_as(head, '/desk/sites/bavi/tin-tuc-su-kien/tin-mot/@@access',
                   person=staff['bavi-contributor'].id)

    table = page.html.find('table', class_='matrix')
    states = [words(each) for each in table.select('thead th')][1:]
    edit = next(row for row in table.select('tbody tr') if words(row.find('th')) == 'sửa')
    may = [state for state, cell in zip(states, edit.find_all('td'), strict=True)
           if '✓' in cell.text]
    assert may == ['Bản nháp', 'Bị từ chối']


@pytest.mark.clause('8.8')
def test_the_head_sees_as_nobody_of_another_site(head, visit, staff):
    for who in (staff['soxaydung-editor'].id, staff['quantri'].id, 'u0000000000000000'):
        seen_as(head, ACCESS, person=who, status=404)
    assert 'khach' not in seen_as(head, ACCESS, login='khach').html.find('main').text
    page = seen_as(visit('quantri'), ACCESS, login='khach')
    assert 'Với tư cách Người khach' in words(page.html.find('main'))
    assert page.request.query_string == '' and page.forms
    assert 'Với tư cách' not in visit('quantri').get(f'{ACCESS}?login=khach')


def seen_as(browser, path, status=None, **whom):
    """Return what the form of the page at ``path`` answers to ``whom``."""
    form = next(each for each in browser.get(path).forms.values() if 'person' in each.fields)
    assert form.method.lower() == 'post'
    return browser.post(
        path, {'csrf_token': form['csrf_token'].value, **whom}, status=status)


@pytest.mark.clause('8.8')
def test_no_page_of_the_desk_tells_a_log_in(visit, site, staff, small_portal, registry, editing):
    accounts = small_portal['accounts']
    for login, name in (('ten-bi-mat', 'Trần Văn Kín'), ('khong-co-ten', '')):
        account = accounts.create(login, name, registry=registry)
        grant(site, account.id, EDITOR, Grant('QĐ 6'))
        editing.add(site['tin-tuc-su-kien'], f'tin-{login[:3]}', 'NewsItem', {'title': 'Tin'},
                    account.id)
    transaction.commit()
    browsers = [visit(login) for login in ('bavi-head', 'bavi-editor', 'bavi-deputy')]
    views = ('contents', 'sharing', 'access', 'board', 'roster', 'log', 'history')

    for browser in browsers:
        for place in ('', '/tin-tuc-su-kien', '/tin-tuc-su-kien/tin-ten'):
            for view in views:
                page = browser.get(f'/desk/sites/bavi{place}/@@{view}', expect_errors=True)
                assert 'ten-bi-mat' not in page.text and 'khong-co-ten' not in page.text
    assert 'Trần Văn Kín' in browsers[0].get(PAGE).text
