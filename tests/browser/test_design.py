"""The design in a real browser: every kind of page in every palette and width, what a first view
weighs, text alone, and paper.
"""
import io
import itertools

import pytest
from hanoiportal.shells.public.page.statics import SHOWN
from PIL import Image
from servers.browser import DESKTOP, PHONE, axe

HOME, NEWS = '/', '/pho-bien-phap-luat/ba-lan-moi-ngay'
DOCUMENT = '/van-ban-hanh-chinh/4263-qd-ubnd'
PATHS = (HOME, '/tin-tuc-su-kien', NEWS, DOCUMENT, '/search?q=thong+tin')
THEMES, WIDTHS = ('light', 'dark', 'contrast'), (320, 390, 768, 1280)
#: Axe reads these alone: what differs between the others is width.
READ_BY_AXE = {'light': {320, 1280}, 'dark': {1280}, 'contrast': {1280}}
HEAVIEST, MOST_REQUESTS, HEAVIEST_TEXT = 100 * 1024, 13, 50 * 1024
#: ``[address, bytes transferred]`` of the page and of all that it fetched; 0: from the cache.
FETCHED = """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
    .map(entry => [entry.name, entry.transferSize])"""
PICTURES = ('.svg', '.png', '.jpg', '.webp', '.avif', '.ico')


#: ``[colour, x, y, width, height]`` of each line of words in the head of a home page.
WORDS = """() => [...document.querySelectorAll(
    '.hero :is(p, label, a > span, button)')].flatMap(it => {
    const range = document.createRange();
    range.selectNodeContents(it);
    const colour = getComputedStyle(it).color.match(/\\d+/g).map(Number);
    return [...range.getClientRects()].map(
        box => [colour, box.x, box.y, box.width, box.height]);
})"""
#: What the contrast of words must be (WCAG 2.2, 1.4.3).
LEAST = 4.5


def brightness(colour):
    """Return the relative luminance of a colour, as WCAG defines it."""
    red, green, blue = (part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4
                        for part in (each / 255 for each in colour))
    return .2126 * red + .7152 * green + .0722 * blue


def least_contrast(shown, colour, x, y, width, height):
    """Return the least contrast of ``colour`` with what is behind the words."""
    box = shown.crop((int(x), int(y), int(x + width) + 1, int(y + height) + 1))
    own = brightness(colour)
    pairs = (sorted((own, brightness(each)))
             for _number, each in box.getcolors(box.width * box.height))
    return min((high + .05) / (low + .05) for low, high in pairs)


class Watched:
    """A page of the portal that notes what goes wrong and which addresses are asked for."""

    def __init__(self, context, portal):
        self.page = context.new_page()
        self.portal = portal
        self.complaints, self.asked = [], []
        self.page.on('console', lambda message: self.complaints.append(message.text)
                     if message.type in ('error', 'warning') else None)
        self.page.on('pageerror', lambda error: self.complaints.append(str(error)))
        self.page.on('request', lambda request: self.asked.append(request.url))

    def visit(self, path):
        """Go to ``path`` of the portal."""
        self.asked.clear()
        self.page.goto(self.portal.url + path, wait_until='load')
        self.page.evaluate('document.fonts.ready')
        return self.page

    def fetched(self):
        """Return ``{path: bytes transferred}`` of the page and what it fetched but pictures."""
        found = {url.split('?')[0].removeprefix(self.portal.url): size
                 for url, size in self.page.evaluate(FETCHED)}
        return {path: size for path, size in found.items() if not path.endswith(PICTURES)}

    def strangers(self):
        """Return addresses on other hosts that were asked for."""
        return [url for url in self.asked if not url.startswith((self.portal.url, 'data:'))]


@pytest.fixture
def watch(browser, seeded_portal):
    """``watch(**choice)``: a fresh ``Watched`` page of a reader with that cookie of display."""
    contexts = []

    def opened(theme='auto', size='100', mode='full', **options):
        context = browser.new_context(**options)
        contexts.append(context)
        if (theme, size, mode) != ('auto', '100', 'full'):
            context.add_cookies([{'name': 'hien-thi', 'value': f'{theme}.{size}.{mode}',
                                  'url': seeded_portal.url}])
        return Watched(context, seeded_portal)

    yield opened
    for context in contexts:
        context.close()


def scrolls_sideways(page):
    return page.evaluate('document.documentElement.scrollWidth > innerWidth')


@pytest.mark.clause('6.7')
@pytest.mark.parametrize('theme', THEMES)
def test_every_kind_of_page_is_sound_in_every_palette_and_width(watch, theme):
    reader, faults = watch(theme), []

    for path, width in itertools.product(PATHS, WIDTHS):
        reader.page.set_viewport_size({'width': width, 'height': 800})
        if width == WIDTHS[0]:
            reader.visit(path)
        if scrolls_sideways(reader.page):
            faults.append(f'{path} scrolls at {width}')
        if width in READ_BY_AXE[theme]:
            faults += [f'{path} at {width}: {found}' for found in axe(
                reader.page, None if theme == 'light' else True)]
        faults += reader.strangers()

    assert faults + reader.complaints == []


def test_the_largest_text_on_the_narrowest_screen_stays_within_it(watch):
    reader = watch(size='150', viewport={'width': 320, 'height': 640})

    assert [path for path in (*PATHS, '/hien-thi', '/sites', '/sitemap')
            if scrolls_sideways(reader.visit(path))] == []


def test_a_news_page_is_light_at_first_sight(watch):
    reader = watch(viewport=PHONE)
    page = reader.visit(NEWS)

    assert page.evaluate('document.fonts.check("700 16px \'Be Vietnam Pro\'", "Ệ")')
    fetched = reader.fetched()
    assert len([path for path in fetched if path.endswith('.woff2')]) == 2
    assert sum(fetched.values()) <= HEAVIEST, fetched
    assert len(reader.asked) <= MOST_REQUESTS


def test_the_home_page_is_light_with_its_drawings(watch):
    reader = watch(viewport=DESKTOP)
    page = reader.visit(HOME)

    drawn = [url for url in reader.asked if '/static/drawings/' in url]
    weight = sum(size for _url, size in page.evaluate(FETCHED))
    assert any('/ho-guom-lacquer.svg?' in url for url in drawn)
    assert weight <= HEAVIEST, weight


@pytest.mark.parametrize('theme', ['light', 'dark'])
def test_words_on_a_drawing_can_be_read(watch, theme):
    reader, sizes = watch(theme), [
        {'width': width, 'height': 1400} for width in (320, 390, 1000, 1200, 1920)]
    for path in (HOME, '/sites/bqlkcnckcn/'):
        page = reader.visit(path)
        words = [page.set_viewport_size(size) or page.evaluate(WORDS) for size in sizes]
        page.evaluate("""() => document.querySelectorAll('.hero *').forEach(
            it => it.style.setProperty('color', 'transparent', 'important'))""")
        for size, here in zip(sizes, words, strict=True):
            page.set_viewport_size(size)
            shown = Image.open(io.BytesIO(page.screenshot())).convert('RGB')
            assert len(here) >= 2
            assert [word for word in here if least_contrast(shown, *word) < LEAST] == [], (
                path, size)


@pytest.mark.parametrize(('theme', 'options', 'media'), [
    ('contrast', {}, {}), ('auto', {'contrast': 'more'}, {}),
    ('auto', {'forced_colors': 'active'}, {}), ('light', {}, {'media': 'print'}),
    ('dark', {}, {'media': 'print'})])
def test_high_contrast_and_paper_do_without_drawings(watch, theme, options, media):
    reader = watch(theme, viewport=DESKTOP, **options)
    for path in (HOME, '/tin-tuc-su-kien'):
        page = reader.visit(path)
        page.emulate_media(**media)

        drawings = page.locator('.drawing')
        assert drawings.count() >= 1
        assert [each for each in drawings.all() if each.is_visible()] == []


def test_paper_is_used_in_its_whole_width(watch):
    reader = watch(viewport={'width': 1280, 'height': 800})
    for path in (NEWS, DOCUMENT, '/tin-tuc-su-kien'):
        page = reader.visit(path)
        page.emulate_media(media='print')
        page.locator('.name').hover()

        widest = page.evaluate("""() => Math.max(...[...document.querySelectorAll(
            'main p, main li')].map(it => it.getBoundingClientRect().right))""")
        assert widest > 1270
        assert page.locator('.name strong').evaluate(
            'it => getComputedStyle(it).textDecorationLine') == 'none'


@pytest.mark.clause('6.7')
def test_text_alone_has_no_picture_no_font_and_half_the_weight(watch):
    reader = watch(mode='text', viewport=PHONE)

    for path in PATHS:
        page = reader.visit(path)
        asked = {url.split('?')[0] for url in reader.asked if not url.startswith('data:')}
        assert asked == {f'{reader.portal.url}{path}'.split('?')[0],
                         f'{reader.portal.url}/static/text.css'}
        assert sum(reader.fetched().values()) <= HEAVIEST_TEXT, path
        assert not scrolls_sideways(page)
    assert axe(page) == []


def test_what_is_asked_for_with_its_stamp_is_kept(watch):
    reader = watch(viewport=DESKTOP)
    reader.visit(NEWS)
    reader.visit('/tin-tuc-su-kien')

    fetched = reader.fetched()
    assert [path for path, size in fetched.items()
            if size and '/static/' in path and path != SHOWN] == [
        '/static/lists.css', '/static/drawings.css']
    assert '/static/portal.css' in fetched


@pytest.mark.clause('6.7')
def test_a_reader_chooses_by_keyboard_and_without_scripts(watch):
    reader = watch(java_script_enabled=False, viewport=PHONE)
    page = reader.visit('/sitemap')

    page.get_by_role('link', name='Hiển thị', exact=True).press('Enter')
    page.wait_for_url('**/hien-thi')
    page.get_by_role('radio', name='Tương phản cao').press('Space')
    page.get_by_role('button', name='Lưu lựa chọn').press('Enter')
    page.wait_for_url('**/sitemap')

    assert page.locator('html').get_attribute('data-theme') == 'contrast'


@pytest.mark.clause('6.7')
def test_keys_lead_home_to_the_site_map_and_to_the_search(watch):
    page = watch(viewport=DESKTOP).visit(NEWS)

    keys = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('[accesskey]')]
        .map(it => [it.accessKey, it.getAttribute('href') || it.name]))""")
    assert keys == {'1': '/', '3': '/sitemap', '4': 'q', '0': '/hien-thi'}


def test_colours_that_the_system_imposes_hide_nothing(watch):
    page = watch(forced_colors='active', viewport=DESKTOP).visit(NEWS)

    here = page.locator('.menu .within').first
    assert 'underline' in here.evaluate('it => getComputedStyle(it).textDecorationLine')
    assert axe(page) == []


@pytest.mark.parametrize('theme', ['light', 'contrast'])
def test_paper_is_white_with_the_text_and_where_it_is_from(watch, theme):
    page = watch(theme, size='150').visit(NEWS)
    page.emulate_media(media='print')

    ink = page.evaluate('getComputedStyle(document.querySelector("h1")).color')
    assert ink == 'rgb(0, 0, 0)' and page.locator('.citation').is_visible()
    assert not page.locator('.strip, .menu, .crumbs').first.is_visible()
    paper = page.pdf(format='A4')
    assert paper.startswith(b'%PDF') and b'BeVietnamPro' in paper


@pytest.mark.parametrize('width', [320, 1280])
def test_the_page_of_the_design_is_sound_too(watch, width):
    reader = watch(viewport={'width': width, 'height': 800})
    page = reader.visit('/_design')

    assert not scrolls_sideways(page)
    assert axe(page) == [] == reader.complaints
