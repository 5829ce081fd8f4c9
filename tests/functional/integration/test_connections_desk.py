"""Kết nối in the desk: an administrator subscribes a partner's address and looks after it."""
import pytest
import transaction
from hanoiportal.integration.deliveries.interfaces import IReceivers, Receipt, Receiver
from hanoiportal.integration.deliveries.resource import book_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.schema import Schema, line
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http
from support.pages import form_with

ALL, ONE = '/desk/@@connections', '/desk/@@connection'


def words(page):
    return page.html.main.get_text(' ', strip=True)


@pytest.fixture
def operator(visit, delivering):
    return visit('vanhanh')


def subscribed(browser, receiver, title='Báo Hà Nội mới', **settings):
    """Set a webhook up by the form; return the page that shows its secret."""
    form = form_with(browser.get(ALL).click('Webhook'), 'title')
    form['title'], form['s.address'] = title, receiver.at + '/nhan'
    for name, value in settings.items():
        form[f's.{name}'] = value
    return form.submit('act', value='add')


def acted(browser, act, number=1):
    page = browser.get(f'{ONE}?number={number}')
    form = next(each for each in page.forms.values() if 'act' in each.fields and any(
        field._value == act for field in each.fields['act'] if hasattr(field, '_value')))
    if 'sure' in form.fields:
        form['sure'] = 'yes'
    return form.submit('act', value=act)


def test_an_administrator_subscribes_tries_and_turns_on(operator, receiver, delivering):
    page = subscribed(operator, receiver)
    secret = page.html.select_one('code.secret').text
    assert secret.startswith('whsec_') and page.headers['Cache-Control'] == 'no-store'
    receiver.secret = secret
    page = operator.get(f'{ONE}?number=1')
    assert secret not in page.text and 'Đang tắt: người quản trị chưa bật' in words(page)
    assert 'sau vài giây' in acted(operator, 'try').follow().text
    delivering.look()
    assert receiver.trials == 1
    assert 'Gửi thử' in words(operator.get(f'{ONE}?number=1'))
    assert 'Đã bật kết nối' in acted(operator, 'on').follow().text
    assert 'Hoạt động bình thường' in words(operator.get(ALL))


def test_what_is_refused_is_seen_and_sent_again(
        operator, receiver, delivering, editing, publishing, city_news):
    receiver.secret = subscribed(operator, receiver).html.select_one('code.secret').text
    acted(operator, 'on')
    item = editing.add(city_news, 'tin', 'NewsItem', {'title': 'Tin mới', 'body': '<p>A</p>'}, 't')
    publishing.publish(item, 'test')
    transaction.commit()
    receiver.moods = ['refusing']
    delivering.look()
    assert 'máy chủ báo lỗi 422' in words(operator.get(f'{ONE}?number=1'))
    acted(operator, 'off')
    assert 'Sẽ gửi lại 1 thông báo khi kết nối được bật' in acted(
        operator, 'replay').follow().text
    acted(operator, 'on')
    card = operator.get(f'{ONE}?number=1').html.find(id='h-state').parent
    assert 'báo lỗi 422' not in card.text  # it is on its way again
    delivering.look()
    page = words(operator.get(f'{ONE}?number=1'))
    assert 'Đã nhận' in page and 'Tin mới' in page and len(receiver.copy) == 1


def test_a_trial_that_failed_is_not_sent_again_and_proves_nothing(
        operator, receiver, delivering):
    subscribed(operator, receiver)
    acted(operator, 'try')
    receiver.moods = ['failing']
    delivering.look()
    page = words(operator.get(f'{ONE}?number=1'))
    assert 'Chưa nhận máy chủ báo lỗi' in page and 'sẽ gửi lại' not in page
    acted(operator, 'on')
    page = words(operator.get(f'{ONE}?number=1'))
    assert 'Đang bật, chưa có thông báo nào được nhận' in page and 'bình thường' not in page


def test_only_a_public_address_is_kept(operator, receiver, registry):
    registry.registerUtility(Http('https://hanoi.test'), IHttp)
    for address in (receiver.at, 'https://10.1.2.3', 'https://doi-tac.vn:22'):
        form = form_with(operator.get(ALL).click('Webhook'), 'title')
        form['title'], form['s.address'] = 'Tên', address
        assert 'có tên miền trên mạng công cộng' in words(
            form.submit('act', value='add', status=422))


def test_a_new_secret_is_shown_once_and_signs_from_now_on(operator, receiver, delivering):
    first = subscribed(operator, receiver).html.select_one('code.secret').text
    second = acted(operator, 'renew').html.select_one('code.secret').text
    assert first != second
    for secret in (second, first):  # for a day either is enough
        receiver.secret = secret
        acted(operator, 'try')
        delivering.look()
    assert receiver.trials == 2
    acted(operator, 'try')
    delivering.look(hours=24)
    assert receiver.trials == 2


def test_a_secret_that_somebody_knows_ends_at_once(operator, receiver, delivering):
    page = subscribed(operator, receiver)
    receiver.secret = page.html.select_one('code.secret').text
    form = form_with(operator.get(f'{ONE}?number=1'), 'sure')
    form['sure'], form['lost'] = True, True
    form.submit('act', value='renew')
    acted(operator, 'try')
    delivering.look()
    assert receiver.trials == 0


def test_settings_are_changed_and_the_connection_is_removed(operator, receiver, registry):
    subscribed(operator, receiver)
    form = form_with(operator.get(f'{ONE}?number=1'), 'title')
    assert form['s.address'].value == receiver.at + '/nhan'
    form['title'], form['s.sections'] = 'Báo khác', 'tin-tuc-su-kien'
    form.submit('act', value='change')
    assert 'Báo khác' in words(operator.get(ALL))
    page = form_with(operator.get(f'{ONE}?number=1'), 'sure').submit(
        'act', value='remove', status=422)
    assert 'Hãy đánh dấu vào ô xác nhận' in words(page)
    assert form_with(page, 'title')['s.address'].value == receiver.at + '/nhan'
    acted(operator, 'remove')
    operator.get(f'{ONE}?number=1', status=404)
    assert 'Chưa có kết nối nào do tài khoản này quản trị' in words(operator.get(ALL))


def test_what_is_wrong_is_said_and_nothing_is_kept(operator, receiver, small_portal):
    for field, value, why in (
            ('title', '', 'Hãy đặt tên'), ('s.address', 'ftp://x', 'http://'),
            ('s.address', '', 'nhập'),
            ('s.sections', 'khong-co', 'Không có chuyên mục này: khong-co')):
        form = form_with(operator.get(ALL).click('Webhook'), 'title')
        form['title'], form['s.address'] = 'Tên', receiver.at
        form[field] = value
        page = form.submit('act', value='add', status=422)
        assert why in words(page), field
        transaction.begin()
        assert not book_of(small_portal).connections, field


def test_a_form_that_is_sent_again_adds_no_second_connection(operator, receiver, small_portal):
    subscribed(operator, receiver)
    form = form_with(operator.get(f'{ONE}?receiver=webhook'), 'title')
    form['title'], form['s.address'] = ' Báo Hà Nội mới ', receiver.at
    page = form.submit('act', value='add', status=422)
    assert 'Đã có kết nối loại này với tên ấy' in words(page)
    transaction.begin()
    assert len(book_of(small_portal).connections) == 1


def test_no_more_than_a_site_may_have(operator, receiver):
    for number in range(20):
        subscribed(operator, receiver, f'Báo {number}')
    assert 'Webhook : Đã có đủ 20' in words(operator.get(ALL))
    form = form_with(operator.get(f'{ONE}?receiver=webhook'), 'title')
    assert 'Đã có đủ 20' in words(operator.get(f'{ONE}?receiver=webhook'))
    form['title'], form['s.address'] = 'Tên', receiver.at
    assert 'Đã có đủ 20' in words(form.submit('act', value='add', status=422))


def test_who_may_not_look_after_connections_is_told_nothing(
        visit, operator, staff, receiver):
    subscribed(operator, receiver)
    head = visit('hanoi-head')
    inspector = visit('kiemtra')
    for address in (ALL, f'{ONE}?number=1', f'{ONE}?receiver=cong-chinh-phu'):
        inspector.get(address, status=404)
    for address in (ALL, f'{ONE}?number=1', f'{ONE}?number=2', f'{ONE}?receiver=webhook',
                    '/sites/bavi' + ALL):
        assert head.get(address, expect_errors=True).status_int in (403, 404), address
    assert operator.get('/desk/sites/bavi/@@connection?number=1', status=404)
    for wrong in ('number=x', 'number=-1', 'receiver=', 'receiver=khac', ''):
        operator.get(f'{ONE}?{wrong}', status=404)


def test_secrets_lie_sealed_and_are_shown_to_nobody(operator, registry, small_portal):
    registry.getUtility(IReceivers)['mau'] = Receiver(
        'mau', 'Hệ thống mẫu', Schema.of(token=line('Mã truy cập', required=True)),
        lambda environment, item, delivery: {}, lambda environment, delivery: Receipt('accepted'),
        secrets=('token',))
    form = form_with(operator.get(ALL).click('Hệ thống mẫu'), 'title')
    form['title'], form['s.token'] = 'Mẫu', 'bi-mat-9357'
    assert 'bi-mat-9357' not in form.submit('act', value='add').text
    form = form_with(operator.get(f'{ONE}?number=1'), 'title')
    assert form['s.token'].value == ''
    form.submit('act', value='change')  # it stays
    database = content_database(registry).databases['interactions']
    assert not any(b'bi-mat-9357' in record.data for each in database.storage.iterator()
                   for record in each)
    transaction.begin()
    assert list(book_of(small_portal).connections[1].sealed) == ['token']


def test_the_city_sees_those_of_all_sites_and_removes_those_of_sites_that_are_gone(
        operator, visit, receiver, delivering, bavi):
    delivering.connect(bavi)
    page = operator.get(ALL)
    assert 'Kết nối của các trang thành phần' in words(page) and bavi.title in words(page)
    assert '/desk/sites/bavi/' in page.html.find('a', string='Đối tác')['href']
    for query, is_there in (
            ('trang=bavi', True), ('trang=soxaydung', False), ('trang=bavi&tinh-trang=loi', False),
            ('trang=%00&tinh-trang=', False)):
        assert ('Đối tác' in words(operator.get(f'{ALL}?{query}'))) is is_there, query
    delivering.kept.failures = 1
    transaction.commit()
    page = operator.get(f'{ALL}?tinh-trang=loi')
    assert 'Đối tác' in words(page)
    assert page.html.select_one('a[href$="@@connections"] .number, a[href$="@@connections"] b')
    assert 'Đối tác' not in words(visit('quantri').get('/desk/sites/soxaydung/@@connections'))
    delivering.kept.site = '1'  # no thing has it
    transaction.commit()
    page = words(operator.get(ALL))
    assert 'Đối tác' in page and 'Trang của kết nối này không còn' in page
    acted(operator, 'remove', delivering.number)
    transaction.begin()
    assert not delivering.service.connections(delivering.portal)


def test_a_connection_without_a_secret_of_ours_is_saved_and_says_so(operator):
    form = form_with(operator.get(f'{ONE}?receiver=emc'), 'title')
    form['title'], form['s.address'] = 'EMC', 'https://emc.example/so-lieu'
    form['s.codes'], form['s.token'] = 'thanhpho HN-000', 'ma'
    assert 'Đã lưu thiết lập. Kết nối đang tắt.' in words(
        form.submit('act', value='add', status=303).follow())
