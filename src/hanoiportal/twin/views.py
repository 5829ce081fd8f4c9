"""Asking the application for a page as a visitor without a cookie does."""
from typing import NamedTuple

from pyramid.request import Request

from ..web.pages import SHOWS


class Answer(NamedTuple):
    """What the application has answered.  ``body``: ``None`` if it is not for everybody."""

    status: int
    mimetype: str
    body: bytes | None


def ask(app, host, target):
    """Return the ``Answer`` of ``app`` to a GET of ``target`` on ``host``."""
    request = Request.blank(target, base_url=f'https://{host}', environ={
        'HTTP_USER_AGENT': 'hanoiportal monitor'})
    response = request.get_response(app)
    is_public = (
        response.status_code == 200 and 'Set-Cookie' not in response.headers
        and (SHOWS in response.headers or 'public' in response.headers.get('Cache-Control', '')))
    return Answer(
        response.status_code, response.content_type, response.body if is_public else None)
