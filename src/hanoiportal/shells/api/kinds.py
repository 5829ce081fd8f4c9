"""The kinds of problems that every endpoint can answer with."""
from __future__ import annotations

from typing import NamedTuple

from ...base.i18n import _


class ProblemKind(NamedTuple):
    """A kind of problem.  ``code``: the end of its ``type``, which stays.

    ``title``, ``detail``: translatable.
    """

    code: str
    status: int
    title: str
    detail: str


BAD_REQUEST = ProblemKind('bad-request', 400, _('Yêu cầu không hợp lệ'), _(
    'Không đọc được yêu cầu.'))
BAD_PARAMETER = ProblemKind('bad-parameter', 400, _('Tham số không hợp lệ'), _(
    'Xin sửa các tham số nêu trong “errors” rồi gửi lại.'))
NOT_FOUND = ProblemKind('not-found', 404, _('Không tìm thấy'), _(
    'Không có nội dung công khai ở địa chỉ này. Danh mục địa chỉ ở /api/v1/openapi.json.'))
NO_METHOD = ProblemKind('method-not-allowed', 405, _('Phương thức không được phép'), _(
    'Địa chỉ này chỉ nhận các phương thức nêu ở tiêu đề Allow.'))
GONE_AWAY = ProblemKind('gone', 410, _('Thông tin này đã gỡ'), _(
    'Thông tin từng đăng ở địa chỉ này đã được gỡ khỏi Cổng.'))
TOO_LARGE = ProblemKind('too-large', 413, _('Dữ liệu gửi lên quá lớn'), _('Chưa có gì được lưu.'))
TOO_MANY = ProblemKind('too-many-requests', 429, _('Xin chờ một lát'), _(
    'Đã có quá nhiều yêu cầu. Xin thử lại sau số giây nêu ở tiêu đề Retry-After.'))
CLOSED = ProblemKind('closed', 503, _('Trang tạm ngừng cung cấp thông tin'), _(
    'Trang này hiện không cung cấp thông tin.'))
#: What an endpoint need not name.
ALWAYS = (BAD_REQUEST, NOT_FOUND, NO_METHOD, CLOSED)
