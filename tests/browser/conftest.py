"""Fixtures of several of the tests in a real browser."""
import pytest
from servers.browser import PHONE


@pytest.fixture
def show(browser, seeded_portal):
    """``show(path, size=PHONE, **options)``: a page of the seeded portal in a fresh window."""
    contexts = []

    def shown(path, size=PHONE, **options):
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(seeded_portal.url + path)
        return page

    yield shown
    for context in contexts:
        context.close()


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
