"""A suspended site shows nothing, at once and everywhere (clause 8.9)."""
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import transaction
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import OPERATOR
from hanoiportal.types.component_site import ComponentSite
from support.factories import PDF, picture
from support.people import BASIS, log_in
from webtest import TestApp

TITLE = 'Thông báo của xã Ba Vì'


@pytest.fixture
def site(small_portal, editing, publishing):
    site = small_portal['sites']['bavi']
    publishing.publish(editing.add(site['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': TITLE}, 'test'), 'test')
    publishing.publish(editing.add(site['lanh-dao'], 'tep', 'File', {
        'title': 'Tệp', 'file': Incoming('a.pdf', BytesIO(PDF))}, 'test'), 'test')
    transaction.commit()
    return site


def statuses(app):
    return [app.get('/sites/bavi' + path, expect_errors=True).status_int for path in (
        '', '/tin-tuc-su-kien', '/tin-tuc-su-kien/tin', '/lanh-dao/tep', '/lanh-dao/tep/content')]


def listed(portal):
    return len(CatalogService(portal).latest(portal, 'vi').items)


def found(app):
    return app.get('/search', {'q': TITLE}).html.select('main a[href*=bavi]')


@pytest.mark.clause('8.9')
def test_a_suspended_site_shows_nothing_and_is_found_nowhere(app, small_portal, site, editing):
    before = statuses(app), listed(small_portal), bool(found(app))

    editing.edit(site, {'status': 'suspended'}, 'test')
    transaction.commit()

    assert before == ([200] * 5, 2, True)
    assert statuses(app) == [503] * 5
    assert (listed(small_portal), found(app)) == (0, [])


@pytest.mark.clause('8.9')
def test_its_own_host_says_so_and_shows_nothing(wsgi, small_portal, site, editing):
    editing.edit(site, {'status': 'suspended'}, 'test')
    transaction.commit()
    host = TestApp(wsgi, extra_environ={'HTTP_HOST': 'bavi.hanoi.gov.vn'})

    page = host.get('/tin-tuc-su-kien/tin', expect_errors=True)

    assert page.status_int == 503
    assert TITLE not in page.text and 'tạm ngừng' in page.text.lower()
    assert 'theo quyết định' not in page, 'the managing body decides on it afterwards'
    foot = page.html.select_one('footer nav')
    assert foot.h2.text == 'Cổng cấp Thành phố'
    address = next(each['href'] for each in foot.select('a') if 'theo-doi' in each['href'])
    assert host.get(address, headers={'Host': urlsplit(address).netloc}).status_int == 200


@pytest.mark.clause('8.9')
def test_a_site_inside_a_suspended_one_is_closed_with_it(app, site, editing, registry):
    site['tin-tuc-su-kien'].add('trong', ComponentSite(title='Trong'), registry=registry)
    transaction.commit()
    address = '/sites/bavi/tin-tuc-su-kien/trong'
    before = app.get(address).status_int

    editing.edit(site, {'status': 'suspended'}, 'test')
    transaction.commit()

    assert before == 200
    assert app.get(address, expect_errors=True).status_int == 503


def test_its_operator_can_log_in_at_its_own_host(wsgi, people, site, editing):
    grant(site, people['khach'].id, OPERATOR, Grant(basis=BASIS))
    editing.edit(site, {'status': 'suspended'}, 'test')
    transaction.commit()
    host = TestApp(wsgi, extra_environ={'HTTP_HOST': 'bavi.hanoi.gov.vn'})
    before = host.get('/', expect_errors=True).status_int

    entered = log_in(host, 'khach')

    assert (before, entered.status_int) == (503, 303)
    assert host.get('/').status_int == 200


def test_a_site_that_is_taken_up_again_is_as_it_was(app, small_portal, site, editing):
    editing.edit(site, {'status': 'suspended'}, 'test')
    transaction.commit()
    statuses(app)

    editing.edit(site, {'status': 'active'}, 'test')
    transaction.commit()

    assert statuses(app) == [200] * 5
    assert listed(small_portal) == 2 and found(app)


def test_its_pictures_are_not_shown_elsewhere_either(small_portal, site, editing, publishing):
    image = editing.add(site['da-phuong-tien'], 'anh', 'Image', {
        'title': 'Ảnh', 'alt': 'Đền', 'image': Incoming('a.png', picture())}, 'test')
    news = editing.add(small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Tin', 'images': ['/nowhere', '/sites/bavi/da-phuong-tien/anh']}, 'test')
    as_draft = news.lead_image(small_portal)
    publishing.publish(image, 'test')
    public = news.lead_image(small_portal)

    editing.edit(site, {'status': 'suspended'}, 'test')

    assert (as_draft, public, news.lead_image(small_portal)) == (None, image, None)


def test_an_address_outside_does_not_make_a_site_of_ours_external(app, small_portal, editing):
    editing.edit(small_portal['sites']['bavi'], {
        'external_url': 'https://elsewhere.example', 'status': 'suspended'}, 'test')
    transaction.commit()

    assert 'elsewhere.example' not in app.get('/sites').text
    assert 'elsewhere.example' not in app.get('/sites/bavi', status=503).text
