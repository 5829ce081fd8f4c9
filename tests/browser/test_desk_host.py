"""The desk at a host of its own, in a real browser that reaches every host of the portal."""
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR
from playwright.sync_api import expect
from servers.browser import faults_on_screens, opened
from servers.office import DEPARTMENT, LIBRARY, PASSWORD, SECTION, WARD, Desk, office
from support.factories import picture
from support.sampling import dealt

DESK, HOME, OTHER = (SimpleNamespace(url=f'http://{name}.hanoi.gov.vn')
                     for name in ('quantri', WARD, DEPARTMENT))
PICTURE, NEWS = f'{LIBRARY}/so-do', f'{SECTION}/tin'
TITLE = 'Xã Ba Vì công bố sơ đồ thoát nước'
#: What a script may try: to read, to show as a picture, to look into a window, to send a form.
READ = """address => fetch(address, { credentials: 'include' })
    .then((answer) => answer.text(), (error) => error.name)"""
SHOW = """address => new Promise((done) => {
    const image = new Image()
    image.onload = image.onerror = (event) => done(event.type)
    image.src = address
})"""
OPEN = """address => new Promise((done) => {
    const opened = open(address)
    let looks = 600
    const look = setInterval(() => {
        // An empty page of ours stands in the window until the other one comes.
        let found = looks-- ? '' : 'no page'
        try { found ||= opened.document.title } catch { found = opened ? 'nothing' : 'no window' }
        if (!found) return
        clearInterval(look)
        done(found)
    }, 50)
})"""
SEND = """address => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = address
    document.body.append(form)
    form.submit()
}"""
#: The pages of an editor and of an administrator, and what is behind the words in each palette.
PAGES = {
    'minh': ('/desk', f'/desk/sites/{WARD}/{NEWS}/@@edit', f'/desk/sites/{WARD}/@@contents',
             '/account', '/hien-thi'),
    'quan': ('/console/@@contents', f'/console/sites/{WARD}/@@contents',
             f'/console/sites/{WARD}/@@properties', '/console/accounts/@@accounts')}
THEMES = {'Tương phản cao': 'rgb(0, 0, 0)', 'Nền tối': 'rgb(23, 19, 17)'}


def fill(environment):
    """Put a picture and a text that shows it into the ward, neither of them public; and a public
    text with a picture of the ward into another site.  ``quan``: an administrator.
    """
    site = environment.portal['sites'][WARD]
    quan = environment.portal['accounts'].create('quan', 'Bùi Văn Quân',
                                                 registry=environment.registry)
    quan.set_password(PASSWORD, at=environment.clock.now())
    grant(environment.portal, quan.id, ADMINISTRATOR, Grant(basis='tests'))
    elsewhere = environment.portal['sites'][DEPARTMENT][SECTION]
    dam = environment.editing.add(elsewhere, 'dap', 'NewsItem', {
        'title': 'Đập mới', 'images': [f'/sites/{WARD}/{LIBRARY}/dap-suoi-hai']}, 'test')
    environment.publishing.publish_imported(dam, 'test', 'tests')
    author = environment.portal['accounts']['lan'].id
    environment.editing.add(site[LIBRARY], 'so-do', 'Image', {
        'title': 'Sơ đồ', 'alt': 'Sơ đồ thoát nước', 'decorative': 'no',
        'image': Incoming('so-do.png', picture(size=(40, 30)))}, author)
    environment.editing.add(site[SECTION], 'tin', 'NewsItem', {
        'title': 'Sơ đồ thoát nước', 'summary': 'Sơ đồ mới.',
        'body': f'<p>Mới.</p><figure><img src="/{PICTURE}/content" alt="Sơ đồ"></figure>'}, author)


@pytest.fixture(scope='module')
def apart(tmp_path_factory):
    """A portal like that in service, with a host of the desk."""
    with office(tmp_path_factory.mktemp('apart') / 'portal', {
            'portal.desk_host': 'quantri', 'portal.development_hosts': ''}, fill) as portal:
        yield portal


def reaching(portal):
    """Return the option by which every host below ``hanoi.gov.vn`` is ``portal``."""
    return f'--host-resolver-rules=MAP *hanoi.gov.vn:80 127.0.0.1:{portal.port}'


@pytest.fixture(scope='module')
def hosts(playwright, apart):
    """A Chromium in which every host below ``hanoi.gov.vn`` is that portal."""
    with opened(playwright, False, reaching(apart)) as chromium:
        yield chromium


@pytest.fixture
def secure_hosts(playwright, apart):
    """The same, for which those hosts are secure as by HTTPS: its shell takes none by HTTP for
    that.
    """
    with opened(playwright, True, reaching(apart),
                '--unsafely-treat-insecure-origin-as-secure='
                + ','.join(host.url for host in (DESK, HOME, OTHER))) as chromium:
        yield chromium


@pytest.fixture
def enter(hosts):
    """``enter(login, at)``: the ``Desk`` of that person; nothing went wrong in any at the end."""
    with entering(hosts, AtPlain) as enter:
        yield enter


class AtPlain(Desk):
    """Somebody whose browser says of each page that, without HTTPS, one of its headers is of no
    effect.
    """

    def _heard(self, message):
        if 'Cross-Origin-Opener-Policy header has been ignored' not in message.text:
            super()._heard(message)


@contextmanager
def entering(chromium, kind=Desk):
    """Give what ``enter`` is, in ``chromium``, for each a ``Desk`` of ``kind``."""
    desks = []

    def opened_for(login='', at=DESK, **settings):
        desks.append(kind(chromium, at, **settings))
        return desks[-1].log_in(login) if login else desks[-1]

    yield opened_for
    for desk in desks:
        desk.context.close()
    assert [wrong for desk in desks for wrong in desk.wrong] == []


def loaded(image):
    """Wait until the picture is drawn."""
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property('complete', True)
    expect(image).to_have_js_property('naturalWidth', 40)


def publish(minh, hoa, path):
    """Take what an editor has at hand through the board to the public."""
    address = f'/desk/sites/{WARD}/{path}'
    minh.page.goto(address)
    minh.take('Gửi duyệt')
    minh.press('Nhận biên tập')
    minh.take('Trình phê duyệt')
    hoa.page.goto(address)
    hoa.step('Phê duyệt')
    for head in ('Nguồn gốc', 'Chất lượng', 'Nội dung'):
        hoa.page.get_by_role('checkbox', name=head).check()
    hoa.page.get_by_role('radio', name='Xuất bản ngay').check()
    hoa.press('Phê duyệt')
    expect(hoa.state).to_have_text('Đã xuất bản')


@pytest.mark.clause('8.1')
def test_one_writes_at_the_host_of_the_desk_and_reads_at_that_of_the_site(enter):
    reader, minh, hoa = enter(at=HOME), enter('minh'), enter('hoa')
    page = minh.page
    page.goto(f'/desk/sites/{WARD}/{NEWS}')
    minh.follow('Sửa bài')
    loaded(page.locator('.ProseMirror img'))
    page.get_by_role('textbox', name='Tiêu đề').fill(TITLE)
    minh.press('Lưu')

    minh.follow('Xem trước')
    frame = page.frame_locator('iframe')
    expect(frame.get_by_role('heading', level=1)).to_have_text(TITLE)
    loaded(frame.locator('main figure img'))
    assert all('is sandboxed' in each for each in minh.wrong)
    minh.wrong.clear()
    assert reader.missing(f'/{NEWS}') == reader.missing(f'/{PICTURE}/content') == 404

    publish(minh, hoa, PICTURE)
    publish(minh, hoa, NEWS)
    reader.page.goto(f'/{NEWS}')
    expect(reader.page.get_by_role('heading', level=1)).to_have_text(TITLE)
    loaded(reader.page.locator('main figure img'))
    assert reader.context.cookies() == []
    page.goto(f'/desk/sites/{WARD}/{NEWS}')
    expect(page.get_by_role('link', name='Xem trên Cổng')).to_have_attribute(
        'href', f'{HOME.url}/{NEWS}')


def test_a_picture_of_another_site_is_seen(enter):
    reader = enter(at=OTHER)

    reader.page.goto(f'/{SECTION}/dap')

    image = reader.page.locator('main article img').first
    assert image.get_attribute('src').startswith(f'{HOME.url}/{LIBRARY}/dap-suoi-hai/')
    expect(image).to_have_js_property('complete', True)
    assert image.evaluate('image => image.naturalWidth') > 0
    assert all(f'asks {HOME.url}/{LIBRARY}/' in each for each in reader.wrong)
    reader.wrong.clear()


def test_an_old_address_leads_through_the_log_in_to_the_same_place(enter):
    tuan = enter()
    tuan.page.goto(f'http://soxaydung.hanoi.gov.vn/english/desk/{SECTION}/@@contents')
    assert tuan.page.url.startswith(f'{DESK.url}/english/login?')
    tuan.wrong.clear()  # of the address at the other host
    assert faults_on_screens(tuan.page) == []
    tuan.page.fill('#login', 'tuan')
    tuan.page.fill('#password', 'Cau-Long-Bien-1902')
    tuan.page.click('main form:has(#password) button')

    tuan.page.wait_for_url(f'{DESK.url}/english/desk/sites/soxaydung/{SECTION}/@@contents')


@pytest.mark.clause('6.7')
@pytest.mark.parametrize(('login', 'theme'), dealt(PAGES, THEMES))
def test_staff_choose_how_the_desk_looks_before_they_log_in(enter, login, theme):
    paper, paths = THEMES[theme], PAGES[login]
    somebody = enter()
    page = somebody.page
    page.goto('/login')
    page.get_by_role('link', name='Hiển thị').click()
    page.get_by_label(theme).check()
    page.get_by_label('Rất lớn').check()
    page.get_by_role('button', name='Lưu lựa chọn').click()
    page.wait_for_url('**/login')
    assert looks(page) == ('24px', paper)
    somebody.log_in(login)
    for path in paths:
        assert page.goto(path).status == 200, path
        size, ground = looks(page)
        assert size == '24px' and luminous(ground) < 40, path
        assert faults_on_screens(page, [True if theme == 'Nền tối' else None]) == [], path
    reader = somebody.context.new_page()
    reader.goto(HOME.url)
    assert looks(reader) == ('16px', 'rgb(255, 255, 255)')
    somebody.wrong.clear()  # of the address at the other host


def looks(page):
    """Return the size of the text of ``page`` and the colour behind it."""
    return tuple(page.evaluate("""() => [
        getComputedStyle(document.documentElement).fontSize,
        getComputedStyle(document.body).backgroundColor]"""))


def luminous(colour):
    """Return the brightest part of an ``rgb(…)``, 0 to 255."""
    return max(map(int, colour[4:-1].split(',')))


@pytest.mark.clause('8.1')
def test_a_script_in_a_public_page_has_nothing_of_who_is_logged_in(enter):
    minh = enter('minh', bypass_csp=True)  # as if every other defence had failed
    assert 'Trần Văn Minh' in minh.page.evaluate(READ, f'{DESK.url}/desk')

    public = minh.context.new_page()
    public.goto(HOME.url)
    for path in ('/desk', f'/desk/sites/{WARD}/{NEWS}/@@edit', '/account',
                 f'/desk-files/sites/{WARD}/{LIBRARY}/dap-suoi-hai/content'):
        assert public.evaluate(READ, DESK.url + path) == 'TypeError'
        assert public.evaluate(SHOW, DESK.url + path) == 'error'
    assert public.evaluate(OPEN, f'{DESK.url}/desk') == 'nothing'
    public.evaluate(SEND, f'{DESK.url}/logout')
    public.wait_for_url('**/logout')

    minh.page.goto('/desk')
    assert minh.page.url == f'{DESK.url}/desk'


def test_a_passkey_of_the_domain_opens_the_desk(secure_hosts):
    with entering(secure_hosts) as enter:
        enrol_and_enter(enter('mai'))


def enrol_and_enter(mai):
    """Enrol a passkey and log in with it."""
    device = mai.context.new_cdp_session(mai.page)
    device.send('WebAuthn.enable')
    device.send('WebAuthn.addVirtualAuthenticator', {'options': {
        'protocol': 'ctap2', 'transport': 'internal', 'hasResidentKey': True,
        'hasUserVerification': True, 'isUserVerified': True,
        'automaticPresenceSimulation': True}})
    page = mai.page
    page.goto('/account')
    assert faults_on_screens(page) == []
    page.fill('#name', 'Máy thử')
    page.click('form[data-passkey=enrol] button')
    page.wait_for_selector('.codes')
    page.goto('/account')
    page.click('main form[action$="/logout"] button')
    page.wait_for_url('**/login')
    page.click('form[data-passkey=enter] button')

    page.wait_for_url('**/desk')
    assert [each['domain'] for each in mai.context.cookies()] == ['quantri.hanoi.gov.vn'] * len(
        mai.context.cookies())
