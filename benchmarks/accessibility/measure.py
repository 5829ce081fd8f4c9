"""Open the public pages in every palette, language and width with axe; write down what it found.

``make accessibility`` rewrites ``config/hanoi/accessibility.json``, from which the portal makes
its accessibility statement; it ends with 1 if anything is wrong.  It takes some minutes.
"""
import itertools
import json
import sys
import tempfile
from pathlib import Path

import transaction
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.shells.commands.environment import opened as furnishing
from hanoiportal.web.display import COOKIE, THEMES
from playwright.sync_api import sync_playwright
from servers import CONFIG, NODE_MODULES
from servers.browser import axe, opened
from servers.portal import command, serving, write_ini
from support import sample_items, sample_records

RECORD = CONFIG / 'hanoi/accessibility.json'
#: The palettes that readers choose; without a choice the device chooses one of them.
PALETTES = THEMES[1:]
WIDTHS = (320, 390, 768, 1280)
LANGUAGES = ('', '/english')
#: Where there is nothing: the page of errors.
NOTHING = '/nothing'
PAGES = (
    '', '/sites', '/sites/soxaydung', '/sites/vpddbqhhdnd', '/sites/bavi', '/gioi-thieu',
    '/gioi-thieu/bao-ve-du-lieu-ca-nhan', '/pho-bien-phap-luat',
    '/pho-bien-phap-luat/ba-lan-moi-ngay',
    '/van-ban-hanh-chinh', '/van-ban-hanh-chinh/4263-qd-ubnd', '/co-cau-to-chuc',
    '/lanh-dao', '/lien-he', '/tra-cuu-van-ban', '/rss', '/tuyen-bo-tiep-can', '/lich-lam-viec',
    '/khen-thuong-xu-phat', '/du-an-dau-tu', '/chien-luoc-quy-hoach',
    '/de-tai-khoa-hoc', '/thong-ke', '/thu-tuc-hanh-chinh', '/tiep-can-thong-tin',
    '/phat-ngon-bao-chi', '/da-phuong-tien', '/du-lieu-mo', '/search', '/search?q=ha+noi',
    '/sitemap', '/hien-thi', '/danh-cho-ban', '/thong-ke-truy-cap', '/login', NOTHING,
    '/thoi-han?quy-tac=13.1.c1&ngay=2026-08-28',
    '/co-cau-to-chuc/van-phong', '/lanh-dao/nguoi-1', '/lien-he/nguoi-1', '/lich-lam-viec/hop-2',
    '/lich-su-van-hoa', '/tin-tuc-su-kien/tin-1', '/kenh-thong-tin',
    *(f'/{section}/{next(iter(items))}' for section, items in sample_records.RECORDS.items()),
    '/tiep-can-thong-tin/mau-phieu/01a', '/tra-cuu-van-ban?q=thong+tin', '/da-phuong-tien/bo-anh',
    '/da-phuong-tien/phim', '/da-phuong-tien/ghi-am', '/da-phuong-tien/do-hoa',
    '/da-phuong-tien/anh-1', '/da-phuong-tien/tep-word', '/da-phuong-tien/tep-quet',
    '/da-phuong-tien/tep-word/doc-tren-trang')


def faults(page):
    """Yield what is wrong with the page that ``page`` shows."""
    yield from axe(page)
    if page.evaluate('document.documentElement.scrollWidth > innerWidth'):
        yield 'wider than the screen'
    while page.heard:
        yield page.heard.pop()


def listened(page, url):
    """Return ``page``, which keeps in ``heard`` what its console says and whom else it asks.

    That a page is not found is said by every browser, and is no fault of the page.
    """
    page.heard = []
    page.on('console', lambda message: message.type == 'error' and '404' not in message.text
            and page.heard.append(f'console: {message.text}'))
    page.on('pageerror', lambda error: page.heard.append(f'script: {error}'))
    page.on('request', lambda request: request.url.startswith((url, 'data:'))
            or page.heard.append(f'asks {request.url}'))
    return page


def walk(browser, url):
    """Yield ``(view, fault or None)`` for every page, palette, language and width."""
    for theme in PALETTES:
        context = browser.new_context()
        context.add_cookies([{'name': COOKIE, 'value': f'{theme}.100.full', 'url': url}])
        page = listened(context.new_page(), url)
        for language, path in itertools.product(LANGUAGES, PAGES):
            answer = page.goto(url + (language + path or '/'))
            missing = [] if answer.ok or path == NOTHING else [f'answers {answer.status}']
            for width in WIDTHS:
                page.set_viewport_size({'width': width, 'height': 800})
                view = f'{language}{path} {theme} {width}'
                for fault in [*missing, *faults(page)] or [None]:
                    yield view, fault
        context.close()


def furnish(var):
    """Add to the seeded portal in ``var`` something of every kind that the seed has not."""
    with furnishing(str(write_ini(var, {})), str(var)) as environment:
        sample_items.people(environment)
        sample_items.media(environment)
        sample_records.fill(environment.portal, environment.editing, environment.publishing)
        transaction.commit()


def main():
    """Walk, tell what is wrong, and keep the record; return 1 if anything is wrong."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        var = Path(folder) / 'var'
        command(var, 'seed')
        furnish(var)
        with serving(var) as portal, opened(playwright) as browser:
            found = list(walk(browser, portal.url))
    wrong = [f'{view}: {fault}' for view, fault in found if fault]
    tool = json.loads((NODE_MODULES / 'axe-core/package.json').read_text())['version']
    RECORD.write_text(json.dumps({
        'day': local(SystemClock().now()).date().isoformat(), 'tool': f'axe-core {tool}',
        'pages': len(PAGES), 'views': len({view for view, _fault in found}),
        'themes': len(PALETTES), 'languages': len(LANGUAGES), 'widths': list(WIDTHS),
        'faults': len(wrong)}, indent=1) + '\n')
    sys.stdout.write('\n'.join([*wrong, f'{len(wrong)} faults']) + '\n')
    return int(bool(wrong))


if __name__ == '__main__':
    sys.exit(main())
