"""What rows of results are kept by."""
from types import SimpleNamespace

from hanoiportal.shells.public.search.hits import Hits


class Known(Hits):
    """Of documents that are their own keys."""

    def __init__(self):
        self._asked = SimpleNamespace(key='asked')

    def _read(self, document):
        return document


def test_rows_are_others_where_something_else_stands_below_one():
    found = [Known().rows(documents, below).key for documents, below in (
        (['a', 'b'], ('', '')), (['a', 'b'], ('', '<p>')), (['a', 'c'], ('', '')))]

    assert len(set(found)) == 3
    assert Known().rows([], ()).key == ()
