"""The finder of documents and a document's page in a real browser."""
import pytest
from servers.browser import DESKTOP, axe

DECISION = '/van-ban-hanh-chinh/4263-qd-ubnd'
PATHS = ('/van-ban-hanh-chinh', '/tra-cuu-van-ban?so=99&nam=2025', f'{DECISION}?ngay=2025-09-01')


@pytest.mark.parametrize('path', PATHS)
def test_finder_and_document_are_for_everybody_on_every_screen(
        show, seeded_portal, invalid_html, path):
    narrow = show(path, {'width': 320, 'height': 700})

    assert narrow.evaluate('document.documentElement.scrollWidth') <= 320
    assert axe(narrow) == []
    assert axe(show(path, DESKTOP)) == []
    assert invalid_html(seeded_portal.get(path)[2]) == []


def test_a_document_is_found_by_keyboard(show):
    page = show('/tra-cuu-van-ban', DESKTOP)

    page.focus('#so')
    page.keyboard.type('4263')
    page.keyboard.press('Enter')
    page.click('.documents a.title')
    page.click('.legal a.cited >> nth=0')

    assert '#' in page.url and DECISION in page.url
