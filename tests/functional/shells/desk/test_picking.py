"""What the editor of a text is offered to link to or to show: nothing that is not theirs."""
import pytest
import transaction
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, EDITOR
from support.factories import example
from support.people import BASIS


@pytest.fixture
def writer(small_portal, people, visit):
    """A browser of an editor of Ba Vì."""
    grant(small_portal['sites']['bavi'], people['khach'].id, EDITOR, Grant(basis=BASIS))
    transaction.commit()
    return visit('khach')


@pytest.fixture
def item(small_portal, registry, editing, publishing):
    """``item(site, title, public=False, **values)``: a page at ``site``, committed."""
    def add(site, title, public=False, kind='Page', **values):
        place = small_portal if site is None else small_portal['sites'][site]
        section = next(each for each in place.values() if kind in getattr(
            each, 'allowed_types', ()))
        whole = {**example(registry.content.meta[kind]), **values, 'title': title}
        made = editing.add(section, None, kind, whole, 'test')
        if public:
            publishing.publish(made, 'test')
        transaction.commit()
        return made

    return add


def titles(answer):
    return [found['title'] for found in answer.json]


def pick(browser, site='bavi', **asked):
    path = f'/desk/sites/{site}/@@pick' if site else '/desk/@@pick'
    return browser.get(path, asked)


def test_drafts_of_ones_own_site_and_what_is_public_anywhere_are_found(writer, item):
    item('bavi', 'Lễ hội đền Và')
    item('soxaydung', 'Lễ hội công khai', public=True)
    item(None, 'Lễ hội Thủ đô', public=True)

    assert set(titles(pick(writer, q='lễ hội'))) == {
        'Lễ hội đền Và', 'Lễ hội công khai', 'Lễ hội Thủ đô'}


def test_ones_own_site_comes_first_and_what_its_texts_lead_to_before_all(writer, item):
    item('soxaydung', 'Của sở', public=True)
    linked = item('bavi', 'Đã dẫn đến')
    for number in range(20):
        item('bavi', f'Trang xã {number}')
    path = f'/sites/bavi/{linked.__parent__.__name__}/{linked.__name__}'
    secret = item('soxaydung', 'Dự thảo sở')
    other = f'/sites/soxaydung/{secret.__parent__.__name__}/{secret.__name__}'
    item('bavi', 'Mới viết', body=f'<p><a href="{path}">một</a> <a href="{other}">hai</a></p>')

    found = titles(pick(writer))
    assert (found[:3], len(found)) == (['Đã dẫn đến', 'Mới viết', 'Trang xã 19'], 20)
    assert 'Của sở' not in found and 'Dự thảo sở' not in found
    item('bavi', 'Của xã')
    item('soxaydung', 'Của phòng', public=True)
    assert titles(pick(writer, q='của')) == ['Của xã', 'Của phòng', 'Của sở']


def test_drafts_of_another_site_are_never_found(writer, item, small_portal, people):
    item('soxaydung', 'Dự thảo quy hoạch')
    item(None, 'Dự thảo của Thành phố')
    assert titles(pick(writer, q='dự thảo')) == []

    # Not even by who may read them: a text of Ba Vì is no place for them.
    grant(small_portal, people['khach'].id, ADMINISTRATOR, Grant(basis=BASIS))
    transaction.commit()
    assert titles(pick(writer, q='dự thảo')) == []
    assert titles(pick(writer, None, q='dự thảo')) == ['Dự thảo của Thành phố']


def test_titles_are_found_without_marks_and_by_a_word_that_is_begun(writer, item):
    item('bavi', 'Thủ tục cấp phép xây dựng')

    for typed in ('thu tuc', 'XÂY thủ', 'cấp ph', 'cấp phép xây d', 'xâ'):
        assert titles(pick(writer, q=typed)) == ['Thủ tục cấp phép xây dựng'], typed
    assert titles(pick(writer, q='thủ tục đất')) == []


def test_the_text_of_a_page_is_not_looked_through(writer, item):
    item('bavi', 'Một tiêu đề', body='<p>chữ riêng</p>')

    assert titles(pick(writer, q='riêng')) == []


def test_without_a_word_the_last_changed_come_first_and_not_too_many(writer, item):
    for number in range(25):
        item('bavi', f'Trang số {number}')

    found = titles(pick(writer))
    assert len(found) == 20
    assert found[0] == 'Trang số 24'


def test_an_image_comes_with_its_words_and_its_address(writer, item, small_portal):
    item('bavi', 'Lễ hội')
    made = item('bavi', 'Ảnh lễ hội', kind='Image', alt='Đoàn rước', summary='Năm 2025')

    (found,) = pick(writer, q='lễ hội', kind='image').json
    path = f'/sites/bavi/{made.__parent__.__name__}/{made.__name__}'
    assert found == {
        'title': 'Ảnh lễ hội', 'type': 'Hình ảnh', 'place': small_portal['sites']['bavi'].title,
        'path': path, 'at': path, 'source': f'{path}/content',
        'thumb': f'/desk{path}/@@thumb', 'alt': 'Đoàn rước', 'caption': 'Năm 2025',
        'decorative': False, 'state': 'Bản nháp'}


def test_only_who_works_at_the_place_is_answered(visit, writer, app):
    assert pick(visit('kiemtra')).status_int == 200
    assert writer.get('/desk/sites/soxaydung/@@pick', status=404)
    assert writer.get('/desk/@@pick', status=404)
    assert '/login' in app.get('/desk/sites/bavi/@@pick', status=303).location


def test_whatever_is_asked_is_answered(writer):
    for asked in (
            {'q': 'x' * 5000}, {'q': '\0'}, {'q': '"'}, {'q': 'a b ' * 3000}, {'kind': 'không có'},
            {}):
        assert pick(writer, **asked).content_type == 'application/json'


def test_the_small_picture_of_another_site_is_seen_by_the_one_who_may_choose_it(writer, item):
    item('soxaydung', 'Ảnh công khai', public=True, kind='Image')

    (found,) = pick(writer, q='ảnh công khai', kind='image').json
    assert writer.get(found['thumb']).content_type.startswith('image/')
