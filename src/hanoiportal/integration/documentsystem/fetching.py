"""Asking the system of documents for one thing."""
from __future__ import annotations

from ...base.numbers import number_in
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp, NoAnswer
from .sources import DocumentSource

#: Seconds for one answer; bytes of a list.
SECONDS, MOST_BYTES = 30, 4_000_000
_OK = 200


class Failed(Exception):
    """It gave nothing that could be used.  ``why``: a word of ``NoAnswer`` or a status of HTTP.
    ``pause``: seconds that it asks to wait.
    """

    def __init__(self, why: str, answer: HttpAnswer | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.pause = 0 if answer is None else number_in(
            answer.headers.get('retry-after', ''), 6)


def fetched(http: IHttp, address: str, source: DocumentSource, most: int = MOST_BYTES) -> bytes:
    """Return what ``address`` gives.  Raises ``Failed``."""
    try:
        answer = http.send(
            address, Deadline(SECONDS), b'', source.headers(), most, 'GET', is_set=True)
    except NoAnswer as none:
        raise Failed(none.why) from None
    if answer.status != _OK:
        raise Failed(str(answer.status), answer)
    return answer.body
