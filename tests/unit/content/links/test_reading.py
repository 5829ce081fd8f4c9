"""Which path of the portal a link means."""
import time

from hanoiportal.content.links.reading import Where, addresses_in, links_in, path_meant
from hypothesis import given
from hypothesis import strategies as st

DOMAIN = 'hanoi.gov.vn'
COMMON = (DOMAIN, frozenset({'bavi', 'soxaydung'}), frozenset({'english', 'muong'}))
ON_PORTAL = Where('', '/tin/a', *COMMON)
ON_SITE = Where('bavi', '/tin/a', *COMMON)


def test_an_address_means_a_path():
    for address, on_portal, on_site in (
            ('/tin/b', '/tin/b', '/sites/bavi/tin/b'), ('b', '/tin/b', '/sites/bavi/tin/b'),
            ('../anh/c/content?v=1', '/anh/c/content', '/sites/bavi/anh/c/content'),
            ('../../../x', '/x', '/sites/bavi/x'),
            ('/english/tin/b#muc-2', '/tin/b', '/sites/bavi/tin/b'),
            ('/sites/soxaydung/tin/b', '/sites/soxaydung/tin/b', '/sites/soxaydung/tin/b'),
            ('https://hanoi.gov.vn/tin/b/', '/tin/b', '/tin/b'),
            ('http://BAVI.hanoi.gov.vn:8080/english/tin/b', '/sites/bavi/tin/b',
             '/sites/bavi/tin/b'), ('//bavi.hanoi.gov.vn', '/sites/bavi', '/sites/bavi'),
            ('/tin/b%2Dc', '/tin/b-c', '/sites/bavi/tin/b-c'),
            ('https://dichvucong.hanoi.gov.vn/x', None, None),
            ('https://evil.example/hanoi.gov.vn', None, None),
            ('https://nothanoi.gov.vn/x', None, None),
            ('mailto:thongtin@hanoi.gov.vn', None, None), ('#muc-2', None, None), ('', None, None),
            ('?trang=2', None, None), ('/search?q=a', None, None),
            ('/static/emblem.svg', None, None), ('http://[', None, None),
            ('/' + 'a' * 3000, None, None)):
        assert path_meant(address, ON_PORTAL) == on_portal
        assert path_meant(address, ON_SITE) == on_site


@given(st.text())
def test_no_address_is_an_error(address):
    found = path_meant(address, ON_SITE)

    assert found is None or found.startswith('/')


def test_links_and_pictures_are_found_in_html_and_addresses_in_text():
    assert links_in('<p><a href="/a?x=1&amp;y=2">A</a><img src="b" alt=""></p>') == [
        '/a?x=1&y=2', 'b']
    assert addresses_in('Xem (https://hanoi.gov.vn/a), http://x.vn.') == [
        'https://hanoi.gov.vn/a', 'http://x.vn']


def test_a_long_hostile_text_is_read_in_time():
    began = time.process_time()

    links_in('<a <a href=' * 150_000)
    addresses_in('http://' * 200_000)

    assert time.process_time() - began < 2
