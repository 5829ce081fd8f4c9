"""Changes by the API: an outside program with nothing but the addresses keeps a copy."""
import re

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.tree.events import Change, send
from hanoiportal.platform.reconciling.services import reconcile

CHANGES = '/api/v1/changes'


@pytest.fixture
def write(city_news, editing, publishing):
    """``write(name)``: a public item of the city."""
    def made(name, place=city_news):
        item = editing.add(place, name, 'NewsItem', {'title': name.title()}, 'utacgia')
        publishing.publish(item, 'uban')
        transaction.commit()
        return item

    return made


class Follower:
    """A program that knows the address of the changes alone."""

    def __init__(self, app):
        self._app, self.items, self.at = app, {}, None

    def begin(self):
        start = self._app.get(CHANGES).json
        assert start['changes'] == [] and start['is_last']
        self.items = {}
        self._read_list(start['read_all'])
        self.at = start['next']

    def follow(self):
        while True:
            answer = self._app.get(self.at, status=(200, 410))
            if answer.status_int == 410:
                self.begin()
                continue
            for change in answer.json['changes']:
                self._apply(change)
            self.at = answer.json['next']
            if answer.json['is_last']:
                return

    def _apply(self, change):
        if change['scope'] == 'item' or change['is_gone'] or change['kind'] != 'changed':
            for oid in [oid for oid, places in self.items.items()
                        if change['id'] in (oid, *places)]:
                del self.items[oid]
        if not change['is_gone'] and change['scope'] == 'item':
            self._keep(self._app.get(change['read']).json)
        elif not change['is_gone'] and change['kind'] != 'changed':
            self._read_list(change['read'])

    def _read_list(self, address):
        while address:
            page = self._app.get(address).json
            for each in page['items']:
                self._keep(each)
            address = page.get('next')

    def _keep(self, item):
        self.items[item['id']] = item['places']


def test_a_program_that_follows_has_what_the_lists_have(
        app, write, bavi, city_news, small_portal, editing, publishing, registry):
    one = write('mot')
    theirs = write('cua-xa', bavi['tin-tuc-su-kien'])
    follower = Follower(app)
    follower.begin()
    assert set(follower.items) == {str(one.__oid__), str(theirs.__oid__)}

    def is_equal(*items):
        transaction.commit()
        transaction.begin()
        follower.follow()
        anew = Follower(app)
        anew.begin()
        assert follower.items == anew.items
        assert set(anew.items) == {str(each.__oid__) for each in items}

    two = write('hai')
    is_equal(one, two, theirs)
    publishing.withdraw(one, 'uban')
    editing.rename(two, 'hai-moi', 'uban')
    is_equal(two, theirs)
    small_portal.rename('tin-tuc-su-kien', 'tin', registry=registry)
    is_equal(two, theirs)
    for status, left in (('suspended', [two]), ('active', [two, theirs])):
        bavi.status = status
        send(registry)(Change(bavi, 'suspend_site', 'uban'))
        is_equal(*left)


def test_a_tombstone_has_an_id_and_nothing_else_of_the_text(app, write, city_news, recycling):
    start = app.get(CHANGES).json['next']
    item = write('ten-rieng')
    recycling().discard(item, 'uban')
    transaction.commit()
    answer = app.get(start)

    assert [(each['id'], each['is_gone'], each['languages'], set(each)) for each in (
        answer.json['changes'])] == [
        (str(item.__oid__), True, [],
         {'number', 'kind', 'moment', 'scope', 'id', 'is_gone', 'languages'})] * 2
    assert not re.search('ten-rieng', answer.text, re.IGNORECASE)


def test_the_host_of_a_site_tells_of_its_own_alone(app, write, bavi):
    start = app.get(CHANGES).json['position']
    write('thanh-pho')
    theirs = write('xa', bavi['tin-tuc-su-kien'])
    host = {'HTTP_HOST': 'bavi.hanoi.gov.vn'}

    told = app.get(f'{CHANGES}?since={start}', extra_environ=host).json
    assert [each['id'] for each in told['changes']] == [str(theirs.__oid__)]
    assert 'read' in told['changes'][0]
    english = app.get(f'/english{CHANGES}?since={start}').json['changes']
    assert english and not any('read' in each for each in english)
    assert told['next'].startswith('http://bavi.')


def test_pages_follow_each_other_and_are_kept_until_something_changes(app, write):
    start = app.get(CHANGES).json['position']
    items = [write(f'tin-{number}') for number in range(5)]
    address, found = f'{CHANGES}?since={start}&limit=2', []
    while address:
        answer = app.get(address)
        found += [each['id'] for each in answer.json['changes']]
        assert ('next' in answer.headers.get('Link', '')) == (not answer.json['is_last'])
        address = None if answer.json['is_last'] else answer.json['next']
    assert found == [str(each.__oid__) for each in items]

    end = answer.json['next']
    tag = {'If-None-Match': app.get(end).headers['ETag']}
    assert app.get(end, headers=tag, status=304)
    write('khac')
    assert len(app.get(end, headers=tag, status=200).json['changes']) == 1


def test_a_position_of_another_epoch_is_told_what_to_do(app, environment, registry, write):
    write('mot')
    position = app.get(CHANGES).json['position']
    registry.getUtility(ISettings).restored_mark.touch()
    assert app.get(f'{CHANGES}?since={position}', status=503).headers['Retry-After'] == '60'
    assert [*reconcile(environment)]
    transaction.begin()

    answer = app.get(f'{CHANGES}?since={position}', status=410)
    assert answer.content_type == 'application/problem+json'
    assert answer.json['type'].endswith('#other-epoch')
    fresh = app.get(answer.json['restart']).json
    assert fresh['position'] != position and app.get(answer.json['read_all']).json['items']
    ahead = re.sub(r'\d+$', lambda number: str(int(number[0]) + 1), fresh['position'])
    assert app.get(f'{CHANGES}?since={ahead}', status=410)


def test_what_is_no_position_is_a_problem_with_its_place(app):
    for query in (
            'since=', 'since=-1', 'since=abc', 'since=a-b', 'since=a-1%00', 'since=é-1',
            'limit=501', 'since=a-' + '9' * 30, 'since=0-1&since=0-2', 'x=1', 'limit=0'):
        answer = app.get(f'{CHANGES}?{query}', status=400)
        assert answer.json['errors'][0]['pointer'] in ('/since', '/limit', '/x'), query
