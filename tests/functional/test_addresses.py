"""Which site and which language an address means."""
import pytest

HOSTS = {'city': 'hanoi.gov.vn', 'department': 'soxaydung.hanoi.gov.vn'}


def get(app, path, host, **kw):
    return app.get(path, headers={'Host': host}, **kw)


@pytest.mark.clause('5.2.a')
def test_the_city_portal_has_a_vietnamese_and_an_english_address(app):
    vietnamese = get(app, '/', HOSTS['city'])
    english = get(app, '/english', HOSTS['city'])

    assert 'Cổng Thông tin điện tử thành phố Hà Nội' in vietnamese.text
    assert (vietnamese.html.html['lang'], english.html.html['lang']) == ('vi', 'en')


@pytest.mark.clause('5.2.b')
def test_a_component_site_answers_on_its_own_host(app):
    page = get(app, '/', HOSTS['department'])

    assert page.html.h1.text.strip() == 'Sở Xây dựng'


def test_another_host_is_refused(app):
    page = get(app, '/', 'hanoi.gov.vn.evil.example', expect_errors=True)

    assert page.status_int == 421
    assert 'Hà Nội' not in page.text


def test_a_client_cannot_choose_the_root_of_traversal(app):
    page = app.get('/accounts', headers={'X-Vhm-Root': '/accounts'}, expect_errors=True)

    assert page.status_int == 404
