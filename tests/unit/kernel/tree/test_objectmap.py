"""Object ids: 32 bits, one for each resource and translation, in every index."""
import random
from datetime import datetime, timezone

import BTrees
import pytest
from hanoiportal.discovery.catalog.entries import Entry
from hanoiportal.discovery.catalog.indexes import Indexes
from hanoiportal.kernel.tree import Folder, Item, Translation
from hanoiportal.kernel.tree.objectmap import LARGEST, ObjectMap
from pyramid import testing

MOMENT = datetime(2026, 11, 24, tzinfo=timezone.utc)


@pytest.fixture
def root():
    with testing.testConfig():
        root = Folder(title='gốc')
        root.__objectmap__ = ObjectMap(root)
        root.__objectmap__.add(root, ('',))
        yield root


@pytest.fixture
def objects(root):
    return root.__objectmap__


def translated(title):
    item = Item(title=title)
    item.add_translation(Translation('en', title=title))
    return item


def test_ids_are_positive_and_fit_into_31_bits(objects):
    ids = [objects.new_objectid() for _ in range(5000)]

    assert all(1 <= each <= 2 ** 31 - 1 for each in ids)
    assert LARGEST == BTrees.family32.maxint == 2 ** 31 - 1


def test_a_run_of_ids_that_meets_the_largest_goes_on_elsewhere(objects):
    objects._v_next = LARGEST

    last, following = objects.new_objectid(), objects.new_objectid()

    assert last == LARGEST and 1 <= following < LARGEST


def test_a_run_of_ids_jumps_over_what_is_taken(objects, monkeypatch):
    objects._v_next = 5
    objects.objects[5] = objects.root
    monkeypatch.setattr(random, 'randrange', lambda *_: 900)

    assert objects.new_objectid() == 900


@pytest.mark.parametrize('oid', [1, 2 ** 16, 2 ** 31 - 1])
def test_every_index_takes_every_id(root, oid):
    item = Item(title='Thông báo', state='published', created_at=MOMENT)
    item.__oid__ = oid
    root.add('tin', item)
    indexes = Indexes()

    indexes.index(item, Entry(item, 'NewsItem', '<p>thân</p>'))

    assert all(oid in set(indexes.catalog[name].docids()) for name in indexes.catalog)
    assert list(indexes.latest.ids(root.__oid__, 'vi')) == [oid]


def test_an_id_of_64_bits_is_not_taken(root):
    item = Item(title='Thông báo')
    item.__oid__ = 2 ** 31

    with pytest.raises((TypeError, OverflowError)):
        root.add('tin', item)


def test_a_resource_and_its_translations_are_found_by_their_ids(root, objects):
    item = translated('Tin')
    root.add('tin', item)

    ids = {item.__oid__, item.translations['en'].__oid__}

    assert len(ids) == 2
    assert objects.object_for(item.__oid__) is item
    assert objects.object_for(item.translations['en'].__oid__) is item.translations['en']
    assert objects.path_for(item.__oid__) == ('', 'tin')
    assert objects.objectid_for(item) == item.__oid__


def test_two_resources_never_share_an_id(root):
    item = Item(title='một')
    root.add('mot', item)
    other = Item(title='hai')
    other.__oid__ = item.__oid__

    with pytest.raises(ValueError, match='already exists'):
        root.add('hai', other)


def test_what_is_taken_out_is_forgotten_with_all_below_it(root, objects):
    folder = Folder(title='mục')
    root.add('muc', folder)
    folder.add('tin', translated('Tin'))

    root.remove('muc')

    assert list(objects.objects) == [root.__oid__]
    assert objects.object_for(folder.__oid__) is None and objects.path_for(folder.__oid__) is None


def test_what_is_moved_keeps_its_ids(root, objects):
    for name in ('mot', 'hai'):
        root.add(name, Folder(title=name))
    item = translated('Tin')
    root['mot'].add('tin', item)
    before = item.__oid__, item.translations['en'].__oid__

    root['mot'].move('tin', root['hai'])

    assert (item.__oid__, item.translations['en'].__oid__) == before
    assert objects.path_for(item.__oid__) == ('', 'hai', 'tin')


def test_a_copy_has_ids_of_its_own(root):
    item = translated('Tin')
    root.add('tin', item)
    copy = translated('Tin')
    copy.__oid__, copy.translations['en'].__oid__ = item.__oid__, item.translations['en'].__oid__

    root.add('ban-sao', copy, duplicating=item)

    ids = {each.__oid__ for one in (item, copy) for each in (one, one.translations['en'])}
    assert len(ids) == 4


def test_an_id_that_is_reserved_leads_nowhere_and_is_given_to_nobody(objects, monkeypatch):
    objects.reserve([5])
    objects._v_next = 5
    monkeypatch.setattr(random, 'randrange', lambda *_: 900)

    assert objects.new_objectid() == 900
    assert objects.object_for(5) is None

    objects.release([5])
    objects._v_next = 5
    assert objects.new_objectid() == 5


def test_a_version_in_work_comes_and_goes_with_its_document(root, objects):
    item = translated('Thông báo')
    item.translations['en'].working = working = Item(title='Mới')
    root.add('a', item)

    assert objects.object_for(working.__oid__) is working

    removed = objects.remove(item.__oid__)

    assert working.__oid__ in removed and objects.object_for(working.__oid__) is None
