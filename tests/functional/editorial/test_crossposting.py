"""One item on several sites, each by the approval of its board (12.1)."""
import datetime
import re
from unittest import mock

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.editorial.crossposting import interfaces as words
from hanoiportal.editorial.crossposting.duties import keep_renewals
from hanoiportal.editorial.crossposting.erasing import forget_crossposts
from hanoiportal.editorial.crossposting.interfaces import CarryChoice
from hanoiportal.editorial.crossposting.proposing import Proposing
from hanoiportal.editorial.crossposting.sources import digests_of
from hanoiportal.editorial.publishing.services import PublishingService
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.tree.lookup import find_site
from hanoiportal.kernel.workflow.interfaces import ARCHIVED, PUBLISHED, WITHDRAWN
from hanoiportal.platform.duties.interfaces import (
    MET,
    MET_LATE,
    MISSED,
    RUNNING,
    VOID,
    IDuties,
)
from hanoiportal.platform.ledger.interfaces import OF_ANOTHER, REJECTED
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.component_site import PRACTICE
from support.crossposting import CHECKS, accepted, approved, corrected, published, reasons
from support.pages import words as said
from support.reckoned import amiss, lose
from support.scheduled_texts import look

NOW = parse('2026-11-24T10:00')
ADDRESS = '/sites/bavi/tin-tuc-su-kien/cho-hoa-ngay-tet'
HERE = '/tin-tuc-su-kien/cho-hoa-ngay-tet'


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def city(small_portal):
    return small_portal['tin-tuc-su-kien']


@pytest.fixture
def item(at_work, ward):
    made = published(at_work('bavi-editor'), at_work('bavi-member'), ward, keywords=('hoa',))
    transaction.commit()
    return made


@pytest.fixture
def proposal(crossing, item, small_portal):
    editor = crossing('bavi-editor')
    made = editor.sending.propose(item, small_portal, 'Tin chung cho cả Thành phố', None,
                                  editor.id)
    transaction.commit()
    return made


@pytest.fixture
def reference(crossing, proposal, city):
    return accepted(crossing, proposal, city, intro='Từ xã Ba Vì')


@pytest.fixture
def unread(registry, staff):
    """``unread(login)``: what that person has not read of references, the latest first."""
    def kinds(login):
        transaction.begin()
        return [each.kind.removeprefix('crosspost_')
                for each in notifying(registry).list(staff[login])
                if each.kind in ('crosspost_changed', 'crosspost_ended') and not each.is_read]

    return kinds


@pytest.mark.clause('12.1.a/2')
def test_what_a_ward_proposes_and_the_city_accepts_is_shown_there_as_one_work(
        app, reference, item, told):
    assert told('bavi-editor')[:2] == ['crosspost_accepted', 'published']
    page = app.get(HERE)

    assert page.html.h1.text == 'Chợ hoa ngày Tết' and 'Mở từ 20 tháng Chạp' in page
    whose = page.html.find('a', string='Xem bài gốc').parent
    assert said(whose) == 'Bài của Xã Ba Vì, được trang này đăng lại. Xem bài gốc'
    home, work = (each['href'] for each in whose.find_all('a'))
    assert (home, work) == ('/sites/bavi', ADDRESS)
    assert page.html.find('link', rel='canonical')['href'] == f'http://localhost{ADDRESS}'
    assert 'Chợ hoa ngày Tết' in app.get('/tin-tuc-su-kien')
    assert app.get('/').status_int == app.get('/sitemap').status_int == 200
    assert f'http://localhost{ADDRESS}' in app.get('/atom.xml')
    assert not page.html.find('meta', {'name': 'robots'})
    assert 'X-Robots-Tag' not in page.headers
    assert 'cho-hoa' not in app.get('/sitemap.xml')
    assert 'cho-hoa' in app.get('/sites/bavi/sitemap.xml')
    found = app.get('/search', {'q': 'chợ hoa ngày tết'}).html.select('main a[href*="cho-hoa"]')
    assert {each['href'].partition('#')[0] for each in found} == {ADDRESS}
    assert app.get(HERE + '.json').json['address'] == f'http://localhost{ADDRESS}'
    assert 'Từ xã Ba Vì' in page and not page.html.select('.related a[href*="cho-hoa"]')


def test_the_desk_proposes_asks_answers_and_accepts(visit, app, item, small_portal, city, clock):
    editor = visit('bavi-editor')
    form = next(form for form in editor.get(f'/desk{ADDRESS}/crosspost').forms.values()
                if 'purpose' in form.fields)
    form['site'], form['purpose'] = str(small_portal.__oid__), 'Tin chung'
    form['wished'] = '2026-11-24T09:00'
    assert form.submit(status=422).html.find(id='e-wished')
    form['wished'] = '2026-11-25T08:30'
    assert form.submit().status_int == 303
    board = visit('hanoi-member')
    assert 'Chợ hoa ngày Tết' in board.get('/desk/crossposts')

    def at(browser, place, field):
        return next(form for form in browser.get(f'/desk{place}/crosspost?number=1').forms.values()
                    if field in form.fields)

    form = at(board, '', 'ground')
    form['text'] = 'Đã kiểm tra giờ mở chưa?'
    assert form.submit('act', value='ask').status_int == 303
    form = at(editor, '/sites/bavi', 'text')
    form['text'] = 'Đã kiểm tra với Ban Quản lý chợ'
    assert form.submit('act', value='answer').status_int == 303
    form = at(board, '', 'section')
    form['section'], form['intro'] = str(city.__oid__), 'Từ xã Ba Vì'
    refused = form.submit('act', value='accept', status=422)
    assert 'Hãy xác nhận đủ' in refused
    assert re.search(r'Nơi gửi mong muốn: [^<]*8[:.]30', refused.text)
    for each in form.fields['checks']:
        each.checked = True
    assert form.submit('act', value='accept').status_int == 303
    assert 'Từ xã Ba Vì' in app.get(HERE)


@pytest.mark.clause('12.1.a/2')
def test_what_the_source_withdraws_is_gone_everywhere_in_the_same_transaction(
        app, at_work, visit, reference, item, unread, small_portal):
    app.get(HERE), app.get('/tin-tuc-su-kien'), app.get('/atom.xml')
    sent = '/desk/sites/bavi/crosspost?number=1'
    assert visit('bavi-editor').get(sent).html.main.find('a', href=HERE)
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ Tết')
    at_work('bavi-member').publishing.withdraw(item, at_work('bavi-member').id, why='Sai')
    transaction.commit()

    assert app.get(HERE, status=410) and app.get(HERE + '.json', status='*').status_int == 410
    for place in ('/tin-tuc-su-kien', '/atom.xml', '/sites/bavi/tin-tuc-su-kien', '/feed.json'):
        assert 'Chợ hoa' not in app.get(place).text
    assert not app.get('/search', {'q': 'chợ hoa'}).html.select('main a[href*="cho-hoa"]')
    assert small_portal.crossposting.proposals[1].state == words.ENDED
    assert unread('hanoi-head') == ['ended']
    for login, place in (('hanoi-head', '/desk/crossposts'), ('bavi-head', sent),
                         ('bavi-head', '/desk/sites/bavi/crossposts-sent')):
        page = visit(login).get(place)
        assert 'Chợ hoa ngày Tết' in page and 'Bài gốc không còn công khai.' in page
        assert not page.html.main.find('a', href=HERE)


def test_what_was_withdrawn_and_is_public_again_is_carried_when_the_board_accepts_anew(
        app, at_work, crossing, reference, item, small_portal, city):
    member, editor = at_work('bavi-member'), at_work('bavi-editor')
    member.publishing.withdraw(item, member.id, why='Sai')
    editor.take(item, 'reopen', note='Đã kiểm tra lại')
    approved(editor, member, item)
    transaction.commit()
    assert item.state == 'published'

    assert app.get(HERE).status_int == 301 and app.get(HERE).location.endswith(ADDRESS)
    sender = crossing('bavi-editor')
    again = sender.sending.propose(item, small_portal, 'Đăng lại', None, sender.id)
    assert accepted(crossing, again, city).is_public


@pytest.mark.clause('12.1.a/2')
def test_a_correction_of_a_ward_is_marked_at_once_and_shown_when_the_city_accepts(
        app, at_work, crossing, reference, item, told, unread, small_portal, clock, registry):
    people = at_work('bavi-editor'), at_work('bavi-member')
    corrected(*people, item, title='Chợ hoa Tết', body='<p>Mở từ 22 tháng Chạp.</p>')

    page = app.get(HERE)
    assert page.html.h1.text == 'Chợ hoa ngày Tết' and 'Mở từ 20' in page.text
    assert not page.html.find(class_='changed')
    assert 'Nguồn đã đính chính' in page.text and 'Mở từ 22' in app.get(ADDRESS).text
    assert 'Chợ hoa ngày Tết' in app.get('/tin-tuc-su-kien').text
    assert 'Mở từ 22' not in app.get(HERE + '.txt').text
    assert told('hanoi-head')[0] == 'crosspost_changed' and unread('hanoi-head') == ['changed']

    from_city = crossing('hanoi-member')
    assert from_city.renewing.changed(small_portal) == [reference]
    changes = from_city.renewing.differences(reference)['vi']
    assert [each.name for each in changes] == ['title', 'body']
    assert reasons(from_city.renewing.take, reference, reference.digests, CHECKS, from_city.id)
    assert from_city.renewing.take(reference, digests_of(item, registry), CHECKS, from_city.id)
    transaction.commit()

    page = app.get(HERE)
    assert page.html.h1.text == 'Chợ hoa Tết' and 'Nguồn đã đính chính' not in page.text
    notice = page.html.find(class_='changed')
    assert 'Đính chính' in notice.text
    assert notice.a['href'] == f'{ADDRESS}/noi-dung-cap-nhat'
    assert app.get(notice.a['href']) and app.get(f'{HERE}/noi-dung-cap-nhat', status=404)
    assert 'Chợ hoa Tết' in app.get('/tin-tuc-su-kien').text
    assert from_city.renewing.changed(small_portal) == [] == unread('hanoi-head')

    clock.pass_(minutes=1)
    corrected(*people, item, body='<p>Mở từ 23 tháng Chạp.</p>')
    page = app.get(HERE)
    told_of = page.html.find('dt', string='Những nội dung đã cập nhật').parent
    assert 'Mở từ 22' in page.text and len(told_of.find_all('time')) == 1
    corrected(*people, item, body='<p>Mở từ 22 tháng Chạp.</p>')
    assert from_city.renewing.changed(small_portal) == [] == unread('hanoi-head')


@pytest.fixture
def owed(registry, small_portal, clock):
    """``owed()``: how the duties of corrected sources stand, after the scheduler has looked."""
    def states():
        with opened(registry, 'test') as environment:
            keep_renewals(environment)
        transaction.begin()
        duties = registry.getAdapter(small_portal, IDuties)
        return [duties.standing(duty, clock.now()) for duty in duties.of_key('carried')]

    return states


def test_a_corrected_source_is_a_duty_of_one_working_day(
        at_work, crossing, visit, reference, item, owed, clock, registry, small_portal):
    def correct(text):
        clock.pass_(minutes=1)
        corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title=text)

    def take():
        clock.pass_(minutes=1)
        board.renewing.take(reference, digests_of(item, registry), CHECKS, board.id)
        transaction.commit()

    board = crossing('hanoi-member')
    assert owed() == []
    correct('Chợ hoa Tết')
    [standing] = owed() and owed()
    assert (standing.state, local(standing.due).date()) == (
        RUNNING, datetime.date(2026, 11, 25))
    page = visit('hanoi-member').get('/desk/duties').html
    assert 'nguồn đã đính chính' in page.main.text
    assert page.main.find('a', string='Chợ hoa ngày Tết')

    take()
    assert [each.state for each in owed()] == [MET]
    correct('Chợ Tết')
    owed()
    clock.pass_(hours=60)
    assert [each.state for each in owed()] == [MET, MISSED]
    take()
    assert [each.state for each in owed()] == [MET, MET_LATE]
    correct('Chợ')
    assert [each.state for each in owed()] == [MET, MET_LATE, RUNNING]
    clock.pass_(minutes=1)
    board.renewing.hold(reference, board.id, 'Chờ xác minh')
    transaction.commit()
    assert 'Chờ xác minh' in visit('bavi-editor').get('/desk/notifications').html.main.text
    assert [each.state for each in owed()] == [MET, MET_LATE, MET]
    for account, left in (('khac', board.id), (board.id, '')):
        forget_crossposts(small_portal, Erased(accounts={account: 0}), registry)
        assert reference.held.actor == left and reference.held.why == 'Chờ xác minh'
    assert visit('hanoi-member').get(f'/desk{HERE}/carried').status_int == 200
    correct('Chợ phiên')
    assert reference.held is None
    assert [each.state for each in owed()] == [MET, MET_LATE, MET, RUNNING]
    board.renewing.end(reference, board.id, 'Hết đợt tuyên truyền')
    transaction.commit()
    assert [each.state for each in owed()] == [MET, MET_LATE, MET, VOID]
    assert reasons(board.renewing.hold, reference, board.id, 'Nữa').keys() == {''}
    assert board.renewing.changed(find_site(reference)) == []


def test_the_term_of_a_correction_rests_while_the_site_is_suspended(
        at_work, reference, item, owed, clock):
    site = find_site(reference)
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ hoa Tết')
    assert [local(each.due).day for each in owed()] == [25]
    site.suspended_features = frozenset({'publishing'})
    transaction.commit()
    assert [(each.state, each.due) for each in owed()] == [(RUNNING, None)]
    clock.at = parse('2026-12-03T09:00')
    assert [each.state for each in owed()] == [RUNNING]
    site.suspended_features = frozenset()
    transaction.commit()
    assert [(each.state, local(each.due).day) for each in owed()] == [(RUNNING, 4)]
    clock.at = parse('2026-12-07T09:00')
    site.suspended_features = frozenset({'publishing'})
    transaction.commit()
    assert [each.state for each in owed()] == [MISSED]  # it was over before


def test_the_desk_previews_the_source_with_the_words_of_the_site(
        visit, crossing, proposal, city):
    made = accepted(crossing, proposal, city, intro='Từ xã Ba Vì',
                    publish_at=parse('2026-11-24T12:00'))
    board = visit('hanoi-member')
    frame = board.get(f'/desk{HERE}/preview').html.find('iframe')['src']
    for way in ('phone', 'text', 'print'):
        page = board.get(re.sub('as=[a-z]+', f'as={way}', frame)).html
        assert made.state == 'scheduled' and 'Mở từ 20 tháng Chạp' in page.text
        assert 'Từ xã Ba Vì' in page.text


def test_a_reference_ends_by_its_board_and_leads_on_to_the_source(app, crossing, reference):
    board = crossing('hanoi-head')
    board.renewing.end(reference, board.id, 'Hết đợt tuyên truyền')
    transaction.commit()

    assert app.get(HERE).status_int == 301 and app.get(HERE).location.endswith(ADDRESS)
    assert 'Chợ hoa' not in app.get('/tin-tuc-su-kien').text


def test_a_suspended_site_hides_what_others_carry_of_it(app, reference, small_portal, registry):
    site = small_portal['sites']['bavi']
    for status, found in (('suspended', 404), ('active', 200)):
        site.status = status
        send(registry)(ObjectModified(site, 'test'))
        transaction.commit()
        assert app.get(HERE, status='*').status_int == found
        assert ('Chợ hoa' in app.get('/tin-tuc-su-kien').text) == (found == 200)


def test_a_source_that_is_renamed_or_moved_is_the_same_work(app, at_work, reference, item):
    at_work('bavi-member').editing.rename(item, 'cho-tet', at_work('bavi-member').id)
    transaction.commit()

    assert app.get(HERE).html.find('link', rel='canonical')['href'].endswith('/cho-tet')
    assert reference.is_public


def test_what_is_discarded_or_erased_takes_its_references_with_it(
        app, reference, item, ward, registry, small_portal):
    name, oid = reference.__name__, item.__oid__
    recycling = RecyclingService(registry, lambda *_any: True, registry.getUtility(IClock),
                                 send(registry), Naming(registry))
    entry = recycling.discard(item, 'test', 'Thừa')
    transaction.commit()
    assert app.get(HERE, status='*').status_int == 410 and reference.state == WITHDRAWN
    recycling.restore(entry, 'test')
    transaction.commit()
    assert item.is_public and app.get(HERE, status=301).location.endswith(ADDRESS)
    assert 'Chợ hoa' not in app.get('/tin-tuc-su-kien')

    forget_crossposts(small_portal, Erased(resources=frozenset({oid})), registry)
    transaction.commit()
    assert name not in small_portal['tin-tuc-su-kien']
    assert small_portal.crossposting.proposals[1].purpose == ''
    assert small_portal.crossposting.proposals[1].title == ''


def test_a_scheduled_acceptance_appears_at_its_time_and_goes_at_its_end(
        app, at_work, crossing, proposal, item, city, clock, registry, small_portal):
    made = accepted(crossing, proposal, city, publish_at=parse('2026-11-24T12:00'),
                    until=parse('2026-11-25T12:00'))
    assert made.state == 'scheduled' and app.get(HERE, status='*').status_int == 404
    for hours, found in ((2, 200), (24, 301)):
        clock.pass_(hours=hours, minutes=1)
        look(registry)
        assert app.get(HERE, status='*').status_int == found
    again = crossing('bavi-editor').sending.propose(
        item, small_portal, 'Đăng lại', None, crossing('bavi-editor').id)
    made = accepted(crossing, again, city)
    assert app.get(HERE + '-2').status_int == 200
    item.expires_at = clock.now() + datetime.timedelta(hours=1)
    send(registry)(ObjectModified(item))
    transaction.commit()
    clock.pass_(hours=1, minutes=1)
    look(registry)  # the last day of the source
    assert item.state == ARCHIVED and made.state == WITHDRAWN
    assert app.get(HERE + '-2', status=301) and 'Chợ hoa' not in app.get('/tin-tuc-su-kien')


@pytest.mark.clause('12.1.b/1')
def test_what_the_city_offers_is_carried_by_rule_or_decided_by_each_board(
        app, at_work, crossing, city, small_portal, told, clock):
    item = published(at_work('hanoi-editor'), at_work('hanoi-head'), city, 'Lịch cấp nước')
    sites = [small_portal['sites'][name] for name in ('bavi', 'soxaydung')]
    ward, member = crossing('bavi-head'), crossing('hanoi-member')
    section = sites[0]['tin-tuc-su-kien']
    assert ward.rules.approve(sites[0], section.__oid__, 'NQ 05 ngày 01/11/2026', None, ward.id)
    made = member.offering.offer(item, sites, words.RECOMMENDED, 'Cả Thành phố', '', member.id)
    transaction.commit()

    there = f'/sites/bavi/tin-tuc-su-kien/{item.__name__}'
    assert [each.state for each in made] == [words.ACCEPTED, words.WAITING]
    assert 'Lịch cấp nước' in app.get(there).text and told('soxaydung-head') == [
        'crosspost_offered']
    other = crossing('soxaydung-member')
    other.receiving.hold(made[1], 'Chờ hết tuần', other.id)
    accepted(crossing, made[1], sites[1]['tin-tuc-su-kien'], 'soxaydung-member')
    assert 'Lịch cấp nước' in app.get(f'/sites/soxaydung/tin-tuc-su-kien/{item.__name__}').text

    corrected(at_work('hanoi-editor'), at_work('hanoi-head'), item, title='Lịch cấp nước mới')
    for site in ('bavi', 'soxaydung'):
        page = app.get(f'/sites/{site}/tin-tuc-su-kien/{item.__name__}')
        assert page.html.h1.text == 'Lịch cấp nước mới' and 'đã đính chính' not in page.text
        assert 'Lịch cấp nước mới' in app.get(f'/sites/{site}/tin-tuc-su-kien').text
    ward.rules.revoke(sites[0], ward.id)
    assert ward.rules.rule(sites[0]) is None
    ward.rules.approve(sites[0], section.__oid__, 'NQ 06', parse('2026-12-01'), ward.id)
    clock.at = parse('2026-12-01')
    later = published(at_work('hanoi-editor'), at_work('hanoi-head'), city, 'Lịch cắt điện')
    [late] = member.offering.offer(later, sites[:1], words.RECOMMENDED, 'Chung', '', member.id)
    assert ward.rules.rule(sites[0]) is None and late.state == words.WAITING
    at_work('hanoi-head').publishing.withdraw(item, at_work('hanoi-head').id, why='Sai')
    transaction.commit()
    for site in ('bavi', 'soxaydung'):
        assert app.get(f'/sites/{site}/tin-tuc-su-kien/{item.__name__}', status=410)
        assert 'Lịch cấp nước' not in app.get(f'/sites/{site}/tin-tuc-su-kien').text


@pytest.mark.clause('12.1.b/1')
def test_the_city_offers_what_it_carries_and_who_takes_it_follows_the_city(
        app, at_work, crossing, visit, reference, item, small_portal, registry, staff, clock):
    site, member = small_portal['sites']['soxaydung'], crossing('hanoi-member')
    board, there = crossing('soxaydung-head'), f'/sites/soxaydung{HERE}'
    board.rules.approve(site, site['tin-tuc-su-kien'].__oid__, 'NQ 05', None, board.id)
    transaction.commit()
    browser = visit('hanoi-member')
    page = browser.get(f'/desk{HERE}/carried').click('Giới thiệu cho các trang')
    form = form_with(page, 'basis')
    form['purpose'], form['all'] = 'Cả Thành phố', 'yes'
    assert form.submit().headers['Location'].endswith('/@@carried')
    transaction.begin()
    [made] = [each for each in small_portal.crossposting.proposals.values()
              if each.kind == words.RECOMMENDED]
    assert (made.source, made.origin, made.to) == (
        item.__oid__, str(small_portal.__oid__), str(site.__oid__))
    assert ADDRESS in app.get(there).html.find('link', rel='canonical')['href']

    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ hoa Tết')
    for address in (HERE, there):
        page = app.get(address)
        assert page.html.h1.text == 'Chợ hoa ngày Tết' and 'Nguồn đã đính chính' in page
    assert 'đã đính chính' in reasons(member.offering.offer, reference, [site], words.RECOMMENDED,
                                      'Gấp', '', member.id)['']
    member.renewing.take(reference, digests_of(item, registry), CHECKS, member.id)
    transaction.commit()
    for address in (HERE, there):
        page = app.get(address)
        assert page.html.h1.text == 'Chợ hoa Tết' and 'Nguồn đã đính chính' not in page
    assert 'Chợ hoa Tết' in app.get('/sites/soxaydung/tin-tuc-su-kien')

    waits = Proposing(small_portal, clock.now).add(
        words.RECOMMENDED, reference, site, 'Nhắc lại', member.id)
    member.renewing.end(reference, member.id, 'Số liệu sai')
    transaction.commit()
    assert waits.state == words.TAKEN_BACK and 'crosspost_taken_back' in [
        each.kind for each in notifying(registry).list(staff['soxaydung-head'])]
    assert app.get(there).headers['Location'].endswith(ADDRESS)
    assert 'Chợ hoa' not in app.get('/sites/soxaydung/tin-tuc-su-kien')
    assert 'Chợ hoa Tết' in app.get(ADDRESS)
    assert made.state == words.ENDED and 'Thành phố đã rút' in made.events[-1].text
    assert reasons(member.offering.offer, reference, [site], words.RECOMMENDED, 'Gấp', '',
                   member.id)


def test_the_verdict_reaches_the_sender_with_its_ground(
        crossing, proposal, told, ledger, environment, small_portal):
    board = crossing('hanoi-member')
    assert reasons(board.receiving.refuse, proposal, 'z', '', board.id).keys() == {'ground'}
    number = ledger.last()
    board.receiving.refuse(proposal, 'd', 'Chưa rõ nguồn', board.id)
    transaction.commit()
    assert [(each.kind, each.site, each.item, each.rule, each.field, each.author)
            for each in ledger.since(number)] == [
        (REJECTED, proposal.to, str(proposal.source), 'd', OF_ANOTHER, '')]
    assert amiss(environment, 'refused proposals') == []
    assert amiss(environment, 'rejected versions') == []
    lose(small_portal.ledger, REJECTED)
    transaction.commit()
    assert amiss(environment, 'refused proposals') == [(0, 1)]

    assert told('bavi-editor')[0] == 'crosspost_refused'
    assert proposal.state == words.REFUSED
    assert reasons(board.receiving.ask, proposal, 'Gì?', board.id)


def test_what_cannot_be_carried_is_refused_with_a_sentence(
        at_work, crossing, ward, item, reference, small_portal, city):
    editor, board = crossing('bavi-editor'), crossing('hanoi-member')
    draft = at_work('bavi-editor').add(ward, 'Chưa xong')
    soxaydung = small_portal['sites']['soxaydung']

    def propose(who, source, site=soxaydung, purpose='Tin chung'):
        return reasons(who.sending.propose, source, site, purpose, None, who.id)

    assert 'chưa xuất bản' in propose(editor, draft)['']
    assert 'dẫn từ trang khác' in propose(board, reference)['']
    small_portal['sites']['bavi'].status = 'suspended'
    assert 'không còn công khai' in propose(editor, item)['']
    small_portal['sites']['bavi'].status = 'active'
    assert propose(editor, item, purpose=' ').keys() == {'purpose'}
    assert propose(editor, item, small_portal).keys() == {'site'}
    assert propose(editor, item, small_portal['sites']['bavi']).keys() == {'site'}
    assert propose(crossing('soxaydung-editor'), item).keys() == {''}
    assert reasons(board.rules.approve, small_portal, city.__oid__, 'QĐ', None, board.id)
    head, bavi = crossing('bavi-head'), small_portal['sites']['bavi']
    with mock.patch.object(bavi, 'purpose', PRACTICE):
        assert 'thực hành' in reasons(
            head.rules.approve, bavi, ward.__oid__, 'QĐ', None, head.id)['']
    assert reasons(editor.rules.approve, small_portal['sites']['bavi'], ward.__oid__, 'QĐ', None,
                   editor.id)


def test_a_source_that_is_gone_or_cannot_be_shown_is_refused_and_leaves_nothing(
        at_work, crossing, proposal, item, city, ward, small_portal, registry, monkeypatch):
    board, digests = crossing('hanoi-member'), digests_of(item, registry)

    def accept():
        return reasons(board.receiving.accept, proposal, CarryChoice(city.__oid__, digests),
                       CHECKS, board.id)['']

    site = small_portal['sites']['bavi']
    site.status = 'suspended'
    assert 'không còn công khai' in accept()
    site.status = 'active'
    item.state = ARCHIVED
    assert item.is_public and 'không còn công khai' in accept()
    item.state = PUBLISHED
    with monkeypatch.context() as patched:
        patched.setattr(PublishingService, 'publish_blockers', lambda *args: ['Đang sửa chữa.'])
        assert accept() == 'Đang sửa chữa.'
    ward.remove(item.__name__, registry=registry)
    assert 'không còn công khai' in accept() and proposal.state == words.WAITING
    assert proposal.choice is None and proposal.approvals == () and len(city) == 0


def test_standing_rules_form_no_circle_since_no_reference_is_offered(
        at_work, crossing, city, small_portal):
    item = published(at_work('hanoi-editor'), at_work('hanoi-head'), city, 'Lịch cấp nước')
    transaction.commit()
    sites = [small_portal['sites'][name] for name in ('bavi', 'soxaydung')]
    for login, site in zip(('bavi', 'soxaydung'), sites, strict=True):
        head = crossing(f'{login}-head')
        head.rules.approve(site, site['tin-tuc-su-kien'].__oid__, 'NQ 05', None, head.id)
    member, head = crossing('hanoi-member'), crossing('hanoi-head')
    made = member.offering.offer(item, sites, words.RECOMMENDED, 'Cả Thành phố', '', member.id)
    assert [each.state for each in made] == [words.ACCEPTED] * 2
    carried = small_portal.__objectmap__.object_for(made[0].reference)
    assert 'dẫn từ trang khác' in reasons(
        head.offering.offer, carried, sites, words.RECOMMENDED, 'Nữa', '', head.id).get(
            '', '') or not head.offering.may_offer(carried, head.id)
    assert reasons(member.rules.approve, small_portal, city.__oid__, 'QĐ', None, member.id)
    assert len(small_portal.crossposting.proposals) == 1


def test_only_a_member_who_did_not_write_accepts_exactly_what_was_read(
        at_work, crossing, proposal, item, city, registry):
    digests = digests_of(item, registry)
    for login in ('hanoi-editor', 'bavi-member', 'soxaydung-head'):
        person = crossing(login)
        assert reasons(person.receiving.accept, proposal, CarryChoice(city.__oid__, digests),
                       CHECKS, person.id).keys() == {''}
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ hoa Tết')
    board = crossing('hanoi-member')
    accept = board.receiving.accept
    assert 'vừa thay đổi' in reasons(
        accept, proposal, CarryChoice(city.__oid__, digests), CHECKS, board.id)['']
    now = digests_of(item, registry)
    assert reasons(accept, proposal, CarryChoice(0, now), CHECKS, board.id).keys() == {'section'}
    assert reasons(accept, proposal, CarryChoice(city.__oid__, now), (), board.id).keys() == {
        'checks'}
    past = parse('2026-11-01')
    assert reasons(accept, proposal, CarryChoice(
        city.__oid__, now, publish_at=past, until=past), CHECKS, board.id).keys() == {
            'publish_at', 'until'}


def test_each_language_is_carried_by_its_own_version(
        app, at_work, crossing, item, small_portal, city):
    editor, member = at_work('bavi-editor'), at_work('bavi-member')
    text = editor.editing.translate(item, 'en', {'title': 'Flower market'}, editor.id)
    approved(editor, member, text)
    sender = crossing('bavi-editor')
    reference = accepted(crossing, sender.sending.propose(
        item, small_portal, 'Tin chung', None, sender.id), city)
    assert app.get(f'/english{HERE}').html.h1.text == 'Flower market'
    assert 'Flower market' in app.get('/english/tin-tuc-su-kien').text

    corrected(editor, member, text, title='Flower fair')
    for start, title, mark in (('', 'Chợ hoa ngày Tết', 'Nguồn đã đính chính'),
                               ('/english', 'Flower market', 'The source was corrected')):
        page = app.get(f'{start}{HERE}')
        assert page.html.h1.text == title and mark in page
    board = crossing('hanoi-member')
    assert list(board.renewing.differences(reference)) == ['en']
    before = reference.digests[0]
    board.renewing.take(reference, board.renewing.current(reference), CHECKS, board.id)
    transaction.commit()
    assert reference.digests[0] == before
    assert app.get(f'/english{HERE}').html.h1.text == 'Flower fair'
    assert app.get(HERE).html.h1.text == 'Chợ hoa ngày Tết'
    member.publishing.withdraw(text, member.id, why='Sai')
    transaction.commit()
    assert app.get(f'/english{HERE}').html.h1.text == 'Chợ hoa ngày Tết'
    assert 'Flower fair' not in app.get('/english/tin-tuc-su-kien').text
    assert reference.translations['en'].state == WITHDRAWN


def form_with(page, field):
    """Return the form of ``page`` that has ``field``."""
    return next(form for form in page.forms.values() if field in form.fields)


def test_the_desk_shows_what_has_changed_and_takes_or_ends_it(
        visit, app, at_work, reference, item):
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, body='<p>Mở từ 22.</p>')
    board = visit('hanoi-member')
    assert 'Nguồn đã đính chính' in board.get('/desk/crossposts').text
    address = f'/desk{HERE}/carried'
    page = board.get(address)
    assert page.html.ins is not None and '22' in page.html.find('main').text

    form = next(each for each in page.forms.values()
                if 'hold' in [str(field._value) for field in each.fields.get('act', ())])
    assert form.submit('act', value='hold', status=422).html.find(id='h-why-e')
    form['why'] = 'Chờ xác minh'
    assert form.submit('act', value='hold').status_int == 303
    page = board.get(address)
    assert 'Chờ xác minh' in page and 'Đã tạm giữ' in page and 'Mở từ 20' in app.get(HERE)
    assert 'Nguồn đã đính chính' in app.get(HERE)
    waits = board.get('/desk/crossposts').html
    assert 'Tạm giữ' in waits.find(id='h-changed').parent.text
    form = form_with(page, 'digests')
    assert form.submit('act', value='take', status=422).html.find(id='e-checks')
    for each in form.fields['checks']:
        each.checked = True
    assert form.submit('act', value='take').status_int == 303
    assert 'Mở từ 22.' in app.get(HERE).text
    form = form_with(board.get(address), 'why')
    assert form.submit('act', value='end', status=422)
    form['why'] = 'Hết đợt tuyên truyền'
    assert form.submit('act', value='end').status_int == 303
    assert app.get(HERE).status_int == 301
    assert board.post(address, {'csrf_token': form['csrf_token'].value, 'act': 'x'}, status=404)


@pytest.mark.clause('12.1.b/1')
def test_the_desk_sets_a_rule_and_the_city_offers_by_it(
        visit, at_work, app, city, small_portal):
    item = published(at_work('hanoi-editor'), at_work('hanoi-head'), city, 'Lịch cấp nước')
    transaction.commit()
    ward, rule = visit('bavi-member'), '/desk/sites/bavi/crosspost-rule'
    form = form_with(ward.get(rule), 'decision')
    form['section'] = str(small_portal['sites']['bavi']['tin-tuc-su-kien'].__oid__)
    form['ends'] = '2026-11-01'
    refused = form.submit('act', value='approve', status=422)
    assert refused.html.find(id='e-decision') and refused.html.find(id='e-ends')
    form['decision'], form['ends'] = 'NQ 05', ''
    assert form.submit('act', value='approve').status_int == 303

    member = visit('hanoi-member')
    place = f'/desk/tin-tuc-su-kien/{item.__name__}/crosspost'
    assert 'crosspost-offer' in member.get(place).text
    form = form_with(member.get(f'{place}-offer'), 'basis')
    assert form.submit(status=422).html.find(id='e-sites')
    groups = {each._value: each for each in form.fields['groups']}
    assert list(groups) == ['so-nganh', 'xa', 'Huyện Ba Vì']
    groups['Huyện Ba Vì'].checked, form['purpose'] = True, 'Cả Thành phố'
    assert form.submit().status_int == 303
    transaction.begin()
    assert [small_portal.__objectmap__.object_for(int(each.to)).__name__
            for each in small_portal.crossposting.proposals.values()] == ['bavi']
    assert 'Lịch cấp nước' in app.get('/sites/bavi/tin-tuc-su-kien').text
    assert 'Đã nhận đăng' in member.get('/desk/crossposts-sent').text
    assert form_with(ward.get(rule), 'csrf_token').submit(
        'act', value='revoke').status_int == 303


def test_a_site_learns_nothing_of_what_others_propose(visit, reference, item):
    for login, place in (('soxaydung-head', '/desk/sites/soxaydung'),
                         ('soxaydung-head', '/desk'), ('soxaydung-head', '/desk/sites/bavi'),
                         ('bavi-contributor', '/desk/sites/bavi'), ('bavi-head', '/desk')):
        browser, answers = visit(login), {}
        own = place == '/desk/sites/soxaydung'
        for page in ('crosspost?number=1', 'crosspost?number=999', 'crossposts',
                     'crossposts-sent', 'crosspost-rule'):
            found = answers[page] = browser.get(f'{place}/{page}', status='*')
            assert 'Chợ hoa' not in found.text
            assert own and 'number' not in page or found.status_int in (403, 404)
        assert answers['crosspost?number=1'].status_int == (
            answers['crosspost?number=999'].status_int)
        for name in (HERE, '/tin-tuc-su-kien/khong-co'):
            assert browser.get(f'/desk{name}/carried', status='*').status_int == 404
        assert browser.get(f'/desk{ADDRESS}/crosspost', status='*').status_int in (403, 404) or (
            login == 'bavi-head')
    assert 'Chợ hoa' not in visit('soxaydung-head').get('/desk/sites/soxaydung/crossposts').text
