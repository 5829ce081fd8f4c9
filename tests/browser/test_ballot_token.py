"""The browser's half of a blind token (RFC 9474), in a real browser: ``ballot.js`` makes it,
``ballot-form.js`` puts it into a form.  What they send is answered here by the boxes themselves.
"""
import base64
import datetime
from urllib.parse import parse_qs

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.participation.ballots.interfaces import ISSUED, WHY, NotTaken
from servers import ROOT
from support.ballots import PAPER as SHORT
from support.ballots import boxes_in

STATIC = ROOT / 'src/hanoiportal/shells/public/static'
HERE = 'https://portal.test'
CLAIM = """<!doctype html><title>Token</title><script src="/ballot.js" defer></script>
<p role="alert" data-ballot-said hidden></p>
<form method="post" action="/sign" data-ballot-key="{key}" data-ballot="{survey}"
 data-next="/form"><button>Nhận mã</button></form>"""
FORM = """<!doctype html><title>Form</title><script src="/ballot-form.js" defer></script>
<form><input type="hidden" name="token" data-ballot="{survey}"></form>"""
TAKEN = """<!doctype html><title>Thanks</title><script src="/ballot-form.js" defer></script>
<p data-ballot-taken="{survey}">Cảm ơn</p>"""
NOW = SystemClock().now()
PAPER = SHORT._replace(closes=NOW + datetime.timedelta(days=1))


class Server:
    """Answers for ``boxes``.  ``person``: who is confirmed.  ``lost``: answers that get lost."""

    def __init__(self, boxes):
        self.boxes, self.person, self.lost = boxes, 'Lan', 0

    def answer(self, route, request):
        path = request.url.removeprefix(HERE)
        if path.endswith('.js'):
            route.fulfill(path=STATIC / path[1:], content_type='text/javascript')
        elif path == '/sign':
            self._sign(route, parse_qs(request.post_data)['blinded'][0])
        else:
            page = {'/form': FORM, '/taken': TAKEN}.get(path, CLAIM)
            route.fulfill(content_type='text/html; charset=utf-8', body=page.format(
                key=base64.b64encode(self.boxes.token_key(PAPER)).decode(),
                survey=PAPER.survey))

    def _sign(self, route, blinded):
        try:
            signature = self.boxes.sign_blinded(
                PAPER, self.person, base64.b64decode(blinded), NOW)
        except NotTaken as refused:
            route.fulfill(status=409, json={'why': str(WHY[refused.code])})
            return
        if self.lost:
            self.lost -= 1
            route.abort()
        else:
            route.fulfill(json={'signature': base64.b64encode(signature).decode()})


@pytest.fixture
def server(tmp_path):
    return Server(boxes_in(tmp_path))


@pytest.fixture
def page(browser, server):
    context = browser.new_context()
    context.route('**/*', server.answer)
    yield context.new_page()
    context.close()


@pytest.mark.clause('4.2.f')
def test_the_browser_makes_a_token_that_counts_once(page, server):
    server.lost = 1
    page.goto(f'{HERE}/claim')
    page.click('button')
    page.wait_for_selector('[data-ballot-said]:not([hidden])')  # the answer was lost
    page.reload()
    page.click('button')
    page.wait_for_url('**/form')
    typed = page.input_value('[name=token]')

    server.boxes.drop(PAPER, frozenset({'q1.a'}), {}, base64.urlsafe_b64decode(typed), NOW)

    server.boxes.look(NOW)
    assert server.boxes.counts(PAPER).verified.number == 1
    page.goto(f'{HERE}/taken')
    page.goto(f'{HERE}/form')
    assert page.input_value('[name=token]') == ''
    page.goto(f'{HERE}/claim')
    page.click('button')
    page.wait_for_selector('[data-ballot-said]:not([hidden])')
    assert page.text_content('[data-ballot-said]') == str(WHY[ISSUED])
