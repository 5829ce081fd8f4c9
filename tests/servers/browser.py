"""Debian's Chromium, driven by Playwright, and axe in it.

Its shell without windows draws and runs pages as the browser does, and none of the browser's own
surfaces: to open a page costs a quarter.
"""
import shutil
import time
from contextlib import contextmanager
from functools import cache
from itertools import product

import pytest
from playwright.sync_api import expect, sync_playwright
from support.sampling import WHOLE, dealt, in_turn

from . import NODE_MODULES

NAMES = ('chromium', 'chromium-browser', 'google-chrome')
WITHOUT_WINDOWS = 'chromium-headless-shell'
# Quiet and alone: it asks nothing of the network that a test did not ask for.
ARGUMENTS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync']
PHONE = {'width': 390, 'height': 844}
DESKTOP = {'width': 1280, 'height': 800}
LANGUAGES, SCHEMES = ('', '/english'), ('light', 'dark')
#: What axe looks for, in turn: contrast of words, half of its work, once in four looks, for the
#: palettes are the same everywhere; the rest each time.
IN_TURN = (None,) if WHOLE else (None, False, False, False)
#: A device with a Vietnamese voice, which Debian's Chromium has not: it says each text at once.
VOICE = """
  window.said = [];
  class Utterance { constructor(text) { this.text = text; } }
  window.SpeechSynthesisUtterance = Utterance;
  const synthesis = new EventTarget();
  synthesis.getVoices = () => [{lang: 'vi-VN', localService: true, name: 'Mai'}];
  synthesis.speak = each => { window.said.push(each.text.trim()); window.current = each; };
  synthesis.cancel = () => {};
  Object.defineProperty(window, 'speechSynthesis', {value: synthesis});
"""
#: What axe says of all that is right would be sent here from every page, and is most of it.
#: It answers within a minute, or not at all: then the page holds what it waits for in vain.
#: Style sheets, which it would fetch again, are for rules that are not in force; films are not.
VIOLATIONS = """rules => Promise.race([
    axe.run({resultTypes: ['violations'], ...rules,
        preload: document.querySelector('audio, video') ? {assets: ['media']} : false,
    }).then(found => found.violations),
    new Promise((_, fail) => setTimeout(() => fail(Error('axe took a minute')), 60000))])"""
#: By what ``axe`` is told of contrast: what it looks for.
RULES = {None: {}, True: {'runOnly': ['color-contrast']},
         False: {'rules': {'color-contrast': {'enabled': False}}}}

# A page has as long as for everything else; in five seconds a busy machine takes in no picture.
expect.set_options(timeout=30_000)


@pytest.fixture(scope='session')
def playwright():
    """One driver for the whole run: a second one beside it would not start."""
    with sync_playwright() as driver:
        yield driver


def program(whole=False):
    """Return the path of the Chromium that tests drive.

    ``whole``: the browser itself, in which a page costs four times as much.  Its shell takes no
    origin by HTTP for a secure one.
    """
    return next(filter(None, map(shutil.which, NAMES if whole else (WITHOUT_WINDOWS, *NAMES))))


@contextmanager
def opened(playwright, whole=False, *arguments):
    """Give a Chromium, the ``whole`` or its shell, while the block runs.  ``arguments``: of its
    command line, besides ``ARGUMENTS``.
    """
    chromium = playwright.chromium.launch(
        executable_path=program(whole), args=[*ARGUMENTS, *arguments])
    yield chromium
    chromium.close()


@pytest.fixture(scope='session')
def browser(playwright):
    """One Chromium for the whole run."""
    with opened(playwright) as chromium:
        yield chromium


@pytest.fixture
def page(browser):
    """A fresh page as wide as a phone, with cookies and storage of its own."""
    context = browser.new_context(viewport=PHONE, locale='vi-VN')
    yield context.new_page()
    context.close()


def enter_once(page, known, log_in):
    """Give ``page`` the cookies that are ``known``, or those that ``log_in(page)`` gets it: to log
    in by the form costs as much as two pages.
    """
    if known:
        page.context.add_cookies(known)
    else:
        log_in(page)
        known += page.context.cookies()


def wait_until(page, expression, seconds=30):
    """Wait until the JavaScript ``expression`` is true on ``page``.

    It is asked from outside: what Playwright's own waiting does in the page from its second
    look on, a policy without ``unsafe-eval`` forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f'not true after {seconds} s: {expression}'
        page.wait_for_timeout(30)


def axe(page, contrast=None):
    """Return what axe finds wrong with ``page``: one line for each rule broken, with where.

    ``contrast``: whether that of words alone is looked at, or everything but it, which are half
    of its work each; else everything.  Another palette differs in contrast alone, another
    language in all but that.
    """
    page.wait_for_load_state()  # a press that led here has waited for its beginning alone
    if not page.evaluate("'axe' in window"):
        # Put into every page to come it would cost those, too, that are not looked at.
        page.evaluate(_axe_itself())
    return [_described(violation) for violation in page.evaluate(VIOLATIONS, RULES[contrast])]


def faults_on_screens(page, contrast=IN_TURN, read_at=(PHONE, DESKTOP)):
    """Return what is wrong with ``page`` on a phone and on a desk: its width, and what axe finds.

    ``contrast``: as of ``axe``, each in turn; ``read_at``: the sizes at which it looks, likewise;
    without any it does not.
    """
    found, looks = [], in_turn([*product(contrast, read_at)]) if read_at else []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        found += [f'{size["width"]}: {each}' for of_words, at in looks if at == size
                  for each in axe(page, of_words)]
        if is_too_wide(page):
            found.append(f'{size["width"]}: wider than the screen')
    return found


def is_too_wide(page, width=None):
    """Return whether ``page`` scrolls sideways; ``width``: of the screen, else as it is."""
    if width:
        page.set_viewport_size({'width': width, 'height': 640})
    return page.evaluate('document.documentElement.scrollWidth > innerWidth')


def walk(page, paths, languages=LANGUAGES, schemes=SCHEMES, whole=WHOLE):
    """Go to each of ``paths`` and yield the address, the answer and what is wrong there.

    Each is looked at in one language, in the light or the dark, and by axe on a phone or a desk:
    these are dealt out over ``paths``.  ``whole``: in all of them.
    """
    for path, language, scheme, size in dealt(
            paths, languages, schemes, (PHONE, DESKTOP), whole=whole):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        answer = page.goto(language + path)
        yield language + path, answer, faults_on_screens(page, read_at=[size])


@cache
def _axe_itself():
    return (NODE_MODULES / 'axe-core/axe.min.js').read_text()


def _described(violation):
    places = ', '.join(' '.join(map(str, node['target'])) for node in violation['nodes'])
    return f'{violation["id"]}: {violation["help"]} ({places})'


def wait_for(page, words, address):
    """Open ``address`` until it says ``words``."""
    for _each in range(40):
        page.goto(address)
        if words in page.inner_text('main'):
            return
        time.sleep(.5)
    raise AssertionError(page.inner_text('main'))
