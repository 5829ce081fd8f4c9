"""Asking a source, politely: one request after another, a few at a look."""
from __future__ import annotations

import datetime
from typing import NamedTuple

from ...base.pausing import pause_of
from ...base.text import plain_text
from ...platform.http.interfaces import PACKED, TOO_LONG, Deadline, IHttp, NoAnswer
from .sources import NoListing, Page, Source

#: Seconds and bytes for one answer.
SECONDS, MOST_BYTES = 20, 8_000_000
#: Why nothing of the answer could be used; why a reading was given up: pages say what others said,
#: or fewer records came than the source says that it has; far fewer came than the last time.
UNREADABLE, REPEATED, SHORT, SHRUNKEN = 'unreadable', 'repeated', 'short', 'shrunken'
#: What is wrong with one text alone: it is not compared, the others are.
OF_ONE = frozenset({UNREADABLE, TOO_LONG, PACKED, '404', '410'})
_OK = 200


class Came(NamedTuple):
    """What came.  ``why``: a word of ``NoAnswer``, a status of HTTP or ``UNREADABLE``; ``''`` if
    it is good.  ``pause``: seconds that the source asks for.
    """

    why: str = ''
    pause: int = 0
    page: Page | None = None
    text: str = ''


def page_of(http: IHttp, source: Source, number: int, now: datetime.datetime) -> Came:
    """Ask for a page of the list."""
    address, body = source.asked(number)
    return _asked(http, source, now, address, body)


def text_of(http: IHttp, source: Source, identifier: str, now: datetime.datetime) -> Came:
    """Ask for the text of a record."""
    return _asked(http, source, now, source.detail(identifier), None)


def _asked(http: IHttp, source: Source, now: datetime.datetime, address: str,
           body: bytes | None) -> Came:
    try:
        answer = http.send(address, Deadline(SECONDS), body or b'', source.headers(), MOST_BYTES,
                           'GET' if body is None else 'POST', is_set=True)
    except NoAnswer as none:
        return Came(none.why)
    if answer.status != _OK:
        return Came(str(answer.status), pause_of(answer.headers, now))
    try:
        if body is None:
            return Came(text=plain_text(source.text(answer.body)))
        return Came(page=source.page(answer.body))
    except NoListing:
        return Came(UNREADABLE)
