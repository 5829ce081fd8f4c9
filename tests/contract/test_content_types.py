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
from support.factories import ENGLISH, TITLE, read_alone

HOME = 'chuyen-muc'


@pytest.fixture
def schemas(registry, new):
    """``{type name: its schema}``."""
    types = types_of(registry)
    return {name: types[name]['schema']().bind(registry=registry) for name in new}


@pytest.fixture
def all_published(new_items, publishing):
    """``new_items``, public and committed."""
    for item in new_items.values():
        publishing.publish(item, 'test')
    transaction.commit()
    return new_items


def listed(portal, place, language='vi'):
    return list(CatalogService(portal).latest(place, language, size=100).items)


def test_its_schema_round_trips_and_every_field_can_be_read_of_a_bare_resource(
        registry, new, schemas):
    for name, schema in schemas.items():
        values, bare = values_of(new[name], schema), registry.content.content_types[name]()
        for node in schema:
            value = values[node.name]
            assert node.deserialize(node.serialize(value)) == value, (name, node.name)
        assert set(values_of(bare, schema)) == {node.name for node in schema}, name


def test_it_survives_the_database(registry, new, schemas):
    transaction.commit()
    connection = content_database(registry).open(transaction.TransactionManager())

    for name, made in new.items():
        read = connection.get(made._p_oid)
        assert read is not made
        assert values_of(read, schemas[name]) == values_of(made, schemas[name]), name
    connection.close()


@pytest.mark.parametrize('language', ['', '/english'])
def test_its_page_has_one_h1_with_its_title(gallery, all_shown, language):
    for name, shown in all_shown.items():
        text = shown.translations['en'] if language else shown
        [h1] = gallery.get(language + path_of(shown)).html.find_all('h1')
        assert h1.text.strip() == text.title, name


def test_its_title_is_text_not_markup(reader, new, publishing, editing):
    for name, made in new.items():
        title = f'<b>{name}</b> & "nghiêng"'
        editing.edit(made, {'title': title}, 'test')
        if not made.is_public:
            publishing.publish(made, 'test')
    transaction.commit()

    for name, made in read_alone(new).items():
        page = reader.get(path_of(made))
        assert f'<b>{name}' not in page.text
        assert escape(f'<b>{name}</b> &', quote=False) in page.text


def test_an_edit_keeps_what_was_there(new, editing, schemas):
    for name, made in new.items():
        before = values_of(made, schemas[name])
        changed = editing.edit(made, {'title': 'Tiêu đề khác'}, 'lan', note='sửa tiêu đề')
        [version] = made.history
        assert changed and made.title == 'Tiêu đề khác', name
        assert version.values == before, name
        assert (version.number, version.actor, version.note) == (1, 'lan', 'sửa tiêu đề'), name
        assert made.modified_at == version.until, name


def test_an_edit_that_changes_nothing_leaves_no_version(new, editing, schemas):
    for name, made in new.items():
        before = values_of(made, schemas[name])
        changed = editing.edit(made, {
            node.name: node.serialize(before[node.name]) for node in schemas[name]}, 'lan')
        assert not changed and not made.history and made.modified_at is None, name


def test_its_translation_keeps_what_was_there(new, editing):
    for name, made in new.items():
        translation = editing.translate(made, 'en', {'title': ENGLISH}, 'lan')
        editing.translate(made, 'en', {'title': 'Another title'}, 'minh')
        translation = in_work(translation)
        version = translation.history[-1]
        assert translation.title == 'Another title', name
        assert (version.values['title'], version.actor) == (ENGLISH, 'minh'), name
        assert made.title != 'Another title' and not made.history, name


def everywhere(portal):
    """Return the ids of every resource that something in the portal still knows."""
    indexes = portal.indexes
    return {*portal.__objectmap__.objects, *indexes.latest.known,
            *(docid for name in indexes.catalog for docid in indexes.catalog[name].docids())}


def test_it_leaves_nothing_behind(portal, make, new_items, editing, recycling):
    for name in new_items:
        before = everywhere(portal)
        made = make(name)
        editing.translate(made, 'en', {'title': ENGLISH}, 'test')
        known = everywhere(portal) - before
        recycling().discard(made, 'test')
        assert {made.__oid__, made.translations['en'].__oid__} <= known, name
        assert everywhere(portal) == before, name


def test_a_draft_is_shown_to_nobody(reader, portal, new_items, editing, publishing):
    for made in new_items.values():
        publishing.publish(editing.translate(made, 'en', {'title': ENGLISH}, 'test'), 'test')
    transaction.commit()

    for name, made in new_items.items():
        pages = [reader.get(language + path_of(made), expect_errors=True)
                 for language in ('', '/english')]
        assert [page.status_int for page in pages] == [404, 404], name
        assert not any(TITLE in page.text or ENGLISH in page.text for page in pages), name
    assert not listed(portal, portal) and not listed(portal, portal, 'en')


def found_by(reader, item):
    """Return the paths that a search for the title of ``item``, and no other's, leads to."""
    page = reader.get('/search', {'q': f'"{item.title}"'})
    return {link['href'].partition('#')[0] for link in page.html.select('main a[href]')}


def test_what_is_published_is_read_listed_and_found_until_it_is_withdrawn(
        reader, portal, new_items, publishing):
    for name, item in new_items.items():
        item.title = f'{TITLE} {name}'
        publishing.publish(item, 'test')
        transaction.commit()
        page = reader.get(path_of(item))
        assert item.published_at and page.status_int == 200, name
        assert listed(portal, portal) == listed(portal, item.__parent__) == [item], name
        assert path_of(item) in found_by(reader, item), name

        publishing.withdraw(item, 'test')
        transaction.commit()
        page = reader.get(path_of(item), status=410)
        assert TITLE not in page.text, name
        assert not listed(portal, portal), name
        assert path_of(item) not in found_by(reader, item), name


def test_its_translation_is_published_and_withdrawn_by_itself(
        reader, portal, all_published, editing, publishing):
    everything = {*listed(portal, portal)}
    assert everything == {*all_published.values()}
    for name, item in all_published.items():
        address = '/english' + path_of(item)
        translation = editing.translate(item, 'en', {'title': ENGLISH}, 'test')
        transaction.commit()
        assert ENGLISH not in reader.get(address).text, name
        assert listed(portal, portal, 'en') == [], name

        publishing.publish(translation, 'test')
        transaction.commit()
        assert ENGLISH in reader.get(address).text, name
        assert listed(portal, portal, 'en') == [translation], name
        assert ENGLISH not in reader.get(path_of(item)).text, name

        publishing.withdraw(translation, 'test')
        transaction.commit()
        assert ENGLISH not in reader.get(address).text, name
        assert listed(portal, portal, 'en') == [], name
        assert {*listed(portal, portal)} == everything, name


def test_it_can_be_moved(reader, portal, all_published, editing, publishing):
    there = editing.add(portal, 'noi-khac', 'Section', {'title': 'Nơi khác'}, 'test')
    for name, item in all_published.items():
        publishing.publish(editing.translate(item, 'en', {'title': ENGLISH}, 'test'), 'test')
        old_path, oid, own = path_of(item), item.__oid__, f'moi-{name.lower()}'
        item.__parent__.move(item.__name__, there, own)
        transaction.commit()
        assert (path_of(item), item.__oid__) == (f'/noi-khac/{own}', oid), name
        assert portal.__objectmap__.object_for(oid) is item, name
        assert item in listed(portal, there), name
        assert item not in listed(portal, portal[HOME]), name
        assert reader.get(f'/noi-khac/{own}').status_int == 200, name
        moved = reader.get(old_path, status=301)
        assert moved.location == f'http://localhost/noi-khac/{own}', name
    assert not listed(portal, portal[HOME])
    assert [text.title for text in listed(portal, there, 'en')] == [ENGLISH] * len(all_published)


def test_a_title_is_all_that_a_translation_needs(new_items, editing):
    for name, made in new_items.items():
        translation = editing.translate(made, 'mtq', {'title': 'Mường'}, 'test')
        assert (translation.language, translation.is_public) == ('mtq', False), name
        assert path_of(translation.__parent__) == path_of(made), name


def test_a_field_that_it_has_not_is_refused_by_name(make, item_types):
    for name in item_types:
        with pytest.raises(Refused) as refused:
            make(name, la='lạ')
        assert list(refused.value.reasons) == ['la'], name
        with pytest.raises(Refused) as refused:
            make(name, title=' ')
        assert 'title' in refused.value.reasons, name
