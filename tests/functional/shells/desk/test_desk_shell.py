"""The desk's frame: who is let in, what the menu shows, and what is said once."""
import gc

import transaction
from hanoiportal.base.garbage import left_for_later
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.shells.desk.frame.entries import Entries
from hanoiportal.shells.desk.frame.shell import Shell
from hanoiportal.shells.public.page.addresses import Addresses
from hanoiportal.shells.public.page.layout import Layout


def seated(portal, account, place, role=EDITOR):
    """Grant ``role`` and commit."""
    grant(place, account.id, role, Grant(basis='QĐ 02/QĐ-VP'))
    transaction.commit()


def test_a_page_that_is_not_there_and_one_that_is_not_ones_own_are_refused_alike(
        visit, small_portal, people):
    seated(small_portal, people['khach'], small_portal['sites']['bavi'])
    editor = visit('khach')

    absent = editor.get('/desk/khong-co', status=404)
    foreign = editor.get('/desk/sites/soxaydung', status=404)

    assert absent.text.replace('khong-co', 'sites/soxaydung') == foreign.text


def test_the_sites_of_the_menu_lead_to_where_one_works_in_them(visit, small_portal, people):
    bavi, other = (small_portal['sites'][name] for name in ('bavi', 'soxaydung'))
    seated(small_portal, people['khach'], bavi['tin-tuc-su-kien'])
    seated(small_portal, people['khach'], other)
    browser = visit('khach')
    links = browser.get('/desk').html.select('.sites a')

    assert {link.text: link['href'].partition('/desk')[2] for link in links} == {
        bavi.title: '/sites/bavi/tin-tuc-su-kien/@@contents',
        other.title: '/sites/soxaydung/@@contents'}
    assert all(browser.get(link['href']).status_int == 200 for link in links)


def test_who_is_not_logged_in_is_sent_to_the_log_in_and_back(visit):
    answer = visit().get('/desk')

    assert answer.status_int == 303
    assert answer.location.endswith('/login?came_from=/desk')


def test_who_works_nowhere_finds_no_desk(visit):
    visit('khach').get('/desk', status=404)


def test_a_refused_form_has_its_other_language_where_it_is_asked_for(
        visit, staff, editing, small_portal):
    item = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'bai', 'NewsItem',
                       {'title': 'Bài'}, staff['bavi-contributor'].id)
    transaction.commit()
    head = visit('bavi-head')
    page = head.get(f'/desk/sites/bavi/tin-tuc-su-kien/{item.__name__}')
    form = next(form for form in page.forms.values() if form.fields.get('step')
                and form['step'].value == 'emergency')
    refused = form.submit(status=422)

    address = refused.html.find('a', hreflang='en')['href']
    assert address == '/english/desk/sites/bavi/tin-tuc-su-kien/bai'
    assert head.get(address).status_int == 200
    assert refused.html.select('.tabs [aria-current]')[0].text == 'Hồ sơ'


def test_everyone_at_the_desk_finds_help_and_no_stranger(visit, staff):
    told = visit('bavi-contributor').get('/desk/@@help').html.main.text
    for each in ('Phê duyệt và xuất bản', 'Khảo sát', 'Diễn đàn', 'Đăng chéo',
                 'Giao lưu, đối thoại trực tuyến'):
        assert each in told
    visit('khach').get('/desk/@@help', status=404)


def test_a_session_in_which_nothing_waits_to_be_said_is_not_sent_again(
        visit, small_portal, people):
    seated(small_portal, people['khach'], small_portal['sites']['bavi'])
    editor = visit('khach')
    editor.get('/desk')

    assert 'Set-Cookie' not in editor.get('/desk').headers


def test_a_page_lets_go_of_its_parts_when_it_is_answered(visit, small_portal, people):
    seated(small_portal, people['khach'], small_portal['sites']['bavi'])
    editor = visit('khach')
    with left_for_later():
        gc.collect()
        editor.get('/desk')
        editor.get('/sites/bavi')
        kept = [each for each in gc.get_objects()
                if type(each) in (Shell, Entries, Layout, Addresses)]

    assert kept == []
