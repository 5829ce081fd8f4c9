"""Every kind of screen of a demonstration, found by following its links: what visitors see, and
what each role sees at the desk, in the console and at its account.
"""
import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import Error
from servers.browser import DESKTOP, PHONE, axe

LANGUAGES = ('', '/english')
#: Pages to which no link of a site map leads.
FURTHER = ('', '/search', '/search?q=y+te', '/search?q=xyzzy', '/search?q=quan+cau+giay',
           '/sitemap', '/rss', '/hien-thi', '/danh-cho-ban', '/thong-ke-truy-cap',
           '/tuyen-bo-tiep-can', '/tra-cuu-van-ban?q=quyet+dinh', '/login', '/khong-co-trang-nay')
MISSING = FURTHER[-1]
#: What a reader has chosen, and what a device asks of the desk, with the widths it is read at.
PALETTES = {
    'light': ({'color_scheme': 'light'}, (DESKTOP, PHONE)),
    'dark': ({'color_scheme': 'dark'}, (DESKTOP,)),
    'contrast': ({'color_scheme': 'light', 'contrast': 'more'}, (DESKTOP,))}
STAFF = re.compile('(/english)?/(desk|console|account|password)')
#: Parts of addresses that say where something is, and not which screen it is.
PLACE = re.compile('/sites/[a-z-]+')
#: Names of what stands in a place, and of items that are unlike the others of their section.
DIRECTLY, OF_A_KIND = re.compile('[a-z0-9-]+'), re.compile('/(bo-anh|video|do-hoa)-')
#: Screens that look otherwise in each section.
OWN = {'', 'edit', 'add'}
#: The page in the frame of a preview: it runs no script, and so would not answer axe.
BOXED = re.compile('/@@preview-page')
SIZE = 'document.documentElement.scrollWidth > innerWidth'


def public_paths(get, sites):
    """Return the paths of every section of ``sites`` with the first item of it, and ``FURTHER``.

    ``get``: callable(path) -> HTML.  ``sites``: their paths, ``''`` for the city.
    """
    found = list(FURTHER)
    for site in sites:
        found += [site, f'{site}/search?q=quyet+dinh']
        for section in _below(site, get(f'{site}/sitemap')):
            items = _below(section, get(section))
            found += [section, *items[:1], *filter(OF_A_KIND.search, items)]
    return list(dict.fromkeys(found))


def _below(place, html):
    """Return the paths in the main part of what stands directly in ``place``."""
    main = BeautifulSoup(html, 'html.parser').main
    paths = (urlsplit(each['href']).path for each in main.select('a[href]:not([rel~=external])'))
    return list(dict.fromkeys(path for path in paths if DIRECTLY.fullmatch(
        path.removeprefix(f'{place}/')) and path.startswith(f'{place}/')))


def shape_of(address, is_detailed):
    """Return what kind of screen stands at ``address``.

    ``is_detailed``: whether the screens of two sections are two kinds.
    """
    parts = urlsplit(address)
    path = PLACE.sub('/sites/x', parts.path).removeprefix('/english')
    place, _at, view = path.partition('/@@')
    asked = tuple(sorted((name, value if name in ('type', 'list') else '')
                         for name, value in parse_qsl(parts.query)))
    names = place.removeprefix('/desk').removeprefix('/sites/x').split('/')
    section = names[1] if is_detailed and view in OWN and len(names) > 1 else ''
    return place.split('/')[1], len(names), section, view, asked


def staff_paths(page, start, is_detailed, most):
    """Return the paths of the screens that links lead to from ``start``, one of each shape.

    ``most``: how many are looked for.
    """
    todo, shapes, found = [start], set(), []
    while todo and len(found) < most:
        path = todo.pop(0)
        try:
            answer = page.goto(path)
        except Error:  # a file to keep
            continue
        if answer is None or 'html' not in answer.headers.get('content-type', ''):
            continue
        found.append(path)
        for href in page.locator('a[href]').evaluate_all('all => all.map(a => a.href)'):
            there = urlsplit(urljoin(page.url, href))
            path = there.path + (f'?{there.query}' if there.query else '')
            if STAFF.match(there.path) and page.url.split('/')[2] == there.netloc and (
                    '/english/' not in path) and shape_of(path, is_detailed) not in shapes:
                shapes.add(shape_of(path, is_detailed))
                todo.append(path)
    return found


def faults(page, path, sizes):
    """Return what is wrong with ``path`` on ``page`` at each of the ``sizes``.

    A form may lead to the draft that the form before has left in the storage of its window: then
    it is asked once more in another one.
    """
    try:
        return list(_faults(page, path, sizes))
    except Error:
        other = page.context.new_page()
        try:
            return list(_faults(other, path, sizes))
        finally:
            other.close()


def _faults(page, path, sizes):
    is_boxed = BOXED.search(path)
    if is_boxed:
        page.route(BOXED, _unboxed)
    answer = page.goto(path)
    if is_boxed:
        page.unroute(BOXED, _unboxed)
    if not answer.ok and not path.endswith(MISSING):
        yield f'answers {answer.status}'
    for size in sizes:
        page.set_viewport_size(size)
        for found in [*axe(page), *['wider than the screen'] * page.evaluate(SIZE)]:
            yield f'{size["width"]}: {found}'


def _unboxed(route):
    """Let a page of a preview, opened alone, out of the sandbox in which axe could not run."""
    answer = route.fetch()
    kept = {name: value for name, value in answer.headers.items()
            if name.lower() != 'content-security-policy'}
    route.fulfill(response=answer, headers=kept)


def log_in(page, login, password):
    """Log in at the desk, or the console where the desk is not for them."""
    page.goto('/desk')
    page.fill('main [name=login]', login)
    page.fill('main [name=password]', password)
    page.click('main form:has([name=password]) button')
    page.wait_for_url(STAFF)
