"""Turns of a network that sends very many forms: each step beyond ``ask-steps`` of
``portal.throttles`` waits for a turn of its own, and none is refused (ADR 66).

Before the databases, the templates and the transaction, so that a flood costs readers little.
Threads that wait for the disk serve nobody, so only some of a process take steps at once; further
ones come again in seconds.  Steps that bring files pass; those are counted by themselves.
"""
from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Sequence
from html import escape
from threading import BoundedSemaphore

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from ...base.interfaces import IClock
from ...kernel.security.crypto.sealing import ISealing, Sealing, Unreadable
from ...shells.public.page.stylesheet import PROOF
from ...web.login.throttle import IThrottles, Throttles, network_of
from ...web.routing.limits import STRANGERS
from .interfaces import FORMS

#: Hidden field with the turn; windows of ``ask-steps`` that are given away in advance.
TURN, AHEAD = 'luot', 60
#: Steps that a process takes at once, of its four threads; seconds after which others come again.
AT_ONCE, SOON = 2, 3
_OWNER = 'form turn'
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


class Turns:
    """Gives turns to networks.  ``throttles``: its limit ``ask-steps`` is of a window."""

    def __init__(self, throttles: Throttles, sealing: Sealing) -> None:
        self._throttles, self._sealing = throttles, sealing

    def turn(self, address: str, now: int, slip: str) -> tuple[int, str]:
        """Return how many seconds the network of ``address`` waits at ``now``, seconds since 1970,
        and the slip with which it comes again; 0 for a step that may go on.

        ``slip``: the one it came with, ``''`` for none.  Who is in no network never waits.
        """
        limit, network = self._throttles.limits['ask-steps'], network_of(address)
        if not (limit.count and network):
            return 0, ''
        due = self._due(slip, now)
        if due is None:
            window = now // limit.seconds
            ahead = next((each for each in range(AHEAD) if self._count(
                f'ask-steps {network} {window + each}', now, limit.count)), AHEAD)
            due, slip = (window + ahead) * limit.seconds, ''
        return max(0, due - now), slip or self.slip(due)

    def slip(self, due: int) -> str:
        """Return a slip with which a step comes again at ``due``, seconds since 1970."""
        sealed = self._sealing.seal_bytes(
            json.dumps([due, secrets.token_hex(8)]).encode(), _OWNER)
        return base64.urlsafe_b64encode(sealed).decode()

    def _due(self, slip: str, now: int) -> int | None:
        """Return the second of the turn in ``slip``; ``None`` if it is none or was taken."""
        try:
            due, token = json.loads(self._sealing.opened_bytes(
                base64.urlsafe_b64decode(slip.encode()), _OWNER))
        except (Unreadable, ValueError):
            return None
        if due <= now and not self._count(f'turn {token}', now, 1):
            return None
        return int(due)

    def _count(self, name: str, now: int, most: int) -> bool:
        counts = self._throttles.counts
        return bool(counts.count(
            counts.mark(name), 0, now, lambda _before, current: current < most))


def turns_tween(
        handler: Callable[[Request], Response],
        registry: Registry) -> Callable[[Request], Response]:
    """Tween: answer a step whose turn has not come with a page that brings it again."""
    turns = Turns(registry.getUtility(IThrottles), registry.getUtility(ISealing))
    free = BoundedSemaphore(AT_ONCE)

    def tween(request: Request) -> Response:
        fields = _fields(request)
        if fields is None:
            return handler(request)
        now = int(registry.getUtility(IClock).now().timestamp())
        seconds, slip = turns.turn(request.remote_addr or '', now, dict(fields).get(TURN, ''))
        if seconds:
            return _page(request, fields, seconds, slip)
        if not free.acquire(blocking=False):
            return _page(request, fields, SOON, turns.slip(now + SOON))
        try:
            return handler(request)
        finally:
            free.release()

    return tween


def _fields(request: Request) -> Sequence[tuple[str, str]] | None:
    """Return what a step brings; ``None`` for what is none, and for what is left to the view."""
    if (request.method != 'POST' or FORMS not in request.environ['PATH_INFO'].split('/')
            or (request.content_length or 0) > STRANGERS
            or request.headers.get('Origin') != request.host_url):
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
    response.headers.update({'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin'})
    return response
