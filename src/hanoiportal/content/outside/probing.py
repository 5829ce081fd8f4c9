"""Asking an address that somebody has typed whether it leads anywhere; no text of it is read."""
from ...platform.http.interfaces import Deadline, IHttp, NoAnswer

#: Seconds for one address with all its redirects.
SECONDS = 10.0
#: Answers that say nothing of the page: it is for others, or the portal asks too often.
_GUARDED = {401, 402, 403, 407, 429, 451}
_ERRORS = 400


def failure(http: IHttp, address: str) -> str:
    """Return why ``address`` does not answer: a word of ``NoAnswer`` or a status of HTTP; ``''``
    if it does.
    """
    deadline = Deadline(SECONDS)
    try:
        status = http.get(address, deadline, most=0, method='HEAD').status
        if _is_error(status):
            status = http.get(address, deadline, most=0).status
    except NoAnswer as none:
        return none.why
    return str(status) if _is_error(status) else ''


def _is_error(status: int) -> bool:
    return status >= _ERRORS and status not in _GUARDED
