"""Walk every screen of the demonstration with axe, in every palette: visitors', then each role's.

``make accessibility`` does so, and ends with 1 if anything is wrong.  ``test_demo_visitor.py`` and
``test_demo_desk.py`` of ``tests/browser`` play a sample.  The walk takes hours: with
``WALKED=FILE`` each view is written down as soon as it was looked at, and a walk that was broken
off goes on from there.  Delete the file before a walk of another version.
"""
import itertools
import json
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from hanoiportal.web.display import COOKIE
from playwright.sync_api import sync_playwright
from servers.browser import opened
from servers.portal import DEMO_SITES, command, serving

from .screens import LANGUAGES, PALETTES, faults, log_in, public_paths, staff_paths

SITES = ('', '/sites/soyte', '/sites/caugiay')
#: Log-in -> whether the screens of all sections are looked at.
ROLES = {
    'tiepnhan.caugiay': False, 'congtacvien.soyte': False, 'bientap.thuchanh': False,
    'uyvien.caugiay': False, 'phiendich.thanhpho': False, 'phoban.thanhpho': False,
    'vanhanh': False, 'coquanquanly': False, 'coquanchuquan': False, 'giamsat': False,
    'truongban.caugiay': True, 'quantri': False}
MOST = 150


def _of(theme):
    """Return in how many languages pages are read in a palette: words have no colour."""
    return len(LANGUAGES) if theme == 'light' else 1


class Walked:
    """Views that were looked at, with their faults; in a file, of which each line is one.

    ``views``: view -> its faults.
    """

    def __init__(self, file):
        self.file = file
        lines = file.read_text().splitlines() if file.exists() else ()
        self.views = dict(map(json.loads, lines))

    def look(self, view, faults):
        """Note what ``faults``, a callable, finds in ``view``, and print it; once a view."""
        if view in self.views:
            return
        found = self.views[view] = faults()
        with self.file.open('a') as file:
            file.write(json.dumps((view, found)) + '\n')
        for fault in found:
            print(f'{view}: {fault}', flush=True)


def visitors(browser, portal):
    """Yield each public page, as ``(view, callable that returns its faults)``."""
    paths = public_paths(lambda path: portal.get(path)[2].decode(), SITES)
    for theme, (settings, sizes) in PALETTES.items():
        context = browser.new_context(base_url=portal.url, **settings)
        context.add_cookies([{'name': COOKIE, 'value': f'{theme}.100.full', 'url': portal.url}])
        page = context.new_page()
        for language, path in itertools.product(LANGUAGES[:_of(theme)], paths):
            yield f'{language}{path} {theme}', partial(
                faults, page, language + path or '/', sizes)
        context.close()


def staff(browser, portal, login, is_detailed):
    """Yield what somebody of a role sees, as ``visitors`` does."""
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
            yield f'{login} {language}{path} {theme}', partial(
                faults, page, language + path, sizes)
        context.close()


def walk(portal, walked):
    """Look at all views that ``walked`` does not know yet."""
    with sync_playwright() as playwright, opened(playwright) as browser:
        for view, look in itertools.chain(visitors(browser, portal), *(
                staff(browser, portal, login, how) for login, how in ROLES.items())):
            walked.look(view, look)


def main(file=None):
    """Make a demonstration, walk it, say how many views there were; return 1 if one is wrong.

    ``file``: where the walk is written down, to go on from there.
    """
    with tempfile.TemporaryDirectory() as folder:
        var, walked = Path(folder) / 'var', Walked(Path(file or Path(folder) / 'walked'))
        command(var, 'demo', '--sites', DEMO_SITES)
        with serving(var) as portal:
            walk(portal, walked)
    faults = sum(map(len, walked.views.values()))
    print(json.dumps({'views': len(walked.views), 'faults': faults}))
    return int(bool(faults))


if __name__ == '__main__':
    sys.exit(main(os.environ.get('WALKED')))
