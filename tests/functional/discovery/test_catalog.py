"""Lists and searches over the real indexes of a portal."""
import pytest
import transaction
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search import parse


@pytest.fixture
def catalog(small_portal):
    return CatalogService(small_portal)


@pytest.fixture
def news(small_portal, editing, publishing):
    """callable(title, body='', site=None) -> a published news item."""
    def make(title, body='', site=None, public=True):
        place = (small_portal['sites'][site] if site else small_portal)['tin-tuc-su-kien']
        item = editing.add(place, '', 'NewsItem', {'title': title, 'body': body}, 'test')
        if public:
            publishing.publish(item, 'test')
        return item

    return make


def titles(batch):
    return [item.title for item in batch.items]


@pytest.mark.parametrize('typed', [
    'thu tuc', 'Thủ tục', 'THỦ TỤC', 'thủ tục', 'tục thủ', '"thu tuc"', 'thủ'])
def test_marks_and_case_do_not_decide_what_is_found(catalog, small_portal, news, typed):
    news('Thủ tục đăng ký')
    news('Tin khác')

    found = catalog.search(parse(typed), small_portal, 'vi')

    assert titles(found) == ['Thủ tục đăng ký']


@pytest.mark.parametrize(('written', 'typed'), [
    ('Hoà bình', 'hòa bình'), ('Hòa bình', 'hoà'), ('Đường Láng', 'duong lang'),
    ('Quyết định 4263/QĐ-UBND', '4263/qđ-ubnd'), ('Quyết định 4263/QĐ-UBND', '4263')])
def test_spellings_of_one_word_are_one_word(catalog, small_portal, news, written, typed):
    news(written)

    assert titles(catalog.search(parse(typed), small_portal, 'vi')) == [written]


def test_all_words_must_occur_and_a_phrase_in_its_order(catalog, small_portal, news):
    news('Một', '<p>cấp giấy phép xây dựng nhà ở</p>')
    news('Hai', '<p>phép cấp xây nhà dựng giấy</p>')

    both = catalog.search(parse('giấy phép xây dựng'), small_portal, 'vi')
    phrase = catalog.search(parse('"giấy phép xây dựng"'), small_portal, 'vi')
    neither = catalog.search(parse('giấy phép cầu'), small_portal, 'vi')

    assert (titles(both), titles(phrase), titles(neither)) == (['Một', 'Hai'], ['Một'], [])


def test_marks_typed_put_the_exact_word_first(catalog, small_portal, news):
    news('Đường phố mới')
    news('Dương lịch')
    news('Đưỡng')

    assert titles(catalog.search(parse('đường'), small_portal, 'vi'))[0] == 'Đường phố mới'
    assert titles(catalog.search(parse('dương'), small_portal, 'vi'))[0] == 'Dương lịch'
    assert catalog.search(parse('duong'), small_portal, 'vi').total == 3


def test_nothing_that_is_typed_is_an_error(catalog, small_portal, news):
    news('Giấy phép')

    for typed in (
            '', ' ', 'and', 'OR', '(', ')', '*', '§', '"', '""', '« »', 'giấy NOT', 'a AND (b',
            '\x00', '\ud800', '😀', "'; drop", '%', 'x' * 10000, '"' * 501):
        assert catalog.search(parse(typed), small_portal, 'vi').total in (0, 1), typed


def test_a_draft_is_neither_listed_nor_found(catalog, small_portal, news):
    draft = news('Bí mật', public=False)

    assert catalog.search(parse('bí mật'), small_portal, 'vi').total == 0
    assert catalog.latest(draft.__parent__, 'vi').total == 0


def test_a_withdrawn_item_leaves_lists_and_search(catalog, small_portal, news, publishing):
    item = news('Tin sai')

    publishing.withdraw(item, 'test')

    assert catalog.search(parse('tin sai'), small_portal, 'vi').total == 0
    assert catalog.latest(small_portal, 'vi').total == 0


@pytest.mark.clause('4.4')
def test_the_city_lists_and_finds_what_component_sites_publish(catalog, small_portal, news):
    news('Tin của sở', site='soxaydung')
    news('Tin của xã', site='bavi')

    assert catalog.search(parse('tin của'), small_portal, 'vi').total == 2
    assert titles(catalog.latest(small_portal, 'vi')) == ['Tin của xã', 'Tin của sở']
    site = small_portal['sites']['bavi']
    assert titles(catalog.search(parse('tin của'), site, 'vi')) == ['Tin của xã']


def test_a_suspended_site_is_neither_listed_nor_found(catalog, small_portal, news, editing):
    news('Tin của sở', site='soxaydung')
    news('Tin của xã', site='bavi')

    editing.edit(small_portal['sites']['bavi'], {'status': 'suspended'}, 'test')

    assert titles(catalog.latest(small_portal, 'vi')) == ['Tin của sở']
    assert catalog.latest(small_portal, 'vi').total == 1
    assert titles(catalog.search(parse('tin'), small_portal, 'vi')) == ['Tin của sở']
    for place in (small_portal['sites']['bavi'], small_portal['sites']['bavi']['tin-tuc-su-kien']):
        assert catalog.latest(place, 'vi').total == 0
        assert catalog.search(parse('tin'), place, 'vi').total == 0


def test_each_language_has_its_own_list_and_its_own_words(
        catalog, small_portal, news, editing, publishing):
    item = news('Thông báo')
    news('Chưa dịch')

    translation = editing.translate(item, 'en', {'title': 'Announcement'}, 'test')
    unpublished = catalog.latest(small_portal, 'en').total
    publishing.publish(translation, 'test')

    assert unpublished == 0
    assert titles(catalog.latest(small_portal, 'en')) == ['Announcement']
    assert catalog.search(parse('announcement'), small_portal, 'en').total == 1
    assert catalog.search(parse('announcement'), small_portal, 'vi').total == 0


def test_what_is_removed_is_forgotten_with_its_translations(
        catalog, small_portal, news, editing, publishing, recycling):
    item = news('Thông báo')
    publishing.publish(editing.translate(item, 'en', {'title': 'Notice'}, 'test'), 'test')
    transaction.savepoint()

    recycling().discard(item, 'test')

    assert catalog.search(parse('notice'), small_portal, 'en').total == 0
    assert catalog.latest(small_portal, 'en').total == 0
    assert len(small_portal.indexes.latest.known) == 0


def test_pages_of_a_list_do_not_overlap(catalog, small_portal, news):
    for number in range(5):
        news(f'Tin số {number}')

    first = catalog.latest(small_portal, 'vi', 0, 2)
    last = catalog.latest(small_portal, 'vi', 4, 2)

    assert (titles(last), last.total, last.page, last.pages) == (['Tin số 0'], 5, 3, 3)
    assert not set(titles(first)) & set(titles(last))
