"""Promises every content type keeps; a new type is tested by existing."""
from html import escape

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.kernel.tree.lookup import in_work, path_of
from hanoiportal.kernel.tree.values import values_of
from support.factories import ENGLISH, TITLE

HOME = 'chuyen-muc'


@pytest.fixture
def schema(registry, type_name):
    return types_of(registry)[type_name]['schema']().bind(registry=registry)


@pytest.fixture
def published(make, publishing, item_type):
    item = make(item_type)
    publishing.publish(item, 'test')
    transaction.commit()
    return item


def listed(portal, place, language='vi'):
    return list(CatalogService(portal).latest(place, language).items)


def test_the_schema_round_trips(make, schema, type_name):
    values = values_of(make(type_name), schema)

    for node in schema:
        assert node.deserialize(node.serialize(values[node.name])) == values[node.name], node.name


def test_every_field_can_be_read_of_a_bare_resource(registry, schema, type_name):
    bare = registry.content.content_types[type_name]()

    assert set(values_of(bare, schema)) == {node.name for node in schema}


def test_it_survives_the_database(registry, make, schema, type_name):
    made = make(type_name)
    transaction.commit()
    connection = content_database(registry).open(transaction.TransactionManager())

    read = connection.get(made._p_oid)

    assert read is not made
    assert values_of(read, schema) == values_of(made, schema)
    connection.close()


@pytest.mark.parametrize('language', ['', '/english'])
def test_its_page_has_one_h1_with_its_title(gallery, shown, language):
    text = shown.translations['en'] if language else shown

    page = gallery.get(language + path_of(shown))

    [h1] = page.html.find_all('h1')
    assert h1.text.strip() == text.title


def test_its_title_is_text_not_markup(reader, make, publishing, type_name, editing):
    made = make(type_name)
    editing.edit(made, {'title': '<b>Đậm</b> & "nghiêng"'}, 'test')
    if not made.is_public:
        publishing.publish(made, 'test')
    transaction.commit()

    page = reader.get(path_of(made))

    assert '<b>Đậm' not in page.text
    assert escape('<b>Đậm</b> &', quote=False) in page.text


def test_an_edit_keeps_what_was_there(make, editing, schema, type_name):
    made = make(type_name)
    before = values_of(made, schema)

    changed = editing.edit(made, {'title': 'Tiêu đề khác'}, 'lan', note='sửa tiêu đề')

    [version] = made.history
    assert changed and made.title == 'Tiêu đề khác'
    assert version.values == before
    assert (version.number, version.actor, version.note) == (1, 'lan', 'sửa tiêu đề')
    assert made.modified_at == version.until


def test_an_edit_that_changes_nothing_leaves_no_version(make, editing, schema, type_name):
    made = make(type_name)
    values = {node.name: node.serialize(value)
              for node in schema for value in [values_of(made, schema)[node.name]]}

    changed = editing.edit(made, values, 'lan')

    assert not changed and not made.history and made.modified_at is None


def test_its_translation_keeps_what_was_there(make, editing, type_name):
    made = make(type_name)
    translation = editing.translate(made, 'en', {'title': ENGLISH}, 'lan')

    editing.translate(made, 'en', {'title': 'Another title'}, 'minh')

    translation = in_work(translation)
    version = translation.history[-1]
    assert translation.title == 'Another title'
    assert (version.values['title'], version.actor) == (ENGLISH, 'minh')
    assert made.title != 'Another title' and not made.history


def everywhere(portal):
    """Return the ids of every resource that something in the portal still knows."""
    indexes = portal.indexes
    return {*portal.__objectmap__.objects, *indexes.latest.known,
            *(docid for name in indexes.catalog for docid in indexes.catalog[name].docids())}


def test_it_leaves_nothing_behind(portal, make, editing, recycling, item_type):
    before = everywhere(portal)
    made = make(item_type)
    editing.translate(made, 'en', {'title': ENGLISH}, 'test')
    known = everywhere(portal) - before

    recycling().discard(made, 'test')

    assert {made.__oid__, made.translations['en'].__oid__} <= known
    assert everywhere(portal) - before == {portal[HOME].__oid__}


def test_a_draft_is_shown_to_nobody(reader, portal, make, editing, publishing, item_type):
    made = make(item_type)
    publishing.publish(editing.translate(made, 'en', {'title': ENGLISH}, 'test'), 'test')
    transaction.commit()

    pages = [reader.get(language + path_of(made), expect_errors=True)
             for language in ('', '/english')]

    assert [page.status_int for page in pages] == [404, 404]
    assert not any(TITLE in page.text or ENGLISH in page.text for page in pages)
    assert not listed(portal, portal) and not listed(portal, portal, 'en')


def test_what_is_published_is_read_listed_and_found(reader, portal, published):
    page = reader.get(path_of(published))
    found = reader.get('/search', {'q': TITLE})

    assert published.published_at and page.status_int == 200
    assert listed(portal, portal) == listed(portal, published.__parent__) == [published]
    assert path_of(published) in [
        link['href'].partition('#')[0] for link in found.html.select('a[href]')]


def test_what_is_withdrawn_is_gone_and_listed_nowhere(reader, portal, publishing, published):
    publishing.withdraw(published, 'test')
    transaction.commit()

    page = reader.get(path_of(published), expect_errors=True)
    found = reader.get('/search', {'q': TITLE})

    assert page.status_int == 410
    assert TITLE not in page.text
    assert not listed(portal, portal)
    assert path_of(published) not in found.text


def test_its_translation_is_published_by_itself(reader, portal, published, editing, publishing):
    translation = editing.translate(published, 'en', {'title': ENGLISH}, 'test')
    transaction.commit()
    before = reader.get('/english' + path_of(published))
    listed_before = listed(portal, portal, 'en')

    publishing.publish(translation, 'test')
    transaction.commit()

    after = reader.get('/english' + path_of(published))
    assert ENGLISH not in before.text and ENGLISH in after.text
    assert (listed_before, listed(portal, portal, 'en')) == ([], [translation])
    assert ENGLISH not in reader.get(path_of(published)).text


def test_its_translation_is_withdrawn_by_itself(reader, portal, published, editing, publishing):
    translation = editing.translate(published, 'en', {'title': ENGLISH}, 'test')
    publishing.publish(translation, 'test')

    publishing.withdraw(translation, 'test')
    transaction.commit()

    page = reader.get('/english' + path_of(published))
    assert ENGLISH not in page.text
    assert not listed(portal, portal, 'en') and listed(portal, portal) == [published]


def test_it_can_be_moved(reader, portal, published, editing, publishing):
    publishing.publish(editing.translate(published, 'en', {'title': ENGLISH}, 'test'), 'test')
    old_path, oid = path_of(published), published.__oid__
    there = editing.add(portal, 'noi-khac', 'Section', {'title': 'Nơi khác'}, 'test')

    published.__parent__.move(published.__name__, there, 'ten-moi')
    transaction.commit()

    assert (path_of(published), published.__oid__) == ('/noi-khac/ten-moi', oid)
    assert portal.__objectmap__.object_for(oid) is published
    assert listed(portal, there) == [published] and not listed(portal, portal[HOME])
    assert [text.title for text in listed(portal, there, 'en')] == [ENGLISH]
    assert reader.get('/noi-khac/ten-moi').status_int == 200
    moved = reader.get(old_path, status=301)
    assert moved.location == 'http://localhost/noi-khac/ten-moi'


def test_a_title_is_all_that_a_translation_needs(make, editing, item_type):
    made = make(item_type)

    translation = editing.translate(made, 'mtq', {'title': 'Mường'}, 'test')

    assert (translation.language, translation.is_public) == ('mtq', False)
    assert path_of(translation.__parent__) == path_of(made)


def test_a_field_that_it_has_not_is_refused_by_name(make, item_type):
    with pytest.raises(Refused) as refused:
        make(item_type, la='lạ')

    assert list(refused.value.reasons) == ['la']


def test_it_cannot_be_without_a_title(make, item_type):
    with pytest.raises(Refused) as refused:
        make(item_type, title=' ')

    assert 'title' in refused.value.reasons
