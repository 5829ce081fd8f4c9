"""One look at hosts from outside: a page of each is asked for, as a visitor does."""
from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import NamedTuple

from ...platform.http.interfaces import NO_ANSWER, Deadline, IHttp, NoAnswer
from .interfaces import COPY, STATUS, TWIN, WORDS

#: Hosts that are asked at one time; seconds for one of them; bytes of a page.
AT_ONCE, SECONDS, LARGEST = 16, 10, 4 * 1024 * 1024
_OK = 200


class Look(NamedTuple):
    """``failed``: why hosts did not answer, twice.  ``took``: milliseconds of the pages of the
    others.
    """

    failed: dict[str, str]
    took: dict[str, int]


def look_at(client: IHttp, hosts: Iterable[str], address: str) -> Look:
    """Return what became of asking each of ``hosts``, again if it did not answer.

    ``address``: of the page, ``{}`` stands for the host.
    """
    took: dict[str, int] = {}
    with ThreadPoolExecutor(AT_ONCE, 'probe') as pool:
        def ask(host: str) -> str:
            start = monotonic()
            why = _why(client, address.format(host))
            if not why:
                took[host] = round((monotonic() - start) * 1000)
            return why

        def failing(some: list[str]) -> dict[str, str]:
            return {host: why for host, why in zip(some, pool.map(ask, some), strict=True) if why}

        return Look(failing(list(failing(list(hosts)))), took)


def _why(client: IHttp, address: str) -> str:
    """Return why the page at ``address`` is not there, ``''`` if it is."""
    try:
        # No answer of before will do, so that nginx asks the portal.
        answer = client.ask(address, Deadline(SECONDS), most=LARGEST, headers={
            'User-Agent': 'hanoiportal probe', 'Cache-Control': 'no-cache'})
    except NoAnswer as failure:
        return failure.why if failure.why in WORDS else NO_ANSWER
    if answer.status != _OK:
        return f'{STATUS} {answer.status}'
    return COPY if TWIN in answer.headers else ''
