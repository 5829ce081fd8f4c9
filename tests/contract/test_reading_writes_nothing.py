"""A GET never writes: the cheapest defence against conflicts, and what makes caching exact."""
import pytest
from hanoiportal.kernel.tree.lookup import path_of
from pyramid.events import ContextFound
from ZODB.Connection import Connection


@pytest.fixture
def written(monkeypatch):
    """Every object that is changed in any database once the list has been emptied."""
    found = []
    register = Connection.register

    def note(connection, changed):
        found.append(changed)
        register(connection, changed)

    monkeypatch.setattr(Connection, 'register', note)
    return found


@pytest.mark.parametrize('language', ['', '/english', '/mtq'])
def test_reading_writes_nothing(gallery, all_shown, written, language):
    for name, shown in all_shown.items():
        path = path_of(shown)
        written.clear()
        page = gallery.get(language + path)
        assert page.status_int == 200 and written == [], name


def test_the_guard_itself_notices_a_write(registry, reader, written):
    registry.registerHandler(
        lambda event: setattr(event.request.context, 'hits', 1), (ContextFound,))

    reader.get('/')

    assert [type(changed).__name__ for changed in written] == ['Portal']
