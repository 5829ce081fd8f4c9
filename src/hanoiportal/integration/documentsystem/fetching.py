"""Asking the system of documents for one thing."""
from __future__ import annotations

from collections.abc import Mapping

from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp, NoAnswer
from .sources import DocumentSource

#: Seconds for one answer; bytes of a list.
SECONDS, MOST_BYTES = 30, 4_000_000
_OK = 200


class Failed(Exception):
    """It gave nothing that could be used.  ``why``: a word of ``NoAnswer`` or a status of HTTP.
    ``headers``: of its answer.
    """

    def __init__(self, why: str, answer: HttpAnswer | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.headers: Mapping[str, str] = {} if answer is None else answer.headers


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
