"""What people call states, channels and events of cases."""
from ...base.i18n import _
from ..cases import interfaces as cases
from .codes import (
    LINKED,
    MERGED_ADDED,
    MERGED_DISSATISFIED,
    MERGED_REOPENED,
    MERGED_WITHDRAWN,
    RETURNED,
    SUBMITTED,
    WRITTEN,
)

STATES = {
    cases.NEW: _('Mới'), cases.TAKEN: _('Đang xử lý'), cases.NOTICED: _('Đã hẹn ngày trả lời'),
    cases.REOPENED: _('Đã mở lại'), cases.ANSWERED: _('Đã trả lời'),
    cases.OUT_OF_SCOPE: _('Ngoài phạm vi'), cases.WITHDRAWN: _('Người gửi đã rút'),
    cases.MERGED: _('Đã gộp'), cases.ABUSE: _('Không xử lý')}
#: States that ask for attention.
WARNED = frozenset({cases.NEW, cases.REOPENED})
CHANNELS = {
    cases.WEB: _('Cổng Thông tin điện tử'), cases.PAPER: _('Văn bản giấy'),
    cases.PHONE: _('Điện thoại'), cases.COUNTER: _('Trực tiếp tại trụ sở'),
    cases.MAIL: _('Thư điện tử'), cases.FAX: _('Fax'), cases.DISC: _('USB, đĩa'),
    cases.DROP: _('Thư mục nhận tệp'),
    cases.SYSTEM: _('Hệ thống quản lý văn bản và điều hành')}
CAPACITIES = {
    cases.SELF: _('Cho chính mình'), cases.OTHER: _('Thay cho người khác'),
    cases.ORGANISATION: _('Cho tổ chức')}
CONSENTS = {
    cases.SMS: _('nhận tin nhắn'), cases.PROCESS: _('xử lý dữ liệu'),
    cases.NAME: _('hiện tên khi công khai'),
    cases.PUBLISH: _('công khai nội dung'), cases.RIGHTS: _('có quyền gửi đăng')}
EVENTS = {
    cases.RECEIVED: _('Tiếp nhận hồ sơ'), cases.ADDED: _('Người gửi bổ sung'),
    cases.WITHDRAWN: _('Người gửi rút'), cases.REOPENED: _('Người gửi mở lại'),
    cases.DISSATISFIED: _('Người gửi chưa hài lòng'),
    cases.CONSENTED: _('Người gửi thay đổi sự đồng ý'), cases.TAKEN: _('Nhận xử lý'),
    cases.FORWARDED: _('Chuyển cơ quan trả lời'),
    cases.OUT_OF_SCOPE: _('Thông báo ngoài phạm vi'),
    cases.NOTICED: _('Thông báo quá trình xử lý'), cases.ANSWERED: _('Trả lời'),
    cases.MERGED: _('Gộp vào hồ sơ khác'), cases.UNMERGED: _('Thôi gộp, giải quyết riêng'),
    cases.SPLIT: _('Tách thành hồ sơ mới'),
    cases.ABUSE: _('Không xử lý'), cases.NOTE: _('Ghi chú nội bộ'),
    cases.CALLED: _('Trao đổi qua điện thoại'), cases.ASSIGNED: _('Giao xử lý'),
    cases.CONTACTED: _('Gửi thư'), cases.PUBLISHED: _('Công khai'),
    cases.UNPUBLISHED: _('Thôi công khai'), cases.ERASED: _('Xóa dữ liệu cá nhân')}
#: What the coded remarks tell.
NOTES = {
    SUBMITTED: _('Trình Ban Biên tập'), RETURNED: _('Ban Biên tập trả lại'),
    LINKED: _('Gửi đơn vị soạn trả lời'), WRITTEN: _('Đơn vị đã soạn trả lời'),
    cases.ANSWERED_WITH: _('Trả lời cùng hồ sơ đã gộp'),
    cases.NOTICED_WITH: _('Thông báo quá trình xử lý cùng hồ sơ đã gộp'),
    cases.OUT_OF_SCOPE_WITH: _('Thông báo ngoài phạm vi cùng hồ sơ đã gộp'),
    MERGED_ADDED: _('Người gửi hồ sơ gộp bổ sung'), MERGED_WITHDRAWN: _('Người gửi hồ sơ gộp rút'),
    MERGED_REOPENED: _('Người gửi hồ sơ gộp mở lại, giải quyết riêng'),
    MERGED_DISSATISFIED: _('Người gửi hồ sơ gộp chưa hài lòng'),
    cases.MERGED: _('Nhận hồ sơ gộp vào'),
    cases.SPLIT: _('Báo mã hồ sơ tách ra'), cases.MALWARE: _('Báo tệp có mã độc đã bị hủy'),
    cases.REDATED: _('Báo hạn trả lời thay đổi theo lịch nghỉ'),
    cases.DATA_CORRECTED: _('Đã sửa dữ liệu cá nhân'),
    cases.DATA_COPIED: _('Đã cung cấp bản sao dữ liệu')}


def consents_of(register: cases.ICases, case: cases.Case,
                contents: cases.Contents | None) -> list[str]:
    """Return to what the sender of ``case`` agrees, in words; ``contents``: of the case."""
    given = frozenset() if contents is None else contents.consents
    ended = {cases.SMS} if cases.SMS in given and register.kept(case, cases.SMS_ENDED) else set()
    return [CONSENTS[each] for each in sorted(given - ended) if each in CONSENTS]
