"""Writing in a real browser: the way to the form, the keys, a form sent twice (clause 9)."""
import pytest
from playwright.sync_api import expect
from servers.office import SECTION, WARD, office

NEWS = f'/desk/sites/{WARD}/{SECTION}'
ADD = f'{NEWS}/@@add?type=NewsItem'


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('writing') / 'portal', {}) as running:
        yield running


def test_one_types_at_once_and_saves_by_the_keyboard(enter):
    lan = enter('lan')
    lan.follow('Xã Ba Vì')
    lan.look('write')
    lan.follow('Tin, bài')
    lan.look('write-news')
    lan.follow('Tin tức, sự kiện')
    page = lan.page
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_be_focused()
    assert page.locator('.autosave .state').evaluate(
        'part => getComputedStyle(part).visibility') == 'hidden'
    page.keyboard.type('Hội làng Phú Mỹ')
    with page.expect_navigation():
        page.keyboard.press('Control+s')
    expect(page.get_by_role('status')).to_contain_text('Hội làng Phú Mỹ')
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_have_value('Hội làng Phú Mỹ')
    lan.look('saved')


def test_the_second_link_of_the_page_skips_to_the_form(enter):
    page = enter('lan').page
    page.goto(ADD)
    page.get_by_role('link', name='Đến biểu mẫu').focus()
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_be_focused()
