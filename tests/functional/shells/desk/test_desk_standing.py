"""The list of standing pages to be reviewed, and the reviews of one, in the desk (Điều 17)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.editorial.standingpages.days import due_of
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.scheduling.opening import opened
from servers.smtp import mail_settings
from support.desk_forms import form_of

SITE = '/desk/sites/bavi/@@reviews'
PAGE = '/desk/sites/bavi/tin-tuc-su-kien/bo-may/@@review'
TODAY = local(SystemClock().now()).date()
LATER = (TODAY + datetime.timedelta(days=200)).isoformat()

own_settings = mail_settings


@pytest.fixture
def pages(small_portal, staff, editing, publishing):
    """Pages of two sites: overdue, due soon, far away; committed."""
    made = {}
    for site, name, days in (('bavi', 'bo-may', -40), ('bavi', 'lich-su', -50),
                             ('bavi', 'lien-he', 20), ('bavi', 'xa', 90),
                             ('soxaydung', 'so', -3)):
        section = small_portal['sites'][site]['tin-tuc-su-kien']
        section.allowed_types = (*section.allowed_types, 'Page')
        made[name] = editing.add(section, name, 'Page', {
            'title': f'Trang {name}', 'owner_unit': 'Văn phòng <xã>',
            'next_review': (TODAY + datetime.timedelta(days=days)).isoformat()}, 'test')
        publishing.publish(made[name], 'test')
    transaction.commit()
    return made


def listed(page):
    return [link.get_text() for link in page.html.select('.list a.title')]


def send(page, action, status=303, **said):
    form = form_of(page, action)
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=action, status=status)


@pytest.mark.clause('17.1')
def test_what_is_overdue_stands_first_and_what_is_far_away_nowhere(pages, visit):
    page = visit('bavi-editor').get(SITE)

    assert listed(page) == ['Trang lich-su', 'Trang bo-may', 'Trang lien-he']
    assert len(page.html.select('.list .mark.warn')) == 2
    assert 'Văn phòng &lt;xã&gt;' in page


@pytest.mark.clause('17.2')
def test_each_site_has_its_own_list_and_the_city_one_of_all(pages, visit):
    assert listed(visit('soxaydung-head').get('/desk/sites/soxaydung/@@reviews')) == ['Trang so']
    visit('soxaydung-head').get(SITE, status=404)
    assert listed(visit('quanly').get('/desk/@@reviews')) == [
        'Trang lich-su', 'Trang bo-may', 'Trang so', 'Trang lien-he']
    assert listed(visit('hanoi-head').get('/desk/@@reviews')) == []


@pytest.mark.clause('17.1')
def test_a_page_that_is_still_right_leaves_the_list(pages, visit):
    editor = visit('bavi-editor')
    assert '@@edit' in editor.get(PAGE) and '@@edit' not in visit('quanly').get(PAGE)
    page = send(editor.get(PAGE), 'review', due=LATER, note='Đã đối chiếu <QĐ 5>').follow()

    assert 'Đã đối chiếu &lt;QĐ 5&gt;' in page and 'Người bavi-editor' in page
    assert listed(editor.get(SITE)) == ['Trang lich-su', 'Trang lien-he']
    transaction.begin()
    assert due_of(pages['bo-may']).isoformat() == LATER


def test_a_day_that_is_none_is_said_so(pages, visit):
    for due, problem in (
            ('', 'phải sau hôm nay'), ('2020-01-01', 'phải sau hôm nay'),
            ('mai', 'Hãy nhập một ngày')):
        answer = send(visit('bavi-editor').get(PAGE), 'review', 422, due=due, note='Nhớ')

        assert problem in answer and 'Nhớ' in answer, due


@pytest.mark.clause('17.1')
def test_an_agency_is_asked_by_mail_and_its_answer_kept(pages, visit, mail_server, registry):
    member = visit('bavi-member')
    page = send(member.get(PAGE), 'ask', name='Sở Nội vụ', address='sonv@hanoi.gov.vn',
                question='Cơ cấu <còn đúng>?', due=LATER).follow()
    assert 'Cơ cấu &lt;còn đúng&gt;?' in page
    with opened(registry, 'test') as environment:
        deliver(environment)
    [mail] = mail_server.mails
    assert mail.recipients == ('sonv@hanoi.gov.vn',)
    assert 'https://hanoi.gov.vn/sites/bavi/tin-tuc-su-kien/bo-may' in mail.get_content()
    assert 'Cơ cấu <còn đúng>?' in mail.get_content()

    page = send(visit('bavi-editor').get(PAGE), 'answer', answer='Còn đúng.').follow()
    assert 'Còn đúng.' in page.html.select_one('blockquote').text
    assert not [form for form in page.forms.values() if 'answer' in form.fields]


def test_an_agency_without_an_address_is_not_asked(pages, visit):
    answer = send(visit('bavi-member').get(PAGE), 'ask', 422, name='Sở', question='?', due=LATER)

    assert answer.html.select('.field .error') and 'Sở' in answer


def test_an_editor_orders_nothing_and_asks_nobody(pages, visit):
    page = visit('bavi-editor').get(PAGE)

    assert [form for form in page.forms.values() if 'act' in form.fields]
    assert not page.html.select('[value=order], [value=ask]')
    form = form_of(page, 'review')
    form['due'] = LATER
    form.fields['act'][0]._value = 'order'
    assert 'Không có quyền' in form.submit('act', value='order', status=422)


def test_the_pages_are_in_english_too(pages, visit):
    for address in (SITE, PAGE):
        assert visit('bavi-editor').get('/english' + address).html.html['lang'] == 'en'
