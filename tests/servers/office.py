"""A ward and a department with their staff, and each of them in a browser context of their own."""
import atexit
import re
import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import (
    BOARD_MEMBER,
    CONTRIBUTOR,
    EDITOR,
    HEAD,
    TRANSLATOR,
)
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.seed import provisioning
from PIL import Image, ImageDraw
from support.sampling import is_turn

from . import CONFIG
from .browser import DESKTOP, PHONE, enter_once, faults_on_screens
from .portal import BARE, bare, serving, write_ini

PASSWORD = 'Cau-Long-Bien-1902'
WARD, DEPARTMENT = 'bavi', 'soxaydung'
SECTION, LIBRARY = 'tin-tuc-su-kien', 'da-phuong-tien'
BASIS = 'QĐ 12/QĐ-UBND ngày 01/9/2026'
#: Log-in → name, site, role.
PEOPLE = {
    'lan': ('Nguyễn Thị Lan', WARD, CONTRIBUTOR),
    'minh': ('Trần Văn Minh', WARD, EDITOR),
    'hoa': ('Phạm Thị Hòa', WARD, BOARD_MEMBER),
    'dung': ('Lê Quang Dũng', WARD, HEAD),
    'mai': ('Đỗ Thanh Mai', WARD, TRANSLATOR),
    'tuan': ('Vũ Anh Tuấn', DEPARTMENT, EDITOR),
}
PICTURE = {'title': 'Đập hồ Suối Hai', 'alt': 'Mặt đập hồ Suối Hai nhìn từ bờ nam',
           'summary': 'Đập hồ Suối Hai, 2026', 'decorative': 'no', 'credit': 'UBND xã Ba Vì'}
SCHEDULER = {'portal.scheduler': 'true', 'portal.scheduler_seconds': '1',
             'portal.mail_links': 'http://localhost:%(http_port)s'}


@contextmanager
def office(var, settings, fill=None, clock=None, then=lambda var: None):
    """Serve the two sites with ``PEOPLE`` and a picture from ``var``; give the ``Portal``.

    ``fill``: callable(environment) that puts in what is there besides.  ``clock``: as of
    ``serving``.  ``then``: callable(var) that does what commands do while nothing is served.
    """
    shutil.copytree(_founded(), var, dirs_exist_ok=True)
    if fill:
        with opened(str(write_ini(var, {})), str(var), 'test') as environment:
            fill(environment)
            transaction.commit()
    then(var)
    with serving(var, {**SCHEDULER, **settings}, clock=clock) as portal:
        yield portal


@pytest.fixture
def mailed_office(request, tmp_path, mail_server):
    """An ``office`` that the module's ``fill`` has filled; it mails, and its clock is moved."""
    with office(tmp_path / 'portal', mail_server.settings(tmp_path / 'mail'), request.module.fill,
                clock=tmp_path / 'clock') as running:
        yield running


def is_approved(address, minh, hoa):
    """Let the board make the version in work public, of what is at ``address`` in the desk."""
    minh.page.goto(address)
    minh.take('Gửi duyệt')
    minh.take('Trình phê duyệt')
    hoa.page.goto(address)
    for head in ('Nguồn gốc', 'Chất lượng', 'Nội dung'):
        hoa.page.get_by_role('checkbox', name=head).check()
    hoa.press('Phê duyệt')


@cache
def _founded():
    """Return a folder with the two sites, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix=f'{BARE}office-'))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    bare(folder)
    with opened(str(write_ini(folder, {})), str(folder), 'test') as environment:
        _found(environment)
        transaction.commit()
    return folder


def _found(environment):
    portal, data = environment.portal, Data(CONFIG / 'hanoi')
    steps = provisioning(environment, data)
    steps.sections(portal, 'city')
    for label, values, english in data.sites:
        if label in (WARD, DEPARTMENT):
            steps.sections(steps.site(portal, label, values, english), values['level'])
    for login, (name, site, role) in PEOPLE.items():
        account = portal['accounts'].create(login, name, registry=environment.registry)
        account.set_password(PASSWORD)
        (seat if role in (BOARD_MEMBER, HEAD) else grant)(
            portal['sites'][site], account.id, role, Grant(basis=BASIS))
    environment.boards.found(
        portal['sites'][WARD], BASIS, environment.clock.now(), None, 'test')
    image = environment.editing.add(portal['sites'][WARD][LIBRARY], 'dap-suoi-hai', 'Image', {
        **PICTURE, 'image': Incoming('dap.png', _drawn())}, 'test')
    environment.publishing.publish_imported(image, 'test', 'tests')


def _drawn():
    """Return a drawing of a dam between hills, as a binary file."""
    out, image = BytesIO(), Image.new('RGB', (640, 300), '#cfe3ee')
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 190), (150, 70), (320, 180), (470, 90), (640, 190)], '#5b7f5d')
    draw.rectangle((0, 180, 640, 300), '#3f7f9f')
    draw.polygon([(0, 300), (0, 215), (640, 200), (640, 300)], '#b7aa97')
    draw.line([(0, 215), (640, 200)], '#6d6254', 6)
    image.save(out, 'PNG')
    return out


class Desk:
    """Somebody at a page.  ``wrong``: what the console said, and requests to other hosts."""

    _known = {}

    def __init__(self, browser, portal, shots=None, **settings):
        self.context = browser.new_context(
            viewport=DESKTOP, locale='vi-VN', base_url=portal.url, **settings)
        self.page, self.wrong = self.context.new_page(), []
        self._portal, self._shots, self._expected = portal, shots, []
        self._scripts = settings.get('java_script_enabled', True)
        self.page.on('console', self._heard)
        self.page.on('pageerror', lambda error: self.wrong.append(str(error)))
        self.page.on('request', self._asked)

    def _heard(self, message):
        # What was typed last may reach the drafts after the save, and is refused there.
        late = 'status of 409' in message.text and '@@autosave' in message.location['url']
        # Nothing runs in the frame of a preview: not what is put into every page to look at it.
        looked = message.text.startswith('Blocked script') and '@@preview-' in message.text
        if message.type in ('error', 'warning') and not late and not looked and not any(
                each in message.text for each in self._expected):
            self.wrong.append(f'{self.page.url}: {message.text}')

    def _asked(self, request):
        if not request.url.startswith((self._portal.url, 'data:', 'blob:')):
            self.wrong.append(f'{self.page.url} asks {request.url}')

    def come_in(self, login):
        """Be one of ``PEOPLE`` at the desk, who logs in by the form the first time at a portal."""
        known = self._known.setdefault((self._portal.url, login), [])
        is_known = bool(known)
        enter_once(self.page, known, lambda _page: self.log_in(login))
        if is_known and not self.page.goto('/desk').url.endswith('/desk'):
            # The clock has gone on meanwhile, or it is the port of another portal.
            return self.log_in(login)
        return self

    def log_in(self, login, password=PASSWORD):
        """Log in, as one of ``PEOPLE`` if nothing else is said, from the desk's own address."""
        self.page.goto('/desk')
        main = self.page.get_by_role('main')
        main.get_by_label('Tên đăng nhập').fill(login)
        main.get_by_label('Mật khẩu').fill(password)
        main.get_by_role('button', name='Đăng nhập', exact=True).click()
        self.page.wait_for_url('**/desk')
        return self

    def missing(self, path):
        """Open ``path``, where a 404 or 410 is right; return the status."""
        self._expected = ['status of 404', 'status of 410']
        status = self.page.goto(path).status
        self._expected = []
        return status

    def press(self, name):
        """Press the button of that name in the page's own part."""
        self._go(self.page.get_by_role('main').get_by_role('button', name=name, exact=True))

    def follow(self, name):
        """Follow the link of that name in the page's own part, a tab behind «Thêm» too."""
        more = self.page.locator('.tabs .more:not([open])')
        if more.locator('a').get_by_text(name, exact=True).count():
            more.locator('summary').click()
        self._go(self.page.get_by_role('main').get_by_role('link', name=name, exact=True).first)

    def step(self, name):
        """Open the form of a step and return it."""
        form = self.page.locator('form.step').filter(
            has=self.page.get_by_role('button', name=name, exact=True, include_hidden=True))
        folded = form.locator('> details:not([open]) > summary')
        if folded.count():
            folded.click()
        return form

    def take(self, name, **notes):
        """Take a step that asks for nothing but what ``notes`` say, by label."""
        form = self.step(name)
        for label, text in notes.items():
            if not form.get_by_label(label).is_visible():
                form.locator('.further > summary').click()
            form.get_by_label(label).fill(text)
        self.send(form, name)

    def send(self, form, name, refused=False):
        """Send ``form``, that of a step, by the button of that name; ``refused``: with a mistake.
        """
        self._expected = ['status of 422'] * refused
        self._go(form.get_by_role('button', name=name, exact=True))
        self._expected = []

    def _go(self, control):
        with self.page.expect_navigation():
            control.click()

    @property
    def state(self):
        """The state shown beside the title of a record."""
        return self.page.locator('.about .state')

    def look(self, shot=''):
        """Let axe look at the page on a phone and on a desk, in CI at one address of a test every
        other time, and see whether it fits; keep a picture called ``shot``.  axe needs scripts.
        """
        is_read = self._scripts and is_turn(self.page.url.partition('?')[0])
        read_at = (PHONE, DESKTOP) if is_read else ()
        found = faults_on_screens(self.page, read_at=read_at)
        if shot and self._shots:
            keep_picture(self.page, self._shots / f'{shot}.png')
        assert found == [], self.page.url


def keep_picture(page, path):
    """Keep a picture of ``page`` as wide as a desk, as far down as a guide shows."""
    page.mouse.move(0, 0)
    high = page.evaluate('document.documentElement.scrollHeight')
    taken = page.screenshot(
        full_page=True, animations='disabled',
        clip={'x': 0, 'y': 0, 'width': DESKTOP['width'], 'height': min(high, 1500)})
    few = Image.open(BytesIO(taken)).convert('RGB').quantize(96, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def rich(page, label='Nội dung'):
    """Return the rich-text editor of the page."""
    return page.locator('.field.html').filter(has_text=re.compile(label)).locator(
        '[contenteditable=true]')
