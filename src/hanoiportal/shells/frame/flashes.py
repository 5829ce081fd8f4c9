"""What is said once, on the next page: as text, never as markup."""
import json

from pyramid.request import Request

#: Bytes of JSON of those that wait in one queue; the oldest give way, and one alone is cut off.
#: They travel in the cookie, which holds 4 KB: in JSON, where a Vietnamese letter may be six
#: bytes, and in base64, which makes four of three.
LARGEST_FLASHES = 1250
DONE, REFUSED = 'info', 'error'


def flash(request: Request, text: str, queue: str = DONE) -> None:
    """Say ``text``, translatable, on the next page that the asker opens."""
    said = fitting(request.localizer.translate(text))
    waiting = [*request.session.pop_flash(queue), said]
    while len(waiting) > 1 and len(json.dumps(waiting)) > LARGEST_FLASHES:
        del waiting[0]
    for each in waiting:
        request.session.flash(each, queue)


def fitting(said: str) -> str:
    """Return as much of ``said`` as the cookie takes.

    >>> fitting('Đã lưu.'), len(fitting('ạ' * 500))
    ('Đã lưu.', 207)
    """
    if len(json.dumps([said])) <= LARGEST_FLASHES:
        return said
    while len(json.dumps([said])) > LARGEST_FLASHES - len(json.dumps('…')):
        said = said[:-1]
    return said + '…'


def waiting_flashes(request: Request) -> list[tuple[str, str]]:
    """Return ``[(queue, text)]`` of what is to be said once; forgets it.

    Where nothing waits the session stays as it is, and its cookie is not sent again.
    """
    session = request.session
    return [(queue, text) for queue in (DONE, REFUSED) if session.peek_flash(queue)
            for text in session.pop_flash(queue)]
