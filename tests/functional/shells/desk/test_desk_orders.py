"""Orders in the desk: written to several sites, acknowledged, answered, reminded of."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.editorial.orders.reading import Orders
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.resources import Translation
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from support.desk_forms import form_of
from support.pages import form_with

CITY, WARD = '/desk', '/desk/sites/bavi'
LATER = local(SystemClock().now()).date() + datetime.timedelta(days=200)


@pytest.fixture
def sites(small_portal, staff):
    return {name: str(small_portal['sites'][name].__oid__) for name in ('bavi', 'soxaydung')}


@pytest.fixture
def orders(registry, small_portal, staff):
    return Orders(registry, small_portal)


def write(browser, sites=(), status=303, **said):
    form = form_with(browser.get(f'{CITY}/@@order-new'), 'text')
    for box in form.fields['sites']:
        box.checked = box._value in sites
    for name, value in {'text': 'Cập nhật lịch tiếp công dân', **said}.items():
        form[name] = value
    return form.submit(status=status)


def act(page, action, status=303, **said):
    form = form_of(page, action)
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=action, status=status)


def words(page):
    return page.html.main.get_text(' ', strip=True)


@pytest.mark.clause('13.1.i')
def test_an_order_is_written_acknowledged_answered_and_seen_as_done(
        visit, sites, orders, registry, small_portal, editing, publishing):
    item = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'lich', 'NewsItem',
                       {'title': 'Lịch tiếp công dân'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    before = content_database(registry).lastTransaction()
    write(visit('hanoi-head'), [sites['bavi']], basis='Văn bản <12>/UBND')
    board = visit('bavi-member')
    listed = board.get(f'{WARD}/@@orders')
    assert listed.html.select_one('nav a[href$="@@orders"] .count').text.strip(' :') == '1'
    assert 'Chưa tiếp nhận' in words(listed)
    record = listed.click(href='number=1')
    assert 'Văn bản <12>/UBND' in words(record)

    record = act(record, 'acknowledge', text='Đã giao').follow()
    assert 'Đang thực hiện' in words(record)
    refused = act(record, 'answer', 422, text='Đã đăng', address='/khong-co')
    assert refused.html.find(id='a-e-address') and 'Đã đăng' in words(refused)
    act(record, 'answer', text='Đã đăng', address='/sites/bavi/tin-tuc-su-kien/lich')

    sent = visit('hanoi-head').get(f'{CITY}/@@orders-sent')
    assert 'Hoàn thành đúng hạn' in words(sent)
    record = sent.click(href='number=1')
    assert 'Lịch tiếp công dân' in words(record) and 'Rút yêu cầu' not in words(record)
    assert content_database(registry).lastTransaction() == before

    small_portal['sites']['bavi'].add_translation(Translation(
        'en', title='Ba Vi Commune', state=PUBLISHED))
    transaction.commit()
    head = visit('hanoi-head')
    for there in ('@@orders-sent', '@@order?number=1', '@@order-new'):
        assert 'Ba Vi Commune' in words(head.get(f'/english/desk/{there}'))
    shared = visit('bavi-head').get('/english/desk/sites/bavi/tin-tuc-su-kien/@@sharing')
    assert 'inherited from Ba Vi Commune' in words(shared)


@pytest.mark.clause('17.1')
def test_all_sites_that_fit_a_filter_get_an_order_and_are_reminded(visit, sites, orders,
                                                                   small_portal):
    head = visit('hanoi-head')
    form = form_with(head.get(f'{CITY}/@@order-new?body=xa'), 'text')
    form['kind'], form['text'], form['all'] = 'coreview', 'Rà soát', True
    form.submit(status=303)
    transaction.begin()
    [order] = orders.sent(small_portal)
    assert (order.site, order.kind) == (sites['bavi'], 'coreview')

    form = form_with(head.get(f'{CITY}/@@orders-sent'), 'number')
    form.set('number', True, 0)
    assert 'Đã nhắc 1 yêu cầu' in form.submit(status=303).follow()
    assert 'Đã nhắc thực hiện' in words(visit('bavi-head').get(f'{WARD}/@@order?number=1'))


@pytest.mark.clause('28.12')
def test_a_notice_leads_to_the_order(visit, sites):
    write(visit('hanoi-head'), [sites['bavi']])
    board = visit('bavi-member')
    page = board.get('/desk/@@notifications')
    assert 'Có yêu cầu cập nhật, rà soát mới' in words(page)
    answer = form_with(page, 'open').submit()
    assert answer.location.endswith('/desk/sites/bavi/@@order?number=1')


def test_more_time_is_asked_for_and_given(visit, sites):
    write(visit('hanoi-head'), [sites['bavi']])
    board, head = visit('bavi-member'), visit('hanoi-head')
    record = board.get(f'{WARD}/@@order?number=1')
    assert act(record, 'ask', 422, until='mai', text='x').html.find(id='q-e-until')
    act(record, 'ask', until=LATER.isoformat(), text='Chờ số liệu')
    record = head.get(f'{CITY}/@@order?number=1')
    assert f'Trang đề nghị gia hạn đến {LATER:%d/%m/%Y} 23:59' in words(record)
    assert 'Đã gia hạn' in words(act(record, 'extend').follow())
    assert 'Đã rút' in words(act(head.get(f'{CITY}/@@order?number=1'), 'withdraw',
                                 text='Không cần nữa').follow())


def test_the_duty_of_an_order_leads_to_it_and_is_declared_by_nobody(visit, sites, orders,
                                                                    small_portal):
    write(visit('hanoi-head'), [sites['bavi']], due=LATER.isoformat(), basis='Văn bản 12/UBND')
    transaction.begin()
    [order] = orders.sent(small_portal)
    duty = visit('bavi-head').get(f'{WARD}/@@duty?number={order.duty}')
    assert 'Hạn được ấn định' in words(duty)
    assert f'{LATER:%d/%m/%Y} 23:59' in words(duty) and 'Văn bản 12/UBND' in words(duty)
    assert 'declare' not in [button.get('value') for button in duty.html.select('button')]
    assert 'Tiếp nhận yêu cầu' in duty.click(href='order.number').text
    assert 'Thông tin khác' in words(visit('bavi-head').get(f'{WARD}/@@duties'))


def test_what_is_wrong_is_shown_beside_its_field(visit, sites):
    for said, field in (
            ({'text': ' '}, 'text'), ({'due': '2020-01-01'}, 'due'), ({'due': 'mai'}, 'due'),
            ({'address': '/khong-co'}, 'address')):
        page = write(visit('hanoi-head'), [sites['bavi']], 422, **said)

        assert page.html.find(id=f'e-{field}'), said
        assert page.html.select(f'input[value="{sites["bavi"]}"][checked]'), said
        assert write(visit('hanoi-head'), [], 422).html.find(id='e-sites'), said


def test_nobody_sees_orders_of_others(visit, sites, small_portal):
    write(visit('hanoi-head'), [sites['bavi']])

    for login, path in (('soxaydung-head', '/desk/sites/soxaydung/@@order?number=1'),
                        ('soxaydung-head', f'{WARD}/@@order?number=1'),
                        ('bavi-head', f'{WARD}/@@order?number=2'),
                        ('bavi-head', f'{WARD}/@@order?number=x'),
                        ('bavi-head', f'{WARD}/@@order'),
                        ('hanoi-editor', f'{CITY}/@@order?number=1'),
                        ('hanoi-editor', f'{CITY}/@@orders-sent'),
                        ('khach', f'{CITY}/@@orders')):
        visit(login).get(path, status=(403, 404))
    assert 'orders-sent' not in visit('bavi-head').get(f'{WARD}/@@orders')
    assert 'order-new' in visit('chuquan').get(f'{CITY}/@@orders-sent')
    assert interactions_of(small_portal)['orders'].orders
