"""What two transactions write at once into the addresses left, the references, the ids kept."""
import pytest
import transaction
import ZODB
from hanoiportal.content.links.resource import References
from hanoiportal.content.recyclebin.resource import RecycleBin
from hanoiportal.content.redirects.resource import Redirects, left_on
from hanoiportal.kernel.tree import Folder
from hanoiportal.kernel.tree.objectmap import ObjectMap
from ZODB.DemoStorage import DemoStorage


@pytest.fixture
def database():
    """A database whose root holds a place with the structures of two sites, all written to."""
    database = ZODB.DB(DemoStorage())
    with database.transaction() as connection:
        place = connection.root()['place'] = Folder(title='gốc')
        place.redirects, place.ids = Redirects(), ObjectMap(place)
        place.ids.reserve([1])
        for label in ('bavi', 'soxaydung'):
            left_on(place, label).leave('/cu', 1)
        place.references = [References(), References()]
        place.bins = [RecycleBin(), RecycleBin()]
    yield database
    database.close()


@pytest.fixture
def two(database):
    """Two places of two transactions that have begun, and what commits them one by one."""
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [database.open(manager) for manager in managers]
    places = [connection.root()['place'] for connection in connections]
    yield places, managers
    for manager, connection in zip(managers, connections, strict=True):
        manager.abort()
        connection.close()


def test_two_sites_never_meet(two, database):
    places, managers = two
    for number, (place, label) in enumerate(zip(places, ('bavi', 'soxaydung'), strict=True)):
        ids = range(100 * number + 10, 100 * number + 50)
        for objectid in ids:
            left_on(place, label).leave(f'/tin/{objectid}', objectid)
            place.references[number].put(objectid, ('/a', '/b'))
            place.bins[number].entries[objectid] = objectid
        place.ids.reserve(ids)

    for manager in managers:
        manager.commit()

    with database.transaction() as connection:
        place = connection.root()['place']
        assert len(place.ids.reserved) == 81
        assert [len(kept.entries) for kept in place.bins] == [40, 40]
        assert len(left_on(place, 'soxaydung').entries) == 41


def test_two_editors_of_one_site_do_not_meet_either(two, database):
    places, managers = two
    for number, place in enumerate(places):
        objectid = number + 10
        left_on(place, 'bavi').leave(f'/tin/{objectid}', objectid)
        place.references[0].put(objectid, ('/a', f'/{objectid}'))
        place.bins[0].entries[objectid] = objectid

    for manager in managers:
        manager.commit()

    with database.transaction() as connection:
        place = connection.root()['place']
        assert {objectid for _path, objectid in place.references[0].to('/a')} == {10, 11}
        assert set(left_on(place, 'bavi').entries) == {'/cu', '/tin/10', '/tin/11'}
