"""The kinds of problems of endpoints for systems."""
from ...base.i18n import _
from .kinds import TOO_LARGE, TOO_MANY, ProblemKind

NO_TOKEN = ProblemKind('unauthorized', 401, _('Chưa xác thực'), _(
    'Cần một mã truy cập còn hiệu lực ở tiêu đề Authorization: Bearer.'))
NO_SCOPE = ProblemKind('insufficient-scope', 403, _('Ngoài phạm vi được cấp'), _(
    'Tài khoản hệ thống không có phạm vi nêu ở tiêu đề WWW-Authenticate.'))
NO_TLS = ProblemKind('https-required', 403, _('Chỉ nhận qua HTTPS'), _(
    'Mã truy cập không được gửi qua kết nối không mã hóa; hãy thu hồi mã vừa gửi.'))
NOT_NOW = ProblemKind('not-now', 409, _('Không làm được ở trạng thái này'), _(
    'Trạng thái của bản nháp không cho phép việc này.'))
WRONG_OFFSET = ProblemKind('wrong-offset', 409, _('Sai vị trí của phần tệp'), _(
    'Phần tệp phải bắt đầu ở vị trí nêu ở tiêu đề Upload-Offset.'))
CHANGED = ProblemKind('changed', 412, _('Bản nháp đã thay đổi'), _(
    'Bản nháp không còn như hệ thống đã đọc. Hãy đọc lại rồi sửa.'))
WRONG_TYPE = ProblemKind('unsupported-media-type', 415, _('Sai kiểu dữ liệu gửi lên'), _(
    'Content-Type phải là kiểu mà mô tả của địa chỉ này nêu.'))
INVALID = ProblemKind('invalid', 422, _('Nội dung không hợp lệ'), _(
    'Xin sửa các trường nêu trong “errors” rồi gửi lại. Chưa có gì được lưu.'))
KEY_USED = ProblemKind('key-used', 422, _('Khóa đã dùng cho yêu cầu khác'), _(
    'Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác trong 24 giờ qua.'))
NO_CONDITION = ProblemKind('precondition-required', 428, _('Thiếu điều kiện'), _(
    'Cần tiêu đề If-Match với ETag của bản nháp đã đọc.'))
#: What every endpoint with a scope can answer with.
REFUSALS = (NO_TOKEN, NO_SCOPE, NO_TLS, TOO_MANY)
#: What one that takes a body can answer with besides.
BODY_REFUSALS = (WRONG_TYPE, INVALID, TOO_LARGE)
