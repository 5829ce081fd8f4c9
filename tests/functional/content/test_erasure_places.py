"""What lay in a place that is erased, stood beside it or was named by it, and what is to stay."""
import shutil
from io import BytesIO

import pytest
import transaction
from hanoiportal.content.erasure.keeping import keep_beside
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.events import Action, send
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.verifying import heads_of, verify
from hanoiportal.shells.commands import restore
from hanoiportal.shells.commands.environment import working
from support.byte_search import traces
from support.erasure_portal import (
    Options,
    again,
    demand,
    erased,
    erasure_settings,
    shut,
    take,
)
from support.factories import PDF, example
from support.plant_secrets import ASCII, NAME, OTHER, REFERENCE

own_settings = erasure_settings


class Place:
    """A place that is to be erased, whose name is ``ASCII``.  ``moved``: an item that stood in it,
    was public and stands elsewhere; ``laid``: one that was laid into the bin from there.
    """

    def __init__(self, planted):
        self._planted, section = planted, planted.section
        self.place = planted.editing.add(section.__parent__, ASCII, 'Section', {
            'title': NAME, 'allowed_types': ['NewsItem']}, 'test')
        self.moved, self.laid = map(self._item, ('tin', 'tin-hai'))

    def _item(self, name):
        item = self._planted.editing.add(self.place, name, 'NewsItem', {'title': OTHER}, 'test')
        self._planted.publishing.publish(item, 'test')
        transaction.commit()
        return item

    def leave(self, recycling):
        """Let both leave the place."""
        before, registry = path_of(self.moved), self._planted.registry
        self.place.move(self.moved.__name__, self._planted.section, registry=registry)
        send(registry)(Action(self.moved, 'move', 'test', before=before,
                              after=path_of(self.moved)))
        transaction.commit()
        return recycling.discard(self.laid, 'test')


@pytest.fixture
def place(planted):
    return Place(planted)


def restored(unopened, earlier, capsys):
    """Restore the backup ``earlier``; return the folder and what the command said."""
    into, _said = earlier.with_name(f'{earlier.name}-into'), capsys.readouterr()
    restore.run(unopened, Options(target=earlier, into=into, at=None, key=None))
    return into, capsys.readouterr().out


def taken(unopened, tmp_path):
    """Take a backup; return a copy of its folder."""
    take(unopened)
    return shutil.copytree(tmp_path / 'target', tmp_path.with_name(f'{tmp_path.name}-earlier'))


def test_nothing_that_left_a_place_tells_its_name_when_that_is_erased(
        unopened, planted, place, erasing, recycling, registry, small_portal, tmp_path):
    entry, left = place.leave(recycling()), small_portal.redirects.sites['bavi']
    beside = planted.section.__parent__
    beside.set_order(list(beside.keys()))
    neighbour = planted.editing.add(beside, 'ben-canh', 'Section', {'title': OTHER}, 'test')
    beside.set_order(['ben-canh', *(name for name in beside if name != 'ben-canh')])
    before = recycling().discard(neighbour, 'test')
    transaction.commit()
    assert ASCII in entry.path and ASCII in before.followers
    known = {name: dict(getattr(left, name)) for name in ('entries', 'known')}
    heads = heads_of(small_portal)
    demand(recycling(), erasing, place.place)
    assert place.moved.__oid__ not in left.known
    oid = place.moved.__oid__
    shut(registry)

    erased(unopened)

    assert known['known'] and traces(tmp_path, [NAME, ASCII]) == {}
    with again(unopened) as portal:
        assert portal.__objectmap__.object_for(oid).title == OTHER
        assert verify(portal, heads).broken == []
        found = portal['sites']['bavi'].recycle_bin.entries
        assert sorted((each.name, each.path) for each in found.values()) == [
            ('ben-canh', '/sites/bavi/ben-canh'), ('tin-hai', '/sites/bavi')]


def test_addresses_below_a_place_come_back_when_it_is_called_back(
        planted, place, asking, recycling, small_portal):
    place.leave(recycling())
    entry, left = recycling().discard(place.place, 'test'), small_portal.redirects.sites['bavi']
    transaction.commit()
    before = dict(left.entries), dict(left.known)
    asking.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    assert before != (dict(left.entries), dict(left.known))

    asking.recall(asking.open_ones()[0], 'test', 'nhầm')

    assert before == (dict(left.entries), dict(left.known))


def test_the_parts_of_what_was_renamed_do_not_tell_its_earlier_name(
        unopened, planted, erasing, registry, small_portal, tmp_path):
    document = planted.editing.add(
        small_portal['van-ban-hanh-chinh'], ASCII, 'LegalDocument',
        example(types_of(registry)['LegalDocument']), 'test')
    planted.publishing.publish(document, 'test')
    part = planted.editing.add(document, 'tep', 'File', {
        'title': 'Toàn văn', 'file': Incoming('a.pdf', BytesIO(PDF))}, 'test')
    planted.publishing.publish(part, 'test')
    transaction.commit()
    planted.editing.rename(document, 'quyet-dinh', 'test')
    transaction.commit()
    erasing.demand_past(document, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [ASCII]) == {}
    with again(unopened) as portal:
        chain = portal.deeds.chains[portal.__oid__]
        log = b''.join(line for _number, _digest, line in chain.lines())
        assert b'/quyet-dinh' in log


def test_what_had_left_an_erased_place_lies_in_the_bin_when_older_data_are_restored(
        unopened, planted, place, erasing, recycling, registry, tmp_path, capsys):
    earlier = taken(unopened, tmp_path)
    place.leave(recycling())
    demand(recycling(), erasing, place.place)
    oids = sorted(each.__oid__ for each in (place.moved, place.laid))
    shut(registry)
    erased(unopened)

    into, said = restored(unopened, earlier, capsys)

    assert 'is gone' not in said and '1 erasures made again' in said
    assert all(f'object {oid} lies in the recycle bin' in said for oid in oids)
    assert traces(into, [NAME, ASCII]) == {}
    with working(unopened.elsewhere(into).registry) as environment:
        portal, site = environment.portal, environment.portal['sites']['bavi']
        entries = site.recycle_bin.entries
        assert (sorted(entries), {each.path for each in entries.values()}) == (
            oids, {'/sites/bavi'})
        assert portal.__objectmap__.object_for(place.place.__oid__) is None
        service = recycling()
        service._registry = environment.registry
        back = service.restore(entries[oids[0]], 'test', site['tin-tuc-su-kien'])
        assert portal.__objectmap__.object_for(oids[0]) is back
        assert back.title == OTHER and back.is_public


def test_addresses_below_what_stands_there_now_are_nobody_elses(
        planted, erasing, recycling, registry, small_portal):
    beside = planted.section.__parent__
    first = planted.editing.add(beside, 'muc', 'Section', {'title': OTHER}, 'test')
    planted.editing.rename(first, 'muc-cu', 'test')
    second = planted.editing.add(beside, 'muc', 'Section', {
        'title': OTHER, 'allowed_types': ['NewsItem']}, 'test')
    item = planted.editing.add(second, 'tin', 'NewsItem', {'title': OTHER}, 'test')
    planted.publishing.publish(item, 'test')
    second.move('tin', planted.section, registry=registry)
    left = small_portal.redirects.sites['bavi']
    assert '/muc' in left.known[first.__oid__] and left.known[item.__oid__] == ('/muc/tin',)

    demand(recycling(), erasing, first)

    assert first.__oid__ not in left.known and left.known[item.__oid__] == ('/muc/tin',)


def moved_out(unopened, planted, place, registry, tmp_path):
    """Return an item that has left the place, and the folder of a backup of before."""
    item = planted.editing.add(place.place, 'tin-ba', 'NewsItem', {'title': NAME}, 'test')
    planted.publishing.publish(item, 'test')
    transaction.commit()
    earlier = taken(unopened, tmp_path)
    place.place.move('tin-ba', planted.section, registry=registry)
    transaction.commit()
    return item, earlier


def test_what_had_left_an_erased_place_and_was_corrected_goes_with_its_earlier_text(
        unopened, planted, place, erasing, recycling, registry, tmp_path, capsys):
    item, earlier = moved_out(unopened, planted, place, registry, tmp_path)
    planted.correct(item)
    demand(recycling(), erasing, place.place)
    erasing.demand_past(item, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    oid = item.__oid__
    shut(registry)
    erased(unopened)

    into, said = restored(unopened, earlier, capsys)

    assert f'object {oid} is gone' in said and f'object {oid} lies' not in said
    assert traces(into, [NAME, ASCII]) == {}


def test_a_part_that_an_erased_item_had_goes_with_it(
        unopened, planted, erasing, recycling, registry, small_portal, tmp_path, capsys):
    document = planted.editing.add(
        small_portal['van-ban-hanh-chinh'], 'qd', 'LegalDocument',
        example(types_of(registry)['LegalDocument']), 'test')
    part = planted.editing.add(document, 'tep', 'File', {
        'title': NAME, 'file': Incoming('a.pdf', BytesIO(PDF + NAME.encode()))}, 'test')
    transaction.commit()
    earlier = taken(unopened, tmp_path)
    recycling().purge(recycling().discard(part, 'test'), 'test')
    transaction.commit()
    demand(recycling(), erasing, document)
    oid = part.__oid__
    shut(registry)
    erased(unopened)

    into, said = restored(unopened, earlier, capsys)

    assert f'object {oid} is gone' in said
    assert traces(into, [NAME]) == {}


def test_of_what_was_erased_before_the_backup_a_restore_says_nothing(
        unopened, planted, place, erasing, recycling, registry, tmp_path, capsys):
    item = planted.editing.add(place.place, 'tin-ba', 'NewsItem', {'title': OTHER}, 'test')
    erasing.demand_past(item, 'test', 'yeu-cau', REFERENCE)
    [erasure] = erasures_of(planted.portal)
    erasure.begin(erasure.confirmed, erasure.demanded.at)
    erasure.in_database_at = erasure.demanded.at
    recycling().discard(item, 'test')
    transaction.commit()
    earlier = taken(unopened, tmp_path)
    demand(recycling(), erasing, place.moved)
    oid = item.__oid__
    shut(registry)
    erased(unopened)

    into, said = restored(unopened, earlier, capsys)

    assert '1 erasures made again' in said and 'is gone' not in said
    with working(unopened.elsewhere(into).registry) as environment:
        assert oid in environment.portal['sites']['bavi'].recycle_bin.entries


def test_an_older_text_that_had_left_an_erased_place_waits_with_its_demand(
        unopened, planted, place, asking, erasing, recycling, registry, tmp_path, capsys):
    item, earlier = moved_out(unopened, planted, place, registry, tmp_path)
    planted.correct(item)
    demand(recycling(), erasing, place.place)
    asking.demand_past(item, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    oid = item.__oid__
    with opened(registry, 'test') as environment:
        keep_beside(environment)
    shut(registry)

    into, said = restored(unopened, earlier, capsys)

    assert '1 erasures made again' in said and '1 demands wait' in said
    with working(unopened.elsewhere(into).registry) as environment:
        [entry] = erasures_of(environment.portal)[1].withheld.kept['resources']
        assert entry.objectid == oid
        assert oid not in environment.portal['sites']['bavi'].recycle_bin.entries


@pytest.mark.parametrize('with_its_place', [False, True])
def test_an_item_that_lay_in_the_bin_with_its_past_goes_as_a_whole(
        unopened, planted, place, erasing, recycling, registry, tmp_path, capsys, with_its_place):
    item = planted.editing.add(place.place, 'tin-ba', 'NewsItem', {'title': OTHER}, 'test')
    planted.editing.edit(item, {'body': f'<p>Đơn của {NAME}.</p>'}, 'test')
    planted.editing.edit(item, {'body': '<p>Một đơn.</p>'}, 'test')
    entry = recycling().discard(place.place if with_its_place else item, 'test')
    place.place.title = OTHER
    transaction.commit()
    earlier = taken(unopened, tmp_path)
    recycling().restore(entry, 'test')
    transaction.commit()
    erasing.demand_past(item, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    oid = item.__oid__
    shut(registry)
    erased(unopened)

    into, said = restored(unopened, earlier, capsys)

    assert f'object {oid} is gone' in said
    assert traces(into, [NAME]) == {}
