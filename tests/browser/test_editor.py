"""The rich-text editor in a real browser, under the portal's Content-Security-Policy."""
import re
from pathlib import Path

import pytest
import yaml
from hanoiportal.kernel.tree.markup import active_parts, clean
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from servers import ROOT
from servers.browser import DESKTOP, PHONE, axe, wait_until
from servers.writing import writing
from support.sampling import WHOLE, share_of

PASTED = Path(__file__).parent / 'pasted'
SAMPLES = sorted(path.stem for path in PASTED.glob('*.html') if '.expected' not in path.name)
SEEDED = sorted((ROOT / 'config/hanoi').glob('news/*.yaml')) + sorted(
    (ROOT / 'config/hanoi').glob('pages/*.yaml'))
NARROW = {'width': 320, 'height': 640}
TABLE = """\
<table>
<caption>Khung giờ</caption>
<thead>
<tr>
<th scope="col">Buổi</th>
<th scope="col">Giờ</th>
</tr>
</thead>
<tbody>
<tr>
<td>Sáng</td>
<td>08:00</td>
</tr>
</tbody>
</table>"""


class Writer:
    """Somebody who writes.  ``said``: what the console said, ``[]`` if all went well.

    ``test``: the function that writes now; its cases share a page, and each puts in its text.
    """

    def __init__(self, application, page):
        self.application, self.page, self.said = application, page, []
        self.test = self._opened_by = None
        page.on('console', lambda message: self.said.append(message.text))
        page.on('pageerror', lambda error: self.said.append(str(error)))

    def open(self, text='', anew=False):
        """Open the page with ``text`` in the textarea; ``anew``: load it for each case."""
        if self.test and self.test is self._opened_by and not anew:
            self.take('')
            self.take(text)
            return self
        self.application.text, self._opened_by = text, self.test
        self.page.goto(self.application.url)
        self.page.wait_for_selector('.editor')
        return self

    def take(self, text):
        """Put ``text`` into the textarea as another script would."""
        self.page.eval_on_selector('#f-body', """(area, text) => {
            area.value = text
            area.dispatchEvent(new Event('input', { bubbles: true }))
        }""", text)

    def focus(self):
        self.page.focus('.editor-text')

    def value(self):
        """Return what the form would send now."""
        return self.page.evaluate(
            '() => new FormData(document.querySelector("form.form")).get("body")'
        ).replace('\r\n', '\n')

    def select(self, text):
        """Select the first ``text`` in the editor."""
        self.page.evaluate("""async (text) => {
            const root = document.querySelector('.editor-text')
            root.focus()
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
            while (walker.nextNode()) {
                const place = walker.currentNode.data.indexOf(text)
                if (place < 0) continue
                document.getSelection().setBaseAndExtent(
                    walker.currentNode, place, walker.currentNode, place + text.length)
                // The editor hears of it some moments later, before a timer of the same page.
                return new Promise((done) => setTimeout(done, 30))
            }
            throw new Error('no such text')
        }""", text)

    def press(self, name):
        """Press the button called ``name``, on a phone behind the last one too."""
        button = self.page.locator(f'[data-action="{name}"]')
        if not button.is_visible():
            bar = self.page.get_by_role('toolbar').filter(has=button)
            bar.locator('.editor-more').click()
        button.click()

    def key(self, *keys):
        for each in keys:
            self.page.keyboard.press(each)

    def type(self, text):
        self.page.keyboard.type(text)

    def paste(self, **data):
        """Paste ``html`` and ``plain``."""
        self.page.evaluate("""(data) => {
            const transfer = new DataTransfer()
            for (const [kind, text] of Object.entries(data)) transfer.setData(`text/${kind}`, text)
            document.activeElement.dispatchEvent(new ClipboardEvent(
                'paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
        }""", data)

    def touched(self):
        """Return what the form would send after a letter was typed and taken back."""
        self.focus()
        self.type('x')
        self.value()
        self.key('Control+z')
        return self.value()


#: A picture that is pasted may lead nowhere; whether that is said before the test ends is chance.
PICTURE_MISSING = (
    'Failed to load resource: the server responded with a status of 404 (Not Found)')


@pytest.fixture(scope='module')
def application():
    with writing() as running:
        yield running


@pytest.fixture(scope='module')
def window(browser, application):
    """One ``Writer`` for all tests; each function of them has a page, made by its ``open``."""
    context = browser.new_context(locale='vi-VN')
    yield Writer(application, context.new_page())
    context.close()


@pytest.fixture
def writer(window, request):
    """A ``Writer`` whose console says nothing: no error, and no word of the CSP."""
    window.test = request.function
    window.page.set_viewport_size(DESKTOP)
    window.said.clear()
    yield window
    assert [each for each in window.said if each != PICTURE_MISSING] == []


def letters(html):
    return re.sub(r'\s|&nbsp;', '', re.sub(r'<[^>]*>', '', html))


# -- What is written ------------------------------------------------------------------------

def test_what_is_opened_and_left_alone_is_sent_as_it_was(writer):
    text = '<p>Một <b>hai</b></p><p>\nba</p>'
    writer.open(text)
    writer.focus()

    assert writer.value() == text


def test_what_is_typed_reaches_the_form_and_its_listeners(writer):
    writer.open()
    writer.page.evaluate("""() => {
        window.heard = []
        document.querySelector('form').addEventListener(
            'input', (event) => window.heard.push([event.target.id, event.target.value]))
    }""")
    writer.focus()
    writer.type('Xin chào')
    wait_until(writer.page, "window.heard.at(-1)?.[1] === '<p>Xin chào</p>'")

    assert writer.page.evaluate('window.heard.at(-1)') == ['f-body', '<p>Xin chào</p>']
    assert writer.page.evaluate('window.heard.every(([id]) => id === "f-body")')


def test_whoever_hears_of_the_text_may_ask_the_form_for_its_data_at_once(writer):
    writer.open()
    writer.page.evaluate("""() => {
        const form = document.querySelector('form.form')
        window.asked = []
        form.addEventListener('input', () => window.asked.push(new FormData(form).get('body')))
    }""")
    writer.focus()
    writer.page.keyboard.insert_text('Xin')
    given = writer.page.evaluate("new FormData(document.querySelector('form.form')).get('body')")
    writer.page.evaluate('new Promise((done) => setTimeout(done))')

    assert given == '<p>Xin</p>'
    assert writer.page.evaluate('window.asked') == ['<p>Xin</p>']


def test_saving_at_once_sends_the_last_letter(writer):
    writer.open('<p>Một</p>')
    writer.focus()
    writer.key('Control+End')
    writer.type(' hai')
    writer.page.evaluate('document.querySelector("form.form").requestSubmit()')
    writer.page.wait_for_url('**/saved')

    assert writer.application.saved['body'] == ['<p>Một hai</p>']
    assert set(writer.application.saved) == {'title', 'body'}


def test_an_empty_text_is_sent_as_nothing(writer):
    writer.open('<p>Một</p>')
    writer.focus()
    writer.key('Control+a', 'Delete')

    assert writer.value() == ''


def test_blank_lines_are_not_kept(writer):
    writer.open()
    writer.focus()
    writer.type('Một')
    writer.key('Enter', 'Enter', 'Enter')
    writer.type('hai')

    assert writer.value() == '<p>Một</p>\n<p>hai</p>'


def test_a_textarea_for_reading_alone_is_not_written_in(writer):
    writer.open('<p>Một</p>')
    writer.page.eval_on_selector('#f-body', 'area => { area.readOnly = true }')
    writer.focus()
    writer.type('x')
    assert writer.value() == '<p>Một</p>'
    assert writer.page.get_attribute('[data-action=bold]', 'aria-disabled') == 'true'
    writer.page.eval_on_selector('#f-body', 'area => { area.readOnly = false }')
    writer.focus()
    writer.type('x')

    assert writer.value() == '<p>xMột</p>'


def test_what_another_script_puts_into_the_textarea_is_shown(writer):
    writer.open('<p>Cũ</p>')
    writer.take('<p>Khôi phục</p>')

    assert writer.page.inner_text('.editor-text') == 'Khôi phục'


def seeded_texts():
    for path in SEEDED:
        for language, text in yaml.safe_load(path.read_text()).items():
            if isinstance(text, dict) and 'body' in text:
                yield path.stem, language, re.sub(
                    r'href="decision:([a-z0-9-]+)"', r'href="/van-ban/qd-4263#\1"', text['body'])


def test_every_text_of_the_installation_comes_back_whole_and_clean(writer):
    writer.open()
    texts = share_of([*seeded_texts()], '4263', 4)
    assert len(texts) > 8
    for name, language, body in texts:
        kept = clean(body)
        writer.take(kept)
        once = writer.touched()
        writer.take('')
        writer.take(once)

        assert writer.page.inner_text('.editor-notice') == '', (name, language)
        assert letters(once) == letters(kept), (name, language)
        assert clean(once) == once, (name, language)
        assert active_parts(once) == []
        assert writer.touched() == once


INLINE = ['a', 'abbr', 'cite', 'code', 'del', 'dfn', 'em', 'ins', 'kbd', 'q', 's', 'small',
          'strong', 'sub', 'sup', 'u', 'b', 'i', 'time', 'span']
ATTRIBUTES = {'a': ' href="/tin?a=1&amp;b=2"', 'time': ' datetime="2025-08-16"',
              'span': ' lang="en"', 'abbr': ' title="Ủy ban «nhân dân»"'}
WORDS = st.text('aăâđêôơư Ệ.,"«&;\u00a0', min_size=1, max_size=8).map(
    lambda text: 'x' + text.replace('&', '&amp;'))


def marked(inner):
    return st.builds(
        lambda tag, text: f'<{tag}{ATTRIBUTES.get(tag, "")}>{text}</{tag}>',
        st.sampled_from(INLINE), inner)


LINE = st.lists(
    st.one_of(WORDS, marked(WORDS), marked(marked(WORDS)), st.sampled_from(
        ['a<br>b', '<img src="/cau/content" alt="Ảnh" width="4">'])),
    min_size=1, max_size=3).map(''.join)
LEAF = st.one_of(
    *[LINE.map(lambda text, tag=tag: f'<{tag}>{text}</{tag.split()[0]}>') for tag in (
        'p', 'p id="a"', 'h2', 'h3 id="muc-1"', 'h4', 'h5', 'p lang="en"', 'pre')],
    st.just('<hr>'),
    LINE.map(lambda text: f'<dl><dt>{text}</dt><dd>nghĩa</dd></dl>'),
    LINE.map(lambda text: '<figure><img src="/cau/content" alt="">'
                          f'<figcaption>{text}</figcaption></figure>'),
    LINE.map(lambda text: f'<table><caption>Bảng</caption><tr><td></td><th>{text}</th></tr>'
                          '<tr><th scope="row">a</th><td colspan="1">b</td></tr></table>'),
    LINE.map(lambda text: f'<table><thead><tr><td>ab</td><th scope="colgroup" colspan="2">{text}'
                          '</th></tr></thead><tbody><tr><td>a</td><td>b</td><td>c</td></tr></tbody>'
                          '<tfoot><tr><td>a</td><td>b</td><td>c</td></tr></tfoot></table>'))


def nested(blocks):
    inside = st.lists(blocks, min_size=1, max_size=2).map(''.join)
    return st.one_of(
        inside.map(lambda text: f'<blockquote>{text}</blockquote>'),
        inside.map(lambda text: f'<div lang="en">{text}</div>'),
        inside.map(lambda text: f'<ul><li>một</li><li>{text}</li></ul>'),
        inside.map(lambda text: f'<ol start="3" type="a"><li>hai{text}</li></ol>'),
        inside.map(lambda text: f'<table><tr><th>a</th></tr><tr><td>{text}</td></tr></table>'))


DOCUMENTS = st.lists(st.recursive(LEAF, nested, max_leaves=4), min_size=1, max_size=3).map(''.join)


@pytest.fixture(scope='module')
def reader(browser, application):
    """One ``Writer`` for many documents."""
    context = browser.new_context(viewport=DESKTOP)
    yield Writer(application, context.new_page()).open()
    context.close()


@given(document=DOCUMENTS)
@settings(max_examples=60 if WHOLE else 20, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_document_that_may_be_published_comes_back_whole_and_clean(reader, document):
    kept = clean(document)
    reader.take('')
    reader.take(kept)
    # Nothing but an index in an index cannot be kept: it is shown as it is, and said.
    assert reader.page.is_visible('#f-body') == (reader.page.inner_text('.editor-notice') != '')
    if reader.page.is_visible('#f-body'):
        assert re.search(r'<su[bp]><su[bp]>', kept)
        assert reader.value() == kept
        return
    once = reader.touched()
    reader.take('')
    reader.take(once)

    assert letters(once) == letters(kept)
    assert clean(once) == once
    assert active_parts(once) == []
    assert reader.touched() == once
    assert reader.said == []


def test_what_the_editor_cannot_keep_is_not_dropped_in_silence(writer):
    text = '<table><caption>Bảng <em>một</em></caption><tbody><tr><td>a</td></tr></tbody></table>'
    writer.open(text)

    assert writer.page.is_visible('#f-body')
    assert 'em' in writer.page.inner_text('.editor-notice')
    assert writer.value() == text


# -- Buttons --------------------------------------------------------------------------------

@pytest.mark.parametrize(('button', 'written'), [
    ('bold', '<p>Một <strong>hai</strong> ba</p>'),
    ('italic', '<p>Một <em>hai</em> ba</p>'),
    ('sup', '<p>Một <sup>hai</sup> ba</p>'),
    ('sub', '<p>Một <sub>hai</sub> ba</p>'),
    ('bulletList', '<ul>\n<li>Một hai ba</li>\n</ul>'),
    ('orderedList', '<ol>\n<li>Một hai ba</li>\n</ol>'),
    ('quotation', '<blockquote>\n<p>Một hai ba</p>\n</blockquote>'),
])
def test_a_button_puts_its_format_on_and_takes_it_off(writer, button, written):
    writer.open('<p>Một hai ba</p>')
    writer.select('hai')
    writer.press(button)
    assert writer.value() == written
    assert writer.page.get_attribute(f'[data-action={button}]', 'aria-pressed') == 'true'
    writer.press(button)

    assert writer.value() == '<p>Một hai ba</p>'
    assert writer.page.get_attribute(f'[data-action={button}]', 'aria-pressed') == 'false'


@pytest.mark.parametrize('level', [2, 3, 4, 5])
def test_a_line_is_made_a_heading_by_the_list_of_styles_and_by_its_keys(writer, level):
    writer.open('<p>Một</p>')
    writer.select('Một')
    writer.page.select_option('.editor-style', f'heading{level}')
    assert writer.value() == f'<h{level}>Một</h{level}>'
    writer.key('Control+Alt+0')
    assert writer.value() == '<p>Một</p>'
    writer.key(f'Control+Alt+{level}')

    assert writer.value() == f'<h{level}>Một</h{level}>'
    assert writer.page.input_value('.editor-style') == f'heading{level}'


def test_an_item_goes_a_level_in_and_out(writer):
    writer.open('<ul><li>Một</li><li>Hai</li></ul>')
    writer.select('Hai')
    writer.press('indent')
    assert writer.value() == '<ul>\n<li>Một<ul>\n<li>Hai</li>\n</ul></li>\n</ul>'
    writer.press('outdent')

    assert writer.value() == '<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>'


def test_clearing_leaves_the_letters_alone(writer):
    writer.open('<blockquote><h2>Một <strong>hai</strong> <a href="/a">ba</a></h2></blockquote>')
    writer.focus()
    writer.key('Control+a')
    writer.press('clear')

    assert writer.value() == '<p>Một hai ba</p>'


def test_a_rule_is_put_below_the_line(writer):
    writer.open('<p>Một</p>')
    writer.select('Một')
    writer.key('End')
    writer.press('rule')
    writer.type('Hai')

    assert writer.value() == '<p>Một</p>\n<hr>\n<p>Hai</p>'


def test_what_was_done_is_undone_and_done_again(writer):
    writer.open('<p>Một</p>')
    assert writer.page.get_attribute('[data-action=undo]', 'aria-disabled') == 'true'
    writer.select('Một')
    writer.press('bold')
    writer.press('undo')
    assert writer.value() == '<p>Một</p>'
    writer.press('redo')

    assert writer.value() == '<p><strong>Một</strong></p>'


def test_the_text_is_written_as_html_too_and_what_is_dropped_is_said(writer):
    writer.open('<p>Một</p>')
    writer.press('source')
    assert writer.page.is_visible('#f-body')
    assert writer.page.is_hidden('.editor-text')
    writer.page.fill('#f-body', '<p>Hai <script>x()</script><em>ba</em></p>')
    writer.press('source')

    assert writer.value() == '<p>Hai <em>ba</em></p>'
    assert 'script' in writer.page.inner_text('.editor-notice')


def test_full_screen_shows_the_text_alone_and_escape_ends_it(writer):
    writer.open('<p>Một</p>')
    writer.press('focus')
    box = writer.page.locator('.editor').bounding_box()
    assert (box['x'], box['y'], box['width'], box['height']) == (0, 0, 1280, 800)
    assert writer.page.evaluate('document.querySelector("#f-title").closest("[inert]") !== null')
    writer.key('Escape')

    assert writer.page.locator('[inert]').count() == 0
    assert writer.page.locator('.editor-full').count() == 0


def test_syllables_are_counted_and_the_time_to_read_them(writer):
    writer.open('<h2>Quyết định số 4263/QĐ-UBND</h2><p>ngày 16/8/2025, Hà&nbsp;Nội.</p>')
    assert writer.page.inner_text('.editor-count') == '8 chữ, đọc trong khoảng 1 phút'
    writer.take('<p>' + 'chữ ' * 441 + '</p>')

    assert writer.page.inner_text('.editor-count') == '441 chữ, đọc trong khoảng 3 phút'


# -- Links and images -----------------------------------------------------------------------

def dialog(writer):
    return writer.page.locator('dialog[open]')


def test_a_page_of_the_portal_is_found_and_linked(writer):
    writer.open('<p>Xem thủ tục cấp phép.</p>')
    writer.select('thủ tục cấp phép')
    writer.press('link')
    with writer.page.expect_response(lambda answer: 'q=c' in answer.url):
        dialog(writer).get_by_label('Tìm trang').fill('cấp phép')
    dialog(writer).get_by_label('Thủ tục cấp phép xây dựng').check()
    dialog(writer).get_by_role('button', name='Chèn').click()

    assert writer.value() == (
        '<p>Xem <a href="/sites/soxaydung/cap-phep" rel="noopener">thủ tục cấp phép</a>.</p>')
    assert writer.application.asked[-1] == {'kind': ['item'], 'q': ['cấp phép']}


@pytest.mark.parametrize(('typed', 'kept'), [
    ('hanoi.gov.vn/tin', 'https://hanoi.gov.vn/tin'), ('vanthu@hanoi.gov.vn',) * 2,
    ('tel:0243', 'tel:0243'), ('/tin-tuc', '/tin-tuc'), ('#muc-1', '#muc-1'),
    ('http://example.vn/?a=1&b=2', 'http://example.vn/?a=1&amp;b=2')])
def test_an_address_is_typed(writer, typed, kept):
    writer.open()
    writer.focus()
    writer.key('Control+k')
    dialog(writer).get_by_label('Chữ của liên kết').fill('Công báo')
    dialog(writer).get_by_label('Địa chỉ', exact=True).fill(typed)
    writer.key('Enter')

    kept = 'mailto:' + kept if '@' in kept else kept
    assert writer.value() == f'<p><a href="{kept}" rel="noopener">Công báo</a></p>'


@pytest.mark.parametrize('address', ['javascript:alert(1)', ' java\tscript:x', 'data:text/html,x'])
def test_an_address_that_could_run_is_refused(writer, address):
    writer.open()
    writer.focus()
    writer.key('Control+k')
    dialog(writer).get_by_label('Địa chỉ', exact=True).fill(address)
    writer.key('Enter')
    errors = dialog(writer).locator('.editor-error')
    assert 'chữ của liên kết' in errors.first.inner_text()
    assert 'https://' in errors.nth(1).inner_text()

    dialog(writer).get_by_label('Chữ của liên kết').fill('Tại đây')
    dialog(writer).get_by_label('Địa chỉ', exact=True).fill('')
    assert all(errors.all_inner_texts())
    dialog(writer).get_by_label('Chữ của liên kết').fill('Công báo')
    dialog(writer).get_by_label('Địa chỉ', exact=True).fill('/cong-bao')
    assert errors.all_inner_texts() == ['', '']
    assert dialog(writer).locator('[aria-invalid]').count() == 0
    writer.key('Escape')
    assert writer.value() == ''


@pytest.mark.parametrize('poor', ['tại đây', 'Xem thêm', 'Bấm vào đây', 'https://hanoi.gov.vn/x'])
def test_a_link_whose_text_says_nothing_is_held_once(writer, poor):
    writer.open()
    writer.focus()
    writer.key('Control+k')
    dialog(writer).get_by_label('Chữ của liên kết').fill(poor)
    dialog(writer).get_by_label('Địa chỉ', exact=True).fill('/a')
    writer.key('Enter')
    assert 'Nhấn nút lần nữa' in dialog(writer).inner_text()
    assert axe(writer.page) == []
    writer.key('Enter')

    assert writer.value() == f'<p><a href="/a" rel="noopener">{poor}</a></p>'


def test_a_link_is_changed_and_taken_away(writer):
    writer.open('<p>Xem <a href="/cu">Công báo</a> nhé</p>')
    writer.select('ông')
    writer.press('link')
    assert dialog(writer).get_by_label('Chữ của liên kết').input_value() == 'Công báo'
    dialog(writer).get_by_label('Địa chỉ', exact=True).fill('/moi')
    writer.key('Enter')
    assert writer.value() == '<p>Xem <a href="/moi" rel="noopener">Công báo</a> nhé</p>'
    writer.select('ông')
    writer.press('link')
    dialog(writer).get_by_role('button', name='Bỏ liên kết').click()

    assert writer.value() == '<p>Xem Công báo nhé</p>'


def test_an_image_is_chosen_with_its_words(writer):
    writer.open('<p>Một</p>')
    writer.select('Một')
    writer.key('End')
    writer.press('image')
    dialog(writer).get_by_label('Cầu Long Biên').check()
    dialog(writer).get_by_role('button', name='Chèn').click()

    assert writer.value() == (
        '<p>Một</p>\n<figure>\n<img src="/cau/content" alt="Cầu Long Biên lúc bình minh">\n'
        '<figcaption>Cầu Long Biên, 2025</figcaption>\n</figure>')


def test_an_image_needs_words_or_to_be_decoration(writer):
    writer.open()
    writer.focus()
    writer.press('image')
    dialog(writer).get_by_text('Dùng ảnh theo địa chỉ').click()
    dialog(writer).get_by_label('Địa chỉ ảnh').fill('/cau/content')
    dialog(writer).get_by_role('button', name='Chèn').click()
    assert 'Hãy nhập lời mô tả' in dialog(writer).inner_text()
    dialog(writer).get_by_label('Ảnh chỉ để trang trí').check()
    dialog(writer).get_by_role('button', name='Chèn').click()

    assert writer.value() == '<figure>\n<img src="/cau/content" alt="">\n</figure>'


def test_the_words_of_an_image_are_changed(writer):
    writer.open('<figure><img src="/cau/content" alt="Cũ" width="640" height="360"></figure>')
    writer.page.click('.editor-text img')
    writer.press('image')
    dialog(writer).get_by_label('Lời mô tả thay cho ảnh').fill('Mới')
    dialog(writer).get_by_role('button', name='Lưu').click()

    assert writer.value() == (
        '<figure>\n<img src="/cau/content" alt="Mới" width="640" height="360">\n</figure>')


# -- Tables ---------------------------------------------------------------------------------

def test_a_table_is_made_with_headers_and_a_caption(writer):
    writer.open()
    writer.focus()
    writer.press('table')
    dialog(writer).get_by_label('Số hàng').fill('2')
    dialog(writer).get_by_label('Số cột').fill('2')
    dialog(writer).get_by_label('Cột đầu là tiêu đề').check()
    dialog(writer).get_by_label('Tên bảng').fill('Khung giờ')
    dialog(writer).get_by_role('button', name='Chèn').click()
    for text in ('Buổi', 'Giờ', 'Sáng', '08:00'):
        writer.type(text)
        writer.key('Tab')

    assert writer.value() == TABLE.replace('<td>Sáng</td>', '<th scope="row">Sáng</th>')


def test_who_types_on_at_once_types_into_the_first_cell(writer):
    writer.open()
    writer.focus()
    writer.press('table')

    assert writer.page.evaluate("""() => {
        document.querySelector('dialog .editor-strong').click()
        const at = getSelection().anchorNode
        return Boolean((at.closest ? at : at.parentElement).closest('th'))
            && document.activeElement.className.includes('editor-text')
    }""")


def test_a_number_that_is_none_makes_no_table(writer):
    writer.open()
    writer.focus()
    writer.press('table')
    dialog(writer).get_by_label('Số hàng').fill('0')
    dialog(writer).get_by_role('button', name='Chèn').click()

    assert 'từ 1 đến 50' in dialog(writer).inner_text()
    writer.key('Escape')
    assert writer.value() == ''


def rows(html):
    return [re.findall(r'<(t[hd])', row) for row in html.split('<tr>')[1:]]


@pytest.mark.parametrize(('button', 'shape'), [
    ('rowAbove', [['th', 'th'], ['td', 'td'], ['td', 'td']]),
    ('rowBelow', [['th', 'th'], ['td', 'td'], ['td', 'td']]),
    ('columnBefore', [['th'] * 3, ['td'] * 3]), ('columnAfter', [['th'] * 3, ['td'] * 3]),
    ('headerRow', [['td', 'td'], ['td', 'td']]), ('headerColumn', [['th', 'th'], ['th', 'td']]),
    ('deleteRow', [['th', 'th']]), ('deleteColumn', [['th'], ['td']]), ('deleteTable', [])])
def test_the_buttons_of_a_table_change_it(writer, button, shape):
    writer.open(f'<p>Trước</p>{TABLE}')
    assert writer.page.is_hidden('[data-action=rowAbove]')
    writer.select('Sáng')
    writer.press(button)
    value = writer.value()

    assert rows(value) == shape
    assert clean(value) == value


def drag(page, first, last):
    """Select the cells from ``first`` to ``last`` with the mouse."""
    boxes = [cell.bounding_box() for cell in (first, last)]
    middles = [(box['x'] + box['width'] / 2, box['y'] + box['height'] / 2) for box in boxes]
    page.mouse.move(*middles[0])
    page.mouse.down()
    page.mouse.move(*middles[1], steps=4)
    page.mouse.up()


def test_cells_are_joined_and_parted(writer):
    writer.open(TABLE)
    drag(writer.page, *writer.page.locator('.editor-text td').all())
    writer.press('merge')
    assert '<td colspan="2"><p>Sáng</p><p>08:00</p></td>' in writer.value()
    writer.press('split')

    assert rows(writer.value()) == [['th', 'th'], ['td', 'td']]


def test_the_caption_of_a_table_is_changed(writer):
    writer.open(TABLE)
    writer.select('Sáng')
    writer.press('caption')
    dialog(writer).get_by_label('Tên bảng').fill('Giờ & buổi')
    writer.key('Enter')

    assert '<caption>Giờ &amp; buổi</caption>' in writer.value()


# -- Pasting --------------------------------------------------------------------------------

@pytest.mark.parametrize('name', SAMPLES)
def test_what_other_programs_give_is_cleaned(writer, name):
    writer.open()
    writer.focus()
    writer.paste(html=(PASTED / f'{name}.html').read_text())
    value = writer.value()

    assert value == (PASTED / f'{name}.expected.html').read_text().strip()
    assert clean(value) == value
    assert active_parts(value) == []


def test_pictures_that_cannot_be_pasted_are_counted(writer):
    writer.open()
    writer.focus()
    writer.paste(html=(PASTED / '08-pictures.html').read_text())

    assert writer.page.inner_text('.editor-notice').startswith('Có 1 ảnh không dán được')


def test_plain_text_is_pasted_as_paragraphs(writer):
    writer.open('<p>Đầu:</p>')
    writer.focus()
    writer.key('Control+End')
    writer.type(' ')
    writer.paste(plain='Một <b>&\r\nHai')

    assert writer.value() == '<p>Đầu: Một &lt;b&gt;&amp;</p>\n<p>Hai</p>'


def test_what_is_copied_in_the_editor_comes_back_as_it_was(writer):
    writer.open(f'<h2 id="a">Một</h2>{TABLE}<p>Hai <a href="/x" rel="noopener">ba</a></p>')
    writer.focus()
    writer.key('Control+a')
    before = writer.touched()
    writer.key('Control+a')
    html = writer.page.evaluate("""() => {
        const transfer = new DataTransfer()
        document.activeElement.dispatchEvent(new ClipboardEvent(
            'copy', { clipboardData: transfer, bubbles: true, cancelable: true }))
        return transfer.getData('text/html')
    }""")
    writer.key('Delete')
    writer.paste(html=html)

    assert writer.value() == before


# -- Keys, input methods, readers of the screen ----------------------------------------------

def test_the_keys_reach_the_toolbar_walk_it_and_come_back(writer):
    writer.open('<p>Một</p>')
    writer.select('Một')
    writer.key('Alt+F10')
    at = 'document.activeElement.dataset.action ?? document.activeElement.className'
    assert writer.page.evaluate(at) == 'editor-style'
    writer.key('ArrowRight')
    assert writer.page.evaluate(at) == 'bold'
    writer.key('Enter')
    assert writer.value() == '<p><strong>Một</strong></p>'
    expect(writer.page.locator(':focus')).to_have_class(re.compile('editor-text'))
    writer.key('Alt+F10', 'End')
    assert writer.page.evaluate(at) == 'help'
    writer.key('ArrowRight', 'ArrowLeft', 'Home', 'ArrowLeft')
    assert writer.page.evaluate(at) == 'help'
    writer.key('Escape')
    assert 'editor-text' in writer.page.evaluate('document.activeElement.className')


def test_on_a_phone_the_last_button_opens_the_others(writer):
    writer.page.set_viewport_size(PHONE)
    writer.open('<p>Một</p>')
    shown = writer.page.locator('.editor-bar:visible [data-action]:visible')
    more = writer.page.get_by_role('button', name='Công cụ khác')
    few = shown.count()
    at = 'document.activeElement.dataset.action ?? document.activeElement.title'
    assert 2 < few < 8 and more.get_attribute('aria-expanded') == 'false'
    writer.select('Một')
    writer.key('Alt+F10', 'End')
    assert writer.page.evaluate(at) == 'Công cụ khác'
    writer.key('ArrowRight', 'ArrowLeft', 'Enter', 'ArrowLeft')
    assert writer.page.evaluate(at) == 'help' and shown.count() > 15
    assert axe(writer.page) == []
    assert writer.page.evaluate('document.documentElement.scrollWidth <= innerWidth')
    writer.key('Escape')
    assert writer.page.evaluate(at) == 'Công cụ khác' and shown.count() == few
    more.click()
    writer.page.locator('[data-action=quotation]').click()
    assert writer.value() == '<blockquote>\n<p>Một</p>\n</blockquote>'
    assert more.get_attribute('aria-expanded') == 'true'
    writer.page.locator('.editor-text').click()
    assert shown.count() == few
    writer.page.set_viewport_size(DESKTOP)
    expect(more).to_be_hidden()
    assert shown.count() > 15


def test_the_tab_key_stops_once_at_the_toolbar_and_leaves_the_text(writer):
    writer.open(f'<ul><li>Một</li></ul>{TABLE}')
    writer.page.focus('#f-title')
    stops = []
    for _ in range(3):
        writer.key('Tab')
        stops.append(writer.page.evaluate('document.activeElement.className'))

    assert stops[0] == 'editor-style'
    assert 'editor-text' in stops[1]
    assert stops[2] == ''
    writer.select('08:00')
    writer.key('Tab')
    assert writer.page.evaluate('document.activeElement.textContent') == 'Lưu'


def test_every_button_has_a_name_and_says_its_keys(writer):
    writer.open()
    for button in writer.page.locator('[data-action]').all():
        name = button.get_attribute('aria-label')
        assert name and name != button.get_attribute('data-action')
        assert button.get_attribute('type') == 'button'
    assert writer.page.get_attribute('[data-action=bold]', 'title') == 'In đậm (Ctrl + B)'
    assert writer.page.get_attribute('[data-action=bold]', 'aria-keyshortcuts') == 'Control+b'


def test_the_help_lists_the_keys_and_gives_the_focus_back(writer):
    writer.open()
    writer.focus()
    writer.key('Alt+0')
    assert 'Alt + F10' in dialog(writer).inner_text()
    writer.key('Escape')

    assert 'editor-text' in writer.page.evaluate('document.activeElement.className')


def test_the_text_is_called_by_the_label_of_its_field(writer):
    writer.open('<p>Một</p>')
    writer.page.click('label[for=f-body]')
    writer.type('X')

    box = writer.page.get_by_role('textbox', name='Nội dung')
    assert 'X' in box.inner_text()
    assert box.get_attribute('aria-describedby') == 'h-body'


TELEX = ['V', 'Vi', 'Vie', 'Viê', 'Việ', 'Việt']


@pytest.mark.parametrize(('text', 'place', 'kept'), [
    ('', None, '<p>Việt Nam</p>'),
    ('<p>Nước </p>', 'Nước', '<p>Nước Việt Nam</p>'),
    ('<h2>Nước </h2>', 'Nước', '<h2>Nước Việt Nam</h2>'),
    ('<p><strong>Nước</strong></p>', 'Nước', '<p><strong>NướcViệt Nam</strong></p>'),
    ('<ul><li>Nước</li></ul>', 'Nước', '<ul>\n<li>NướcViệt Nam</li>\n</ul>'),
    ('<p><a href="/a">Nước</a></p>', 'Nước',
     '<p><a href="/a" rel="noopener">Nước</a>Việt Nam</p>')])
def test_an_input_method_loses_no_letter(writer, text, place, kept):
    writer.open(text)
    writer.focus()
    writer.key('Control+End')
    if place == 'Nước' and 'Nước </' in text:
        writer.type(' ')
    devices = writer.page.context.new_cdp_session(writer.page)
    for word, tail in ((TELEX, ' '), (['N', 'Na', 'Nam'], '')):
        for composed in word:
            devices.send('Input.imeSetComposition', {
                'text': composed, 'selectionStart': len(composed), 'selectionEnd': len(composed)})
            writer.page.wait_for_timeout(20)
        devices.send('Input.insertText', {'text': word[-1] + tail})
        writer.page.wait_for_timeout(20)

    assert writer.value().replace('&nbsp;', ' ') == kept


def test_an_input_method_that_types_over_its_letters_loses_none(writer):
    """UniKey sends a backspace for each letter that it replaces."""
    writer.open()
    writer.focus()
    writer.type('Vie')
    writer.key('Backspace')
    writer.page.keyboard.insert_text('ê')
    writer.key('Backspace')
    writer.page.keyboard.insert_text('ệ')
    writer.type('t')

    assert writer.value() == '<p>Việt</p>'


def test_letters_and_marks_typed_apart_are_sent_as_one(writer):
    writer.open()
    writer.focus()
    writer.page.keyboard.insert_text('Vie\u0323\u0302t')

    assert writer.value() == '<p>Việt</p>'


@pytest.mark.parametrize('size', [DESKTOP, NARROW, *[PHONE] * WHOLE])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(writer, size):
    writer.page.set_viewport_size(size)
    writer.open(f'<h2>Một</h2><ul><li>Hai</li></ul>{TABLE}'
                '<figure><img src="/cau/content" alt="Cầu"></figure>', anew=True)
    writer.select('Sáng')
    found = {'text': axe(writer.page)}
    for button in ('link', 'image', 'caption', 'help'):
        writer.press(button)
        writer.page.wait_for_timeout(300)
        found[button] = axe(writer.page)
        assert writer.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), button
        writer.key('Escape')
    for button in ('source', 'focus'):
        writer.press(button)
        found[button] = axe(writer.page)

    assert not {place: problems for place, problems in found.items() if problems}


def test_without_javascript_the_textarea_is_there(browser, application):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    application.text = '<p>Một</p>'
    page.goto(application.url)
    page.fill('#f-body', '<p>Hai</p>')
    page.click('text=Lưu')

    assert application.saved['body'] == ['<p>Hai</p>']
    context.close()
