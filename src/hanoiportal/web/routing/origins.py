"""Whose page a request comes from, as browsers say in ``Origin`` and ``Referer``.

Forms of those who have no session, and so no token, are taken from this very host alone.
"""
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.events import NewRequest
from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from ...base.i18n import _

_SAYING = 'HTTP_ORIGIN', 'HTTP_REFERER'
#: What is told of a form that is not taken for that.
UNSAID = _('Chưa gửi được: trình duyệt không cho biết biểu mẫu được gửi từ trang nào, nên Cổng '
           'không phân biệt được với biểu mẫu giả. Xin tắt phần mềm chặn thông tin này '
           '(Referer), hoặc dùng trình duyệt khác. Tệp vừa chọn thì chọn lại.')


class OriginUnsaid(HTTPForbidden):
    """A form of which the browser does not say whose page sent it."""


def leave_out_unreadable(event: NewRequest) -> None:
    """Subscriber: what is no address has not been said; no browser says it, and Pyramid's look at
    the origin of a form fails on it.
    """
    environ = event.request.environ
    for name in _SAYING:
        try:
            urlsplit(environ.get(name, ''))
        except ValueError:
            del environ[name]


def is_foreign(request: Request) -> bool:
    """Return whether a page of another website sent the form, as browsers say themselves."""
    origin = request.headers.get('Origin')
    return origin is not None and urlsplit(origin).netloc != str(request.host)


def is_own(request: Request) -> bool:
    """Return whether the browser says that a form is one of this host.

    Browsers of before 2020 say ``Referer`` alone.  The page of the form must have a
    ``Referrer-Policy`` other than ``no-referrer``, with which browsers say nothing (Fetch,
    "append a request Origin header").
    """
    origin = request.headers.get('Origin')
    if origin is None:
        page = urlsplit(request.headers.get('Referer', ''))
        origin = f'{page.scheme}://{page.netloc}'
    own: str = request.host_url
    return origin == own


def is_unsaid(request: Request) -> bool:
    """Return whether the browser says of no page at all that it sent the form."""
    return not any(request.environ.get(name) for name in _SAYING)


def refuse_foreign(request: Request) -> None:
    """Raise ``HTTPForbidden`` unless ``is_own(request)``; ``OriginUnsaid`` if ``is_unsaid``."""
    if is_unsaid(request):
        raise OriginUnsaid
    if not is_own(request):
        raise HTTPForbidden


def includeme(config: Configurator) -> None:
    config.add_subscriber(leave_out_unreadable, NewRequest)
