"""The list of what somebody was told, in the desk."""
import datetime

import pytest
import transaction
from hanoiportal.kernel.workflow.interfaces import PUBLISHED, SUBMITTED
from hanoiportal.platform.notifications.services import notifying

TITLE = 'Khởi công cầu Tứ Liên'
NOTE = 'Thiếu <nguồn> số liệu'


@pytest.fixture
def news(small_portal, editing, staff):
    section = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    item = editing.add(section, 'cau', 'NewsItem', {'title': TITLE},
                       staff['soxaydung-contributor'].id)
    item.state = SUBMITTED
    transaction.commit()
    return item


@pytest.fixture
def tell(registry, news, staff):
    """``tell(login, kind, …)``: that person is told something about ``news``; committed."""
    def told(login, kind='returned', actor='', **details):
        notifying(registry).notify([staff[login].id], news, kind, actor, **details)
        transaction.commit()

    return told


def unread(page):
    """Return the number beside the entry of the menu, ``0`` if there is none."""
    entry = page.html.select_one('nav.side a[href$="@@notifications"]')
    count = entry.select_one('.count')
    return int(count.get_text().strip(' :')) if count else 0


def list_of(page):
    return [each.get_text(' ', strip=True) for each in page.html.select('.told li')]


def test_who_was_told_nothing_reads_so(visit, staff):
    page = visit('soxaydung-editor').get('/desk/@@notifications')

    assert 'Chưa nhận thông báo nào.' in page
    assert unread(page) == 0


def test_the_list_says_what_happened_to_what_by_whom_and_why(visit, staff, tell):
    tell('soxaydung-contributor', 'rejected', staff['soxaydung-member'].id, note=NOTE, ground='d')

    [row] = list_of(visit('soxaydung-contributor').get('/desk/@@notifications'))

    for text in ('Tin, bài bị từ chối đăng', TITLE, NOTE, 'Người soxaydung-member',
                 'Không rõ xuất xứ', 'chưa đọc'):
        assert text in row


def test_the_menu_counts_what_is_not_read_and_reading_marks_it(visit, tell):
    for kind in ('returned', 'remark'):
        tell('soxaydung-contributor', kind)
    browser = visit('soxaydung-contributor')
    page = browser.get('/desk/@@notifications')
    before = unread(page)
    one = next(form for form in page.forms.values() if 'number' in form.fields
               and 'open' not in form.fields).submit().follow()
    looked = unread(browser.get('/desk'))
    every = next(form for form in one.forms.values()
                 if form.action.endswith('@@read') and 'number' not in form.fields)

    assert (before, looked) == (2, 1)
    assert unread(every.submit().follow()) == 0


def test_of_where_an_item_stands_only_the_latest_is_told(visit, tell):
    for kind in ('returned', 'approved', 'published'):
        tell('soxaydung-contributor', kind)
    page = visit('soxaydung-contributor').get('/desk/@@notifications')

    [row] = list_of(page)
    assert 'Tin, bài đã được xuất bản' in row and unread(page) == 1


def test_what_is_told_of_one_case_of_a_site_bears_its_number(visit, tell):
    tell('soxaydung-head', 'case_reopened', number='577')
    page = visit('soxaydung-head').get('/desk/@@notifications')
    assert f'{TITLE}, số 577' in page


def test_what_comes_from_another_site_bears_its_name_and_the_item(visit, tell, small_portal,
                                                                   editing, staff):
    there = small_portal['sites']['bavi']
    public, secret = (editing.add(there['tin-tuc-su-kien'], title.lower(), 'NewsItem', {
        'title': title}, staff['bavi-contributor'].id) for title in ('Cho', 'Kin'))
    public.state = PUBLISHED
    for kind, details in (('crosspost_received', {'item': public.__oid__}),
                          ('crosspost_asked', {'item': secret.__oid__}),
                          ('crosspost_held', {'item': 0}), ('report_sent', {})):
        tell('soxaydung-head', kind, number=4, site=there.__oid__, **details)
    said = ' '.join(list_of(visit('soxaydung-head').get('/desk/@@notifications')))
    assert said.count(f'{there.title}, số 4') == 4
    assert f'“Cho”, {there.title}, số 4' in said and 'Kin' not in said


def test_opening_what_one_was_told_of_marks_it_as_read(visit, tell):
    tell('soxaydung-contributor')
    browser = visit('soxaydung-contributor')
    page = browser.get('/desk/@@notifications')
    form = next(form for form in page.forms.values() if 'open' in form.fields)
    record = form.submit().follow()

    assert record.request.path.endswith('/tin-tuc-su-kien/cau') and unread(record) == 0
    assert not [form for form in browser.get('/desk/@@notifications').forms.values()
                if 'open' in form.fields]


def test_a_record_that_is_opened_says_so_to_the_list(visit, tell):
    tell('soxaydung-contributor')
    browser = visit('soxaydung-contributor')
    page = browser.get('/desk/sites/soxaydung/tin-tuc-su-kien/cau')
    assert unread(page) == 1
    next(form for form in page.forms.values() if 'about' in form.fields).submit()

    again = browser.get('/desk/sites/soxaydung/tin-tuc-su-kien/cau')
    assert unread(again) == 0 and not again.html.select('form[data-seen]')


def test_looking_writes_nothing(visit, tell, registry):
    tell('soxaydung-contributor')
    browser = visit('soxaydung-contributor')
    browser.get('/desk/@@notifications')

    assert unread(browser.get('/desk/@@notifications')) == 1


def test_nobody_reads_what_another_was_told(visit, tell):
    tell('soxaydung-contributor', note=NOTE)

    assert list_of(visit('bavi-contributor').get('/desk/@@notifications')) == []


def test_what_is_no_longer_the_readers_to_see_is_not_named(visit, tell, news, small_portal):
    tell('bavi-editor')
    page = visit('bavi-editor').get('/desk/@@notifications')

    assert TITLE not in page
    assert 'không thuộc phần việc được giao nữa' in page


def test_what_is_gone_is_told_to_be_gone(visit, tell, news, registry):
    tell('soxaydung-editor')
    news.__parent__.remove('cau', registry=registry)
    transaction.commit()

    assert TITLE not in visit('soxaydung-editor').get('/desk/@@notifications')


def test_a_mail_leads_to_what_it_is_about(visit, tell, registry, staff):
    tell('soxaydung-editor')
    [told] = notifying(registry).list(staff['soxaydung-editor'])
    answer = visit('soxaydung-editor').get(f'/desk/@@notification?number={told.number}')

    assert answer.location.endswith('/desk/sites/soxaydung/tin-tuc-su-kien/cau')


def test_a_mail_about_another_host_leads_there(visit, tell, registry, staff, small_portal):
    tell('soxaydung-editor')
    [told] = notifying(registry).list(staff['soxaydung-editor'])
    browser = visit('soxaydung-editor')
    answer = browser.get(f'/desk/@@notification?number={told.number}',
                         headers={'Host': 'soxaydung.hanoi.gov.vn'}, status='*')

    assert answer.status_int == 303


def test_a_number_that_is_not_ones_own_leads_nowhere(visit, staff):
    for number in ('', '1', 'x', '9' * 30, '-1'):
        browser = visit('soxaydung-editor')

        assert browser.get(f'/desk/@@notification?number={number}', status='*').status_int == 404


def test_one_says_where_mails_go_and_that_none_shall(visit, staff, registry):
    form = next(form for form in visit('soxaydung-editor').get(
        '/desk/@@notifications').forms.values() if 'address' in form.fields)
    form['address'], form['wanted'] = 'a@hanoi.gov.vn', False
    page = form.submit().follow()

    transaction.begin()
    assert staff['soxaydung-editor'].email == 'a@hanoi.gov.vn'
    assert staff['soxaydung-editor'].notices.by_mail is False
    assert 'Đã lưu lựa chọn nhận thư.' in page


def test_where_mails_go_is_changed_by_who_has_proved_lately_who_they_are(
        visit, staff, registry, clock):
    browser, account = visit('soxaydung-editor'), staff['soxaydung-editor']
    form = next(form for form in browser.get('/desk/@@notifications').forms.values()
                if 'address' in form.fields)
    form['address'] = 'a@hanoi.gov.vn'
    clock.at += datetime.timedelta(minutes=16)

    assert '/confirm' in form.submit().html.find(id='e-address').text

    transaction.begin()
    assert account.email == ''


def test_what_is_no_address_is_shown_again_and_not_kept(visit, staff):
    for address in ('ai đó', 'a@b', 'a@b.vn\nBcc: c@d.vn'):
        browser = visit('soxaydung-editor')
        form = next(form for form in browser.get('/desk/@@notifications').forms.values()
                    if 'address' in form.fields)
        page = browser.post(form.action, {**dict(form.submit_fields()), 'address': address})

        assert 'Thư điện tử phải có dạng' in page, address
        transaction.begin()
        assert staff['soxaydung-editor'].email == '', address


def test_who_works_nowhere_finds_nothing(visit, people):
    assert visit('khach').get('/desk/@@notifications', status='*').status_int == 404
