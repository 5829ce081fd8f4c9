"""Empty records are shared by readers, and nobody writes to them."""
import pytest
from BTrees.OOBTree import OOBTree, OOTreeSet
from hanoiportal.kernel.security.interactions import empty
from persistent import Persistent


class Book(Persistent):
    name = ''

    def __init__(self):
        self.rows = OOBTree()
        self.part = Part()


class Part(Persistent):
    def __init__(self):
        self.waiting = OOTreeSet()


def test_all_readers_share_one():
    found = empty(Book)

    assert found is empty(Book) is not empty(Part)
    assert not found.rows and 'x' not in found.part.waiting
    assert found.rows.get('x') is None and list(found.rows.items()) == []


@pytest.mark.parametrize('write', [
    lambda book: setattr(book, 'name', 'x'), lambda book: book.rows.update({'x': 1}),
    lambda book: book.rows.__setitem__('x', 1), lambda book: book.part.waiting.insert('x')])
def test_who_writes_to_it_is_told_and_the_next_reader_sees_nothing_of_it(write):
    with pytest.raises(TypeError, match='that nobody keeps'):
        write(empty(Book))

    found = empty(Book)
    assert (found.name, list(found.rows), list(found.part.waiting)) == ('', [], [])
