"""Fixtures of several of the tests in a real browser."""
from collections import defaultdict
from itertools import chain

import pytest
from servers.browser import PHONE, enter_once
from servers.office import Desk
from servers.portal import furnished

#: Of the people in the portals that modules fill.
PASSWORD = 'Cau-Long-Bien-1902'


@pytest.fixture(scope='module')
def portal(request, tmp_path_factory):
    """A portal that the module's ``fill(environment)`` has filled, being served."""
    with furnished(tmp_path_factory.mktemp('desk') / 'var', request.module.fill) as running:
        yield running


@pytest.fixture(scope='module')
def known():
    """Cookies of the one person who logs in, as of ``enter_once``."""
    return []


@pytest.fixture
def visitor(browser, portal, known):
    """A page of the administrator ``doc``; ``visitor.ran`` lists what scripts did."""
    context = browser.new_context(viewport=PHONE, locale='vi-VN', base_url=portal.url)
    page = context.new_page()
    page.ran = []
    page.on('dialog', lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))
    enter_once(page, known, log_in)
    yield page
    context.close()


def log_in(page):
    """Log in as ``doc``."""
    page.goto('/login')
    page.fill('[name=login]', 'doc')
    page.fill('main [name=password]', PASSWORD)
    with page.expect_navigation():
        page.click('main button')


@pytest.fixture
def citizen(browser, portal, settings):
    """A page of somebody outside, on a phone."""
    context = browser.new_context(
        viewport=PHONE, locale='vi-VN', base_url=portal.url, **settings)
    yield context.new_page()
    context.close()


@pytest.fixture(params=[True, False], ids=['scripts', 'plain'])
def scripts(request):
    """Whether scripts run, for ``citizen`` and all who ``enter``; the test is played twice."""
    return request.param


@pytest.fixture
def settings(request):
    """Settings of each window: that of ``scripts``, if the test has it."""
    if 'scripts' in request.fixturenames:
        return {'java_script_enabled': request.getfixturevalue('scripts')}
    return {}


@pytest.fixture
def desk():
    """What makes the ``Desk`` of a person; a module may give a kind of its own."""
    return Desk


@pytest.fixture
def enter(browser, portal, desk, settings):
    """``enter(login)``: the ``Desk`` of one of the people of an office, which ``portal`` is then,
    or of a visitor; nothing went wrong in any at the end.
    """
    desks = []

    def opened(login='', **own):
        desks.append(desk(browser, portal, **{**settings, **own}))
        return desks[-1].come_in(login) if login else desks[-1]

    yield opened
    for each in desks:
        each.context.close()
    assert [wrong for each in desks for wrong in each.wrong] == []


@pytest.fixture(scope='module')
def windows(browser):
    """Pages that readers have used, ``{settings: [page]}``; to open one costs as much as to go to
    three.
    """
    found = defaultdict(list)
    yield found
    for page in chain(*found.values()):
        page.context.close()


@pytest.fixture
def show(browser, seeded_portal, windows):
    """``show(path, size=PHONE, **options)``: a page of the seeded portal, in a window of its own
    of which nothing is left but what it has fetched.
    """
    out = []

    def shown(path, size=PHONE, **options):
        kind = repr(sorted(options.items()))
        page = (windows[kind].pop() if windows[kind]
                else browser.new_context(**options).new_page())
        out.append((kind, page))
        page.set_viewport_size(size)
        page.goto(seeded_portal.url + path)
        return page

    yield shown
    for kind, page in out:
        page.evaluate('() => { sessionStorage.clear(); localStorage.clear() }')
        page.context.clear_cookies()
        page.context.clear_permissions()
        page.emulate_media(media='null')
        page.goto('about:blank')
        windows[kind].append(page)


@pytest.fixture(scope='module')
def look(browser, seeded_portal):
    """``look(path, size=PHONE)``: a page of the seeded portal, for who looks and presses keys.

    It is the same window for a whole module: to open one takes longer than to go to most pages.
    """
    context = browser.new_context()
    page = context.new_page()

    def shown(path, size=PHONE):
        page.set_viewport_size(size)
        page.goto(seeded_portal.url + path)
        return page

    yield shown
    context.close()
