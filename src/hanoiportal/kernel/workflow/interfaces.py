"""Workflow states and what each means for a reader.

A state is public when anybody may read what is in it, listed when lists, feeds and search show
it, gone when its address says so (410, or 301 to what took its place).
"""
from ...base.i18n import _
from .records import Approval, Review

__all__ = [
    'APPROVED', 'ARCHIVED', 'AWAITING', 'DRAFT', 'EDITING', 'EVERY_STATE', 'GONE', 'HOLD',
    'IN_WORK', 'LISTED', 'NOW', 'PUBLIC', 'PUBLISHED', 'REJECTED', 'SCHEDULED', 'SUBMITTED',
    'TITLES', 'WITHDRAWN', 'Approval', 'Review']

DRAFT = 'draft'
SUBMITTED = 'submitted'
EDITING = 'editing'
AWAITING = 'awaiting'
APPROVED = 'approved'
SCHEDULED = 'scheduled'
PUBLISHED = 'published'
ARCHIVED = 'archived'
WITHDRAWN = 'withdrawn'
REJECTED = 'rejected'

TITLES = {
    DRAFT: _('Bản nháp'),
    SUBMITTED: _('Đã gửi, chờ biên tập'),
    EDITING: _('Đang biên tập'),
    AWAITING: _('Chờ phê duyệt'),
    APPROVED: _('Đã phê duyệt'),
    SCHEDULED: _('Hẹn giờ xuất bản', context='state'),
    PUBLISHED: _('Đã xuất bản'),
    ARCHIVED: _('Lưu trữ'),
    WITHDRAWN: _('Đã gỡ'),
    REJECTED: _('Bị từ chối'),
}
EVERY_STATE = frozenset(TITLES)

PUBLIC = frozenset({PUBLISHED, ARCHIVED})
LISTED = frozenset({PUBLISHED})
GONE = frozenset({WITHDRAWN})
#: What happens to a version once it has all its approvals.
NOW, HOLD = 'now', 'hold'
#: Others have what is in one of these: its writer waits.
HANDED_IN = frozenset({SUBMITTED, EDITING, AWAITING, APPROVED, SCHEDULED})
#: Somebody is working on what is in one of these.
IN_WORK = HANDED_IN | {DRAFT, REJECTED}
