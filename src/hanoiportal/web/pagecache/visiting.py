"""Asking the application for a page as a visitor without a cookie does, now or as of the past."""
from typing import NamedTuple

from pyramid.request import Request

from .pages import CACHE_CONTROL, SHOWS
from .watching import OWN_VISIT, parted

#: It is counted as no visit.
AGENT = 'hanoiportal monitor'
#: Headers of one answer alone.
_OWN = frozenset({'x-request-id', 'set-cookie'})


class Answer(NamedTuple):
    """What the application has answered.

    ``status``: its line, such as ``200 OK``.  ``headers``: as visitors get them.
    ``public``: whether anybody gets it.
    """

    status: str
    headers: list[tuple[str, str]]
    mimetype: str
    body: bytes
    public: bool

    @property
    def code(self):
        """The number of the status."""
        return int(self.status[:3])


def visit(app, host, target, connection=None):
    """Return the ``Answer`` of ``app``, Pyramid's, to a GET of ``target`` on ``host``.

    ``connection``: to the content database as of some transaction, from which it is answered; it
    stays open.  Else the answer is of now.
    """
    request = Request.blank(
        target, base_url=f'https://{host}', environ={'HTTP_USER_AGENT': AGENT, OWN_VISIT: True})
    response = request.get_response(app) if connection is None else _seen_by(
        connection, app, request.environ)
    headers, notes = parted(response.headerlist)
    shows = SHOWS in notes
    kept = response.headers.get('Cache-Control', '')
    public = 'Set-Cookie' not in response.headers and (
        shows or 'public' in kept or response.status_code != 200)
    headers = [pair for pair in headers if pair[0].lower() not in _OWN]
    if shows and not kept:
        headers.append(('Cache-Control', CACHE_CONTROL))
    return Answer(response.status, headers, response.content_type or '', response.body, public)


def _seen_by(connection, app, environ):
    with app.request_context(environ) as request:
        request._primary_zodb_conn = connection  # what pyramid_zodbconn takes for its own
        return app.invoke_request(request)
