"""A hit that the process knows is told without being loaded, and never as it was."""
import pytest
import transaction
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.shells.public.fragments import BYTES, IFragmentCache
from hanoiportal.shells.public.versions import Serials


@pytest.fixture
def item(small_portal, editing, publishing):
    """A public news item of a component site."""
    made = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Thủ tục mới', 'body': f'<p>{"Hòa giải ở cơ sở. " * 500}</p>'}, 'test')
    publishing.publish(made, 'test')
    transaction.commit()
    return made


@pytest.fixture
def known(app, item, registry):
    """The item after a search that has found it; no connection holds it any more."""
    app.get('/search', {'q': 'thủ tục'})
    assert is_loaded(registry, item)
    content_database(registry).cacheMinimize()
    return item


def is_loaded(registry, item):
    """Tell whether the connection that answered last holds more than the id of ``item``."""
    connection = content_database(registry).open(transaction.TransactionManager())
    try:
        return connection.get(item._p_oid)._p_changed is not None
    finally:
        connection.close()


def row(app, words):
    return app.get('/search', {'q': words}).html.find('ol', class_='rows').li.text


def test_a_known_hit_is_not_loaded_for_other_words(app, known, registry):
    found = row(app, 'hòa giải')

    assert 'Thủ tục mới' in found and 'Hòa giải' in found and 'Xã Ba Vì' in found
    assert not is_loaded(registry, known)


@pytest.mark.parametrize(('words', 'change'), [
    ('Tên khác', lambda item: setattr(item, 'title', 'Tên khác')),
    ('Lời khác', lambda item: setattr(item, 'summary', 'Lời khác')),
    ('Mục khác', lambda item: setattr(item.__parent__, 'short_title', 'Mục khác')),
    ('Nơi khác', lambda item: setattr(item.__parent__.__parent__, 'short_title', 'Nơi khác'))])
def test_what_was_written_since_is_told(app, known, registry, words, change):
    change(known)
    transaction.commit()
    content_database(registry).cacheMinimize()

    assert words in row(app, 'giải hòa')


def test_a_known_hit_that_lies_elsewhere_now_leads_there(
        app, known, registry, editing, small_portal):
    site = small_portal['sites']['bavi']
    section = editing.add(site, 'muc', 'Section', {'title': 'Mục'}, 'test')
    known.__parent__.move('tin', section, 'noi-khac')
    transaction.commit()
    content_database(registry).cacheMinimize()
    address = app.get('/search', {'q': 'hòa'}).html.find('a', class_='title')['href']
    assert address.startswith('/sites/bavi/muc/noi-khac#')

    section.short_title = 'Mục mới'
    transaction.commit()
    content_database(registry).cacheMinimize()

    assert 'Mục mới' in row(app, 'sở')


def fragments(registry, name):
    """Return ``[(value, size)]`` of the fragments of a kind."""
    entries = registry.getUtility(IFragmentCache).entries()
    return [(value, size) for key, value, size in entries if key[0] == name]


def test_no_more_is_cached_than_there_is_room_for(app, known, registry, monkeypatch):
    cache = registry.getUtility(IFragmentCache)
    (_hit, size), = fragments(registry, 'hit')
    assert len(known.body) < size < cache.used < BYTES

    monkeypatch.setattr(cache, 'size', 10)
    known.title = 'Tên khác'
    transaction.commit()

    assert 'Tên khác' in row(app, 'cơ sở') and not cache.used


def test_serials_are_looked_up_once_for_all_who_see_the_same(app, known, registry):
    for host in ('localhost', 'hanoi.gov.vn', 'bavi.hanoi.gov.vn'):
        app.get('/search', {'q': 'hòa'}, extra_environ={'HTTP_HOST': host})

    (serials, _size), = fragments(registry, 'serials')
    assert serials.get(known._p_oid) == known._p_serial


def test_serials_take_as_much_room_as_they_have_grown_to(app, known, registry):
    row(app, 'hòa giải')

    (serials, size), = fragments(registry, 'serials')
    assert size > serials.size > Serials().size
