"""What people call each permission."""
from ....base.i18n import _
from ....base.permissions import (
    ADD,
    APPROVE,
    ASSIGN,
    AUDIT,
    COMMENT,
    CONFIRM,
    CONSOLE,
    DELETE,
    DESK,
    EDIT,
    EMERGENCY,
    MANAGE_ACCOUNTS,
    MANAGE_BOARD,
    MANAGE_SITE,
    PUBLISH,
    REVIEW,
    SHARE,
    SUBMIT,
    SUSPEND,
    TRANSLATE,
    UNDO,
    VIEW,
    WITHDRAW,
)

#: In the order in which they are shown.
DEEDS = {
    VIEW: _('xem'), DESK: _('mở bàn làm việc'), ADD: _('thêm'), EDIT: _('sửa'),
    TRANSLATE: _('dịch'), SUBMIT: _('gửi duyệt'), COMMENT: _('góp ý'),
    REVIEW: _('biên tập, trả lại, yêu cầu làm rõ'), ASSIGN: _('giao việc, phân công trực'),
    APPROVE: _('phê duyệt, từ chối'), PUBLISH: _('xuất bản bản đã duyệt'),
    EMERGENCY: _('xuất bản khẩn'), WITHDRAW: _('gỡ'), DELETE: _('xóa'),
    SHARE: _('giao vai trò biên tập'), MANAGE_BOARD: _('lập Ban Biên tập'),
    MANAGE_SITE: _('quản lý trang'), SUSPEND: _('tạm ngừng trước, báo cáo sau'),
    CONFIRM: _('quyết định về việc tạm ngừng'), AUDIT: _('đọc nhật ký'),
    MANAGE_ACCOUNTS: _('quản lý tài khoản, vai trò'), CONSOLE: _('mở bảng quản trị'),
    UNDO: _('hoàn tác'),
}
