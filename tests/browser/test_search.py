"""The search in a real browser: suggestions by keyboard and pointer, filters on small screens."""
import pytest
from servers.browser import DESKTOP, axe, wait_until
from support.sampling import in_turn

FOUND = '/search?q=th%C3%B4ng+tin'
NARROWED = FOUND + '&type=Page&from=2020-01-01&sort=new'
SAME = '/search?q=gioi+thieu'
SAME_IN_ENGLISH = '/english/search?q=information'
CUT = '/search?q=' + '%22th%C3%B4ng+tin%22+' * 5
FORMER = '/search?q=qu%E1%BA%ADn+ba+%C4%91%C3%ACnh'


@pytest.mark.parametrize('path', [
    NARROWED, FORMER, '/search?q=thong+tim', SAME, SAME + '&copies=all', SAME_IN_ENGLISH,
    CUT])
def test_axe_finds_nothing_and_nothing_overflows(look, path):
    page, sizes = look(path), ({'width': 320, 'height': 800}, DESKTOP)
    read_at = in_turn(sizes)
    for size in sizes:
        page.set_viewport_size(size)
        assert size not in read_at or axe(page) == []
        assert page.evaluate('document.documentElement.scrollWidth') <= size['width']


def test_the_html_of_results_is_valid(seeded_portal, invalid_html):
    assert [invalid_html(seeded_portal.get(path)[2]) for path in (
        NARROWED, FORMER, SAME, SAME + '&copies=all', CUT)] == [[]] * 5


def test_suggestions_are_chosen_by_keyboard_and_by_pointer(show):
    page = show('/search')
    field = page.get_by_role('combobox')
    field.fill('tiep can')  # at once: a pause between letters would be asked for, too
    options = page.get_by_role('option')
    options.first.wait_for()

    assert field.get_attribute('aria-expanded') == 'true' and axe(page) == []
    page.keyboard.press('ArrowDown')
    assert field.get_attribute('aria-activedescendant') == options.first.get_attribute('id')
    page.keyboard.press('Escape')
    assert not options.first.is_visible() and field.input_value() == 'tiep can'
    page.keyboard.press('ArrowDown')
    options.first.wait_for()
    page.keyboard.press('ArrowUp')
    chosen = page.locator('[aria-selected=true]').text_content()
    page.keyboard.press('Enter')
    page.wait_for_url(lambda url: '/search' not in url)
    assert page.locator('h1').text_content().strip()[:12] in chosen

    page = show('/', DESKTOP)
    page.locator('form[data-suggest] input').first.fill('liên h')
    page.get_by_role('option').first.click()
    page.wait_for_url('**/lien-he*')


def test_enter_searches_for_what_is_typed_and_no_script_is_needed(show):
    page = show('/search', java_script_enabled=False)
    page.locator('#tim').fill('thông tin')
    page.keyboard.press('Enter')
    page.wait_for_url('**/search?q=*')
    before = page.locator('.rows > li').count()
    with page.expect_navigation():
        page.locator('.filters li button').first.click()

    assert 0 < page.locator('.rows > li').count() <= before
    with page.expect_navigation():
        page.locator('.tags a').first.click()
    assert page.locator('.rows > li').count() == before


def test_a_result_leads_to_the_words_on_its_page(show):
    page = show('/search?q=%22nhu%E1%BA%ADn+b%C3%BAt%22+4263')
    result = page.locator('.rows .title', has_text='4263').first
    assert ':~:text=' in result.get_attribute('href')

    with page.expect_navigation():
        result.click()
    wait_until(page, 'scrollY > 1000')

    assert page.evaluate('location.hash') == ''


def test_the_same_pages_of_many_offices_are_one_row_that_leads_to_all(show):
    page = show(SAME, DESKTOP, java_script_enabled=False)
    gathered = page.locator('.rows > li', has=page.locator('.same'))
    title = gathered.first.locator('.title').text_content().partition(' – ')[0]
    assert page.locator('.rows .title', has_text=title).count() == 1

    gathered.first.locator('.same a').click()
    page.wait_for_url('**copies=all*')
    assert page.locator('.rows .title', has_text=title).count() > 1
    page.locator('.notice a').click()
    page.wait_for_url('**/search?q=gioi+thieu')
