"""The finder of documents and a document's page in a real browser."""
import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE, axe, wait_until

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
    assert axe(page) == []
    page.click('.copying button >> nth=0')
    wait_until(page, "navigator.clipboard.readText().then(text => text.includes('#'))")

    assert citation == page.inner_text('.citation .sentence')
    assert page.evaluate('navigator.clipboard.readText()').endswith(f'{DECISION}#dieu-13-khoan-1')
    assert not page.query_selector('.copying')


@pytest.mark.parametrize(('path', 'anchor', 'cited'), [
    (DECISION, 'dieu-13-khoan-1-diem-e',
     'điểm e khoản 1 Điều 13 Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND'),
    (DECISION, 'quyet-dinh-dieu-2', 'Điều 2 Quyết định số 4263/QĐ-UBND'),
    (DECISION, 'quy-che', 'Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND'),
    (f'{DECISION}/dieu-2', 'dieu-2-khoan-1',
     'khoản 1 Điều 2 Quy chế ban hành kèm theo Quyết định số 4263/QĐ-UBND')])
def test_a_provision_is_copied_as_lawyers_cite_it(show, path, anchor, cited):
    page = show(path, DESKTOP)
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])

    page.focus(f'#{anchor} > * > a.anchor')
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    wait_until(page, "document.querySelector('.copied').textContent")

    assert page.evaluate('navigator.clipboard.readText()') == cited


def test_the_choice_of_what_to_copy_goes_away_by_escape(show):
    page = show(DECISION, DESKTOP)

    page.focus('#dieu-1 > * > a.anchor')
    page.keyboard.press('Enter')
    page.focus('.copying button')
    page.keyboard.press('Escape')

    assert not page.query_selector('.copying')
    assert page.evaluate("document.activeElement.getAttribute('href')") == '#dieu-1'


@pytest.mark.parametrize('size', [DESKTOP, PHONE])
def test_the_receiver_of_a_link_sees_which_document_and_article_it_leads_to(show, size):
    page = show(f'{DECISION}#dieu-13-khoan-1-diem-e', size)
    line = "getComputedStyle(document.getElementById('dieu-13'), '::before')"
    expect(page.locator('#dieu-13-khoan-1-diem-e')).to_be_in_viewport()

    assert page.evaluate(f'{line}.content').startswith(
        '"Quyết định số 4263/QĐ-UBND › Quy chế › Điều 13"')
    assert page.evaluate(f'{line}.position') == 'sticky'
    head = max(0, page.evaluate("document.querySelector('.top').getBoundingClientRect().bottom"))
    assert abs(page.evaluate(f'parseFloat({line}.top)') - head) <= 2
    assert 90 <= page.locator('#dieu-13-khoan-1-diem-e').bounding_box()['y'] - head <= 130


def test_contents_stay_beside_the_text_and_say_what_is_being_read(show):
    page = show(f'{DECISION}#dieu-13-khoan-1-diem-e', DESKTOP)
    wait_until(page, "document.querySelector('.here').textContent.includes('điểm')")

    contents = page.locator('.toc').bounding_box()

    assert page.inner_text('.here') == 'Điều 13 › khoản 1 › điểm e'
    assert page.inner_text('.toc [aria-current]').startswith('Điều 13. Thời hạn')
    assert contents['x'] > 800 and 0 <= contents['y'] < 60
    assert contents['y'] + contents['height'] <= DESKTOP['height']


def test_on_a_phone_the_text_begins_within_two_screens(show):
    page = show(DECISION, PHONE)

    assert page.locator('.legal').bounding_box()['y'] < 2 * PHONE['height']


@pytest.mark.parametrize('size', [DESKTOP, PHONE])
def test_the_state_stands_right_of_the_body_or_above_it(show, size):
    page = show(DECISION, size)
    state, issuer = (page.locator(f'.{name}').bounding_box() for name in ('state', 'agency'))
    signature, recipients = (
        page.locator(f'.{name}').bounding_box() for name in ('signature', 'recipients'))

    assert state['x'] > issuer['x'] if size == DESKTOP else state['y'] < issuer['y']
    assert signature['x'] > recipients['x']


def test_a_document_is_found_by_keyboard(show):
    page = show('/tra-cuu-van-ban', DESKTOP)

    page.focus('#so')
    page.keyboard.type('4263')
    with page.expect_navigation():
        page.keyboard.press('Enter')
    page.click('.documents a.title')
    page.click('.legal a.cited >> nth=0')

    page.wait_for_url(f'**{DECISION}*#*')
