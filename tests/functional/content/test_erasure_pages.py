"""Demanding an erasure in the desk and in the console, and the register of them."""
import datetime
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.interfaces import IErasureAlarms, IErasureRules, Step
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.platform.monitoring.interfaces import IChecks
from pyramid.registry import Registry
from support.clocks import NOW
from support.desk_forms import seated
from support.pages import form_with
from support.people import BASIS

TITLE = 'Bà Zquỳnhãn nhận nhà'
REFERENCE = '15/PYC-VP'


@pytest.fixture
def item(bavi, editing, publishing):
    item = editing.add(bavi['tin-tuc-su-kien'], 'a', 'NewsItem', {
        'title': TITLE, 'body': '<p>Thân bài</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    return item


def fill(page, basis='yeu-cau', reference=REFERENCE):
    form = page.forms_by('form')
    form['basis'], form['reference'] = basis, reference
    return form


def registered(portal):
    transaction.begin()
    return [each.demanded for each in erasures_of(portal)]


def test_what_is_in_the_bin_is_demanded_and_leaves_the_bin(
        visit, people, small_portal, bavi, item, recycling):
    oid = item.__oid__
    recycling().discard(item, 'test')
    transaction.commit()

    page = visit('quantri').get('/desk/sites/bavi/@@trash').click('Xóa hẳn')
    page = page.click('xóa vĩnh viễn')
    assert 'thì không thể hoàn tác' in page.text and 'cho tới lúc đó dữ liệu còn nằm' in page.text
    page = fill(page).submit(status=303).follow()

    assert 'Đã ghi yêu cầu xóa vĩnh viễn số 1' in page.text and 'Thùng rác trống' in page.text
    [demanded] = registered(small_portal)
    assert (demanded.oids, demanded.basis, demanded.reference, demanded.actor) == (
        (oid,), 'yeu-cau', REFERENCE, people['quantri'].id)
    visit('quantri').get(f'/desk/sites/bavi/@@erase?id={oid}', status=404)


def test_the_log_and_the_register_say_that_it_was_demanded_and_nothing_of_it(
        visit, people, small_portal, bavi, item, recycling):
    recycling().discard(item, 'test')
    transaction.commit()
    page = visit('quantri').get(f'/desk/sites/bavi/@@erase?id={item.__oid__}')
    fill(page).submit(status=303)

    log = visit('quantri').get('/desk/sites/bavi/@@audit').text
    register = visit('quantri').get('/console/@@erasures')
    assert 'Yêu cầu xóa vĩnh viễn dữ liệu cá nhân' in log
    assert 'sang</span> demanded' not in log
    assert 'Chủ thể dữ liệu yêu cầu xóa' in register and REFERENCE in register
    assert 'Đã yêu cầu, chờ người thứ hai xác nhận' in register
    assert 'Gọi lại được cho tới khi lệnh xóa bắt đầu.' in register
    assert TITLE not in register and '/tin-tuc-su-kien/a' not in register


def test_a_demand_needs_a_basis_and_a_number_that_names_nobody(visit, people, small_portal, item):
    for basis, reference, said in (
            ('', REFERENCE, 'Hãy chọn căn cứ.'), ('khac', REFERENCE, 'Hãy chọn căn cứ.'),
            ('yeu-cau', '', 'không có tên người'),
            ('yeu-cau', 'phiếu của bà Bưởi', 'không có tên người'),
            ('yeu-cau', 'NguyenVanA', 'không có tên người'),
            ('yeu-cau', '1' * 41, 'không có tên người')):
        browser = visit('quantri')
        page = browser.get('/desk/sites/bavi/tin-tuc-su-kien/a/@@erase-past')
        form = page.forms_by('form')
        form['basis'].force_value(basis)
        form['reference'] = reference

        assert said in form.submit(status=422).text, basis
        assert registered(small_portal) == [], basis


def test_the_past_of_an_item_is_demanded_from_its_versions(
        visit, people, small_portal, bavi, item, editing):
    item.state = 'draft'
    editing.edit(item, {'title': 'Một hộ nhận nhà'}, 'test')
    transaction.commit()
    page = visit('quantri').get('/desk/sites/bavi/tin-tuc-su-kien/a/@@history')
    assert 'Zquỳnhãn' in visit('quantri').get(
        '/desk/sites/bavi/tin-tuc-su-kien/a/@@history?from=1&to=now').text

    page = fill(page.click('Xóa vĩnh viễn các phiên bản cũ')).submit(status=303).follow()

    assert 'Đã ghi yêu cầu' in page.text
    transaction.begin()
    assert list(item.history) == [] and item.title == 'Một hộ nhận nhà'
    [demanded] = registered(small_portal)
    assert demanded.texts_since == {item.__oid__: item.modified_at}


@pytest.mark.parametrize('folder', ['', 'archive'])
def test_the_page_says_whether_an_archive_keeps_what_was_public(
        visit, people, item, registry, monkeypatch, folder):
    settings = registry.getUtility(ISettings)
    monkeypatch.setattr(registry, 'getUtility', lambda interface, name='': replace(
        settings, archive=folder) if interface is ISettings else Registry.getUtility(
            registry, interface, name))
    page = visit('quantri').get('/desk/sites/bavi/tin-tuc-su-kien/a/@@erase-past')

    assert ('còn trong kho lưu trữ' in page) == bool(folder)


def test_a_version_in_work_is_to_be_finished_first(visit, people, small_portal, item, editing):
    editing.edit(item, {'title': 'Một hộ nhận nhà'}, 'test')
    transaction.commit()
    page = visit('quantri').get('/desk/sites/bavi/tin-tuc-su-kien/a/@@erase-past')

    assert 'còn bản đang sửa' in fill(page).submit(status=422).text


def test_who_may_not_purge_is_offered_nothing_and_learns_nothing(
        visit, people, bavi, item, recycling):
    seated(bavi, people['khach'], EDITOR)
    item.state = 'draft'
    transaction.commit()
    browser = visit('khach')
    page = browser.get('/desk/sites/bavi/tin-tuc-su-kien/a/@@history')
    assert 'Xóa vĩnh viễn' not in page.text
    browser.get('/desk/sites/bavi/tin-tuc-su-kien/a/@@erase-past', status=404)
    recycling().discard(item, 'test')
    transaction.commit()
    browser.get(f'/desk/sites/bavi/@@erase?id={item.__oid__}', status=404)


def test_an_account_that_has_left_is_demanded_and_is_in_the_list_no_more(
        visit, people, small_portal, registry):
    left = small_portal['accounts'].create('zqnhan.a', 'Bà Zquỳnhãn', registry=registry)
    transaction.commit()
    browser = visit('quantri')
    address = f'/console/accounts/{left.id}/@@erase'
    assert 'còn đăng nhập được' in fill(browser.get(address)).submit(status=422).text
    transaction.begin()
    left.suspended = True
    transaction.commit()

    fill(browser.get(address)).submit(status=303)

    assert 'Zquỳnhãn' not in browser.get('/console/accounts/@@accounts').text
    [demanded] = registered(small_portal)
    assert demanded.account == left.id
    assert left.id not in small_portal['accounts'].by_id


def test_an_account_with_roles_is_not_erased(visit, people, small_portal):
    people['vanhanh'].suspended = True
    transaction.commit()
    page = visit('quantri').get(f'/console/accounts/{people["vanhanh"].id}/@@erase')

    assert 'còn vai trò' in fill(page).submit(status=422).text


def test_what_is_late_is_told_to_people_and_machines(
        visit, people, small_portal, bavi, item, recycling, registry, clock):
    recycling().discard(item, 'test')
    transaction.commit()
    fill(visit('quantri').get(f'/desk/sites/bavi/@@erase?id={item.__oid__}')).submit(status=303)
    transaction.begin()
    [erasure] = erasures_of(small_portal)
    erasure.confirmed = Step('second', NOW)
    transaction.commit()
    assert registry.getUtility(IErasureAlarms).found(small_portal) == []

    clock.at = NOW + datetime.timedelta(hours=72)
    transaction.begin()

    assert '1 yêu cầu xóa dữ liệu cá nhân đã quá 72 giờ' in visit('quantri').get('/desk/').text
    checks = registry.getUtility(IChecks)
    assert 'erase' in checks._checks['erasures'][0](registry, small_portal)
    erasure.in_database_at = clock.at
    assert registry.getUtility(IErasureAlarms).found(small_portal)
    erasure.copies = {'/mnt/worm': clock.at + datetime.timedelta(days=300)}
    assert registry.getUtility(IErasureAlarms).found(small_portal) == []
    erasure.copies = {'/mnt/worm': clock.at}
    assert registry.getUtility(IErasureAlarms).found(small_portal)
    erasure.done_at = clock.at
    assert registry.getUtility(IErasureAlarms).found(small_portal) == []


def test_that_a_demand_waits_for_its_second_person_is_told_to_people_at_once_and_to_machines_later(
        visit, people, small_portal, bavi, item, recycling, registry, clock):
    def told():
        transaction.begin()
        return registry.getUtility(IChecks)._checks['erasures'][0](registry, small_portal)

    recycling().discard(item, 'test')
    transaction.commit()
    fill(visit('quantri').get(f'/desk/sites/bavi/@@erase?id={item.__oid__}')).submit(status=303)

    waits = '1 yêu cầu xóa dữ liệu cá nhân còn chờ người thứ hai'
    assert waits in visit('quantri').get('/desk/').text
    assert 'Có yêu cầu xóa vĩnh viễn, chờ người thứ hai' in visit('vanhanh').get(
        '/desk/@@notifications')
    assert 'chờ người thứ hai' not in visit('quantri').get('/desk/@@notifications')
    assert told() == ''
    clock.at = NOW + datetime.timedelta(hours=24)
    assert 'wait for a second person' in told()
    clock.at = NOW + datetime.timedelta(hours=73)
    assert 'wait for a second person' in told() and 'not done' not in told()
    [erasure] = erasures_of(small_portal)
    erasure.confirmed = Step('second', NOW)
    transaction.commit()
    assert 'not done' in told() and 'second person' not in told()
    erasure.recalled = Step('second', NOW)
    transaction.commit()
    assert told() == '' and waits not in visit('quantri').get('/desk/').text


@pytest.fixture
def demanded(visit, people, item, recycling, bavi):
    """An item that ``quantri`` has demanded to be erased."""
    recycling().discard(item, 'test')
    transaction.commit()
    fill(visit('quantri').get(f'/desk/sites/bavi/@@erase?id={item.__oid__}')).submit(status=303)
    return item


def button(page, action):
    """Return the form of ``page`` that does ``action``."""
    return next(form for form in page.forms.values() if f'value="{action}"' in form.text)


def test_another_person_confirms_in_the_desk_and_whoever_demanded_it_does_not(
        visit, people, small_portal, demanded):
    browser = visit('quantri')
    own = browser.get('/desk/sites/bavi/@@trash').click('Xác nhận, gọi lại…')
    assert 'không tự xác nhận được' in own and TITLE in own
    form = button(own, 'recall')
    forced = browser.post('/desk/sites/bavi/@@erasure', {
        'number': '1', 'act': 'confirm', 'csrf_token': form['csrf_token'].value}, status=422)
    assert 'không tự xác nhận được' in forced
    other = visit('vanhanh').get('/desk/sites/bavi/@@trash').click('Xác nhận, gọi lại…')
    assert 'không tự xác nhận được' not in other

    told = button(other, 'confirm').submit('act', status=303).follow()

    assert 'Đã xác nhận yêu cầu xóa vĩnh viễn số 1' in told
    transaction.begin()
    [erasure] = erasures_of(small_portal)
    assert (erasure.state, erasure.confirmed.by) == ('confirmed', people['vanhanh'].id)
    assert 'Xác nhận yêu cầu xóa vĩnh viễn' in visit('quantri').get('/desk/sites/bavi/@@audit')
    again = visit('vanhanh').get('/desk/sites/bavi/@@erasure?number=1')
    assert 'Xác nhận xóa vĩnh viễn' not in again


def test_a_demand_is_called_back_with_a_reason_and_lies_in_the_bin_again(
        visit, people, small_portal, demanded):
    browser = visit('vanhanh')
    page = browser.get('/console/@@erasures').click('Xác nhận, gọi lại…')
    form = button(page, 'recall')
    assert 'Hãy ghi lý do gọi lại' in form.submit('act', status=422)
    form['why'] = 'x' * 501
    refused = form.submit('act', status=422)
    assert 'không quá 500' in refused and 'x' * 500 in refused
    form['why'] = 'Nhầm bài, phiếu 16'

    register = form.submit('act', status=303).follow()

    assert 'mục lại nằm trong thùng rác như trước' in register
    assert 'Đã gọi lại, không xóa' in register and 'Gọi lại: ' in register
    assert 'Hạn: ' not in register and TITLE not in register
    assert TITLE in visit('quantri').get('/desk/sites/bavi/@@trash')
    log = visit('quantri').get('/desk/sites/bavi/@@audit')
    assert 'Gọi lại yêu cầu xóa vĩnh viễn' in log and 'Nhầm bài, phiếu 16' in log
    browser.get('/console/@@erasure?number=1', status=404)
    transaction.begin()
    assert erasures_of(small_portal)[0].recalled.by == people['vanhanh'].id


def test_of_a_demand_that_is_not_there_nothing_is_told(visit, people, demanded):
    for number in ('', '0', '2', '1' * 40, 'x', '٣'):
        for address in (
                '/desk/sites/bavi/@@erasure', '/desk/sites/soxaydung/@@erasure',
                '/console/@@erasure'):
            visit('vanhanh').get(address, {'number': number}, status=404)
        visit('vanhanh').get('/desk/sites/soxaydung/@@erasure?number=1', status=404)
        page = visit('vanhanh').get('/desk/sites/bavi/@@erasure?number=1')
        button(page, 'recall').submit(status=404)


def test_who_may_not_purge_decides_on_no_demand(visit, people, bavi, demanded):
    seated(bavi, people['khach'], EDITOR)
    transaction.commit()
    browser = visit('khach')

    assert 'Yêu cầu xóa vĩnh viễn' not in browser.get('/desk/sites/bavi/@@trash')
    browser.get('/desk/sites/bavi/@@erasure?number=1', status=404)


def test_an_account_is_confirmed_and_called_back_in_the_console(
        visit, people, small_portal, registry, clock):
    left = small_portal['accounts'].create('zqnhan.a', 'Bà Zquỳnhãn', registry=registry)
    left.suspended = True
    transaction.commit()
    fill(visit('quantri').get(f'/console/accounts/{left.id}/@@erase')).submit(status=303)
    browser = visit('vanhanh')
    page = browser.get('/console/@@erasures').click('Xác nhận, gọi lại…')
    assert 'Zquỳnhãn' in page
    browser.get('/desk/@@erasure?number=1', status=404)  # there nobody proves who they are
    assert 'Xác nhận, gọi lại…' not in browser.get('/desk/@@trash')
    clock.pass_(minutes=16)
    assert 'xác nhận lại danh tính' in button(page, 'confirm').submit('act', status=422)
    browser = visit('vanhanh')
    page = browser.get('/console/@@erasure?number=1')
    button(page, 'confirm').submit('act', status=303)
    form = button(browser.get('/console/@@erasure?number=1'), 'recall')
    form['why'] = 'Nhầm người'

    told = form.submit('act', status=303).follow()

    assert 'tài khoản trở lại như trước' in told
    assert 'Zquỳnhãn' in browser.get('/console/accounts/@@accounts')
    assert 'Nhầm người' in visit('quantri').get('/desk/accounts/@@audit')


def test_where_no_rule_asks_for_a_second_person_one_is_enough(
        visit, people, small_portal, item, registry, recycling, monkeypatch):
    monkeypatch.setattr(registry.getUtility(IErasureRules), '_rows', [])
    recycling().discard(item, 'test')
    transaction.commit()
    page = visit('quantri').get(f'/desk/sites/bavi/@@erase?id={item.__oid__}')
    assert 'phải xác nhận' not in page

    told = fill(page).submit(status=303).follow()

    assert 'khi đơn vị vận hành chạy lệnh xóa' in told
    transaction.begin()
    [erasure] = erasures_of(small_portal)
    assert (erasure.state, erasure.confirmed.by) == ('confirmed', people['quantri'].id)


def test_what_was_suspended_is_told_by_its_id_when_the_account_is_gone(
        visit, people, small_portal, registry):
    left = small_portal['accounts'].create('zqnhan.a', 'Bà Zquỳnhãn', registry=registry)
    transaction.commit()
    browser = visit('quantri')
    form = form_with(browser.get(f'/console/accounts/{left.id}/@@suspend'), 'basis')
    form['reason'], form['basis'] = 'Đã nghỉ', BASIS
    form.submit(status=303)
    assert 'Zquỳnhãn' in browser.get('/desk/@@suspensions')

    fill(browser.get(f'/console/accounts/{left.id}/@@erase')).submit(status=303)

    assert 'Zquỳnhãn' not in browser.get('/desk/@@suspensions')
    assert left.id in browser.get('/desk/accounts/@@audit')


def test_a_demand_is_not_undone(visit, people, small_portal, bavi, item, recycling):
    recycling().discard(item, 'test')
    transaction.commit()
    browser = visit('quantri')
    page = browser.get('/desk/sites/bavi/@@trash').click('Xóa hẳn').click('xóa vĩnh viễn')
    fill(page).submit(status=303)

    page = browser.get('/console/@@undo').click('Xem thay đổi…', index=0)
    assert 'không ai hoàn tác được' in page.text
    form = next(form for form in page.forms.values() if 'id' in form.fields)
    refused = browser.post('/console/@@undo', {
        'id': form['id'].value, 'csrf_token': form['csrf_token'].value}).follow()

    assert 'không ai hoàn tác được' in refused.html.find(class_='error').text
    assert len(registered(small_portal)) == 1
