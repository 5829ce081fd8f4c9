"""Pages that say why there is no page.

Everybody, logged in or not, gets one and the same answer for what does not exist and for what they
may not read (clauses 8.3, 8.7): nothing tells a draft from nothing.
"""
from pyramid.httpexceptions import HTTPClientError
from pyramid.response import Response
from pyramid.view import (
    exception_view_config,
    forbidden_view_config,
    notfound_view_config,
)

from ....base.i18n import _
from ....kernel.storage.databases import NoPortal
from ....kernel.workflow.interfaces import GONE
from ....web.routing.address import HTTPMisdirectedRequest
from ....web.routing.origins import UNSAID, OriginUnsaid
from .moved import GONE_AWAY, moved, moved_host

TEMPLATE = 'templates/error.pt'

#: Title and advice by status code.
MESSAGES = {
    400: (_('Yêu cầu không hợp lệ'),
          _('Biểu mẫu đã quá hạn hoặc thiếu dữ liệu. '
            'Xin quay lại trang trước, tải lại và gửi lại.')),
    403: (_('Không có quyền xem trang này'),
          _('Tài khoản này không được giao quyền ở đây. '
            'Nếu cần quyền đó, xin liên hệ người quản trị.')),
    404: (_('Không tìm thấy trang'),
          _('Địa chỉ có thể đã nhập sai hoặc trang không còn ở đây. '
            'Xin thử tìm kiếm, hoặc bắt đầu từ sơ đồ trang.')),
    413: (_('Dữ liệu gửi lên quá lớn'),
          _('Tệp hoặc biểu mẫu vượt quá dung lượng cho phép. Chưa có gì được lưu. '
            'Xin gửi tệp nhỏ hơn hoặc chia thành nhiều tệp.')),
    429: (_('Xin chờ một lát'),
          _('Từ mạng này vừa có quá nhiều yêu cầu thuộc loại này. '
            'Xin thử lại sau ít phút.')),
    410: (_('Thông tin này đã gỡ'),
          _('Thông tin từng đăng ở địa chỉ này đã được gỡ khỏi Cổng theo quyết định của cơ quan '
            'quản lý. Xin tìm thông tin khác có liên quan.')),
}


def message_of(status):
    """Return ``{'title', 'advice', 'status'}`` of an error page."""
    title, advice = MESSAGES.get(status, MESSAGES[400])
    return {'title': title, 'advice': advice, 'status': status}


@notfound_view_config(renderer=TEMPLATE)
def not_found(error, request):
    """Lead on to where the page has moved (301); say 410 where one was, 404 otherwise."""
    return _nothing_here(request, 404)


def _nothing_here(request, status):
    found = moved(request)
    if found is not None and found is not GONE_AWAY:
        return found
    request.response.status_int = status = 410 if found is GONE_AWAY else status
    # A 410 of which nothing is said is kept for ever; what was withdrawn may come back.
    request.response.headers['Cache-Control'] = 'no-cache'
    return message_of(status)


@forbidden_view_config(renderer=TEMPLATE)
def forbidden(error, request):
    """Say 410 where something public was, or lead on to what took its place; 404 otherwise."""
    item = getattr(request, 'context', None)
    if getattr(item, 'state', None) in GONE:
        return _nothing_here(request, 410)
    return _nothing_here(request, 404)


@exception_view_config(OriginUnsaid, renderer=TEMPLATE)
def unsaid(error, request):
    """Say why a form was not taken of which the browser does not say whose it is; 404 as all that
    is refused.
    """
    request.response.status_int = 404
    return {'title': _('Chưa gửi được biểu mẫu'), 'advice': UNSAID, 'status': 404}


@exception_view_config(HTTPClientError, renderer=TEMPLATE)
def refused(error, request):
    """Answer any other error of the asker, such as a form whose token has run out."""
    request.response.status_int = error.code
    if 'Retry-After' in error.headers:
        request.response.headers['Retry-After'] = error.headers['Retry-After']
        request.response.headers['Cache-Control'] = 'no-store'
    return message_of(error.code)


@exception_view_config(HTTPMisdirectedRequest)
def misdirected(error, request):
    """Say nothing of the portal to a host that is not ours, or that no site has any more."""
    found = moved_host(request)
    if found is not None:
        return found
    return Response('421 Misdirected Request\n', status='421 Misdirected Request',
                    content_type='text/plain', charset='utf-8')


@exception_view_config(NoPortal)
def unseeded(error, request):
    """Tell the operator what to do; visitors come later."""
    return Response(
        'Cổng chưa có dữ liệu. Người vận hành hãy chạy: bin/portal seed\n'
        'The portal holds no data yet. Operator, please run: bin/portal seed\n',
        status=503, content_type='text/plain', charset='utf-8')
