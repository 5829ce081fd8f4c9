"""People who type without a pause, in windows of a Chromium that can be killed, and what of it
lies in the drafts database.

Each word that is typed is the time of its being typed, in milliseconds in base 36.
"""
import os
import shutil
import signal
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import transaction
import ZODB
from hanoiportal.content.drafts.resource import KEY
from hanoiportal.shells.commands.environment import opened
from ZODB.FileStorage import FileStorage

from . import BIN
from .browser import ARGUMENTS, program
from .nursery import begun
from .portal import Portal, add_user, bare, write_ini
from .process import ending, free_port, running

LOGIN, PASSWORD = 'lan', 'Chợ-Đồng-Xuân-1889'
ITEM = '/tin/bai'
FORM = f'/desk{ITEM}/@@typing'
SETTINGS = {'pyramid.includes': 'support.typing_page',
            'portal.development_hosts': 'localhost 127.0.0.1 [::1] nha.test'}
TYPE = """() => {
  const field = document.querySelector('[name=body]')
  window.typist = setInterval(() => {
    field.value += ' ' + Date.now().toString(36)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, 100)
}"""
STOP = '() => { clearInterval(window.typist); return document.querySelector("[name=body]").value }'


def prepare(var):
    """Make a portal in ``var`` with an operator and one item."""
    bare(var)
    add_user(var, LOGIN, PASSWORD, '--role', 'operator')
    with opened(str(write_ini(var, {})), str(var)) as environment:
        section = environment.editing.add(
            environment.portal, 'tin', 'Section', {'title': 'Tin'}, 'test')
        environment.editing.add(section, 'bai', 'NewsItem', {'title': 'Bài'}, 'test')
        transaction.commit()


@contextmanager
def serving(var, port):
    """Serve ``var`` with the page ``@@typing`` on ``port``; give its process and ``Portal``."""
    portal = Portal(port, var, write_ini(var, SETTINGS), var / 'log')
    process = begun([BIN / 'pserve', portal.ini, f'var={var}', f'http_port={port}'],
                    portal.log, {})
    with ending(process, 'pserve', portal.answers, portal.log):
        yield process, portal


@contextmanager
def chromium(playwright):
    """Give the process of a Chromium of its own, and a playwright ``Browser`` on it."""
    port, profile = free_port(), tempfile.mkdtemp(prefix='typist-')
    arguments = [*ARGUMENTS, '--headless=new', f'--remote-debugging-port={port}',
                 f'--user-data-dir={profile}', 'about:blank']
    try:
        with running([program(), *arguments], lambda: _answers(port), Path(profile) / 'log') as it:
            yield it, playwright.chromium.connect_over_cdp(f'http://127.0.0.1:{port}')
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _answers(port):
    with suppress(OSError), urlopen(f'http://127.0.0.1:{port}/json/version', timeout=2):
        return True
    return False


def cookies_of(browser, portal):
    """Log in at ``portal`` and return the cookies."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f'{portal.url}/login')
    page.fill('[name=login]', LOGIN)
    page.fill('[name=password]', PASSWORD)
    with page.expect_navigation():
        page.click('main button')
    found = context.cookies()
    context.close()
    return found


def typing(browser, portal, cookies, count):
    """Open the form ``count`` times, type into each, and return ``{mark: page}``, and when each
    began, ``{mark: milliseconds since 1970}``.
    """
    context = browser.new_context()
    context.add_cookies(cookies)
    pages, began = {}, {}
    for _ in range(count):
        page = context.new_page()
        page.goto(portal.url + FORM)
        mark = page.input_value('#writing [name=draft]')
        pages[mark], began[mark] = page, time.time() * 1000
        page.evaluate(TYPE)
        time.sleep(0.3)
    return pages, began


def kill(process):
    """Kill the whole group of ``process``; return when, in milliseconds since 1970."""
    at = time.time() * 1000
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(60)
    return at


def kept(var, folder):
    """Return ``{mark: body}`` of the drafts on the disk, read from a copy in ``folder``."""
    copy = folder / 'drafts.fs'
    shutil.copyfile(var / 'filestorage' / 'drafts.fs', copy)
    with (closing(ZODB.DB(FileStorage(str(copy)))) as database,
          closing(database.open()) as connection):
        drafts = connection.root()[KEY].by_person if KEY in connection.root() else {}
        return {key.rpartition('.')[2]: draft.values().get('body', '')
                for each in drafts.values() for key, draft in each.items()}


def last_typed(text):
    """Return when the last word of ``text`` was typed, in milliseconds; ``None`` for no word."""
    words = text.split()
    return int(words[-1], 36) if words else None
