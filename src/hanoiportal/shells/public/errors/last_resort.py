"""When everything else fails: a page of bytes that needs no database, no template, no language."""
import logging

from pyramid.response import Response
from pyramid.tweens import INGRESS
from pyramid_retry import is_error_retryable

from ....kernel.storage.faults import ADVICE, FULL, LOST, READ_ONLY, fault_of
from ....kernel.storage.silence import Silence

log = logging.getLogger(__name__)

_PAGE = """\
<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{name}</title>
<link rel="stylesheet" href="/static/portal.css"></head>
<body class="bare"><main>
<h1>{title}</h1>
<p>{text}</p>
<p><a href="/">Về trang chủ</a></p>
<hr>
<div lang="en"><h2>{english}</h2>
<p>{english_text}</p>
<p><a href="/english">Go to the home page</a></p></div>
</main></body></html>
"""
_NOT_SAVED = {
    'name': 'Tạm thời chưa lưu được', 'title': 'Cổng tạm thời chưa lưu được thay đổi',
    'english': 'Changes cannot be saved for the moment',
    'english_text': 'Nothing of your request was saved, and the operator has been told. '
                    'Reading goes on. Please keep what you have written and try again later.'}
_KEEP = ('Chưa có gì trong yêu cầu vừa gửi được lưu; việc đọc thông tin vẫn bình thường. Đơn vị '
         'vận hành đã được báo. Xin giữ lại nội dung đã soạn và gửi lại sau ít phút.')
BYTES = _PAGE.format(
    name='Lỗi hệ thống', title='Hệ thống đang gặp lỗi',
    text='Yêu cầu chưa được thực hiện. Lỗi đã được ghi lại để khắc phục. Xin thử lại sau '
         'ít phút;\nnếu vẫn không được, xin gọi số điện thoại của cơ quan.',
    english='Something went wrong',
    english_text='Your request was not carried out. The error has been recorded.\n'
                 'Please try again in a few minutes.').encode()
#: What is told where the storage says what is wrong.
PAGES = {
    FULL: _PAGE.format(text=f'Nơi lưu trữ dữ liệu đã đầy. {_KEEP}', **_NOT_SAVED).encode(),
    READ_ONLY: _PAGE.format(
        text=f'Nơi lưu trữ dữ liệu tạm thời không ghi được. {_KEEP}', **_NOT_SAVED).encode(),
    LOST: _PAGE.format(
        name='Tạm thời không đọc được', title='Nội dung này tạm thời không đọc được',
        text='Cổng chưa tìm thấy dữ liệu của nội dung này trong kho. Đơn vị vận hành đã được báo '
             'để khôi phục. Các trang khác vẫn bình thường.',
        english='This content cannot be read for the moment',
        english_text='The operator has been told, and will restore it. Other pages are as '
                     'usual.').encode()}
#: Seconds after which it may be tried again.
AGAIN = 300


def last_resort_tween(handler, registry):
    """Tween, outermost: answer 500 with ``BYTES`` to what nothing else has answered; 503 with one
    of ``PAGES`` where the storage cannot be written or read.

    What may be tried again passes through to pyramid_retry.  While the server of the databases is
    gone nobody waits for it: nginx then serves the twin.
    """
    silence = Silence()

    def tween(request):
        if silence.lasts(registry):
            return _answer(BYTES)
        try:
            return handler(request)
        except Exception as error:
            if is_error_retryable(request, error):
                raise
            fault = fault_of(error)
            if fault is None:
                log.exception('%s failed', request.method)
                return _answer(BYTES)
            log.critical('%s failed, nothing was saved, reading goes on: %s',
                         request.method, ADVICE[fault], exc_info=True)
            response = _answer(PAGES[fault], 503)
            response.retry_after = AGAIN
            return response

    return tween


def _answer(body, status=500):
    response = Response(body=body, status=status, content_type='text/html', charset='utf-8')
    response.cache_control = 'no-store'
    return response


def includeme(config):
    config.add_tween('hanoiportal.shells.public.errors.last_resort.last_resort_tween',
                     under=INGRESS, over='hanoiportal.web.routing.readable.cookies_tween')
