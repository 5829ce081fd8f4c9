"""What stands around the pages of the forms: the receipt, what a browser has sent before, and the
page on which a step waits for its turn.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from html import escape
from threading import BoundedSemaphore

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource, ISite
from ...kernel.security.crypto.sealing import ISealing, Sealing
from ...platform.notifications.interfaces import IPost
from ...shells.public.page.navigation import footer_links
from ...shells.public.page.stylesheet import PROOF
from ...shells.public.replies.confirming import Confirmed, Confirming
from ...shells.public.replies.openingcodes import link_of, picture_of
from ...shells.public.search.params import params_of
from ...web.login.sealedcookies import SealedCookie
from ...web.login.throttle import IThrottles, Throttles, network_of
from ...web.routing.limits import STRANGERS
from ...web.routing.origins import is_own, is_unsaid
from ..cases.interfaces import ICases, ICaseTerms, ShownTerm
from ..identities.interfaces import MINE
from .interfaces import FORMS, TRACKING, CaseForm, ISentForms
from .senders import ConfirmedSender
from .steps import asked_of, read
from .turns import Turns
from .typed import Typed, typed_of
from .waiting import HOURS

#: With ``no-referrer`` browsers would not say whose form it is.
HEADERS = {'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin'}
#: Hidden field with the turn; parts of the addresses of steps.
TURN, STEPS = 'luot', frozenset({FORMS, TRACKING})
#: Steps that a process takes at once, of its four threads; seconds after which others come again.
AT_ONCE, SOON = 1, 3
#: Seconds after which the thread of a step lets others run.  Python's own five milliseconds are
#: longer than most answers take, so that readers would wait for it; always, this costs a fifth.
SWITCH_INTERVAL = .0001
#: Forms of one browser that are known; the one that was sent longest ago is forgotten.
MOST = 5
_COOKIE = SealedCookie('da-gui', 60 * HOURS, 'Strict')
_PAGE = """\
<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Xin chờ đến lượt</title>
<link rel="stylesheet" href="/static/portal.css"><script defer src="{script}"></script></head>
<body class="bare"><main>
<h1>Xin chờ đến lượt</h1>
<p role="status">Cổng đang nhận rất nhiều nội dung nên phải nhận lần lượt. Nội dung đã viết còn
nguyên. Xin chờ <strong>{seconds}</strong> giây rồi bấm nút dưới đây.</p>
<form method="post" action="{action}" enctype="multipart/form-data" accept-charset="utf-8"
data-wait="{seconds}">
{fields}
<p class="actions"><button>Tiếp tục</button></p>
<hr>
<div lang="en"><h2>Please wait for your turn</h2>
<p>Very many forms come at the moment, so they are taken one after another. What you have written
is kept. Please wait {seconds} seconds, then press the button.</p>
<p class="actions"><button>Continue</button></p></div>
</form>
</main></body></html>
"""


class SentBefore:
    """What the browser of ``request`` has sent of ``form`` at the site that it asks: so a form
    that somebody sends again after going back leads to the receipt there is.

    A sealed cookie of this browser holds hashes of what was typed, so nobody else gets a receipt
    by typing the same words.
    """

    def __init__(self, request: Request, form: CaseForm) -> None:
        self._request, self._form = request, form
        self._sealing = request.registry.getUtility(ISealing)
        self._now = request.registry.getUtility(IClock).now()

    def receipt(self, typed: Typed) -> Mapping[str, str | int] | None:
        """Return what ``ISentForms`` noted of the same form, ``None`` if it was not sent."""
        token = self._all.get(self._digest(typed)) if self._all else None
        if token is None:
            return None
        found: Mapping[str, str | int] | None = self._request.service(ISentForms).receipt(token)
        return found

    def remember(self, response: Response, typed: Typed, token: str) -> None:
        """Let the browser know that ``typed`` was sent as the form ``token``."""
        kept = [*self._all.items(), (self._digest(typed), token)][-MOST:]
        _COOKIE.write(self._request, response, self._sealing, self._now, {'forms': dict(kept)})

    @cached_property
    def _all(self) -> dict[str, str]:
        return dict(_COOKIE.read(self._request, self._sealing, self._now).get('forms', {}))

    def _digest(self, typed: Typed) -> str:
        content = [
            self._form.slug, str(self._request.context.__oid__), typed.capacity,
            sorted((name, value.strip()) for name, value in typed.values.items()),
            sorted((name, value) for name, value in typed.chosen.items() if value),
            [[each.filename, each.size] for each in typed.files]]
        return sha256(json.dumps(content).encode()).hexdigest()[:32]


def typed_by(request: Request, form: CaseForm, sealing: Sealing) -> Typed:
    """Return what ``request`` brings to ``form``, or what its address chooses."""
    if request.method == 'POST':
        return read(form, request.POST, sealing)
    return typed_of(form, {name: params_of(request, asked) for name, asked in asked_of(form)})


def confirmed_sender(request: Request, form: CaseForm) -> ConfirmedSender:
    """Return who sends ``form`` by ``request``, as the browser keeps it."""
    def found() -> Confirmed | None:
        browser = Confirming(  # type: ignore[no-untyped-call]  # the frame is not typed yet
            request, form.confirmed or MINE)
        known: Confirmed | None = browser.confirmed
        return known

    return ConfirmedSender(request, form, found)


def policy_address(portal: IPortal, link: Callable[[IResource], str]) -> str:
    """Return where the policy on personal data is, ``''`` for nowhere."""
    pages = footer_links(portal)  # type: ignore[no-untyped-call]  # the frame is not typed yet
    return next((link(each) for each in pages
                 if each.__name__ == 'bao-ve-du-lieu-ca-nhan'), '')


def told(request: Request, site: ISite, cases: ICases, page: str, opening: tuple[str, str],
         has_email: bool) -> Mapping[str, object]:
    """Return what ``received.pt`` names.  ``page``: URL of where cases are followed.
    ``opening``: code and secret of the case, one of ``cases``.

    ``has_email``: whether who sent it gave an address, to which a letter goes if the post is open.
    """
    code, secret = opening
    picture = picture_of(link_of(page, code, secret), request.localizer.translate(
        _('Mã QR mở trang theo dõi')))
    return {
        'code': code, 'secret': secret, 'page_address': page, 'noindex': True,
        'open_address': request.link(site, TRACKING), 'picture': picture,
        'terms': _terms(request, site, cases, opening),
        'by_mail': has_email and request.registry.getUtility(IPost).is_open}


def _terms(request: Request, site: ISite, cases: ICases,
           opening: tuple[str, str]) -> list[ShownTerm]:
    """Return by when the case is due; nothing if its secret has been renewed since."""
    registry, case = request.registry, cases.find(*opening)
    if case is None:
        return []
    terms: list[ShownTerm] = registry.getUtility(ICaseTerms).told(
        cases.standing(case, registry.getUtility(IClock).now()), request.language.tag,
        site, request.link(site, 'thoi-han'))
    return terms


def turns_tween(
        handler: Callable[[Request], Response],
        registry: Registry) -> Callable[[Request], Response]:
    """Tween: answer a step whose turn has not come with a page that brings it again: of a form,
    and of what senders say of their case.

    Before the databases, the templates and the transaction, so that a flood costs readers little.
    Threads that wait for the disk serve nobody, so only some of a process take steps at once;
    further ones come again in seconds.  Steps that bring files pass; those are counted by
    themselves.
    """
    throttles: Throttles = registry.getUtility(IThrottles)
    turns = Turns(throttles.limits['ask-steps'], throttles.counts, registry.getUtility(ISealing))
    free = BoundedSemaphore(AT_ONCE)

    def tween(request: Request) -> Response:
        fields = _fields(request)
        if fields is None:
            return handler(request)
        now = int(registry.getUtility(IClock).now().timestamp())
        seconds, slip = turns.turn(
            network_of(request.remote_addr or ''), now, dict(fields).get(TURN, ''))
        if seconds:
            return _page(request, fields, seconds, slip)
        if not free.acquire(blocking=False):
            return _page(request, fields, SOON, turns.slip(now + SOON))
        try:
            with _letting_others_run():
                return handler(request)
        finally:
            free.release()

    return tween


@contextmanager
def _letting_others_run() -> Iterator[None]:
    """Let threads change places often; of ``AT_ONCE`` steps, so nobody sets it meanwhile."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _fields(request: Request) -> Sequence[tuple[str, str]] | None:
    """Return what a step brings; ``None`` for what is none, and for what is left to the view."""
    if (request.method != 'POST'
            or STEPS.isdisjoint(request.environ['PATH_INFO'].split('/'))
            or (request.content_length or 0) > STRANGERS
            or not (is_own(request) or is_unsaid(request))):
        return None
    try:
        fields = [(name, value) for name, value in request.POST.items()
                  if not getattr(value, 'filename', '')]
        brings_files = len(fields) < len(request.POST)
    except (ValueError, LookupError, DeprecationWarning):  # WebOb raises the last for a charset
        return None
    return None if brings_files else [each for each in fields if isinstance(each[1], str)]


def _page(request: Request, fields: Sequence[tuple[str, str]], seconds: int,
          slip: str) -> Response:
    again = [each for each in fields if each[0] != TURN] + [(TURN, slip)]
    response = Response(_PAGE.format(
        script=PROOF, seconds=seconds, action=escape(request.path), fields='\n'.join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in again)), content_type='text/html', charset='utf-8')
    response.headers.update(HEADERS)
    return response
