"""The log of actions: whatever is done stands in it, once, with who, what, where, which and why.
"""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import UTC
from hanoiportal.content.versions.versions import Versions
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import MANAGER
from hanoiportal.kernel.tree.events import Action, send
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.safekeeping.audit.entries import Entry
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.safekeeping.audit.wording import Wording
from support.editorial_staff import ward
from support.people import BASIS

section = ward
NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def item(section, editing):
    made = editing.add(section, 'tin', 'NewsItem', {'title': 'Tin một'}, 'lan')
    transaction.commit()
    return made


def told(audit, place, number=50, **wanted):
    """Return ``[(action, path)]``, the latest first."""
    return [(entry.action, entry.path) for entry in audit.entries(
        place, size=number, wanted=LogQuery(**wanted)).items]


def test_what_was_added_changed_published_and_removed_is_told(
        audit, item, section, editing, publishing):
    path = '/sites/bavi/tin-tuc-su-kien/tin'
    for step in (lambda: editing.edit(item, {'title': 'Tin hai'}, 'lan'),
                 lambda: publishing.publish(item, 'hoa'),
                 lambda: section.remove('tin')):
        step()
        transaction.commit()

    found = told(audit, section, 4)

    assert found == [(action, path) for action in ('remove', 'publish', 'edit', 'add')]
    assert audit.entries(section).items[1].who == 'hoa'


def test_an_edit_tells_from_which_version_to_which(audit, item, editing, registry):
    before = Versions(registry).digest(item)
    editing.edit(item, {'title': 'Tin hai'}, 'lan')
    transaction.commit()

    entry = audit.entries(item).items[0]

    assert (entry.action, entry.before, entry.after) == (
        'edit', before, Versions(registry).digest(item))
    assert before != entry.after


def test_an_edit_of_what_is_public_tells_the_version_in_work(
        audit, item, editing, publishing, registry):
    publishing.publish(item, 'hoa')
    transaction.commit()
    editing.edit(item, {'title': 'Tin ba'}, 'lan')
    transaction.commit()

    entry = audit.entries(item).items[0]

    assert (entry.before, entry.after) == (
        Versions(registry).digest(item), Versions(registry).digest(item.working))


def test_a_translation_is_told_by_its_own_version(audit, item, editing, registry):
    english = editing.translate(item, 'en', {'title': 'News'}, 'minh')
    transaction.commit()

    entry = audit.entries(item).items[0]

    assert (entry.path, entry.after) == (
        '/sites/bavi/tin-tuc-su-kien/tin/en', Versions(registry).digest(english))


def test_an_action_with_a_name_is_told_with_its_reasons_and_once(audit, item, registry, editing):
    editing.edit(item, {'title': 'Tin hai'}, 'lan')
    send(registry)(Action(item, 'reject', 'hoa', before='awaiting', after='rejected',
                          why='Thiếu nguồn', ground='a'))
    transaction.commit()

    [entry] = audit.entries(item, size=1).items

    assert told(audit, item, 2)[1][0] == 'add'
    assert (entry.who, entry.action, entry.before, entry.after, entry.why, entry.details) == (
        'hoa', 'reject', 'awaiting', 'rejected', 'Thiếu nguồn', {'ground': 'a'})


def test_what_is_given_up_is_not_told(audit, item, editing):
    before = told(audit, item)
    editing.edit(item, {'title': 'Tin hai'}, 'lan')
    transaction.abort()

    assert told(audit, item) == before


def test_what_is_taken_back_to_a_savepoint_is_not_told(audit, item, section, editing):
    editing.edit(item, {'title': 'Tin hai'}, 'lan')
    savepoint = transaction.savepoint()
    section.remove('tin')
    savepoint.rollback()
    transaction.commit()

    assert [action for action, _path in told(audit, section, 2)] == ['edit', 'add']


def test_what_is_taken_back_to_a_savepoint_before_the_first_action_is_not_told(
        audit, item, section, editing):
    savepoint = transaction.savepoint()
    section.remove('tin')
    savepoint.rollback()
    editing.edit(item, {'title': 'Tin hai'}, 'lan')
    transaction.commit()

    assert [action for action, _path in told(audit, section, 2)] == ['edit', 'add']


def test_a_mass_of_actions_is_one_entry_that_counts_them(audit, section, editing):
    for number in range(300):
        editing.add(section, f'tin-{number}', 'NewsItem', {'title': f'Tin {number}'}, 'lan')
        if number % 100 == 0:
            transaction.savepoint(optimistic=True)
    transaction.commit()

    entry = audit.entries(section, size=1).items[0]

    assert (entry.action, entry.path, entry.details['count']) == ('add', '/sites/bavi', 300)


def test_one_site_tells_nothing_of_another(audit, item, small_portal):
    assert not any('bavi' in path for _action, path in told(
        audit, small_portal['sites']['soxaydung'], 1000))
    assert not any(path.rsplit('/', 1)[-1] == 'tin' for _action, path in told(
        audit, small_portal, 1000))


def test_what_is_done_to_accounts_is_told_by_ids_and_not_by_the_log_of_the_portal(
        audit, small_portal, people):
    path = f'/accounts/{people["khach"].id}'

    assert ('add', path) in told(audit, small_portal['accounts'])
    assert ('add', path) not in told(audit, small_portal, 1000)
    lines = b''.join(line for place in (small_portal, small_portal['accounts'])
                     for _number, _digest, line in audit.lines(place))
    assert not any(login.encode() in lines for login in ('khach', 'vanhanh', 'kiemtra'))


@pytest.mark.clause('8.8')
def test_the_log_of_accounts_is_for_those_who_manage_them(visit):
    inspector, operator = visit('kiemtra'), visit('vanhanh')

    assert inspector.get('/desk/@@audit').status_int == 200
    inspector.get('/desk/accounts/@@audit', status=404)
    assert operator.get('/desk/accounts/@@audit').status_int == 200


def test_who_is_logged_in_did_what_the_pages_of_the_console_do(audit, visit, people, item):
    browser = visit('vanhanh')
    page = browser.get('/console/sites/bavi/tin-tuc-su-kien/tin/@@properties')
    form = next(form for form in page.forms.values() if 'title' in form.fields)
    form['title'] = 'Tin sửa'
    form.submit()
    transaction.begin()

    entry = audit.entries(item).items[0]

    assert (entry.action, entry.who) == ('edit', people['vanhanh'].id)


def test_entries_are_found_by_action_person_and_time(audit, item, editing):
    editing.edit(item, {'title': 'Tin hai'}, 'lan')
    transaction.commit()
    now = datetime.datetime.now(UTC)
    hour = datetime.timedelta(hours=1)

    assert told(audit, item, action='edit') == [('edit', '/sites/bavi/tin-tuc-su-kien/tin')]
    assert told(audit, item, who=lambda who: who == 'nobody') == []
    assert told(audit, item, since=now + hour) == told(audit, item, until=now - hour) == []
    assert ('edit', '/sites/bavi/tin-tuc-su-kien/tin') in told(
        audit, item, since=now - hour, until=now + hour)


def test_a_long_chain_is_shown_page_by_page(audit, item, editing):
    for number in range(40):
        editing.edit(item, {'title': f'Tin {number}'}, 'lan')
        transaction.commit()
    all_of_them = told(audit, item, 1000)
    batch = audit.entries(item, start=10, size=10)

    assert (len(batch.items), batch.total) == (10, len(all_of_them))
    assert [(entry.action, entry.path) for entry in batch.items] == all_of_them[10:20]


def test_who_may_not_read_the_log_is_refused(registry, item):
    with pytest.raises(PermissionError):
        AuditService(registry, lambda permission, resource: False).entries(item)


@pytest.fixture
def manager(visit, people, small_portal):
    """Who manages one site and no other."""
    grant(small_portal['sites']['bavi'], people['khach'].id, MANAGER, Grant(basis=BASIS))
    transaction.commit()
    return visit('khach')


def test_who_answers_for_a_site_reads_its_log_and_no_other(manager, item):
    assert item.title in {row[3] for row in rows(manager.get('/desk/sites/bavi/@@audit'))}
    for path in ('/desk/sites/soxaydung/@@audit', '/desk/@@audit', '/desk/accounts/@@audit'):
        manager.get(path, status=404)


def rows(page):
    return [[' '.join(cell.text.split()) for cell in row.find_all('td')]
            for row in page.html.select('table.list tbody tr')]


def test_the_page_says_it_in_words(manager, item, registry):
    send(registry)(Action(item, 'withdraw', 'system', before='published', after='withdrawn',
                          why='Đăng <nhầm>', meaning='error', language='en'))
    transaction.commit()

    [row] = rows(asked(manager, act='withdraw'))

    assert row[1:] == [
        'Hệ thống', 'Gỡ khỏi trang', item.title,
        ('Từ Đã xuất bản → sang Đã gỡ Đăng <nhầm> Ngôn ngữ: Tiếng Anh Lý do gỡ: '
         'Đăng nhầm, sai')]


def test_names_roles_places_and_times_stand_for_codes(manager, item, people, registry):
    for told, words in (
            ({'action': 'grant_role', 'after': 'contributor', 'why': '12/QĐ-UBND',
              'principal': '?'},
             '→ sang Cộng tác viên 12/QĐ-UBND Người giữ vai trò: Người khach'),
            ({'action': 'accept_role', 'after': 'editor', 'asked_by': '?'},
             '→ sang Biên tập viên Người đề nghị: Người khach'),
            ({'action': 'undo', 'transaction': '2026-11-28T06:57:43+00:00'},
             'Thời điểm của việc bị hoàn tác: 28/11/2026 13:57'),
            ({'action': 'log_exported', 'asked_deed': 'move'}, 'Lọc theo việc: move'),
            ({'action': 'move', 'before': '/sites/bavi', 'after': '/khong-con'},
             'Từ Xã Ba Vì → sang /khong-con'),
            ({'action': 'join_group', 'account': 'u0123456789abcdef', 'group': 'Nhóm biên tập'},
             'Tài khoản: Tài khoản không còn Nhóm: Nhóm biên tập'),
            ({'action': 'demand_erasure', 'basis': 'yeu-cau', 'kind': 'account', 'number': 3},
             ('Căn cứ: Chủ thể dữ liệu yêu cầu xóa '
              'Loại: Thông tin cá nhân của một tài khoản Số: 3')),
            ({'action': 'grant_role', 'after': 'editor', 'why': 'bin/portal seed'},
             '→ sang Biên tập viên Khi cài đặt hệ thống'),
            ({'action': 'reject', 'ground': 'c'}, 'Căn cứ từ chối: Không đúng sự thật'),
            ({'action': 'edit', 'oids_sha256': 'a' * 64, 'count': 30, 'note': ''},
             'Số mục: 30')):
        values = {name: people['khach'].id if value == '?' else value
                  for name, value in told.items()}
        send(registry)(Action(item, actor='system', **values))
        transaction.commit()

        found = rows(asked(manager, act=told['action']))

        assert found[0][-1] == words, told


def test_a_title_that_the_reader_may_not_see_stays_hidden(visit, item, people, registry):
    words = Wording(find_portal(item), str, lambda resource: False).words(
        Entry('u1', 'edit', NOON, item.__oid__, '/sites/bavi/tin', details={
            'objectid': item.__oid__}))

    assert (words.where, words.resource) == ('/sites/bavi/tin', None)
    assert words.details == [('Mục', str(item.__oid__))]


def test_what_cannot_be_read_asks_for_nothing(manager):
    for query in (
            {'since': '2026-13-45'}, {'until': 'x'}, {'page': '-1'}, {'page': '9' * 40},
            {'act': '<x>'}, {'who': '\0'}, {'since': '9999-12-31'}, {'until': '9999-12-31'},
            {'since': '0001-01-01'}):
        assert asked(manager, **query).status_int == 200


def test_fifty_are_shown_on_a_page(manager, item, editing):
    for number in range(60):
        editing.edit(item, {'title': f'Tin {number}'}, 'lan')
        transaction.commit()
    first = asked(manager, act='edit')
    second = taking(first).submit('page', value='2')

    assert len(rows(first)) == 50
    assert len(rows(second)) == 10 and {row[2] for row in rows(second)} == {'Sửa nội dung'}
    assert rows(taking(second).submit('page', value='1')) == rows(first)
    assert rows(asked(manager, who='Không ai')) == []


def test_no_address_holds_the_name_that_the_log_is_asked_for(manager, item, people):
    page = asked(manager, who='Người')

    assert page.request.url == 'http://localhost/desk/sites/bavi/@@audit'
    assert 'Ng%C6%B0' not in page and page.html.select_one('#a-who')['value'] == 'Người'
    assert rows(manager.get(f'{LOG}?who=x&act=withdraw')) == rows(manager.get(LOG))


LOG = '/desk/sites/bavi/@@audit'


def asked(browser, **typed):
    """Return what the filter of the log answers to what was ``typed``."""
    form = browser.get(LOG).forms
    token = next(each for each in form.values() if 'who' in each.fields)['csrf_token'].value
    return browser.post(LOG, {'csrf_token': token, **typed})


def taking(page):
    """Return the form that turns pages and takes the log away."""
    return next(form for form in page.forms.values() if form.method == 'post'
                and form.action.endswith('@@audit') and 'export' in form.fields)


def export(page):
    return taking(page).submit('export')


def test_the_log_can_be_taken_away_as_a_table_which_is_told_too(
        audit, manager, item, registry, people):
    send(registry)(Action(item, 'look', 'lan', why='=1+1'))
    transaction.commit()

    answer = export(asked(manager, act='look'))
    transaction.begin()
    entry = audit.entries(item).items[0]

    assert answer.content_type == 'text/csv'
    assert answer.headers['Content-Disposition'] == 'attachment; filename="nhat-ky-bavi.csv"'
    text = answer.body.decode('utf-8-sig')
    assert len(text.splitlines()) == 2
    assert "'=1+1" in text
    assert (entry.action, entry.who, entry.details['number'], entry.details['asked_act']) == (
        'log_exported', people['khach'].id, 1, 'look')


@pytest.mark.clause('30')
def test_the_inspector_takes_away_the_log_of_every_site_and_changes_no_item(visit, item):
    browser = visit('kiemtra')

    answer = export(asked(browser, act='add'))

    assert answer.content_type == 'text/csv'
    assert '/sites/bavi/tin-tuc-su-kien/tin' in answer.body.decode('utf-8-sig')
    browser.get('/desk/sites/bavi/tin-tuc-su-kien/tin/@@edit', status=404)


def test_who_may_not_read_the_log_cannot_take_it_away_either(visit, manager, item):
    form = taking(manager.get(LOG))
    form.action = '/desk/@@audit'

    assert form.submit('export', expect_errors=True).status_int == 404
