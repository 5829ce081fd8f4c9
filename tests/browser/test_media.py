"""News with pictures, photo sets, films, recordings, infographics in a real browser."""
import pytest
import transaction
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from servers.browser import VOICE, axe, is_too_wide, wait_until, walk
from servers.portal import furnished
from support import ROOT, sample_items

NEWS, LIBRARY = '/tin-tuc-su-kien/tin-1', '/da-phuong-tien'
PATHS = (NEWS, '/tin-tuc-su-kien', LIBRARY, '/english' + LIBRARY, f'{LIBRARY}/bo-anh',
         f'{LIBRARY}/phim', f'{LIBRARY}/ghi-am', f'{LIBRARY}/do-hoa', f'{LIBRARY}/anh-1',
         f'{LIBRARY}/tep-word', f'{LIBRARY}/tep-word/doc-tren-trang', f'{LIBRARY}/tep-quet')


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with something of each kind, being served."""
    with furnished(tmp_path_factory.mktemp('media') / 'var', fill) as running:
        yield running


def fill(environment):
    """Let something of each kind stand in its section."""
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    steps.sections(environment.portal, 'city')
    sample_items.media(environment)
    transaction.commit()


@pytest.mark.clause('6.7')
def test_everybody_can_use_them_on_phones_and_desks(portal, browser):
    page, wrong, said = browser.new_page(base_url=portal.url), {}, []
    page.on('console', lambda message: said.append(message.text))
    page.on('request', lambda request: said.append(
        request.url) if not request.url.startswith((portal.url, 'data:')) else None)
    for path, _answer, found in walk(page, PATHS, languages=['']):
        wrong.setdefault(path, []).extend(
            [*found, *said, *['wide at 320'] * is_too_wide(page, 320)])
        said.clear()
    page.close()

    assert {where: found for where, found in wrong.items() if found} == {}


def test_their_html_is_valid(portal, invalid_html):
    assert {path: found for path in PATHS
            if (found := invalid_html(portal.get(path)[2]))} == {}


def test_a_phone_is_given_a_small_picture_in_a_new_format(portal, page):
    page.goto(portal.url + NEWS, wait_until='load')

    shown = page.evaluate("""() => {
        const image = document.querySelector('.leading img');
        return [image.currentSrc, image.complete && image.naturalWidth > 0];
    }""")

    assert 'w=400&as=avif' in shown[0] and shown[1]


def test_no_button_reads_where_there_is_no_voice(portal, page):
    page.goto(portal.url + NEWS, wait_until='load')

    assert page.locator('.along button:not(.copy)').count() == 0


@pytest.mark.clause('6.7')
def test_the_word_that_is_being_said_is_marked_in_its_sentence(portal, page):
    page.add_init_script(VOICE)
    page.goto(portal.url + NEWS, wait_until='load')
    marked = """([at, length]) => {
        current.onboundary({name: 'word', charIndex: at, charLength: length});
        return [...CSS.highlights.get('said')][0].toString();
    }"""

    page.locator('.along button:not(.copy)').first.click()

    assert page.evaluate(marked, [3, 3]) == 'cửa'
    assert page.evaluate(marked, [7, 0]) == 'phố'
    while page.evaluate('current.text.trim()') != 'Đoạn cuối cùng.':
        page.evaluate('current.onend()')
    assert page.evaluate("CSS.highlights.has('said')") is False
    assert page.evaluate(marked, [5, 4]) == 'cuối'
    page.locator('.along button:not(.copy)').first.click()
    assert page.evaluate("CSS.highlights.has('said')") is False


@pytest.mark.clause('6.7')
def test_a_page_is_read_aloud_sentence_by_sentence_by_keyboard_alone(portal, page):
    page.add_init_script(VOICE)
    page.goto(portal.url + NEWS, wait_until='load')
    assert page.evaluate('said') == []

    page.locator('.along button:not(.copy)').first.focus()
    page.keyboard.press('Enter')
    page.evaluate('current.onend(); current.onend(); current.onend()')

    said = page.evaluate('said')
    assert said[0] == 'Mở cửa phố đi bộ đợt 1'
    assert 'Câu thứ nhất của bài.' in said
    assert page.evaluate("[...CSS.highlights.get('read')][0].toString().trim()") == said[-1]
    page.keyboard.press('Enter')
    assert page.locator('.along button:not(.copy)').first.inner_text() == 'Nghe tiếp'
    page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    assert page.locator('.along button:not(.copy)').first.inner_text() == 'Nghe đọc'
    assert page.evaluate("CSS.highlights.has('read')") is False
    assert axe(page) == []


def test_the_spoken_text_plays_where_the_browser_opens_it(portal, page):
    page.goto(portal.url + NEWS)
    with page.expect_navigation():
        page.click('.along a[type="audio/mpeg"]')
    wait_until(page, 'document.querySelector("video, audio")?.seekable.length')

    assert page.evaluate('document.querySelector("video, audio").duration') > 3
