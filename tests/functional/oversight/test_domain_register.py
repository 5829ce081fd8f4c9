"""The register of names: asked for by a body, decided on after an opinion, watched (clauses
28.14, 33.4).
"""
import csv
import datetime
import io
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.base.settings import ISettings
from hanoiportal.editorial.suspension.interfaces import CannotSuspend, ISuspending
from hanoiportal.oversight.domainregister import health
from hanoiportal.oversight.domainregister.interfaces import (
    ASKED,
    CARRIED,
    CHECKS,
    FINE,
    GRANTED,
    IPV6,
    NO_RECORD,
    OPPOSED,
    TLS,
    CannotRegister,
    CommitteeOpinion,
    DomainWish,
    IDomains,
    IDomainWatch,
    IHostLook,
    Looked,
)
from hanoiportal.oversight.domainregister.services import Domains
from hanoiportal.oversight.domainregister.watching import AT_ONCE, look_at, watch_some
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.component_site import PRACTICE
from support.deeds import deeds
from support.pages import form_with
from support.workbooks import cells
from zope.interface import implementer
from zope.interface.verify import verifyObject

NOW, TODAY = parse('2026-11-24T10:00'), datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)
WISH = DomainWish('xabavi', '', 'Người dân hay gõ cả chữ “xã”.', 'Công văn 87/UBND')
YES = CommitteeOpinion(True, '345/UBND-KSTT', TODAY)
NEW = {'title': 'Xã Ba Vì mới', 'owner': 'UBND xã Ba Vì', 'managing_body': 'a',
       'operating_unit': 'b', 'level': 'commune'}
OWN, ALL = '/desk/sites/bavi/@@domains', '/desk/@@domain-register'


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def domains(registry, small_portal, at_work):
    """``domains(login)``: ``(the IDomains of that person, their id)``."""
    def of(login):
        person = at_work(login)
        return Domains(
            registry, small_portal, person.allowed, notifying(registry)), person.id

    return of


@pytest.fixture
def bavi_asks(domains, small_portal):
    """``bavi_asks(**changes)``: the head of Ba Vì asks for a name; return it."""
    def ask(**changes):
        service, actor = domains('bavi-head')
        found = service.ask(small_portal['sites']['bavi'], WISH._replace(**changes), actor)
        transaction.commit()
        return found.name

    return ask


@pytest.fixture
def office(domains):
    """``office(verb, *args)``: the office of the committee does it, committed."""
    def do(verb, *args):
        service, actor = domains('quanly')
        getattr(service, verb)(*args, actor)
        transaction.commit()

    return do


def reasons(verb, *args):
    with pytest.raises(CannotRegister) as refused:
        verb(*args)
    return refused.value.reasons


def add_site(editing, portal, name):
    return editing.add(portal['sites'], name, 'ComponentSite', NEW, 'test')


@pytest.mark.clause('28.14', '33.4')
def test_a_name_is_asked_for_favoured_granted_and_revoked(
        bavi_asks, office, domains, editing, small_portal, told, audit):
    service, manager = domains('quanly')
    assert verifyObject(IDomains, service)
    name = bavi_asks()
    assert told('quanly') == ['domain_asked']
    assert service.names()[0].name == name  # what waits comes first
    with pytest.raises(Refused):
        add_site(editing, small_portal, name)

    assert reasons(service.grant, name, 'x') == {'': (
        'Chưa có ý kiến đồng ý của Ủy ban nhân dân Thành phố (khoản 4 Điều 33).')}
    office('give_opinion', name, YES)
    with pytest.raises(Refused):  # an opinion is no grant yet
        add_site(editing, small_portal, name)
    office('grant', name)
    assert told('bavi-head') == ['domain_decided']
    site = add_site(editing, small_portal, name)
    transaction.commit()

    assert 'đang hoạt động' in str(reasons(service.revoke, name, 'a', 'b', 'x')[''])
    editing.edit(site, {'status': 'suspended'}, 'test')
    office('revoke', name, 'Không còn dùng', '12/QĐ-UBND')
    with pytest.raises(Refused) as refused:
        editing.edit(site, {'status': 'active'}, 'test')
    assert list(refused.value.reasons) == ['status']
    assert [each.kind for each in service.find(name).events] == [
        'asked', 'favoured', 'granted', 'revoked']
    assert deeds(audit, small_portal['sites']['bavi'], 'Người bavi-head', 'Người quanly') == [
        ('ask_domain', domains('bavi-head')[1]), ('give_domain_opinion', manager),
        ('grant_domain', manager), ('revoke_domain', manager)]


@pytest.mark.clause('33.4')
@pytest.mark.parametrize('step', ['refuse', 'oppose', 'withdraw'])
def test_no_site_stands_at_a_name_that_was_not_granted(
        bavi_asks, office, domains, editing, small_portal, step):
    name, bavi = bavi_asks(), small_portal['sites']['bavi']
    if step == 'oppose':
        office('give_opinion', name, YES._replace(favours=False, text='Trùng'))
        assert domains('quanly')[0].find(name).state == OPPOSED
        assert '' in reasons(domains('quanly')[0].grant, name, 'x')
    elif step == 'refuse':
        office('refuse', name, 'Đã có trang')
    else:
        service, actor = domains('bavi-head')
        service.withdraw(bavi, name, actor)

    with pytest.raises(Refused):
        add_site(editing, small_portal, name)
    with pytest.raises(Refused):
        editing.rename(bavi, name, 'test')
    with pytest.raises(Refused) as refused:
        editing.edit(bavi, {
            'integration': 'external', 'external_url': 'https://bavi.example.vn'}, 'test')
    assert 'external_url' in refused.value.reasons
    assert 'bavi' in small_portal['sites']


@pytest.mark.clause('33.4')
def test_a_suspended_site_works_again_only_where_its_name_was_not_revoked(
        bavi_asks, office, editing, small_portal, registry, clock):
    name = bavi_asks()
    office('give_opinion', name, YES)
    office('grant', name)
    add_site(editing, small_portal, name)
    transaction.commit()
    with opened(registry, 'test') as environment:
        site = environment.portal['sites'][name]
        suspending = environment.request.service(ISuspending)
        suspension = environment.in_transaction(
            lambda: suspending.suspend(site, 'x', 'Lý do', NOW + DAY))
        transaction.begin()
        office('revoke', name, 'Không còn dùng', '12/QĐ-UBND')
        environment.portal._p_jar.sync()

        with pytest.raises(CannotSuspend):
            suspending.lift(suspension, 'y')
        suspending.expire(suspension)
        assert not site.is_active and suspension.is_in_force


@pytest.mark.clause('28.14')
def test_the_sites_of_decision_4263_have_their_names_by_it(domains, registry, small_portal):
    service = domains('quanly')[0]
    found = {each.name: each for each in service.names()}

    assert {each.events[0].kind for each in found.values()} == {CARRIED}
    assert len(found) >= 149 and 'hanoi.gdt.gov.vn' in found
    bavi = found['bavi']
    assert (bavi.host, bavi.state, bavi.asked.paper, bavi.asked.holder) == (
        'bavi.hanoi.gov.vn', GRANTED, 'Quyết định số 4263/QĐ-UBND', 'Ủy ban nhân dân xã Ba Vì')
    assert health.not_granted(registry, small_portal) == []


@pytest.mark.clause('5.2.c')
def test_a_name_is_checked_at_once(domains, small_portal):
    service, actor = domains('bavi-head')
    bavi = small_portal['sites']['bavi']

    for name, said in (
            ('Xã Ba Vì', 'không dấu'), ('www', 'dành riêng'), ('bavi', 'đã được cấp'),
            ('dulichbavi', 'tên đầy đủ'), ('x' * 64, 'không dấu'), ('', 'Hãy điền'),
            ('a.bavi.hanoi.gov.vn', 'ngay dưới'), ('bavi.com', '.vn')):
        before = len(service.names())
        assert said in str(reasons(service.ask, bavi, WISH._replace(name=name), actor)['name'])
        assert len(service.names()) == before and name not in {
            each.name for each in service.of_site(bavi) if each.state == ASKED}, name
        assert service.suggestions(bavi.owner, name) == ['xabavi']


def test_a_ward_that_asks_for_a_name_of_another_learns_both(domains, small_portal):
    service, actor = domains('bavi-head')
    found = reasons(service.ask, small_portal['sites']['bavi'], WISH._replace(
        name='soxaydung'), actor)
    assert 'tên đầy đủ' in found['name'] and 'đã được cấp' in found['']


def test_a_name_that_waits_is_nobody_elses(bavi_asks, domains, small_portal):
    bavi_asks()
    service, actor = domains('quanly')

    assert 'name' in reasons(service.ask, small_portal, WISH._replace(
        holder='Xã Ba Vì'), actor)
    assert [each.name for each in service.of_site(small_portal['sites']['bavi'])] == [
        'xabavi', 'bavi']


def test_nobody_else_asks_or_decides(domains, bavi_asks, small_portal):
    name = bavi_asks()

    for login in ('bavi-head', 'bavi-editor', 'chuquan', 'soxaydung-head'):
        service, actor = domains(login)
        for verb, *rest in (
                ('ask', small_portal, WISH), ('give_opinion', name, YES), ('grant', name),
                ('refuse', name, 'Vì'), ('revoke', 'bavi', 'Vì', 'Số 1')):
            assert reasons(getattr(service, verb), *rest, actor) == {'': NOT_ALLOWED}
    assert reasons(domains('bavi-editor')[0].ask, small_portal['sites']['bavi'], WISH, 'x')
    (service, actor), bavi = domains('bavi-head'), small_portal['sites']['bavi']
    bavi.purpose = PRACTICE
    assert reasons(service.ask, bavi, WISH, actor) == {'': NOT_ALLOWED}


def test_what_is_wrong_with_an_opinion_is_said_beside_its_field(domains, bavi_asks):
    name, (service, actor) = bavi_asks(), domains('quanly')

    for field, opinion in (
            ('paper', YES._replace(paper=' ')), ('day', YES._replace(day=None)),
            ('day', YES._replace(day=TODAY + DAY)), ('day', YES._replace(day=TODAY - DAY)),
            ('text', YES._replace(favours=False)), ('text', YES._replace(text='x' * 2001))):
        assert list(reasons(service.give_opinion, name, opinion, actor)) == [field]


@implementer(IHostLook)
class Found:
    """An ``IHostLook`` that finds ``what``."""

    def __init__(self, what):
        self.what, self.asked = what, []

    def look(self, host, deadline):
        self.asked.append(host)
        return self.what


@pytest.mark.clause('28.14')
def test_the_watch_warns_once_and_tells_health_and_desk(
        app, registry, small_portal, clock, told, visit, staff):
    look = Found(Looked(
        {**dict.fromkeys(CHECKS, FINE), IPV6: NO_RECORD}, parse('2026-12-08T00:30')))
    registry.registerUtility(look, IHostLook)
    transaction.commit()
    for _again in range(2):
        with opened(registry, 'test') as environment:
            look_at(environment, ['bavi.hanoi.gov.vn'])
    small_portal._p_jar.sync()

    assert told('quantri') == ['certificate_ends']
    note, = notifying(registry).list(staff['quantri'])
    assert note.details['note'] == 'bavi.hanoi.gov.vn, 08/12/2026', 'the day in Hanoi'
    assert health.check(registry, small_portal) == (
        'certificates that end soon: bavi.hanoi.gov.vn (in 13 days); '
        'hosts with faults: bavi.hanoi.gov.vn (ipv6)')
    assert 'domains: certificates that end soon: bavi' in app.get(
        '/healthz', extra_environ={'REMOTE_ADDR': '127.0.0.1'}).text
    page = visit('bavi-editor').get('/desk/sites/bavi/@@domain?name=bavi').html
    assert 'Thêm bản ghi AAAA' in page.main.text and '08/12/2026' in page.main.text
    look.what = look.what._replace(ends=parse('2026-11-01T00:30'))
    with opened(registry, 'test') as environment:
        look_at(environment, ['bavi.hanoi.gov.vn'])
    small_portal._p_jar.sync()
    assert told('quantri') == ['certificate_ended', 'certificate_ends'], 'it does not end soon'
    assert health.check(registry, small_portal).startswith(
        'certificates that have ended: bavi.hanoi.gov.vn; hosts with faults')
    listed = visit('quanly').get(f'{ALL}?state=faulty').html
    assert [link.text for link in listed.select('.list a')] == ['bavi.hanoi.gov.vn']


def test_a_job_looks_at_a_few_that_are_due_and_at_registered_names_alone(
        registry, small_portal, clock):
    look = Found(Looked({TLS: FINE}))
    registry.registerUtility(look, IHostLook)
    registry.registerUtility(
        replace(registry.getUtility(ISettings), domains_hours=24), ISettings)
    transaction.commit()
    with opened(registry, 'test') as environment:
        for _again in range(2):
            watch_some(environment)
        watch = registry.getUtility(IDomainWatch)
        assert verifyObject(IDomainWatch, watch)
        assert len(set(look.asked)) == 2 * AT_ONCE
        assert set(look.asked) <= set(watch.hosts(environment.portal))


@pytest.mark.clause('28.14')
def test_the_whole_way_in_the_desk(visit, staff, clock):
    head, office = visit('bavi-head'), visit('quanly')
    form = form_with(head.get(OWN), 'purpose')
    for name, value in (('name', 'Ba Vì'), ('purpose', 'Cho dễ nhớ'), ('paper', 'Số 87')):
        form[name] = value
    wrong = form.submit(status=422)
    assert 'không dấu' in wrong.html.find(id='e-name').text and 'xabavi' in wrong.text
    form = form_with(wrong, 'purpose')
    form['name'] = 'xabavi'
    assert 'Chờ ý kiến' in form.submit().follow().html.main.text

    assert 'quyết định việc cấp' in visit('kiemtra').get('/desk/@@domain-register')
    one = office.get('/desk/sites/bavi/@@domain?name=xabavi').click('Ghi ý kiến, quyết định')
    form = form_with(one, 'favours')
    form['paper'], form['day'] = '345/UBND', '2026-13-01'
    assert form['favours'].value is None
    unsaid = form.submit('act', value='opinion', status=422)
    assert 'Hãy chọn kết luận' in unsaid.html.main.text
    form['favours'] = 'yes'
    assert form.submit('act', value='opinion', status=422).html.find(id='o-e-day')
    form['day'] = '2026-11-24'
    one = form.submit('act', value='opinion').follow()
    one = next(each for each in one.forms.values() if 'act' in each.fields and any(
        button._value == 'grant' for button in each.fields['act'])).submit(
            'act', value='grant').follow()
    assert 'Đã cấp' in one.html.main.text

    table = list(csv.DictReader(io.StringIO(office.get(
        '/desk/@@domain-register-table?q=xabavi').text.lstrip('\ufeff'))))
    assert [(row['name'], row['state'], row['paper']) for row in table] == [
        ('xabavi', 'Đã cấp', '345/UBND')]
    book = office.get('/desk/@@domain-register-table?q=xabavi&format=xlsx')
    assert cells(book.body)['A2'][1] == 'xabavi'


def test_a_name_of_others_is_as_one_that_is_not_there(visit, staff):
    head = visit('soxaydung-head')

    for name in ('bavi', 'khong-co', '', '%00'):
        head.get(f'/desk/sites/soxaydung/@@domain?name={name}', status=404)
    visit('quanly').get(f'{ALL}?page=x&state=y&q=%00')


def test_only_the_body_that_asked_takes_its_request_back(visit, staff, bavi_asks, domains):
    office = visit('quanly')
    one = form_with(office.get(f'/desk/@@domain?name={bavi_asks()}'), 'favours')

    office.post(one.action, {**dict(one.submit_fields()), 'act': 'withdraw'}, status=404)
    assert domains('quanly')[0].find('xabavi').state == ASKED
