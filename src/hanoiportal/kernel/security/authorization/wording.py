"""What people call each permission."""
from ....base import permissions as may
from ....base.i18n import _

#: In the order in which they are shown.
PERMISSION_TITLES = {
    may.VIEW: _('xem'), may.DESK: _('mở bàn làm việc'), may.ADD: _('thêm'), may.EDIT: _('sửa'),
    may.TRANSLATE: _('dịch'), may.SUBMIT: _('gửi duyệt'), may.COMMENT: _('góp ý'),
    may.REVIEW: _('biên tập, trả lại, yêu cầu làm rõ'), may.ASSIGN: _('giao việc, phân công trực'),
    may.APPROVE: _('phê duyệt, từ chối'), may.PUBLISH: _('xuất bản bản đã duyệt'),
    may.EMERGENCY: _('xuất bản khẩn'), may.WITHDRAW: _('gỡ'), may.DELETE: _('xóa'),
    may.SHARE: _('giao vai trò biên tập'), may.FOUND_BOARD: _('thành lập Ban Biên tập'),
    may.MANAGE_BOARD: _('bổ nhiệm Ban Biên tập'),
    may.ANSWER: _('xem, xử lý câu hỏi, phản ánh'),
    may.APPROVE_ANSWER: _('phê duyệt câu trả lời'),
    may.CONFIRM_PAYMENT: _('xác nhận chi trả nhuận bút'),
    may.PAY: _('chi trả nhuận bút'),
    may.ORDER: _('yêu cầu cập nhật, rà soát'),
    may.MANAGE_SITE: _('quản lý trang'), may.SUSPEND: _('tạm ngừng trước, báo cáo sau'),
    may.CONFIRM: _('quyết định về việc tạm ngừng'), may.AUDIT: _('đọc nhật ký'),
    may.MANAGE_ACCOUNTS: _('quản lý tài khoản, vai trò'), may.CONSOLE: _('mở bảng quản trị'),
    may.CONNECT: _('kết nối với hệ thống bên ngoài'),
    may.UNDO: _('hoàn tác'),
}
