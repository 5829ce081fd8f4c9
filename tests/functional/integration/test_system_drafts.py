"""What a system of a body does by the API: each verb, and what it is refused."""
import json

import pytest
import transaction
from hanoiportal.kernel.workflow.interfaces import PUBLISHED, SUBMITTED
from support.systems import PLACE, System, connected


def item_of(portal, answer):
    transaction.begin()
    return portal.__objectmap__.object_for(int(answer.json['id']))


def errors_of(answer):
    return {each['pointer']: each['detail'] for each in answer.json['errors']}


@pytest.mark.clause('4.2.b/3')
def test_a_system_writes_a_draft_that_the_board_publishes(
        system, small_portal, at_work, bavi):
    made = system.write(PLACE, summary='Từ ngày 01/12.', body='<p>Nội dung đủ dài.</p>',
                        keywords=['một cửa', 'hành chính'])
    item = item_of(small_portal, made)
    assert (item.created_by, item.state, item.__parent__) == (
        system.account.id, 'draft', bavi[PLACE])
    assert item.keywords == ('một cửa', 'hành chính')

    sent = system.ask('POST', f'/drafts/{made.json["id"]}/submit', {}, 200)
    assert sent.json['state'] == SUBMITTED
    transaction.begin()
    at_work('bavi-editor').take(item, 'pass_on')
    at_work('bavi-member').approve(item)
    transaction.commit()
    read = system.ask('GET', f'/drafts/{made.json["id"]}', status=200).json

    assert item.state == PUBLISHED
    assert (read['public'], read['state']) == (True, PUBLISHED)
    assert read['address'].endswith(f'/{item.__name__}')
    assert read['address'].startswith('http://') and read['findings'] == []
    assert [each['step'] for each in read['steps']] == ['submit', 'pass_on', 'approve']
    assert {each['at'][-6:] for each in read['steps']} == {'+07:00'}
    assert item.concluded.authors == {system.account.id}

    at_work('bavi-member').take(item, 'withdraw', meaning='error', note='Nhầm số liệu.')
    transaction.commit()
    last = system.ask('GET', f'/drafts/{made.json["id"]}', status=200).json['steps'][-1]
    assert (last['step'], last['note']) == ('withdraw', 'Nhầm số liệu.')


def test_nothing_is_public_before_the_board_approves(system, small_portal, browser):
    made = system.write(PLACE, 'Dấu hiệu chưa công khai')
    item = item_of(small_portal, made)
    path = f'/sites/bavi/{PLACE}/{item.__name__}'
    assert browser.get(path, status='*').status_int == 404
    system.ask('POST', f'/drafts/{made.json["id"]}/submit', {}, 200)

    assert browser.get(path, status='*').status_int == 404
    assert 'Dấu hiệu chưa công khai' not in browser.get(f'/sites/bavi/{PLACE}').text
    assert 'Dấu hiệu chưa công khai' not in browser.get('/sites/bavi/api/v1/items').text


def test_a_verdict_is_read_and_answered(system, small_portal, at_work):
    made = system.write(PLACE, summary='Lần đầu.')
    own = f'/drafts/{made.json["id"]}'
    system.ask('POST', f'{own}/submit', {}, 200)
    item = item_of(small_portal, made)
    at_work('bavi-editor').take(item, 'give_back', note='Thiếu nguồn tin.')
    transaction.commit()
    read = system.ask('GET', own, status=200)
    assert read.json['state'] == 'draft'
    assert read.json['steps'][-1]['note'] == 'Thiếu nguồn tin.'

    changed = system.ask('PATCH', own, {'fields': {'source_agency': 'UBND xã'}}, 200,
                         'application/merge-patch+json', If_Match=read.headers['ETag'])
    assert changed.headers['ETag'] != read.headers['ETag']
    system.ask('POST', f'{own}/submit', {}, 200)
    transaction.begin()
    at_work('bavi-member').take(item, 'reject', ground='a', note='Trùng tin.')
    transaction.commit()
    assert system.ask('GET', own).json['steps'][-1]['ground'] == 'a'
    wrong = system.ask('POST', f'{own}/submit', {}, 422)
    assert '/note' in errors_of(wrong)
    again = system.ask('POST', f'{own}/submit', {'note': 'Đã bỏ phần trùng.'}, 200)
    assert again.json['state'] == SUBMITTED


def test_a_draft_is_changed_by_who_has_read_it_as_it_is(system, small_portal):
    made = system.write(PLACE)
    own, kind = f'/drafts/{made.json["id"]}', 'application/merge-patch+json'

    def patch(status, **headers):
        return system.ask('PATCH', own, {'fields': {'title': 'Tên khác'}}, status, kind, **headers)

    assert patch(428).json['type'].endswith('#precondition-required')
    assert patch(412, If_Match='"khac"').json['type'].endswith('#changed')
    assert patch(412, If_Match='*')
    assert patch(200, If_Match=made.headers['ETag'])
    assert patch(412, If_Match=made.headers['ETag'])
    assert item_of(small_portal, made).title == 'Tên khác'
    system.ask('POST', f'{own}/submit', {}, 200)
    tag = system.ask('GET', own).headers['ETag']
    assert patch(409, If_Match=tag).json['type'].endswith('#not-now')
    assert system.ask('POST', f'{own}/submit', {}, 409)
    assert system.ask('GET', own).json['findings']


def test_a_dossier_needs_no_body_and_takes_no_file_once_it_is_sent(system, bavi):
    place = next(name for name, each in bavi.items()
                 if 'Dossier' in getattr(each, 'allowed_types', ()))
    fields = {'type': 'Dossier', 'issuer': 'UBND xã', 'summary': 'Kế hoạch năm.'}
    without = f'/drafts/{system.write(place, **fields).json["id"]}'
    found = system.ask('GET', without, status=200).json['findings']
    assert '/fields/body' not in [each['pointer'] for each in found]
    own = f'/drafts/{system.write(place, body="<p>Kế hoạch.</p>", **fields).json["id"]}'
    system.ask('POST', f'{own}/submit', {}, 200)

    answer = system.ask('POST', f'{own}/files', {'fields': {'title': 'Tệp'}}, 409)
    assert answer.json['type'].endswith('#not-now')


WRONG = [
    ({}, '/fields/title'), ({'title': ''}, '/fields/title'),
    ({'title': 'x' * 501}, '/fields/title'),
    ({'title': 'Tên', 'nothing': 1}, '/fields/nothing'),
    ({'title': 'Tên', 'genre': 'tho'}, '/fields/genre'),
    ({'title': 'Tên', 'body': '<script>1</script>'}, '/fields/body'),
    ({'title': 'Tên', 'keywords': 'x' * 301}, '/fields/keywords'),
    ({'title': 'Tên', 'keywords': [1]}, '/fields/keywords'),
    ({'title': 'Tên', 'keywords': 'a'}, '/fields/keywords'),
    ({'title': {'vi': 'Tên'}}, '/fields/title'), ({'title': 5}, '/fields/title')]
UNREADABLE = [
    (b'{', 'application/json', 400), (b'[]', 'application/json', 400),
    (b'{"place": "a", "place": "b"}', 'application/json', 400), (b'\xff', 'application/json', 400),
    (b'NaN', 'application/json', 400), (b'[' * 60_000, 'application/json', 400),
    (b'{}', 'text/plain', 415), (b'{}', 'application/json', 422),
    (b'{"place": 1, "type": [], "fields": ""}', 'application/json', 422),
    (b'{"x/y~": 1}', 'application/json', 422), (b'{"\\ud800": 1}', 'application/json', 400),
    (b'{"place": "tin-tuc-su-kien", "type": "NewsItem", "fields": {"title": "\\uDFFF"}}',
     'application/json', 400)]


def test_what_is_wrong_is_said_by_its_pointer(system, small_portal):
    for fields, pointer in WRONG:
        body = json.dumps({'place': PLACE, 'type': 'NewsItem', 'fields': fields})
        answer = system.ask('POST', '/drafts', body.encode(), 422)
        assert answer.content_type == 'application/problem+json'
        assert list(errors_of(answer)) == [pointer]
    for kind in ('Section', 'Khong', ''):
        assert '/type' in errors_of(system.write(PLACE, status=422, type=kind))
    for body, kind, status in UNREADABLE:
        answer = system.ask('POST', '/drafts', body, status, kind)
        assert answer.content_type == 'application/problem+json'
    assert system.ask('GET', '/drafts').json['items'] == []


def test_half_a_character_is_nowhere_taken_and_a_whole_one_is(system):
    own = f'/drafts/{system.write(PLACE).json["id"]}'
    system.ask('POST', f'{own}/submit', b'{"note": "\\ud800"}', 400)
    system.ask('POST', f'{own}/submit', b'{"note": "\\ud83c\\udfe0"}', 200)

    assert system.ask('GET', own, status=200).json['steps'][-1]['note'] == '\U0001f3e0'


def test_sections_of_others_are_as_if_there_were_none(system):
    for place in ('', '/', '..', 'khong-co', '../soxaydung/tin-tuc-su-kien',
                  '/sites/soxaydung/tin-tuc-su-kien', 'tin-tuc-su-kien/x', 'x' * 900):
        answer = system.write(place, status=422)
        assert errors_of(answer) == {'/place': 'Không có chuyên mục này ở trang của đơn vị.'}


def test_drafts_of_others_are_as_if_there_were_none(system, browser, registry, small_portal,
                                                    at_work):
    other = System(browser, connected(registry, small_portal['sites']['soxaydung'])[1])
    transaction.begin()
    persons = at_work('bavi-contributor').add(small_portal['sites']['bavi'][PLACE])
    transaction.commit()
    mine = system.write(PLACE).json['id']
    nothing = system.ask('GET', '/drafts/99999999', status=404).json
    assert nothing['detail'] == 'Tài khoản hệ thống này không có bản nháp đó.'

    for who, number in ((other, mine), (system, str(persons.__oid__)),
                        (system, str(small_portal.__oid__))):
        assert who.ask('GET', f'/drafts/{number}', status=404).json == nothing
        assert who.ask('POST', f'/drafts/{number}/submit', {}, 404).json == nothing
        assert who.ask('PATCH', f'/drafts/{number}', {'fields': {}}, 404,
                       'application/merge-patch+json', If_Match='"x"').json == nothing
    assert other.ask('GET', '/drafts').json['items'] == []
    assert [each['id'] for each in system.ask('GET', '/drafts').json['items']] == [mine]


def test_the_list_goes_on_by_links(system):
    made = [system.write(PLACE, f'Tin số {each}').json['id'] for each in range(5)]
    found, address = [], '/drafts?limit=2'
    while address:
        page = system.ask('GET', address).json
        found += [each['id'] for each in page['items']]
        address = page.get('next')
    assert sorted(found) == sorted(made)
