"""Asking a source, politely: one request after another, a few at a look, less often one that
fails.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ...base.numbers import number_in
from ...base.text import plain_text
from ...platform.http.interfaces import PACKED, TOO_LONG, Deadline, IHttp, NoAnswer
from .sources import NoListing, Page, Source

if TYPE_CHECKING:
    from .resource import SourceState

#: Seconds and bytes for one answer; the pause after the first failure, and the longest.
SECONDS, MOST_BYTES = 20, 8_000_000
PAUSE, LONGEST_PAUSE = datetime.timedelta(minutes=5), datetime.timedelta(hours=6)
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


def page_of(http: IHttp, source: Source, number: int) -> Came:
    """Ask for a page of the list."""
    address, body = source.asked(number)
    return _asked(http, source, address, body)


def text_of(http: IHttp, source: Source, identifier: str) -> Came:
    """Ask for the text of a record."""
    return _asked(http, source, source.detail(identifier), None)


def _asked(http: IHttp, source: Source, address: str, body: bytes | None) -> Came:
    try:
        answer = http.send(address, Deadline(SECONDS), body or b'', source.headers(), MOST_BYTES,
                           'GET' if body is None else 'POST', is_set=True)
    except NoAnswer as none:
        return Came(none.why)
    if answer.status != _OK:
        return Came(str(answer.status), number_in(answer.headers.get('retry-after', ''), 6))
    try:
        if body is None:
            return Came(text=plain_text(source.text(answer.body)))
        return Came(page=source.page(answer.body))
    except NoListing:
        return Came(UNREADABLE)


def failed(state: SourceState, why: str, now: datetime.datetime, pause: int = 0) -> None:
    """Note that a try failed at ``now``, and ask again later."""
    state.why, state.failures = why, state.failures + 1
    state.failing = state.failing or now
    wait = min(PAUSE * 2 ** min(state.failures - 1, 10), LONGEST_PAUSE)
    state.due = now + max(wait, min(datetime.timedelta(seconds=pause), LONGEST_PAUSE))


def succeeded(state: SourceState) -> None:
    """Note that a try did not fail; write only what differs."""
    if state.why or state.due:
        state.why, state.failures, state.failing, state.due = '', 0, None, None
