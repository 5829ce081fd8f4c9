"""One look at hosts from outside: a page of each is asked for, as a visitor does."""
from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from ...platform.http.interfaces import NO_ANSWER, Deadline, IHttp, NoAnswer
from .interfaces import COPY, STATUS, TWIN, WORDS

#: Hosts that are asked at one time; seconds for one of them; bytes of a page.
AT_ONCE, SECONDS, LARGEST = 16, 10, 4 * 1024 * 1024
_OK = 200


def failing(client: IHttp, hosts: Iterable[str], address: str) -> dict[str, str]:
    """Return why some of ``hosts`` do not answer; each of them was asked twice.

    ``address``: of the page, ``{}`` stands for the host.
    """
    with ThreadPoolExecutor(AT_ONCE, 'probe') as pool:
        def ask(some: list[str]) -> dict[str, str]:
            found = pool.map(lambda host: _why(client, address.format(host)), some)
            return {host: why for host, why in zip(some, found, strict=True) if why}

        return ask(list(ask(list(hosts))))


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
