"""What was archived is replayed by programs of others: it equals what visitors got, byte for byte
and in the eye of a browser.
"""
import os
import subprocess
import time
from io import BytesIO

import pytest
from hanoiportal.safekeeping.archive.cdx import timestamp
from PIL import Image, ImageChops
from pyramid.request import Request
from support.archive_portal import CITY, DOCUMENT, ENGLISH, NEWS, archive_settings, replayed

from .browser import DESKTOP, PHONE
from .replayer import APART

#: Letters, all pictures and those of style sheets are ready to be drawn, and two pictures of the
#: page have been drawn since.  On a busy machine a picture that loads late is asked for when the
#: network has long been idle.
DRAWN = r"""async () => {
  const pictures = [...document.images]
  const named = new Set()
  for (const each of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const { backgroundImage, maskImage, listStyleImage } = getComputedStyle(each, part)
      for (const value of [backgroundImage, maskImage, listStyleImage]) {
        for (const [, address] of value.matchAll(/url\("([^"]+)"\)/g)) named.add(address)
      }
    }
  }
  for (const src of named) pictures.push(Object.assign(new Image(), { src }))
  await document.fonts.ready
  const all = Promise.all(pictures.map((each) => each.decode().catch(() => {})))
  await Promise.race([all, new Promise((go) => setTimeout(go, 20000))])
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))
}"""

#: Addresses of pictures that are not shown.
BROKEN = '[...document.images].filter(each => !each.naturalWidth).map(each => each.src)'

own_settings = archive_settings


@pytest.fixture
def live(wsgi):
    """``live(url)``: status, body and media type that a visitor gets."""
    def got(url):
        answer = Request.blank(url).get_response(wsgi)
        return answer.status_code, answer.body, answer.content_type

    return got


@pytest.mark.clause('13.3.a')
def test_a_replayer_of_others_gives_and_shows_each_version_as_visitors_got_it(
        archive, story, live, tmp_path, replaying, replayed_by, browser):
    wacz = tmp_path / 'all.wacz'
    story.pause = lambda: time.sleep(1.01)  # each in a second of its own, as an index can tell
    story.publish().translate().correct('Cầu mới đã xong')
    original = [shown(browser, size, live) for size in (PHONE, DESKTOP)]
    story.withdraw()
    archive.capture()
    archive.export(wacz)
    done = subprocess.run([replaying / 'wacz', 'validate', '-f', wacz], check=False,
                          capture_output=True, text=True, env={**os.environ, **APART})
    assert (done.returncode, 'invalid' in done.stdout) == (0, False), done.stdout + done.stderr
    moment = next(timestamp(each.moment) for each in archive.noted() if each.kind == 'corrected')

    with replayed_by(wacz) as replayer:
        gives_what_visitors_got(replayer, archive, wacz)
        again = [shown(browser, size, lambda url: replayer.get(moment, url))
                 for size in (PHONE, DESKTOP)]

    for now, then in zip(again, original, strict=True):
        assert 'Cầu mới đã xong' in now[0] and now[2] == []
        assert (now[0], now[2]) == (then[0], then[2])
        # Left, top, right and bottom of what looks otherwise.
        assert ImageChops.difference(now[1], then[1]).getbbox() is None


def gives_what_visitors_got(replayer, archive, wacz):
    for target in (NEWS, ENGLISH, DOCUMENT):
        url = f'https://{CITY}{target}'
        moments = [timestamp(each.moment) for each in archive.noted() if each.target == target]
        got = [(status, body) for address, status, body in archive.got if address == url]
        found = [replayer.get(moment, url)[:2] for moment in moments]
        assert found[-len(got):] == got
    for url, status, body in replayed(wacz):
        if '?' in url:
            assert replayer.get(moments[-1], url)[:2] == (status, body)
    assert replayer.get(moments[-1], f'https://{CITY}/khong-co')[0] == 404


def still(page):
    """Return a picture of ``page`` when all of it is drawn: two in a row are the same."""
    before, now = b'', b'-'
    while before != now:
        page.wait_for_timeout(200)
        page.evaluate(DRAWN)
        before, now = now, page.screenshot(animations='disabled')
    return Image.open(BytesIO(now)).convert('RGB')


def shown(browser, size, answer):
    """Return text, picture and failed addresses of the news page, by ``answer(url)``."""
    failed = []

    def fulfil(route):
        if '/static/shown' in route.request.url:  # counts a visit; never archived
            route.fulfill(status=204)
            return
        status, body, kind = answer(route.request.url)
        if status != 200:
            failed.append(route.request.url)
        route.fulfill(status=status, body=body, headers={'Content-Type': kind or ''})

    page = browser.new_page(viewport=size)
    try:
        page.route('**/*', fulfil)
        page.goto(f'https://{CITY}{NEWS}', wait_until='networkidle')
        picture = still(page)
        return page.inner_text('body'), picture, failed + page.evaluate(BROKEN)
    finally:
        page.close()
