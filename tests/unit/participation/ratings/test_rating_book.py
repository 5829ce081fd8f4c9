"""The counts of ratings: nobody's rating is lost, and nothing of a person is in them."""
import pytest
import transaction
from hanoiportal.participation.ratings.interfaces import RatedKey
from hanoiportal.participation.ratings.resource import RatingBook
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

KEY, CELL = RatedKey(1, '2026-11', 2, 3), (20, 'noi-dung', 4)


@pytest.mark.clause('4.3.c')
def test_two_people_who_rate_at_once_are_both_counted(tmp_path):
    database = DB(FileStorage(str(tmp_path / 'ratings.fs')))
    managers = [transaction.TransactionManager() for _each in range(3)]
    connections = [database.open(each) for each in managers]
    connections[0].root()['book'] = RatingBook()
    connections[0].root()['book'].tally(KEY).add(CELL)
    managers[0].commit()
    for manager in managers[1:]:
        manager.begin()
    for connection, more in zip(connections[1:], (CELL, (20, 'noi-dung', 1)), strict=True):
        connection.root()['book'].tally(KEY).add(CELL)
        connection.root()['book'].tally(KEY).add(more)
    managers[1].commit()
    managers[2].commit()

    managers[0].begin()
    assert connections[0].root()['book'].tally(KEY).counts == {CELL: 4, (20, 'noi-dung', 1): 1}
    for manager, connection in zip(managers, connections, strict=True):
        manager.abort()
        connection.close()
    database.close()


def test_sites_are_found_without_reading_their_counts():
    book = RatingBook()
    for site in (7, 5, 7):
        for month in ('2026-10', '2026-11'):
            book.tally(KEY._replace(site=site, month=month)).add(CELL)

    assert book.sites() == [5, 7]
    assert [key.month for key, _tally in book.of_site(7, '2026-10', '2026-10')] == ['2026-10']
