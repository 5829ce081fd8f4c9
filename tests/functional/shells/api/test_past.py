"""Items as they stood, what was withdrawn, what a log-in changes: nothing."""
import datetime

import pytest
import transaction
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from support.crossposting import accepted, corrected, published

API = '/api/v1'


def days_later(clock, number):
    clock.at += datetime.timedelta(days=number)
    return clock.at.date().isoformat()


def test_an_item_is_read_as_it_stood_on_a_day(app, at_work, item, clock):
    people = at_work('bavi-editor'), at_work('bavi-member')
    first = days_later(clock, 0)
    second = days_later(clock, 2)
    corrected(*people, item, title='Chợ Tết', body='<p>Mở từ 22.</p>')
    days_later(clock, 2)
    at_work('bavi-editor').edit(item, title='zqnhap', body='<p>zqnhap</p>')
    transaction.commit()
    whole = f'{API}/items/{item.__oid__}'

    for day, title, text in ((first, 'Chợ hoa ngày Tết', 'Mở từ 20 tháng Chạp.'),
                             ('2026-11-25', 'Chợ hoa ngày Tết', 'Mở từ 20 tháng Chạp.'),
                             (second, 'Chợ Tết', 'Mở từ 22.')):
        found = app.get(f'{whole}/as-of/{day}').json
        assert (found['title'], found['text']) == (title, text), day
    assert app.get(f'{whole}/as-of/2026-11-01', status=404).json['type'].endswith('#not-then')
    assert app.get(f'{whole}/as-of/2026-13-01', status=404)
    versions = app.get(f'{whole}/versions').json
    assert versions['total'] == 2 and 'until' not in versions['items'][0]
    assert [app.get(each['address']).json['title'] for each in versions['items']] == [
        'Chợ Tết', 'Chợ hoa ngày Tết']
    assert 'zqnhap' not in app.get(f'{whole}/as-of/{clock.at.date()}').text
    assert app.get(f'{whole}/as-of/2027-01-01', status=400).json['errors'][0]['pointer'] == '/day'
    assert item.title == 'Chợ Tết'


def test_a_version_that_ended_on_its_day_has_no_address_of_another(app, at_work, item, clock):
    clock.at += datetime.timedelta(hours=1)
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ Tết')
    last, first = app.get(f'{API}/items/{item.__oid__}/versions').json['items']

    assert app.get(last['address']).json['title'] == 'Chợ Tết'
    assert first['until'] == last['since'] and 'address' not in first


def test_the_text_of_a_document_is_that_of_the_day(app, at_work, small_portal, clock):
    editor, member = at_work('hanoi-editor'), at_work('hanoi-member')
    place = small_portal['van-ban-hanh-chinh']
    document = editor.editing.add(place, 'qd', 'LegalDocument', {
        'title': 'Quyết định 12/QĐ-UBND', 'summary': 'Quy chế', 'kind': 'quyet-dinh-ca-biet',
        'number': '12/QĐ-UBND', 'issued': '2026-11-20', 'signer': 'A', 'signer_position': 'B',
        'issuer': 'Ủy ban nhân dân thành phố Hà Nội', 'secrecy': 'khong',
        'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Cũ.'}, editor.id)
    for step, who in (('submit', editor), ('pass_on', editor)):
        who.take(document, step)
    member.approve(document)
    day = days_later(clock, 0)
    days_later(clock, 1)
    corrected(editor, member, document, full_text='QUYẾT ĐỊNH\nĐiều 1. Mới.')
    whole = f'{API}/items/{document.__oid__}'

    assert 'Cũ' in app.get(f'{whole}/as-of/{day}').json['text']
    assert 'Mới' in app.get(whole).json['text'] and document.full_text.endswith('Mới.')


def test_what_was_withdrawn_is_gone_with_its_past(app, at_work, item, clock):
    day = days_later(clock, 0)
    head = at_work('bavi-member')
    head.publishing.withdraw(item, head.id, why='Sai')
    transaction.commit()

    for path in ('', f'/as-of/{day}', '/versions'):
        answer = app.get(f'{API}/items/{item.__oid__}{path}', status=410)
        assert answer.json['type'].endswith('#gone') and 'Chợ' not in answer.text


def test_what_was_merged_leads_on_and_what_is_outdated_says_so(app, at_work, item, ward):
    people = at_work('bavi-editor'), at_work('bavi-member')
    other = published(*people, ward, 'Chợ xuân')
    head, own = people[1], f'{API}/items/{item.__oid__}'
    assert app.get(own).json['is_outdated'] is False
    head.publishing.withdraw(other, head.id, 'outdated', why='Cũ')
    transaction.commit()
    assert app.get(f'{API}/items/{other.__oid__}').json['is_outdated'] is True
    head.publishing.withdraw(item, head.id, 'consolidated', 'Gộp', other)
    transaction.commit()

    found = app.get(own, status=410).json
    assert app.get(found['moved_to']).json['title'] == 'Chợ xuân'


def test_nothing_of_a_suspended_site_is_told(app, item, small_portal):
    small_portal['sites']['bavi'].status = 'suspended'
    transaction.commit()

    assert app.get(f'{API}/items/{item.__oid__}', status=404)
    assert app.get('/sites/bavi/api/v1/items', status=503).json['status'] == 503
    [site] = [each for each in app.get(f'{API}/sites').json['items'] if each['id'] == 'bavi']
    assert not site['is_active'] and app.get(f'{API}/sites/bavi').json['sections'] == []


@pytest.mark.clause('12.1.a/2')
def test_what_another_site_carries_names_its_source(
        app, crossing, item, small_portal, at_work):
    sender = crossing('bavi-editor')
    proposal = sender.sending.propose(item, small_portal, 'Tin chung', None, sender.id)
    transaction.commit()
    reference = accepted(crossing, proposal, small_portal['tin-tuc-su-kien'])
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ Tết')
    [carried] = app.get(f'{API}/crossposts').json['items']
    whole = app.get(f'{API}/items/{reference.__oid__}').json

    assert carried['source'] == whole['source'] == {
        'id': str(item.__oid__), 'address': 'http://localhost/sites/bavi/tin-tuc-su-kien/'
        'cho-hoa-ngay-tet', 'site': {'title': 'Xã Ba Vì',
                                     'address': 'http://localhost/sites/bavi'}}
    assert (whole['title'], whole['type']) == ('Chợ hoa ngày Tết', 'NewsItem')


@pytest.mark.parametrize('login', ['hanoi-head', 'bavi-editor'])
def test_a_log_in_makes_no_difference(app, visit, at_work, ward, item, login):
    draft = at_work('bavi-editor').add(ward, 'zqnhap', body='<p>zqnhap</p>')
    transaction.commit()
    browser = visit(login)
    assert any(COOKIE in each for each in browser.cookies)

    for path in ('/items', f'/items/{item.__oid__}', f'/items/{item.__oid__}/versions',
                 '/search?q=zqnhap'):
        assert browser.get(API + path).body == app.get(API + path).body
    assert browser.get(f'{API}/items/{draft.__oid__}', status=404)


def test_a_page_of_a_list_passes_over_nothing_that_was_there_all_the_time(
        app, at_work, ward, clock):
    people = at_work('bavi-editor'), at_work('bavi-member')
    for number in range(5):
        clock.pass_(minutes=1)
        published(*people, ward, f'Tin {number}')
    transaction.commit()
    first = app.get(f'{API}/items?limit=2&fields=title').json
    clock.pass_(minutes=1)
    published(*people, ward, 'Tin mới')
    shown = first['items'][1]
    item = next(each for each in ward.values() if str(each.__oid__) == shown['id'])
    people[1].publishing.withdraw(item, people[1].id, why='Sai')
    transaction.commit()
    titles, found = [], first
    while 'next' in found:
        found = app.get(found['next'].removeprefix('http://localhost')).json
        titles += [each['title'] for each in found['items']]

    assert [each['title'] for each in first['items']] == ['Tin 4', 'Tin 3']
    assert titles == ['Tin 2', 'Tin 1', 'Tin 0']
