"""What the city demands that sites post: by its order, in a term, until it ends that (13.1.i)."""
import datetime
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.crossposting import interfaces as words
from hanoiportal.editorial.crossposting.duties import keep_renewals
from hanoiportal.editorial.crossposting.interfaces import CarryChoice
from hanoiportal.editorial.crossposting.resource import demanded, recount
from hanoiportal.editorial.crossposting.rows import RESTING
from hanoiportal.editorial.orders.interfaces import UPDATE, OrderDraft
from hanoiportal.editorial.orders.services import Ordering
from hanoiportal.editorial.publishing.interfaces import CannotPublish
from hanoiportal.platform.duties.alarms import remind
from hanoiportal.platform.duties.interfaces import MET, MET_LATE, MISSED, RUNNING, VOID, IDuties
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from support.crossposting import CHECKS, accepted, approved, published, reasons
from support.editorial_staff import CHECKED
from support.pages import form_with
from support.refusals import refusal

SECTION, SITES = 'tin-tuc-su-kien', ('bavi', 'soxaydung')
PAPER = 'CV 12/UBND ngày 23/11/2026'
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


@pytest.fixture
def sites(small_portal):
    return [small_portal['sites'][name] for name in SITES]


@pytest.fixture
def source(at_work, small_portal):
    made = published(at_work('hanoi-editor'), at_work('hanoi-head'), small_portal[SECTION],
                     'Lịch cấp nước')
    transaction.commit()
    return made


@pytest.fixture
def demand(crossing, source):
    """``demand(sites)``: what each of them sees of the demand that it post ``source``."""
    def made(sites, basis=PAPER, **named):
        head = crossing('hanoi-head')
        found = head.offering.offer(
            source, sites, words.COMPULSORY, 'Gấp', basis, head.id, **named)
        transaction.commit()
        return found

    return made


@pytest.fixture
def ruled(crossing, sites):
    """Both sites carry at once what the city offers."""
    for site in sites:
        head = crossing(f'{site.__name__}-head')
        head.rules.approve(site, site[SECTION].__oid__, 'NQ 05', None, head.id)
    transaction.commit()


@pytest.fixture
def owed(registry, small_portal, clock):
    """``owed()``: how the duties of demands stand, after the scheduler has looked."""
    def states():
        with opened(registry, 'test') as environment:
            keep_renewals(environment)
        transaction.begin()
        duties = registry.getAdapter(small_portal, IDuties)
        return [duties.standing(duty, clock.now()) for duty in duties.of_key('demanded')]

    return states


def told(registry, account):
    """Return the kinds of what ``account`` was told."""
    return [each.kind for each in notifying(registry).list(account)]


@pytest.mark.clause('13.1.i')
def test_a_demand_names_its_basis_and_is_not_put_off(
        crossing, source, sites, demand, clock):
    head, member = crossing('hanoi-head'), crossing('hanoi-member')
    for values, wrong in ((('', ), 'basis'), ((PAPER, clock.now()), 'due'),
                          ((PAPER, None, 9), 'order')):
        basis, *more = values
        assert reasons(head.offering.offer, source, sites, words.COMPULSORY, 'Gấp', basis,
                       head.id, *more).keys() == {wrong}
    assert reasons(head.offering.offer, source, sites, words.RECOMMENDED, 'Gấp', '', head.id,
                   clock.now() + DAY).keys() == {'due'}
    assert reasons(member.offering.offer, source, sites, words.COMPULSORY, 'Gấp', PAPER,
                   member.id).keys() == {''}
    [made] = demand(sites[:1])
    ward = crossing('bavi-member')
    for verb, *said in ((ward.receiving.hold, 'Chờ'), (ward.receiving.refuse, 'c', '')):
        assert 'Chỉ Ban Biên tập Thành phố' in str(reasons(verb, made, *said, ward.id)[''])
    until = CarryChoice(sites[0][SECTION].__oid__, ward.renewing.versions(source),
                        until=clock.now() + DAY)
    assert reasons(ward.receiving.accept, made, until, CHECKS, ward.id).keys() == {'until'}
    late = until._replace(until=None, publish_at=parse('2026-12-02'))
    assert 'chậm nhất 01/12/2026' in reasons(
        ward.receiving.accept, made, late, CHECKS, ward.id)['publish_at'].interpolate()
    ward.receiving.ask(made, 'Đăng ở chuyên mục nào?', ward.id)
    assert made.state == words.ASKED


@pytest.mark.clause('13.1.i')
def test_a_site_ends_nothing_that_is_demanded_until_the_city_lifts_it(
        app, crossing, visit, at_work, recycling, source, sites, demand, clock, registry):
    writer, head = at_work('hanoi-editor'), visit('hanoi-head')
    approved(writer, at_work('hanoi-head'), writer.editing.translate(
        source, 'en', {'title': 'Water supply'}, writer.id))
    [made] = demand(sites[:1])
    board, section, bin_of = crossing('bavi-head'), sites[0][SECTION], recycling()
    reference = accepted(crossing, made, section, 'bavi-member')
    there = f'/sites/bavi/{SECTION}/{reference.__name__}'
    for verb in (board.renewing.end, board.renewing.hold):
        assert reasons(verb, reference, board.id, 'Hết đợt').keys() == {''}
    for text in (reference, reference.translations['en']):
        with pytest.raises(CannotPublish, match='thôi yêu cầu'):
            board.person.publishing.withdraw(text, board.id, why='Hết đợt')
    editor, member = at_work('bavi-editor'), at_work('bavi-member')
    editor.edit(reference, intro='Đề nghị bà con theo dõi.')
    editor.take(reference, 'submit')
    editor.take(reference, 'pass_on')
    assert refusal(member.take, reference, 'approve', replace(
        CHECKED, expires=clock.now() + DAY)) == {'expires': str(words.DEMANDED)}
    member.approve(reference)
    transaction.commit()
    browser = visit('bavi-head')
    page = browser.get(f'/desk{there}/carried')
    assert 'Chỉ Ban Biên tập Thành phố kết thúc việc đăng' in page
    assert page.html.find(id='h-end') is None
    record = browser.get(f'/desk{there}')
    assert str(words.DEMANDED) in record.html.find(id='viec-tiep-theo').text
    assert not record.html.find('input', value='withdraw') and 'Xóa…' not in record
    assert app.get(there).status_int == 200 and app.get(f'/english{there}').status_int == 200

    assert refusal(bin_of.discard, reference, 'vanhanh') == {0: str(words.DEMANDED)}
    assert str(words.DEMANDED) in visit('quantri').get(f'/desk{there}/delete')
    offered = visit('quantri').get(
        f'/desk/sites/bavi/{SECTION}/bulk?act=discard&id={reference.__oid__}')
    assert str(words.DEMANDED) in offered
    console = visit('quantri').get(f'/console/sites/bavi/@@delete?name={SECTION}')
    said = form_with(console, 'name').submit(status=422).html.main.text
    assert 'Ở đây có 1 mục không xóa được, trước hết là “Lịch cấp nước”.' in said
    assert 'Hãy chuyển các mục đó' in said
    assert bin_of.reasons_against(sites[0]) == []  # a body that is no more carries nothing
    section.move(reference.__name__, sites[0]['pho-bien-phap-luat'], registry=registry)
    assert bin_of.reasons_against(section) == []
    transaction.abort()

    assert reasons(board.offering.lift, made, board.id).keys() == {''}
    record = f'/desk/crosspost?number={made.number}'
    form = form_with(head.get(record), 'act')
    assert form.submit('act', value='lift').status_int == 303
    page = head.get(record)
    assert page.html.h1.text == 'Thành phố đã thôi yêu cầu đăng'
    assert 'Thành phố thôi yêu cầu' in page
    transaction.begin()
    assert 'Thành phố thôi yêu cầu đăng bài' in browser.get('/desk/notifications')
    assert bin_of.reasons_against(section) == []
    assert browser.get(f'/desk{there}').html.find('input', value='withdraw')
    board.renewing.end(reference, board.id, 'Hết đợt')
    transaction.commit()
    assert app.get(there, status=301) and made.state == words.ENDED
    city = crossing('hanoi-head')
    assert reasons(city.offering.lift, made, city.id).keys() == {''}


@pytest.mark.clause('13.1.i')
def test_a_site_leaves_nothing_that_is_demanded_of_several(
        app, crossing, visit, recycling, ruled, sites, demand):
    made, against = demand(sites), recycling().reasons_against
    pages = [f'/sites/{site}/{SECTION}/lich-cap-nuoc' for site in SITES]
    board, head = crossing('bavi-head'), crossing('hanoi-head')
    assert len({each.reference for each in made}) == 1
    assert reasons(board.renewing.leave, made[0], board.id, 'Hết đợt').keys() == {''}
    browser = visit('bavi-head')
    page = browser.get(f'/desk/sites/bavi/crosspost?number={made[0].number}')
    assert 'Chỉ Ban Biên tập Thành phố kết thúc việc đăng' in page
    assert page.html.find(id='h-leave') is None
    assert all(app.get(each).status_int == 200 for each in pages)
    assert str(words.DEMANDED) in against(sites[0][SECTION])
    assert len(against(sites[0][SECTION])) == 2  # what is shared is not moved from a section

    kept, gone = made[0].kept, '1999999999'  # a site that was removed since
    kept.sites, kept.rules = (*kept.sites, gone), {**kept.rules, gone: ('', 'NQ 05')}
    head.offering.lift(made[0], head.id)
    transaction.commit()
    page = browser.get(f'/desk/sites/bavi/crosspost?number={made[0].number}')
    assert page.html.find(id='h-leave') and against(sites[0][SECTION]) == []
    board.renewing.leave(made[0], board.id, 'Hết đợt')
    transaction.commit()
    assert app.get(pages[0], status=301) and app.get(pages[1]).status_int == 200


@pytest.mark.clause('13.1.i')
def test_a_demand_is_a_duty_of_each_site_that_has_no_rule(
        crossing, visit, source, sites, demand, owed, clock, registry, staff):
    friday = parse('2026-11-28') - datetime.timedelta(microseconds=1)
    [first] = demand(sites[:1])
    [second] = demand(sites[1:], due=friday)
    assert [(each.state, local(each.due).date().day) for each in owed() and owed()] == [
        (RUNNING, 1), (RUNNING, 27)]  # five working days from Tuesday on; the day that was named
    ward = crossing('bavi-member')
    ward.receiving.ask(first, 'Đăng ở chuyên mục nào?', ward.id)
    transaction.commit()
    assert [each.state for each in owed()] == [RUNNING, RUNNING]
    browser = visit('soxaydung-member')
    page = browser.get('/desk/sites/soxaydung/duties')
    assert PAPER in page
    opened_page = page.click('đăng bài Thành phố yêu cầu').click('Mở bài để phê duyệt')
    assert 'Đăng chậm nhất' in opened_page and '27/11/2026' in opened_page

    clock.at = parse('2026-11-27T09:00')
    with opened(registry, 'test') as environment:
        remind(environment)
    transaction.begin()
    assert 'duty_due' in told(registry, staff['soxaydung-head'])
    clock.pass_(days=1)
    assert [each.state for each in owed()] == [RUNNING, MISSED]
    city = visit('hanoi-head')
    item = f'/desk/{SECTION}/{source.__name__}/crosspost'
    rows = [' '.join(each.text.split()) for each in city.get(item).html.select('tbody tr')]
    assert 'Sở Xây dựng' in rows[0] and 'Chờ Ban Biên tập nơi nhận 24/11/2026 10:00' in rows[0]
    assert 'Quá hạn' in rows[0] and 'Quá hạn' not in rows[1] and 'Nơi nhận hỏi lại' in rows[1]
    accepted(crossing, second, sites[1][SECTION], 'soxaydung-member')
    accepted(crossing, first, sites[0][SECTION], 'bavi-member',
             publish_at=clock.now() + datetime.timedelta(hours=1))
    assert [each.state for each in owed()] == [RUNNING, MET_LATE]
    saved = city.get(f'{item}?format=csv').body.decode('utf-8-sig').splitlines()
    assert saved[0] == 'Nơi nhận,Hình thức,Tình trạng,Từ lúc,Hạn đăng'
    assert saved[1].endswith(',"Đã nhận đăng, chưa công khai",28/11/2026 09:00,01/12/2026 23:59')
    assert saved[2] == 'Sở Xây dựng,Thành phố yêu cầu đăng,Đã nhận đăng,28/11/2026 09:00,'
    page = visit('bavi-member').get(f'/desk/sites/bavi/crosspost?number={first.number}')
    assert 'Hẹn giờ' in page.click('Lịch cấp nước', index=-1, href=f'/desk/sites/bavi/{SECTION}')


def test_what_the_city_takes_back_or_recalls_is_owed_by_nobody(
        crossing, at_work, recycling, source, sites, demand, owed, registry, small_portal, staff):
    head = crossing('hanoi-head')
    [first] = demand(sites[:1])
    [second] = demand(sites[1:])
    assert [each.state for each in owed()] == [RUNNING, RUNNING]
    editor = crossing('hanoi-editor')
    assert reasons(editor.sending.take_back, first, editor.id).keys() == {''}
    head.sending.take_back(first, head.id)
    assert 'crosspost_taken_back' in told(registry, staff['bavi-member'])
    reference = accepted(crossing, second, sites[1][SECTION], 'soxaydung-member')
    assert [each.state for each in owed()] == [VOID, MET]
    [again] = demand(sites[:1])
    assert owed()[-1].state == RUNNING
    at_work('hanoi-head').publishing.withdraw(source, head.id, why='Sai')
    transaction.commit()
    assert [each.state for each in owed()] == [VOID, MET, VOID]
    assert recycling().reasons_against(reference) == []  # what has ended may go
    assert again.state == words.WAITING
    book = small_portal.crossposting
    assert list(book.demands) == [again.number] and recount(small_portal) == 0
    book.demands = None  # as it was before
    assert demanded(book) == [again.number]
    assert recount(small_portal) == 0 and list(book.demands) == [again.number]


@pytest.mark.clause('13.1.i')
def test_a_term_rests_while_the_site_is_suspended_and_begins_anew(
        crossing, visit, source, sites, demand, owed, clock, undone):
    [first] = demand(sites[:1])
    demand(sites[1:], due=parse('2026-11-28'))
    assert [local(each.due).day for each in owed()] == [1, 28]
    sites[0].status = 'suspended'
    transaction.commit()
    rests, runs = owed()
    assert (rests.state, rests.due, runs.state) == (RUNNING, None, RUNNING)
    page = visit('hanoi-head').get(f'/desk/{SECTION}/{source.__name__}/crosspost')
    assert page.text.count(str(RESTING)) == 1
    page = visit('bavi-member').get(f'/desk/sites/bavi/crosspost?number={first.number}')
    assert str(RESTING) in page.html.find('dl').text

    clock.at = parse('2026-12-03T09:00')
    sites[1].suspended_features = frozenset({'publishing'})
    transaction.commit()
    assert [each.state for each in owed()] == [RUNNING, MISSED]  # it was over before
    sites[0].status = 'active'
    transaction.commit()
    assert [local(each.due).day for each in owed()] == [10, 28]
    page = visit('bavi-member').get(f'/desk/sites/bavi/crosspost?number={first.number}')
    assert '10/12/2026' in page.html.find('dl').text

    accepted(crossing, first, sites[0][SECTION], 'bavi-member')
    assert [each.state for each in owed()] == [MET, MISSED]
    assert 'Đã hoàn tác' in undone()
    assert [(each.state, each.due and local(each.due).day) for each in owed()] == [
        (MET, 10), (MISSED, 28), (RUNNING, 10)]


@pytest.fixture
def order(registry, small_portal, at_work):
    """``order(sites)``: an order of the city to each of them."""
    def made(sites):
        head = at_work('hanoi-head')
        ordering = Ordering(registry, small_portal, head.allowed, head.service(IBoards),
                            notifying(registry))
        found = ordering.order(small_portal, sites, OrderDraft(
            UPDATE, 'Đăng lịch cấp nước', basis='Kế hoạch 7/KH-UBND'), head.id)
        transaction.commit()
        return found

    return made


@pytest.mark.clause('13.1.i')
def test_a_demand_leads_its_sites_to_the_order_that_it_names(
        visit, source, sites, order, small_portal):
    [order], head = order(sites[:1]), visit('hanoi-head')
    item = f'/desk/{SECTION}/{source.__name__}/crosspost'
    form = form_with(head.get(f'{item}-offer'), 'order')
    form['kind'], form['purpose'], form['all'] = words.COMPULSORY, 'Gấp', 'yes'
    form['due'], chosen = '2026-13-01', form['order'].value
    assert form.submit(status=422).html.find(id='e-basis') is None
    assert chosen == ''
    form['order'], form['due'] = str(order.number), '2026-11-26'
    assert form.submit().status_int == 303
    transaction.begin()
    made = {each.to: each for each in small_portal.crossposting.proposals.values()}
    ours, theirs = (made[str(site.__oid__)] for site in sites)
    assert ours.basis == 'Yêu cầu số 1 ngày 24/11/2026; Kế hoạch 7/KH-UBND'
    assert local(ours.due).date() == datetime.date(2026, 11, 26)
    page = visit('bavi-member').get(f'/desk/sites/bavi/crosspost?number={ours.number}')
    assert 'Đăng lịch cấp nước' in page.click('Mở yêu cầu số')
    page = visit('soxaydung-member').get(
        f'/desk/sites/soxaydung/crosspost?number={theirs.number}')
    assert ours.basis in page and 'Mở yêu cầu số' not in page
    page = head.get(f'/desk/crosspost?number={theirs.number}')
    assert 'Đăng lịch cấp nước' in page.click('Mở yêu cầu số')
    assert 'order' not in form_with(visit('hanoi-member').get(f'{item}-offer'), 'basis').fields


@pytest.mark.clause('13.1.i')
def test_the_city_opens_the_order_that_the_asked_site_received(visit, sites, order, demand):
    placed = order(sites)
    numbers = {each.site: each.number for each in placed}
    head = visit('hanoi-head')
    for made, site in zip(demand(sites, order=placed[0].group), sites, strict=True):
        page = head.get(f'/desk/crosspost?number={made.number}')
        assert f'Mở yêu cầu số {numbers[str(site.__oid__)]}' in page
