"""The finder of documents and a document's page in a real browser."""
import pytest
from servers.browser import DESKTOP, axe, wait_until

DECISION = '/van-ban-hanh-chinh/4263-qd-ubnd'
PATHS = ('/van-ban-hanh-chinh', '/tra-cuu-van-ban?so=99&nam=2025', f'{DECISION}?ngay=2025-09-01')


@pytest.mark.parametrize('path', PATHS)
def test_finder_and_document_are_for_everybody_on_every_screen(
        look, seeded_portal, invalid_html, path):
    page = look(path, {'width': 320, 'height': 700})

    assert page.evaluate('document.documentElement.scrollWidth') <= 320
    assert axe(page) == []
    page.set_viewport_size(DESKTOP)
    assert axe(page) == []
    assert invalid_html(seeded_portal.get(path)[2]) == []


def test_citations_and_provisions_are_copied_at_one_press(show):
    page = show(DECISION, DESKTOP)
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])

    page.click('.citation button.copy')
    page.wait_for_selector('.copied:not(:empty)')
    citation = page.evaluate('navigator.clipboard.readText()')
    page.click('#dieu-13-khoan-1 > p > a.anchor')
    page.wait_for_url('**#dieu-13-khoan-1')
    wait_until(page, "navigator.clipboard.readText().then(text => text.includes('#'))")

    assert citation == page.inner_text('.citation .sentence')
    assert page.evaluate('navigator.clipboard.readText()').endswith(f'{DECISION}#dieu-13-khoan-1')
    assert axe(page) == []


def test_a_document_is_found_by_keyboard(show):
    page = show('/tra-cuu-van-ban', DESKTOP)

    page.focus('#so')
    page.keyboard.type('4263')
    page.keyboard.press('Enter')
    page.click('.documents a.title')
    page.click('.legal a.cited >> nth=0')

    assert '#' in page.url and DECISION in page.url
