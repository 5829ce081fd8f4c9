"""When everything else fails: a page of bytes that needs no database, no template, no language."""
import logging

from pyramid.response import Response
from pyramid.tweens import INGRESS
from pyramid_retry import is_error_retryable

log = logging.getLogger(__name__)

_BODY = """\
<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Lỗi hệ thống</title>
<link rel="stylesheet" href="/static/portal.css"></head>
<body class="bare"><main>
<h1>Hệ thống đang gặp lỗi</h1>
<p>Yêu cầu của bạn chưa được thực hiện. Lỗi đã được ghi lại để khắc phục. Xin thử lại sau ít phút;
nếu vẫn không được, xin gọi số điện thoại của cơ quan.</p>
<p><a href="/">Về trang chủ</a></p>
<hr>
<div lang="en"><h2>Something went wrong</h2>
<p>Your request was not carried out. The error has been recorded.
Please try again in a few minutes.</p>
<p><a href="/english">Go to the home page</a></p></div>
</main></body></html>
"""
BYTES = _BODY.encode()


def last_resort_tween(handler, registry):
    """Tween, outermost: answer 500 with ``BYTES`` to what nothing else has answered.

    What may be tried again passes through to pyramid_retry.
    """
    def tween(request):
        try:
            return handler(request)
        except Exception as error:
            if is_error_retryable(request, error):
                raise
            log.exception('%s failed', request.method)
            return _answer()

    return tween


def _answer():
    response = Response(body=BYTES, status=500, content_type='text/html', charset='utf-8')
    response.cache_control = 'no-store'
    return response


def includeme(config):
    config.add_tween('hanoiportal.public.last_resort.last_resort_tween', under=INGRESS,
                     over='hanoiportal.web.readable.cookies_tween')
