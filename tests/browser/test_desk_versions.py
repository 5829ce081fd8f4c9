"""Versions, preview and remarks in a real browser: axe, phones, hostile texts, frames."""
import pytest
import transaction
from hanoiportal.commands.seed import provisioning
from hanoiportal.provisioning.data import Data
from servers import ROOT
from servers.browser import DESKTOP, PHONE, axe, faults_on_screens
from servers.portal import furnished

PASSWORD = 'Cau-Long-Bien-1902'
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
BODY = ('<p>Chợ hoa Hàng Lược mở từ ngày 15 tháng Chạp đến hết ngày 30 Tết.</p><h2>Đi lại</h2>'
        '<ul><li>Cấm ô tô từ 8 giờ.</li><li>Gửi xe ở chợ Đồng Xuân.</li></ul><table><caption>Giá'
        '</caption><tbody><tr><th scope="col">Hoa</th><td>Đào</td></tr></tbody></table>')
PAGES = ['@@history', '@@history?from=1&to=now', '@@history?from=1&to=now&as=inline',
         '@@preview', '@@preview?as=desktop', '@@preview?as=print', '@@preview?as=text',
         '@@comments', '@@comments?field=body&at=2']


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with a public text that has a working version, being served."""
    with furnished(tmp_path_factory.mktemp('versions') / 'var', fill,
                   ('doc', HOSTILE, 'QĐ 1', PASSWORD)) as running:
        yield running


def fill(environment):
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    editing = steps._editing
    section = editing.add(environment.portal, 'tin-doc', 'Section', {'title': 'Tin'}, 'test')
    item = editing.add(section, 'a', 'NewsItem', {
        'title': f'Chợ hoa Tết {HOSTILE}', 'summary': HOSTILE, 'body': BODY, 'keywords': 'hoa'},
        'test')
    steps._publishing.carry_in(item, 'test', 'tests')
    for day in ('16', '17'):
        editing.edit(item, {'body': BODY.replace('15', day).replace('<li>Gửi', '<li>Để'),
                            'genre': 'bai', 'keywords': 'hoa; Tết'}, 'test', HOSTILE)
    transaction.commit()


@pytest.fixture
def visitor(browser, portal):
    """A page of an administrator; ``visitor.ran`` lists what scripts did."""
    context = browser.new_context(viewport=PHONE, locale='vi-VN', base_url=portal.url)
    page = context.new_page()
    page.ran = []
    page.on('dialog', lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))
    page.goto('/login')
    page.fill('[name=login]', 'doc')
    page.fill('main [name=password]', PASSWORD)
    page.click('main button')
    yield page
    context.close()


@pytest.fixture
def remarked(visitor):
    """Two remarks, one of them settled, by the page's own forms."""
    if visitor.goto('/desk/tin-doc/a/@@comments') and not visitor.locator('.thread').count():
        for at in (0, 1):
            visitor.goto(f'/desk/tin-doc/a/@@comments?field=body&at={at}')
            if at == 0:
                visitor.fill('#f-quote', 'ngày 17 tháng Chạp')
            visitor.fill('#f-text', f'Đã hỏi UBND phường chưa? {HOSTILE}')
            visitor.click('#viet button')
        visitor.locator('#nhan-xet-2 .answering > form button').click()


def test_every_page_is_accessible_fits_and_runs_nothing(visitor, remarked):
    for path in PAGES:
        visitor.goto(f'/desk/tin-doc/a/{path}')
        assert faults_on_screens(visitor) == [], path
        assert visitor.locator('main img, main script').count() == 0, path
    assert visitor.ran == []


def test_the_frame_shows_the_page_and_runs_nothing(visitor):
    visitor.set_viewport_size(DESKTOP)
    for way, width in (('phone', 390), ('desktop', 1280), ('text', None)):
        visitor.goto(f'/desk/tin-doc/a/@@preview?as={way}')
        frame = visitor.locator('iframe').element_handle().content_frame()
        frame.wait_for_selector('h1')
        assert 'Chợ hoa Tết' in frame.locator('h1').inner_text()
        assert 'ngày 17 tháng Chạp' in frame.locator('main').inner_text()
        assert width is None or abs(frame.evaluate('innerWidth') - width) <= 25
    assert visitor.ran == []


def test_a_link_is_made_used_by_a_stranger_and_taken_back(visitor, browser, portal):
    visitor.goto('/desk/tin-doc/a/@@preview')
    visitor.click('.make button')
    assert axe(visitor) == []
    address = visitor.input_value('.address')
    stranger = browser.new_context(viewport=PHONE, locale='vi-VN')
    page = stranger.new_page()
    assert page.goto(address).status == 200
    assert 'Bản xem trước, chưa công bố.' in page.inner_text('main') and axe(page) == []
    visitor.click('.link button')
    assert page.goto(address).status == 404
    stranger.close()
