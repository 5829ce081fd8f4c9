"""Hostile words in every text of every type, in a real browser: nothing of them runs.

They are written past all checks, as if those had failed: what is left is that templates escape and
what browsers are told (ADR 33).  In a browser that is not told they do run.
"""
from pathlib import Path

import colander
import pytest
import transaction
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, EDITOR
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.types.section import ITEM_TYPES
from servers.browser import DESKTOP
from servers.portal import furnished
from servers.process import until
from support.factories import example

PASSWORD = 'Cầu-Long-Biên-1902'
CORPUS = Path(__file__).parent / 'payloads.txt'
PAYLOADS = [line for line in CORPUS.read_text(encoding='utf-8').splitlines()
            if not line.startswith('#')]
ALL = '\n'.join(PAYLOADS)
PLACE = '/tin-tuc-su-kien'
#: What a page reckons with, and shows as it is.
STRUCTURED = ('number', 'kind', 'secrecy', 'language', 'allowed_types', 'status', 'code',
              'figures', 'structure', 'table', 'data', 'questions', 'results')
ITEMS = [f'mau-{name.lower()}' for name in ITEM_TYPES]
PAGES = {
    'public': ['/', PLACE, '/sitemap', '/search?q=alert', *(f'{PLACE}/{name}' for name in ITEMS)],
    'desk': ['/desk', f'/desk{PLACE}/@@contents', '/desk/@@go?q=alert', *(
        f'/desk{PLACE}/mau-{name}{view}' for name in ('newsitem', 'legaldocument')
        for view in ('', '/@@edit', '/@@history', '/@@preview', '/@@preview-page'))],
    'console': ['/console/@@contents', f'/console{PLACE}/@@contents', *(
        f'/console{PLACE}/mau-newsitem/@@{view}' for view in ('properties', 'object', 'indexed'))]}


def poison(resource, schema):
    """Put all payloads into every free text of ``resource``, past its schema."""
    for node in schema:
        value = getattr(resource, node.name, None)
        if (isinstance(node.typ, colander.String) and isinstance(value, str)
                and not hasattr(node, 'choices') and node.name not in STRUCTURED):
            setattr(resource, node.name, f'{ALL}\n{ALL}' if node.name == 'body' else ALL)


def fill(environment):
    """Make one item of each type; ``lan`` may open everything."""
    portal, editing, registry = environment.portal, environment.editing, environment.registry
    types = types_of(registry)
    section = editing.add(portal, PLACE[1:], 'Section', {
        'title': 'Tin', 'allowed_types': ';'.join(ITEM_TYPES)}, 'test')
    for name in ITEM_TYPES:
        item = editing.add(section, f'mau-{name.lower()}', name, example(types[name]), 'test')
        environment.publishing.publish_imported(item, 'test', 'tests')
        poison(item, types[name]['schema']())
    section.title = portal.tagline = ALL
    lan = portal['accounts'].create('lan', ALL, registry=registry)
    lan.set_password(PASSWORD, at=environment.clock.now())
    grant(portal, lan.id, ADMINISTRATOR, Grant(basis='QĐ 01'))
    grant(portal, lan.id, EDITOR, Grant(basis='QĐ 01'))
    transaction.commit()


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with furnished(tmp_path_factory.mktemp('guarded') / 'var', fill) as running:
        yield running


class Watch:
    """A browser whose pages tell of every ``alert``.  ``ran``: where one was called."""

    def __init__(self, browser, portal, **settings):
        self.context = browser.new_context(
            viewport=DESKTOP, locale='vi-VN', base_url=portal.url, **settings)
        self.page, self.ran, self.where = self.context.new_page(), [], ''
        self.context.expose_binding('told', lambda source: self.ran.append(self.where))
        self.context.add_init_script('window.alert = () => window.told()')
        self.page.on('dialog', self._asked)

    def _asked(self, dialog):
        self.ran.append(self.where)
        dialog.dismiss()

    def log_in(self):
        self.page.goto('/login?came_from=/desk')
        self.page.fill('input[name=login]', 'lan')
        self.page.fill('input[name=password]', PASSWORD)
        self.page.click('main button')
        self.page.wait_for_url('**/desk')

    def open(self, path):
        self.where = path
        answer = self.page.goto(path)
        self.page.mouse.move(300, 300)
        self.page.keyboard.press('Tab')
        return answer.status


@pytest.mark.clause('23.2')
@pytest.mark.clause('8.1')
@pytest.mark.parametrize('shell', PAGES)
def test_of_eighty_payloads_in_every_text_of_every_type_none_runs(browser, portal, shell):
    watch = Watch(browser, portal)
    if shell != 'public':
        watch.log_in()
    statuses = {path: watch.open(path) for path in PAGES[shell]}
    watch.page.wait_for_timeout(300)
    watch.context.close()

    assert watch.ran == []
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def test_in_a_browser_that_heeds_no_policy_they_run(browser, portal):
    watch = Watch(browser, portal, bypass_csp=True)
    watch.open(f'{PLACE}/mau-newsitem')

    until(lambda: watch.ran or watch.page.wait_for_timeout(100))
    watch.context.close()


def test_nobody_makes_markup_of_text_in_a_page(browser, portal):
    watch = Watch(browser, portal)
    said = []
    for path in ('/', '/login', '/desk'):
        if path == '/desk':
            watch.log_in()
        watch.page.goto(path)
        said.append(watch.page.evaluate("""() => {
            try { document.body.innerHTML = '<img src=x onerror=alert(1)>' }
            catch (error) { return error.name }
        }"""))
    watch.context.close()

    assert said == ['TypeError'] * 3 and watch.ran == []


def test_a_recording_plays_at_its_own_address(browser, portal):
    watch = Watch(browser, portal)
    watch.page.goto(f'{PLACE}/mau-audio/content')
    allowed = watch.page.evaluate('document.querySelector("video,audio") !== null')
    watch.context.close()

    assert allowed
