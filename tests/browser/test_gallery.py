"""A gallery of the public pages, on a phone and a desktop, in both languages and palettes.

``HANOIPORTAL_SHOTS=docs/gallery bin/pytest tests/browser/test_gallery.py`` keeps its pictures.
"""
import os
from pathlib import Path

import pytest
from hanoiportal.web.display import COOKIE
from servers import ROOT
from servers.browser import DESKTOP, PHONE

SHOTS = os.environ.get('HANOIPORTAL_SHOTS')
PAGES = {
    'home': '/', 'home-en': '/english', 'news': '/pho-bien-phap-luat/ba-lan-moi-ngay',
    'document': '/van-ban-hanh-chinh/4263-qd-ubnd', 'search': '/search?q=ha+dong',
    'ward': '/sites/bavi'}
VIEWS = (('phone', PHONE, 'light'), ('desktop', DESKTOP, 'light'), ('dark', DESKTOP, 'dark'))
#: Addresses of pictures of the page that did not come.
MISSING = """() => [...document.images].filter(each => each.complete && !each.naturalWidth)
    .map(each => each.src)"""


@pytest.mark.parametrize(('view', 'size', 'theme'), VIEWS, ids=[view[0] for view in VIEWS])
def test_every_page_comes_with_all_its_pictures(browser, seeded_portal, view, size, theme):
    context = browser.new_context(viewport=size)
    context.add_cookies([
        {'name': COOKIE, 'value': f'{theme}.100.full', 'url': seeded_portal.url}])
    page = context.new_page()
    for name, path in PAGES.items():
        assert page.goto(seeded_portal.url + path).status == 200
        assert page.evaluate(MISSING) == []
        if SHOTS:
            page.screenshot(
                path=Path(ROOT, SHOTS, f'{name}-{view}.jpg'), type='jpeg', quality=60)
    context.close()
