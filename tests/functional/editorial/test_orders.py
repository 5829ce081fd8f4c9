"""Orders of the owner body and of the city's board: one duty each, told to both sides (13.1.i)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.orders import interfaces as words
from hanoiportal.editorial.orders.erasing import forget_orders
from hanoiportal.editorial.orders.interfaces import CannotOrder, IOrdering, IOrders, OrderDraft
from hanoiportal.editorial.orders.reading import Orders
from hanoiportal.editorial.orders.services import Ordering
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import OWNER_BODY
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.duties.interfaces import IDuties
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from zope.interface.verify import verifyObject

#: Tuesday.
NOW, TONIGHT = parse('2026-11-24T10:00'), parse('2026-11-25') - datetime.timedelta(microseconds=1)
FRIDAY = datetime.date(2026, 11, 27)
DAY = datetime.timedelta(days=1)
WISH = OrderDraft(words.UPDATE, 'Cập nhật số điện thoại trực Tết', basis='Văn bản 12/UBND-VP')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def ordering(registry, small_portal, at_work):
    """``ordering(login)``: ``(the IOrdering of that person, their id)``."""
    def of(login):
        person = at_work(login)
        return Ordering(registry, small_portal, person.allowed, person.service(IBoards),
                        notifying(registry)), person.id

    return of


@pytest.fixture
def orders(registry, small_portal, staff, clock):
    return Orders(registry, small_portal)


@pytest.fixture
def sites(small_portal):
    return [small_portal['sites'][name] for name in ('bavi', 'soxaydung')]


@pytest.fixture
def order(ordering, small_portal, sites):
    """``order(wish, login)``: that order to Ba Vì."""
    def place(wish=WISH, login='hanoi-head'):
        service, actor = ordering(login)
        [made] = service.order(small_portal, sites[:1], wish, actor)
        transaction.commit()
        return made

    return place


def reasons(verb, *args, **named):
    with pytest.raises(CannotOrder) as refused:
        verb(*args, **named)
    return refused.value.reasons


def kinds(order):
    return [event.kind for event in order.events]


@pytest.mark.clause('13.1.i')
def test_an_order_is_acknowledged_answered_by_a_publication_and_done(
        ordering, order, orders, at_work, ward, clock, told):
    made = order()
    assert orders.course(made) == (words.NEW, TONIGHT, None, '', None, None, None)
    assert told('bavi-member') == ['order_received'] and told('soxaydung-member') == []

    board, member = ordering('bavi-member')
    board.acknowledge(made, member, 'Đã giao Văn phòng')
    assert orders.course(made).state == words.RUNNING
    item = at_work('bavi-editor').add(ward, summary='Đường dây trực Tết')
    at_work('bavi-editor').take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')
    at_work('bavi-member').approve(item)
    clock.pass_(minutes=30)
    transaction.commit()
    clock.pass_(days=1)
    board.answer(made, 'Đã đăng', f'/sites/bavi/{ward.__name__}/{item.__name__}', member)
    transaction.commit()

    course = orders.course(made)
    assert (course.state, course.item, course.is_open) == (words.DONE, str(item.__oid__), False)
    assert course.met_at == item.published_at == NOW
    assert kinds(made) == [words.ORDERED, words.ACKNOWLEDGED, words.ANSWERED]
    assert told('hanoi-head') == ['order_answered', 'order_acknowledged']


@pytest.mark.clause('13.1.i')
@pytest.mark.parametrize(('ordered', 'due'), [
    ('2026-11-24T16:59', '2026-11-25'), ('2026-11-24T17:01', '2026-11-26'),
    ('2026-11-28T09:00', '2026-12-01')])
def test_at_once_is_the_same_working_day_by_the_office_hours(
        order, orders, clock, ordered, due):
    clock.at = parse(ordered)

    assert orders.course(order()).due == parse(due) - datetime.timedelta(microseconds=1)


@pytest.mark.clause('13.1.i')
def test_an_order_is_missed_and_done_late(order, orders, ordering, clock):
    made = order(WISH._replace(kind=words.REVIEW, due=FRIDAY))
    clock.at = parse('2026-11-28') - datetime.timedelta(microseconds=1)
    assert orders.course(made).state == words.NEW
    clock.pass_(microseconds=1)
    assert orders.course(made).state == words.MISSED

    board, head = ordering('bavi-head')
    board.answer(made, 'Nội dung vẫn đúng', '', head)
    assert orders.course(made).state == words.DONE_LATE


@pytest.mark.clause('28.12')
def test_an_order_leaves_the_content_database_as_it_was(
        ordering, order, orders, registry, small_portal, sites, clock, ward, at_work):
    """Log, notices and duty are in ``interactions`` as the order is."""
    item = at_work('bavi-editor').add(ward)
    transaction.commit()
    before = content_database(registry).lastTransaction()
    made = order()
    sender, head = ordering('hanoi-head')
    board, member = ordering('bavi-member')
    board.acknowledge(made, member)
    board.ask_extension(made, FRIDAY, 'Chờ số liệu', member)
    transaction.commit()
    sender.extend(made, FRIDAY, head)
    assert sender.remind([made], head) == 1
    board.answer(order(WISH._replace(kind=words.COREVIEW)), 'Đã xem', '', member)
    sender.withdraw(made, 'Đã hết cần', head)
    transaction.commit()

    assert item.working is None
    assert content_database(registry).lastTransaction() == before
    audit = AuditService(registry, lambda permission, resource: True)
    assert [entry.action for entry in audit.entries(
        sites[0], wanted=LogQuery(inner=True)).items] == [
            'withdraw_order', 'answer_order', 'order_site', 'remind_order', 'extend_order',
            'ask_order_extension', 'acknowledge_order', 'order_site']


@pytest.mark.clause('17.1')
def test_several_sites_are_asked_to_review_together_one_order_and_duty_each(
        ordering, small_portal, sites, orders, registry, told):
    sender, actor = ordering('hanoi-deputy')
    made = sender.order(small_portal, sites, OrderDraft(
        words.COREVIEW, 'Rà soát số điện thoại', '/tin-tuc-su-kien', due=FRIDAY), actor)
    transaction.commit()

    duties = registry.getAdapter(small_portal, IDuties)
    assert [(each.site, each.group) for each in made] == [
        (str(site.__oid__), made[0].number) for site in sites]
    assert [orders.received(site) for site in sites] == [[each] for each in made]
    assert [each.number for each in orders.sent(small_portal)] == [
        each.number for each in reversed(made)]
    assert [duties.get(each.duty).rule for each in made] == ['13.1.i'] * 2
    assert {each.target for each in made} == {
        str(site['tin-tuc-su-kien'].__oid__) for site in sites}
    assert told('soxaydung-head') == ['order_received']
    assert [orders.waiting(site) for site in sites] == [1, 1]


def test_more_time_is_asked_for_and_given_or_declined(order, orders, ordering, told, clock):
    made = order()
    sender, head = ordering('hanoi-head')
    board, member = ordering('bavi-member')
    board.ask_extension(made, FRIDAY, 'Chờ số liệu', member)
    assert orders.course(made).asked.text == 'Chờ số liệu'
    sender.decline(made, 'Không đủ lý do', head)
    assert orders.course(made).asked is None and orders.course(made).due == TONIGHT
    assert reasons(sender.decline, made, 'Lần nữa', head).keys() == {''}

    clock.pass_(days=2)
    board.ask_extension(made, FRIDAY, 'Chờ số liệu', member)
    assert orders.course(made).state == words.MISSED
    sender.extend(made, FRIDAY, head)
    transaction.commit()
    assert orders.course(made).state == words.NEW
    assert orders.course(made).due == parse('2026-11-28') - datetime.timedelta(microseconds=1)
    assert told('bavi-member')[:2] == ['order_extended', 'order_not_extended']
    for until in (None, FRIDAY, NOW.date(), datetime.date(9999, 12, 31)):
        assert reasons(sender.extend, made, until, head).keys() == {'until'}


def test_who_withdraws_an_order_takes_its_duty_back(order, orders, ordering, registry,
                                                   small_portal, told):
    made = order()
    sender, head = ordering('hanoi-head')
    assert reasons(sender.withdraw, made, ' ', head).keys() == {'text'}
    sender.withdraw(made, 'Nhầm trang', head)
    transaction.commit()

    assert orders.course(made).state == words.TAKEN_BACK
    assert not list(registry.getAdapter(small_portal, IDuties).open_duties(made.site))
    board, member = ordering('bavi-member')
    for verb in (board.acknowledge, lambda order, actor: board.answer(order, 'x', '', actor)):
        assert reasons(verb, made, member).keys() == {''}
    assert told('bavi-member')[0] == 'order_withdrawn'


def test_a_reminder_is_sent_once_a_day_and_for_what_is_open(order, ordering, clock, told):
    made, other = order(), order()
    sender, head = ordering('hanoi-head')
    sender.withdraw(other, 'Nhầm', head)
    assert [sender.remind([made, other], head), sender.remind([made], head)] == [1, 0]
    clock.pass_(days=1)
    assert sender.remind([made], head) == 1


@pytest.mark.clause('13.1.i')
def test_an_answer_whose_item_is_withdrawn_does_the_order_no_longer(
        order, orders, ordering, ward, at_work, registry, small_portal):
    item = at_work('bavi-editor').add(ward)
    at_work('bavi-editor').take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')
    at_work('bavi-member').approve(item)
    made = order()
    board, member = ordering('bavi-member')
    board.answer(made, 'Đã đăng', f'{ward.__name__}/{item.__name__}', member)
    assert orders.course(made).state == words.DONE

    registry.getAdapter(small_portal, IDuties).withdraw(
        str(item.__oid__), NOW + DAY / 24, NOW + DAY / 24, 'ledger:9')
    assert orders.course(made).state == words.RUNNING


def test_what_is_wrong_with_an_order_is_said_beside_its_field(
        ordering, small_portal, sites, orders):
    sender, actor = ordering('hanoi-head')

    for wish, field in (
            (WISH._replace(text=' \n'), 'text'), (WISH._replace(text='x' * 3001), 'text'),
            (WISH._replace(kind='?'), 'kind'), (WISH._replace(basis='x' * 301), 'basis'),
            (WISH._replace(due=datetime.date(2026, 11, 23)), 'due'),
            (WISH._replace(due=datetime.date(9999, 12, 31)), 'due'),
            (WISH._replace(address='/khong-co'), 'address'),
            (WISH._replace(address='http://[x'), 'address'),
            (WISH._replace(address='/sites/soxaydung/tin-tuc-su-kien'), 'address')):
        assert reasons(sender.order, small_portal, sites[:1], wish, actor).keys() == {field}
        assert orders.sent(small_portal) == [], wish


def test_no_order_goes_to_an_external_or_suspended_site_nor_to_any_other_with_it(
        ordering, small_portal, sites, orders):
    sender, actor = ordering('hanoi-head')
    sites[1].status = 'suspended'
    assert 'đang tạm ngừng' in reasons(
        sender.order, small_portal, sites, WISH, actor)['sites'].interpolate()
    sites[1].status, sites[1].integration = 'active', 'external'
    assert 'chưa tích hợp' in reasons(
        sender.order, small_portal, sites, WISH, actor)['sites'].interpolate()
    assert reasons(sender.order, small_portal, [], WISH, actor).keys() == {'sites'}
    assert orders.sent(small_portal) == []


@pytest.mark.clause('28.12')
def test_an_answer_that_does_not_do_is_sent_back_and_given_anew(
        order, orders, ordering, told, clock, small_portal):
    made = order(OrderDraft(words.REVIEW, 'Rà soát', due=FRIDAY))
    (sender, head), (ward, member) = ordering('hanoi-head'), ordering('bavi-member')
    assert reasons(sender.send_back, made, 'Chưa đủ', head) == {
        '': 'Yêu cầu này chưa được trả lời.'}
    ward.answer(made, 'Đã rà soát', '', member)
    assert orders.course(made).state == words.DONE
    assert list(reasons(sender.send_back, made, ' ', head)) == ['text']
    assert reasons(ward.send_back, made, 'Chưa đủ', member) == {'': NOT_ALLOWED}
    sender.send_back(made, 'Chưa đủ', head)

    course = orders.course(made)
    assert (course.state, course.is_open, local(course.due).date()) == (
        words.SENT_BACK, True, FRIDAY)
    assert kinds(made)[-1] == words.RETURNED
    clock.at += 5 * DAY
    assert orders.course(made).state == words.MISSED
    ward.answer(made, 'Đã rà soát đủ', '', member)
    assert orders.course(made).state == words.DONE_LATE


def test_nobody_else_orders_in_the_name_of_the_city(ordering, small_portal, sites, order):
    made = order()

    def verbs(sender, actor):
        return (lambda: sender.order(small_portal, sites, WISH, actor),
                lambda: sender.withdraw(made, 'x', actor), lambda: sender.remind([made], actor),
                lambda: sender.extend(made, FRIDAY, actor),
                lambda: sender.decline(made, 'x', actor))

    for login in (
            'hanoi-member', 'hanoi-editor', 'bavi-head', 'quanly', 'quantri', 'kiemtra', 'khach'):
        for verb in verbs(*ordering(login)):
            assert reasons(verb) == {'': NOT_ALLOWED}, login


@pytest.mark.clause('13.1.i')
def test_the_owner_body_of_a_site_orders_of_that_site_alone(
        ordering, small_portal, sites, staff, order):
    grant(sites[0], staff['khach'].id, OWNER_BODY, Grant())
    sender, actor = ordering('khach')
    [made] = sender.order(sites[0], sites[:1], WISH, actor)

    assert made.by == made.site == str(sites[0].__oid__)
    assert reasons(sender.order, sites[0], sites, WISH, actor).keys() == {'sites'}
    assert reasons(sender.order, small_portal, sites[:1], WISH, actor) == {'': NOT_ALLOWED}
    city, owner = ordering('chuquan')
    assert city.may_send(small_portal, owner) and city.may_send(sites[1], owner)


@pytest.mark.parametrize('login', ['bavi-editor', 'soxaydung-head', 'hanoi-head', 'chuquan'])
def test_the_board_of_the_site_alone_acknowledges_and_answers(ordering, order, login):
    made = order()
    board, actor = ordering(login)

    for verb in (lambda: board.acknowledge(made, actor),
                 lambda: board.answer(made, 'x', '', actor),
                 lambda: board.ask_extension(made, FRIDAY, 'x', actor)):
        assert reasons(verb) == {'': NOT_ALLOWED}


def test_what_is_wrong_with_an_answer_is_said(ordering, order, ward, at_work):
    made, draft = order(), at_work('bavi-editor').add(ward)
    board, actor = ordering('bavi-member')

    for address in ('', '/khong-co', f'/{ward.__name__}', f'/{ward.__name__}/{draft.__name__}'):
        assert reasons(board.answer, made, 'Đã đăng', address, actor).keys() == {'address'}
    assert reasons(board.answer, made, ' ', '', actor).keys() == {'text'}
    board.acknowledge(made, actor)
    assert reasons(board.acknowledge, made, actor).keys() == {''}


def test_an_erased_item_leaves_no_word_in_orders_about_it(
        ordering, order, small_portal, registry, ward, at_work):
    item = at_work('bavi-editor').add(ward)
    at_work('bavi-editor').take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')
    at_work('bavi-member').approve(item)
    about, answered = order(WISH._replace(address=f'{ward.__name__}/{item.__name__}')), order()
    board, actor = ordering('bavi-member')
    board.answer(answered, 'Bà Tư đã trả lời', f'{ward.__name__}/{item.__name__}', actor)
    forget_orders(small_portal, Erased(frozenset({item.__oid__})), registry)

    assert (about.text, answered.text) == ('', WISH.text)
    assert [event.text for event in answered.events] == ['', '']


def test_the_services_keep_their_promises(orders, ordering):
    assert verifyObject(IOrders, orders) and verifyObject(IOrdering, ordering('khach')[0])
