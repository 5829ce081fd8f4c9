"""Asking the application for a page as a visitor without a cookie does."""
from typing import NamedTuple

from ...web.pagecache.visiting import visit


class Answer(NamedTuple):
    """What the application has answered.  ``body``: ``None`` if it is not for everybody.
    ``location``: where it leads, ``''`` for nowhere.
    """

    status: int
    mimetype: str
    body: bytes | None
    location: str


def ask(app, host, target):
    """Return the ``Answer`` of ``app`` to a GET of ``target`` on ``host``."""
    answer = visit(app, host, target)
    given = answer.code == 200 and answer.public
    return Answer(answer.code, answer.mimetype, answer.body if given else None,
                  dict(answer.headers).get('Location', ''))
