"""Why the list of codes could not be used, besides what the client of HTTP says."""
from collections.abc import Mapping

from ...base.i18n import _
from ...base.tries import SHRUNKEN

#: The answer is none of the profile; pages say what others said; fewer codes came than the list
#: says that it has; none came.
UNREADABLE, REPEATED, SHORT, EMPTY = 'unreadable', 'repeated', 'short', 'empty'
WHY: Mapping[str, str] = {
    UNREADABLE: _('câu trả lời không đúng mẫu'),
    REPEATED: _('danh sách lặp lại, chưa hết'),
    SHORT: _('danh sách thiếu so với tổng số mà nguồn nêu'),
    EMPTY: _('danh sách không có mã nào'),
    SHRUNKEN: _('danh sách ít hơn hẳn lần trước, chưa dùng')}
