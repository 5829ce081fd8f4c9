"""Old addresses: where a visitor is sent whose page has moved, and what they are told else."""
import pytest
import transaction
from hanoiportal.content.redirects.moving import MovingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.editorial.publishing.interfaces import CONSOLIDATED
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.events import send
from support.factories import picture
from webtest import TestApp

BAVI, PORTAL = 'bavi.hanoi.gov.vn', 'hanoi.gov.vn'


def anybody(permission, resource):
    return True


@pytest.fixture
def moving(registry, editing):
    return MovingService(registry, anybody, send(registry), Naming(registry), editing)


@pytest.fixture
def places(small_portal, editing):
    """Two sections of the portal, ``mot`` and ``hai``, and the same on the site ``bavi``."""
    for site in (small_portal, small_portal['sites']['bavi']):
        for name in ('mot', 'hai'):
            editing.add(site, name, 'Section', {'title': f'Chuyên mục {name}'}, 'test')
    transaction.commit()
    return small_portal


@pytest.fixture
def news(places, editing, publishing):
    """``news(place, name)``: a public news item, committed."""
    def added(place, name, public=True):
        item = editing.add(place, name, 'NewsItem', {
            'title': f'Tin {name}', 'body': f'<p>Thân bài {name}</p>'}, 'test')
        if public:
            publishing.publish(item, 'test')
        transaction.commit()
        return item

    return added


@pytest.fixture
def site(wsgi):
    """``site(host)``: a browser at that host."""
    return lambda host: TestApp(wsgi, extra_environ={'HTTP_HOST': host})


def location(answer):
    assert answer.status_int == 301
    return answer.headers['Location']


def test_a_renamed_page_is_found_at_its_old_address_in_one_step(app, places, news, editing):
    item = news(places['mot'], 'a')
    editing.rename(item, 'b', 'test')
    editing.rename(item, 'c', 'test')
    transaction.commit()

    for old in ('a', 'b'):
        answer = app.get(f'/mot/{old}?trang=2')
        assert location(answer) == 'http://localhost/mot/c?trang=2'
        assert answer.headers['Cache-Control'] == 'no-cache'
    assert 'Tin a' in app.get('/mot/c')


def test_a_page_moved_to_another_section_is_found_in_the_language_asked_for(
        site, places, news, moving):
    moving.move(news(places['mot'], 'a'), places['hai'], 'test')
    transaction.commit()

    answer = site(PORTAL).get('/english/mot/a')

    assert location(answer) == 'http://hanoi.gov.vn/english/hai/a'


def test_a_renamed_section_takes_the_old_addresses_of_all_in_it_along(app, places, news, editing):
    news(places['mot'], 'a')
    news(places['mot'], 'nhap', public=False)
    editing.rename(places['mot'], 'ba', 'test')
    transaction.commit()

    assert location(app.get('/mot')) == 'http://localhost/ba'
    assert location(app.get('/mot/a')) == 'http://localhost/ba/a'
    app.get('/mot/nhap', status=404)


def test_a_draft_leaves_no_trace_of_where_it_was(app, places, news, editing):
    item = news(places['mot'], 'a', public=False)
    editing.rename(item, 'b', 'test')
    transaction.commit()

    assert app.get('/mot/a', status=404).body == app.get('/mot/chua-tung-co', status=404).body


def test_a_new_page_under_the_old_name_wins_but_its_draft_does_not(
        app, places, news, editing, publishing):
    editing.rename(news(places['mot'], 'a'), 'b', 'test')
    second = news(places['mot'], 'a', public=False)

    assert location(app.get('/mot/a')) == 'http://localhost/mot/b'

    publishing.publish(second, 'test')
    transaction.commit()

    assert app.get('/mot/a').status_int == 200


def test_addresses_stay_on_the_host_of_their_site(site, places, news, editing):
    bavi = places['sites']['bavi']
    editing.rename(news(bavi['mot'], 'a'), 'b', 'test')
    transaction.commit()

    assert location(site(BAVI).get('/mot/a')) == f'http://{BAVI}/mot/b'
    assert location(site(PORTAL).get('/sites/bavi/mot/a')) == f'http://{BAVI}/mot/b'
    site(PORTAL).get('/mot/a', status=404)


def test_the_old_host_of_a_renamed_site_leads_to_the_new_one(site, places, news, editing):
    bavi = places['sites']['bavi']
    news(bavi['mot'], 'a')
    editing.rename(bavi, 'ngocha', 'test')
    transaction.commit()
    old = site(BAVI)

    assert location(old.get('/')) == 'http://ngocha.hanoi.gov.vn/'
    assert location(old.get('/english/mot/a')) == (
        'http://ngocha.hanoi.gov.vn/english/mot/a')
    old.get('/mot/khong-co', status=421)
    old.get('/%ff', status=421)
    site('chua-tung.hanoi.gov.vn').get('/', status=421)


def test_a_link_to_the_content_of_a_file_that_has_moved_still_opens_it(
        app, places, editing, publishing, moving):
    image = editing.add(places['mot'], 'anh', 'Image', {
        'title': 'Ảnh', 'image': Incoming('ảnh.png', picture()), 'alt': 'Hồ Gươm'}, 'test')
    publishing.publish(image, 'test')
    moving.move(image, places['hai'], 'test')
    transaction.commit()

    answer = app.get('/mot/anh/content')

    assert location(answer) == 'http://localhost/hai/anh/content'
    assert app.get('/hai/anh/content').content_type == 'image/png'
    app.get('/mot/anh/khong-co-trang-nay', status=404)


def test_what_was_consolidated_leads_to_what_took_its_place(
        app, places, news, publishing, editing):
    old, new = news(places['mot'], 'a'), news(places['hai'], 'b')
    publishing.withdraw(old, 'test', CONSOLIDATED, moved_to=new)
    editing.rename(old, 'c', 'test')
    transaction.commit()

    assert location(app.get('/mot/a')) == 'http://localhost/hai/b'
    assert location(app.get('/mot/c')) == 'http://localhost/hai/b'

    publishing.withdraw(new, 'test')
    transaction.commit()

    for gone in ('/mot/a', '/mot/c', '/hai/b'):
        app.get(gone, status=410)


def test_pages_consolidated_into_each_other_are_gone_and_no_loop(app, places, news, publishing):
    first, second = news(places['mot'], 'a'), news(places['hai'], 'b')
    publishing.withdraw(first, 'test', CONSOLIDATED, moved_to=second)
    publishing.withdraw(second, 'test')
    second.moved_to = first.__oid__
    transaction.commit()

    app.get('/mot/a', status=410)
    app.get('/hai/b', status=410)


def test_only_reading_is_led_on(app, places, news, editing):
    editing.rename(news(places['mot'], 'a'), 'b', 'test')
    transaction.commit()

    assert app.head('/mot/a').status_int == 301
    assert app.post('/mot/a', expect_errors=True).status_int in (400, 404)

