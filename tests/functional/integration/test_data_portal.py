"""Data sets on the data portal: made, changed and deleted as packages of CKAN, refused, kept."""
import json
import random
from http.client import HTTPConnection

import pytest
import transaction
from hanoiportal.integration.dataportal import receiver
from hanoiportal.integration.deliveries import figures as looking
from hanoiportal.integration.deliveries.interfaces import CannotConnect
from hanoiportal.integration.dumps.interfaces import IDumps
from hanoiportal.platform.ledger.interfaces import ILedger
from servers.ckan import BASE, LARGEST, ORGANISATIONS, TOKEN, Ckan, good, lost
from servers.faults import HANGS

OWNERS = 'thanhpho ubnd-thanh-pho\r\nbavi ubnd-xa-ba-vi'
DOCUMENTS = 'cong-bavi-van-ban-hanh-chinh'


@pytest.fixture
def own_settings(tmp_path):
    return {'portal.dumps': str(tmp_path / 'dumps')}


@pytest.fixture(scope='module')
def server():
    server = Ckan()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ckan(server):
    server.reset()
    return server


@pytest.fixture
def connect(delivering, ckan):
    """``connect(**settings)``: the connection of the city, turned on."""
    def made(**settings):
        given = {'address': ckan.address, 'owners': OWNERS, 'token': TOKEN, **settings}
        return delivering.turn_on('ckan', 'Cổng dữ liệu', given)[0]

    return made


def actions(ckan):
    return [action for action, _said in ckan.asked]


@pytest.mark.clause('4.2.b/3')
@pytest.mark.clause('13.3.c')
def test_the_data_sets_of_the_catalogue_are_packages_with_their_resources(
        connect, delivering, ckan, browser):
    made = connect()
    delivering.look()
    host = {'HTTP_HOST': 'bavi.hanoi.gov.vn', 'wsgi.url_scheme': 'https'}
    catalogue = browser.get('/dcat.jsonld', extra_environ=host).json
    ours = {name: each for name, each in ckan.active.items() if name.startswith('cong-bavi-')}
    said = {extra['value']: each for each in ours.values() for extra in each['extras']
            if extra['key'] == 'uri'}
    assert set(said) == {each['@id'] for each in catalogue['dcat:dataset']} and len(said) > 5
    for each in catalogue['dcat:dataset']:
        package = said[each['@id']]
        assert package['title'] == each['dct:title']['@value']
        assert [one['url'] for one in package['resources']] == [
            form.get('downloadURL', form['accessURL']) for form in each['dcat:distribution']]
        assert package['owner_org'] == 'ubnd-xa-ba-vi'
    assert {one['format'] for one in ours[DOCUMENTS]['resources']} == {
        'CSV', 'JSON', 'JSON-LD'}
    assert len(ckan.active) > len(ours) and TOKEN not in repr(made.settings)
    assert not delivering.state.dead and not delivering.kept.waiting

    ckan.asked.clear()
    for _hour in range(3):
        delivering.look(hours=1)
    assert ckan.asked == []  # nothing is another


def test_a_change_patches_one_package_and_its_resources_stay_the_same(
        connect, delivering, ckan, bavi):
    connect(owners='bavi ubnd-xa-ba-vi')
    delivering.look()
    before = {each['url']: each['id'] for each in ckan.packages[DOCUMENTS]['resources']}
    ckan.asked.clear()
    bavi['van-ban-hanh-chinh'].title = 'Văn bản của xã'
    transaction.commit()
    delivering.look(hours=1)
    assert actions(ckan) == ['package_show', 'package_patch']
    package = ckan.packages[DOCUMENTS]
    assert package['title'] == 'Văn bản của xã'
    assert {each['url']: each['id'] for each in package['resources']} == before


def test_what_is_offered_no_more_is_deleted_and_comes_back(
        connect, delivering, ckan, bavi, small_portal, registry):
    connect(owners='bavi ubnd-xa-ba-vi')
    delivering.look()
    listing, bavi['van-ban-hanh-chinh'].listing = bavi['van-ban-hanh-chinh'].listing, 'news'
    transaction.commit()
    registry.getAdapter(small_portal, ILedger).begin_epoch()  # a restore, before it was told
    transaction.commit()
    delivering.look(hours=1)
    assert ckan.packages[DOCUMENTS]['state'] == 'deleted' and len(ckan.active) > 3

    bavi['van-ban-hanh-chinh'].listing = listing
    transaction.commit()
    delivering.look(hours=1)
    assert DOCUMENTS in ckan.active
    delivering.service.change(delivering.portal, delivering.number, 'CKAN', {
        'address': ckan.address, 'owners': 'thanhpho ubnd-thanh-pho'}, 'test')
    transaction.commit()
    delivering.look(hours=1)
    assert ckan.active and not any(name.startswith('cong-bavi-') for name in ckan.active)


def test_more_packages_than_may_wait_are_told_in_the_end(
        connect, delivering, ckan, monkeypatch):
    monkeypatch.setattr(looking, 'MOST_WAITING', 4)
    connect(owners='bavi ubnd-xa-ba-vi')
    for _look in range(6):
        delivering.look(seconds=2)
    made = len(ckan.active)
    assert made > 8
    delivering.service.send_all(delivering.portal, delivering.number, 'test')
    transaction.commit()
    ckan.asked.clear()
    for _look in range(6):
        delivering.look(seconds=2)
    assert actions(ckan).count('package_patch') == made


def test_the_dump_is_a_resource_with_its_digest(
        connect, delivering, ckan, registry, environment):
    made = registry.getUtility(IDumps).make(environment)
    connect(owners='thanhpho ubnd-thanh-pho')
    delivering.look()
    [resource] = ckan.packages['cong-thanhpho--toan-bo']['resources']
    assert resource['url'].endswith('/api/v1/dumps/moi-nhat.jsonl.gz')
    assert (resource['hash'], resource['size']) == (f'sha256:{made.sha256}', made.size)


def test_a_trial_makes_nothing_and_names_an_organisation_that_is_not_the_tokens(
        connect, delivering, ckan):
    for owners, outcome in (('bavi ubnd-xa-ba-vi', 'accepted'), ('bavi so-khac', 'refused')):
        connect(owners=owners) if not delivering.number else delivering.service.change(
            delivering.portal, delivering.number, 'CKAN', {
                'address': ckan.address, 'owners': owners}, 'test')
        delivering.service.switch(delivering.portal, delivering.number, False, 'test')
        delivering.service.try_out(delivering.portal, delivering.number, 'test')
        transaction.commit()
        delivering.look()
        assert delivering.outcomes()[0] == outcome
    assert set(actions(ckan)) == {'organization_list_for_user'} and ckan.packages == {}
    assert delivering.service.tries(
        delivering.portal, delivering.number)[0].note == 'owner_org: so-khac'


def test_ckans_own_words_are_read_in_the_desk(connect, delivering, ckan, visit):
    made = connect(owners='bavi khong-co')
    delivering.look()
    assert set(delivering.outcomes()) == {'refused'} and delivering.state.dead > 5
    page = visit('vanhanh').get(f'/desk/@@connection?number={made.number}')
    text = page.html.main.get_text(' ', strip=True)
    assert 'ở đó: Organization does not exist (ô owner_org)' in text and DOCUMENTS in text
    assert TOKEN not in page.text
    listed = visit('vanhanh').get('/desk/@@connections').html.main.get_text(' ', strip=True)
    assert 'Organization' not in listed and 'xem ở trang của kết nối' in listed


def test_lines_that_name_no_site_and_organisation_are_refused(connect):
    for owners in (
            '', 'bavi', 'bavi ubnd xa', 'bavi UBND', 'khong-co ubnd', 'bavi a\nbavi b',
            'bavi a/b'):
        with pytest.raises(CannotConnect) as refused:
            connect(owners=owners)
        assert set(refused.value.reasons) == {'owners'}, owners


def says(status, said, **headers):
    return lambda handler, _body: handler.say(status, said, **headers)


def fails(status, why):
    return lambda handler, _body: handler.fail(status, why)


def hang_up(handler, _body):
    handler.close_connection = True


MISDEEDS = {
    'hangs up': (hang_up, 'later'), 'hangs': (HANGS, 'later'),
    'hangs in the midst': ((good, HANGS), 'later'), 'loses the answer': (lost, 'later'),
    'fails': (says(500, b'Internal'), 'later'), 'throttles': (
        says(429, b'', Retry_After='60'), 'later'),
    'no token': (fails(403, 'Access denied'), 'later'), 'login': (says(401, b''), 'later'),
    'leads away': (says(302, b'', Location='/user/login'), 'later'),
    'no such page': (says(404, b'<html>'), 'later'), 'no JSON': (says(200, b'OK'), 'later'),
    'a list': (says(200, []), 'later'), 'no result': (says(200, {'success': True}), 'later'),
    'no success': (says(200, {'success': False, 'result': {}}), 'later'),
    'a result of another kind': (says(200, {'success': True, 'result': 'x'}), 'later'),
    'deep': (says(200, b'[' * 60_000), 'later'), 'packed': (
        says(200, b'x', Content_Encoding='gzip'), 'later'),
    'too much': (says(200, b' ' * 1_100_000), 'later'),
    'makes it and loses the answer': ((good, lost), 'later'),
    'takes nothing after all': ((good, hang_up), 'later'),
    'refuses': (fails(409, {'notes': ['Too long']}), 'refused')}


def test_what_is_not_taken_is_sent_again_or_kept_for_people(
        connect, delivering, ckan, monkeypatch):
    connect(owners='bavi ubnd-xa-ba-vi')
    delivering.look()
    for misdeed, (mood, outcome) in MISDEEDS.items():
        ckan.packages.pop(DOCUMENTS, None)
        delivering.kept.measured = {
            name: text for name, text in delivering.kept.measured.items() if name != DOCUMENTS}
        transaction.commit()
        ckan.moods = [*mood] if isinstance(mood, tuple) else [mood]
        monkeypatch.setattr(receiver, 'SECONDS', .2 if 'hangs' in misdeed else 18)
        delivering.look(hours=1)
        assert delivering.outcomes()[0] == outcome, misdeed
        if outcome == 'refused':
            assert delivering.service.dead_letters(
                delivering.portal, delivering.number)[0].note == 'notes: Too long'
            delivering.service.replay(delivering.portal, delivering.number, None, 'test')
            transaction.commit()
        delivering.until_still()
        assert DOCUMENTS in ckan.active and not delivering.state.dead, misdeed


def test_packages_arrive_through_random_faults(connect, delivering, ckan, bavi):
    connect(owners='bavi ubnd-xa-ba-vi')
    chance = random.Random(5)
    bad = [
        mood for mood, _outcome in MISDEEDS.values()
        if not isinstance(mood, tuple) and mood is not HANGS]
    section = bavi['van-ban-hanh-chinh']
    for number in range(5):
        section.title = f'Văn bản {number}'
        transaction.commit()
        ckan.moods = chance.sample(bad, 3)
        delivering.look(hours=1)
    ckan.moods = []
    for _round in range(3):
        delivering.until_still()
        delivering.service.replay(delivering.portal, delivering.number, None, 'test')
        transaction.commit()
    delivering.until_still()
    assert ckan.active[DOCUMENTS]['title'] == 'Văn bản 4' and not delivering.state.dead
    assert set(ckan.active) == set(delivering.kept.measured)


GOOD = {'name': 'bo-du-lieu', 'title': 'A', 'owner_org': 'ubnd-xa-ba-vi',
        'extras': [{'key': 'uri', 'value': 'x'}], 'resources': [{'url': 'https://a.vn/a.csv'}]}
CREATE, PATCH = 'package_create', 'package_patch'
REFUSED = [
    ('no_action', GOOD, 400), (CREATE, b'{', 400), (CREATE, b'[]', 400),
    (CREATE, {**GOOD, 'name': ''}, 409), (CREATE, {**GOOD, 'name': 'a'}, 409),
    (CREATE, {**GOOD, 'name': 'x' * 101}, 409), (CREATE, {**GOOD, 'name': 'Bo'}, 409),
    (CREATE, {**GOOD, 'name': 'bộ'}, 409), (CREATE, {**GOOD, 'name': 'search'}, 409),
    (CREATE, {**GOOD, 'name': 7}, 409), (CREATE, {**GOOD, 'owner_org': ''}, 409),
    (CREATE, {**GOOD, 'owner_org': 'khac'}, 409), (CREATE, {**GOOD, 'ten': 'A'}, 409),
    (CREATE, {**GOOD, 'title': 5}, 409), (CREATE, {**GOOD, 'state': 'x'}, 409),
    (CREATE, {**GOOD, 'extras': GOOD['extras'] * 2}, 409),
    (CREATE, {**GOOD, 'extras': [{'key': 'a'}]}, 409),
    (CREATE, {**GOOD, 'extras': {'a': 'b'}}, 409),
    (CREATE, {**GOOD, 'resources': [{'url': 'javascript:1'}]}, 409),
    (CREATE, {**GOOD, 'resources': [{**GOOD['resources'][0], 'loai': 'x'}]}, 409),
    (CREATE, {**GOOD, 'resources': [{**GOOD['resources'][0], 'last_modified': '1/2/26'}]}, 409),
    (CREATE, {**GOOD, 'resources': 'x'}, 409), (PATCH, GOOD, 409),
    (PATCH, {**GOOD, 'id': 'khong-co'}, 404), ('package_show', {'id': 'x'}, 404),
    ('package_delete', {'id': 'x'}, 404), (CREATE, b' ' * (LARGEST + 1), 413)]


def test_the_server_of_the_tests_refuses(ckan):
    for action, said, status in REFUSED:
        assert asked(ckan, action, said) == status, (action, said)
    assert ckan.packages == {}
    assert asked(ckan, CREATE, GOOD, Authorization='Bearer ' + TOKEN) == 403
    assert asked(ckan, CREATE, GOOD) == 200 and asked(ckan, CREATE, GOOD) == 409
    assert asked(ckan, PATCH, {'id': 'bo-du-lieu', 'resources': [
        {'id': 'khac', 'url': 'https://a.vn/'}]}) == 409
    assert asked(ckan, PATCH, {'id': 'bo-du-lieu', 'title': 'B'}) == 200
    assert set(ORGANISATIONS) >= {ckan.packages['bo-du-lieu']['owner_org']}


def asked(ckan, action, said, **headers):
    connection = HTTPConnection('127.0.0.1', ckan.server_port, timeout=10)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    connection.request('POST', BASE + action, body, {
        'Content-Type': 'application/json', 'Authorization': TOKEN, **headers})
    status = connection.getresponse().status
    connection.close()
    return status
