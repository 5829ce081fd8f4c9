"""The log of the content database, undoing, and what is written beside each transaction."""
import pytest
import transaction
from hanoiportal.kernel.security.authorization.annotate import sign
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.shells.console.transactions import can_undo, latest, undo, written_in
from servers.postgres import stock
from support.pages import form_with
from support.people import BASIS, log_in
from webtest import TestApp
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

SECTION = '/console/tin-tuc-su-kien'
UNDO = '/console/@@undo'


@pytest.fixture
def item(small_portal, editing):
    made = editing.add(small_portal['tin-tuc-su-kien'], 'tin-mot', 'NewsItem',
                       {'title': 'Tin một'}, 'system')
    transaction.get().note('Nhập liệu: thêm tin số một')
    transaction.commit()
    return made


@pytest.fixture
def content(registry):
    return content_database(registry)


def retitle(browser, title, path=f'{SECTION}/tin-mot'):
    form = form_with(browser.get(f'{path}/@@properties'), 'title')
    form['title'] = title
    return form.submit()


def first_shown(browser):
    """Return the page of the latest transaction."""
    return browser.get(UNDO).click('Xem thay đổi…', index=0)


def test_a_change_is_shown_before_it_is_undone_and_then_is_as_before(visit, item):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, sửa nhầm')
    page = first_shown(browser)

    assert 'Tin một, sửa nhầm' in [cell.text for cell in page.html.select('td')]
    assert 'Người vanhanh' in page.text
    transaction.begin()
    assert item.title == 'Tin một, sửa nhầm'
    done = form_with(page, 'id').submit().follow()
    transaction.begin()
    assert item.title == 'Tin một' and len(item.history) == 0
    assert 'Đã hoàn tác' in done.html.find(class_='flash').text


def test_an_undoing_can_be_undone(visit, item):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, bản hai')
    form_with(first_shown(browser), 'id').submit()
    form_with(first_shown(browser), 'id').submit()

    transaction.begin()
    assert item.title == 'Tin một, bản hai'


def test_what_was_deleted_comes_back_with_its_place_in_the_index(visit, item, small_portal):
    number = item.__oid__
    browser = visit('vanhanh')
    form_with(browser.get(f'{SECTION}/@@delete', {'name': 'tin-mot'}), 'name').submit()
    form_with(first_shown(browser), 'id').submit()

    transaction.begin()
    assert small_portal['tin-tuc-su-kien']['tin-mot'].title == 'Tin một'
    indexes = small_portal.indexes.catalog
    assert indexes['type'].values_of(number) == ('NewsItem',)


def test_a_transaction_with_a_vietnamese_description_is_undone(visit, item, small_portal):
    browser = visit('vanhanh')
    page = browser.get(UNDO)

    assert 'Thêm mới: Tin một' in page.html.select_one('td[data-label="Việc"]').text
    form_with(first_shown(browser), 'id').submit()
    transaction.begin()
    assert 'tin-mot' not in small_portal['tin-tuc-su-kien']


def lines(browser):
    """Return what the list says was done, the latest first."""
    return [' '.join(cell.text.split())
            for cell in browser.get(UNDO).html.select('td[data-label="Việc"]')]


def test_the_list_speaks_of_actions_with_titles_and_of_no_views_or_classes(
        visit, item, people, small_portal):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, bản hai')
    form_with(first_shown(browser), 'id').submit()
    transaction.begin()
    for note in ('job due', '/sites/bavi @@bulk', '/khong-con @@edit', 'Nhập liệu tháng 11',
                 '/ @@read', ''):
        small_portal.title = note
        transaction.get().note(note)
        transaction.commit()

    assert lines(browser)[:8] == [
        'Không nêu việc', 'Đánh dấu thông báo đã đọc',
        'Nhập liệu tháng 11', 'Thay đổi khác',
        f'Thay đổi khác: {small_portal["sites"]["bavi"].title}',
        'Việc tự động của Cổng', 'Hoàn tác một việc trước đó', 'Sửa nội dung: Tin một']
    page = first_shown(browser).html.main.text
    assert 'Bucket' not in page and '@@' not in page


def test_an_action_on_an_account_names_the_person_and_many_actions_are_counted(
        visit, people, small_portal, editing):
    administrator = visit('quantri')
    form = form_with(administrator.get('/console/accounts/kiemtra/@@suspend'), 'basis')
    form['reason'], form['basis'] = 'Vì thế', BASIS
    form.submit()
    assert lines(administrator)[0] == 'Tạm ngừng tài khoản: Người kiemtra'
    for number in range(5):
        editing.add(small_portal['tin-tuc-su-kien'], f'tin-{number}', 'NewsItem',
                    {'title': f'Tin {number}'}, 'system')
    transaction.commit()

    assert lines(administrator)[0].endswith('và 2 việc khác')


def test_a_change_that_others_stand_on_is_not_undone_and_the_page_says_so(visit, item):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, bản hai')
    page = first_shown(browser)
    retitle(browser, 'Tin một, bản ba')

    answer = form_with(page, 'id').submit().follow()

    assert 'Không hoàn tác được' in answer.html.find(class_='error').text
    assert 'Đã hoàn tác' not in answer.text
    transaction.begin()
    assert item.title == 'Tin một, bản ba'


def test_nothing_is_undone_by_a_link_or_without_the_token(visit, item):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, bản hai')
    form = form_with(first_shown(browser), 'id')

    browser.get(UNDO, {'id': form['id'].value, 'csrf_token': form['csrf_token'].value})
    assert browser.post(UNDO, {'id': form['id'].value}, expect_errors=True).status_int == 403
    transaction.begin()
    assert item.title == 'Tin một, bản hai'


def test_a_transaction_that_never_was_is_not_found(visit):
    for asked in ('x', 'AAAAAAAAAAA=', '<b>', 'ế', 'A' * 5000):
        answer = visit('vanhanh').get(UNDO, {'id': asked}, expect_errors=True)

        assert answer.status_int == 404, asked


@pytest.mark.clause('8.8')
def test_an_operator_undoes_nothing_of_accounts(visit, people):
    administrator, operator = visit('quantri'), visit('vanhanh')
    form = form_with(administrator.get('/console/accounts/@@accounts'), 'login')
    form['login'], form['name'] = 'lan', 'Nguyễn Thị Lan'
    form.submit()
    page = first_shown(operator)

    assert 'không có quyền hoàn tác' in page.text
    refused = operator.post(UNDO, {
        'id': form_with(page, 'id')['id'].value,
        'csrf_token': form_with(page, 'id')['csrf_token'].value}).follow()
    assert 'không có quyền hoàn tác' in refused.html.find(class_='error').text
    assert administrator.get('/console/accounts/lan/@@account').status_int == 200


def undo_first(browser):
    """Try to undo the latest transaction; return what is said."""
    form = form_with(first_shown(browser), 'id')
    return browser.post(UNDO, {
        'id': form['id'].value, 'csrf_token': form['csrf_token'].value}).follow().text


def test_nobody_undoes_what_changed_how_an_account_is_opened(visit, people):
    administrator = visit('quantri')

    for name, value in (
            ('password_hash', 'x'), ('must_change_password', True), ('email', 'a@hanoi.gov.vn'),
            ('passkeys', ('x',)), ('one_time', 'x'), ('recovery', ('x',)), ('link', 'x')):
        setattr(people['kiemtra'], name, value)
        transaction.commit()

        assert 'đổi cách mở một tài khoản' in first_shown(administrator).text, name
        assert 'đổi cách mở một tài khoản' in undo_first(administrator), name

        transaction.begin()
        assert getattr(people['kiemtra'], name) == value


def test_an_administrator_undoes_what_else_was_done_to_an_account(visit, people):
    administrator = visit('quantri')
    people['kiemtra'].full_name = 'Nhầm tên'
    transaction.commit()

    assert 'Đã hoàn tác' in undo_first(administrator)

    transaction.begin()
    assert people['kiemtra'].full_name == 'Người kiemtra'


def test_an_operator_does_not_undo_the_end_of_a_role(visit, people, small_portal):
    administrator, operator = visit('quantri'), visit('vanhanh')
    page = administrator.get('/console/@@access')
    asked = next(form for form in page.forms.values() if 'principal' in form.fields
                 and form['principal'].value == people['kiemtra'].id).submit()
    form_with(asked, 'why')['why'] = 'Thôi việc'
    form_with(asked, 'why').submit()
    form = form_with(first_shown(operator), 'id')

    operator.post(UNDO, {'id': form['id'].value, 'csrf_token': form['csrf_token'].value})

    transaction.begin()
    assert people['kiemtra'].id not in small_portal.local_roles


def test_what_is_too_large_to_be_looked_through_is_undone_by_no_operator(
        visit, people, small_portal, monkeypatch):
    monkeypatch.setattr('hanoiportal.shells.console.transactions.MOST_RECORDS', 1)
    administrator, operator = visit('quantri'), visit('vanhanh')
    small_portal.title = 'Cổng, sửa'
    people['khach'].suspended = True
    transaction.commit()
    form = form_with(first_shown(operator), 'id')

    operator.post(UNDO, {'id': form['id'].value, 'csrf_token': form['csrf_token'].value})
    transaction.begin()
    assert people['khach'].suspended
    form_with(first_shown(administrator), 'id').submit()
    transaction.begin()
    assert not people['khach'].suspended


def test_a_transaction_names_the_account_by_id_and_the_place(visit, item, content, people):
    retitle(visit('vanhanh'), 'Tin một, bản hai')

    entry = latest(content, 1)[0]

    assert entry.user == people['vanhanh'].id
    assert entry.description == '/tin-tuc-su-kien/tin-mot @@properties'


@pytest.mark.clause('8.8')
def test_no_log_in_name_is_written_into_the_log(visit, people, content, registry):
    administrator = visit('quantri')
    page = administrator.get('/console/accounts/vanhanh/@@account')
    next(form for form in page.forms.values() if form.action.endswith('@@reset')).submit()
    form = form_with(administrator.get('/console/accounts/vanhanh/@@suspend'), 'basis')
    form['reason'], form['basis'] = 'Vì thế', BASIS
    form.submit()

    entries = latest(content, 2)
    assert [entry.description for entry in entries] == [
        f'/accounts/{people["vanhanh"].id} @@{view}' for view in ('suspend', 'reset')]
    assert {entry.user for entry in entries} == {people['quantri'].id}


def test_a_transaction_of_another_database_is_given_no_name(wsgi, people, registry, monkeypatch):
    named = []
    monkeypatch.setattr('hanoiportal.kernel.security.authorization.annotate.sign', Watched(named))
    browser = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    log_in(browser, 'quantri')
    for _ in range(5):
        log_in(TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'}), 'vanhanh', 'Sai-1-sai-A')
    page = browser.get('/console/accounts/vanhanh/@@account')
    next(form for form in page.forms.values() if form.action.endswith('@@unlock')).submit()

    assert [user for user, description in named] == ['']
    assert 'vanhanh' not in named[0][1]


class Watched:
    """``sign`` that notes what it wrote."""

    def __init__(self, named):
        self.named = named

    def __call__(self, transaction, connection, account):
        sign(transaction, connection, account)
        self.named.append((transaction.user, transaction.description))


def test_a_database_without_old_records_says_that_it_cannot_undo():
    database = DB(MappingStorage())

    assert can_undo(database) is False
    database.close()


@pytest.fixture
def relstorage(postgres):
    """``relstorage(keep_history)``: an open database on PostgreSQL."""
    opened = []

    def made(keep_history):
        postgres.renew()
        opened.append(stock(postgres, keep_history))
        return opened[-1]

    yield made
    transaction.abort()
    for database in opened:
        database.close()


def test_postgresql_that_keeps_history_undoes_with_vietnamese_words(relstorage):
    database = relstorage(True)
    connection = database.open()
    for title in ('Một', 'Hai'):
        connection.root()['title'] = title
        transaction.get().note(f'Sửa tên thành «{title}»')
        transaction.commit()
    entry = latest(database, 1)[0]

    assert entry.description == 'Sửa tên thành «Hai»'
    assert written_in(connection, entry.id) == ([], {'PersistentMapping': 1}, False)
    undo(database, entry.id, transaction.begin())
    transaction.commit()
    assert connection.root()['title'] == 'Một'


def test_postgresql_that_keeps_no_history_says_that_it_cannot_undo(relstorage):
    assert can_undo(relstorage(False)) is False


def test_what_a_transaction_wrote_is_read_back_with_its_inner_records(item, content):
    entry = latest(content, 1)[0]

    found, others, more = written_in(item._p_jar, entry.id)

    assert item in found and not more
    assert sum(others.values()) > 0


def test_nobody_undoes_what_the_board_has_taken_back(visit, at_work, ward):
    writer, member, head = map(at_work, ('bavi-contributor', 'bavi-member', 'bavi-head'))
    item = writer.add(ward)
    writer.take(item, 'submit')
    member.take(item, 'pass_on')
    member.approve(item)
    transaction.commit()
    head.take(item, 'withdraw', meaning='error', note='Sai số liệu')
    transaction.commit()

    for login in ('vanhanh', 'quantri'):
        browser = visit(login)
        page = first_shown(browser)
        assert 'chỉ Ban Biên tập được đưa nội dung đó lên lại' in page.text
        browser.post(UNDO, {name: form_with(page, 'id')[name].value
                            for name in ('id', 'csrf_token')})
        transaction.begin()
        assert item.state == 'withdrawn'


@pytest.fixture
def approved(at_work, ward):
    """A text that the board of Ba Vì has just approved, and whose head publishes it."""
    writer, member = map(at_work, ('bavi-contributor', 'bavi-member'))
    item = writer.add(ward)
    writer.take(item, 'submit')
    member.take(item, 'pass_on')
    transaction.commit()
    member.approve(item)
    transaction.commit()
    return item


def test_undoing_a_decision_of_the_board_asks_for_a_reason(visit, approved):
    before = approved.state
    browser = visit('quantri')
    page = first_shown(browser)
    assert 'quyết định của Ban Biên tập' in page.text

    refused = form_with(page, 'id').submit(status=422)

    assert 'Hãy nêu lý do hoàn tác' in refused.html.find(id='e-reason').text
    transaction.begin()
    assert approved.state == before


def test_the_board_is_told_that_its_decision_was_undone_and_why(
        visit, approved, told, staff, registry, audit):
    form = form_with(first_shown(visit('quantri')), 'id')
    form['reason'] = 'Duyệt nhầm bản'
    form.submit(status=303)

    for login in ('bavi-head', 'bavi-deputy', 'bavi-member'):
        assert told(login)[0] == 'undone', login
    assert 'undone' not in told('hanoi-head')
    transaction.begin()
    [notice, *_others] = notifying(registry).list(staff['bavi-head'])
    assert (notice.actor, notice.details) == (staff['quantri'].id, {'note': 'Duyệt nhầm bản'})
    assert approved.state == 'awaiting'
    [entry, *_others] = audit.entries(approved).items
    assert (entry.action, entry.why) == ('undo', 'Duyệt nhầm bản')


def test_undoing_what_no_board_decided_needs_no_reason_and_tells_nobody(
        visit, item, told):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, sửa nhầm')
    page = first_shown(browser)

    assert 'quyết định của Ban Biên tập' not in page.text
    form_with(page, 'id').submit(status=303)
    assert 'undone' not in told('hanoi-head')
