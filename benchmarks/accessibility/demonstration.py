"""Walk every screen of the demonstration with axe, in every palette: visitors', then each role's.

``make accessibility`` does so, and ends with 1 if anything is wrong.  ``test_demo_visitor.py`` and
``test_demo_desk.py`` of ``tests/browser`` play a sample.
"""
import itertools
import json
import sys
import tempfile
from pathlib import Path

from hanoiportal.web.display import COOKIE
from playwright.sync_api import sync_playwright
from servers.browser import opened
from servers.portal import DEMO_DAY, DEMO_SITES, command, serving

from .screens import LANGUAGES, PALETTES, faults, log_in, public_paths, staff_paths

SITES = ('', '/sites/soyte', '/sites/caugiay')
#: Log-in -> whether the screens of all sections are looked at.
ROLES = {
    'truongban.caugiay': True, 'congtacvien.soyte': False, 'bientap.thuchanh': False,
    'uyvien.caugiay': False, 'phiendich.thanhpho': False, 'phoban.thanhpho': False,
    'quantri': False, 'vanhanh': False, 'coquanquanly': False, 'giamsat': False}
MOST = 150


def _of(theme):
    """Return in how many languages pages are read in a palette: words have no colour."""
    return len(LANGUAGES) if theme == 'light' else 1


def visitors(browser, portal):
    """Yield ``(view, fault or None)`` of the public pages."""
    paths = public_paths(lambda path: portal.get(path)[2].decode(), SITES)
    for theme, (settings, sizes) in PALETTES.items():
        context = browser.new_context(base_url=portal.url, **settings)
        context.add_cookies([{'name': COOKIE, 'value': f'{theme}.100.full', 'url': portal.url}])
        page = context.new_page()
        for language, path in itertools.product(LANGUAGES[:_of(theme)], paths):
            for fault in faults(page, language + path or '/', sizes) or [None]:
                yield f'{language}{path} {theme}', fault
        context.close()


def staff(browser, portal, login, is_detailed):
    """Yield ``(view, fault or None)`` of what somebody of a role sees."""
    password = (portal.var / 'demo-password').read_text().strip()
    paths = []
    for theme, (settings, sizes) in PALETTES.items():
        context = browser.new_context(base_url=portal.url, locale='vi-VN', **settings)
        page = context.new_page()
        log_in(page, login, password)
        paths = paths or [
            *staff_paths(page, '/desk', is_detailed, MOST),
            *staff_paths(page, '/account', False, 10),
            *(staff_paths(page, '/console', False, MOST) if login in (
                'quantri', 'vanhanh') else ())]
        for language, path in itertools.product(LANGUAGES[:_of(theme)], dict.fromkeys(paths)):
            for fault in faults(page, language + path, sizes) or [None]:
                yield f'{login} {language}{path} {theme}', fault
        context.close()


def walk(portal):
    """Walk; print what is wrong at once; return all views with their faults."""
    found = []
    with sync_playwright() as playwright, opened(playwright) as browser:
        for view, fault in itertools.chain(visitors(browser, portal), *(
                staff(browser, portal, login, how) for login, how in ROLES.items())):
            found.append((view, fault))
            if fault:
                print(f'{view}: {fault}', flush=True)
    return found


def main():
    """Make a demonstration, walk it, say how many views there were; return 1 if one is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / 'var'
        command(var, 'demo', '--sites', DEMO_SITES, '--date', DEMO_DAY)
        with serving(var) as portal:
            found = walk(portal)
    views = {view for view, _fault in found}
    print(json.dumps({'views': len(views), 'faults': sum(bool(fault) for _view, fault in found)}))
    return int(any(fault for _view, fault in found))


if __name__ == '__main__':
    sys.exit(main())
