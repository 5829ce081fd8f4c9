"""Kinds of tasks, whom they can be given to, and which steps each holds up."""
from ...base.i18n import _
from ...kernel.security.authorization.roles import BOARD, EDITOR

WRITE, EDIT, CHECK, APPROVE = 'write', 'edit', 'check', 'approve'
KINDS = {
    WRITE: _('Viết'),
    EDIT: _('Biên tập'),
    CHECK: _('Kiểm tra'),
    APPROVE: _('Phê duyệt'),
}
#: Kinds that nobody does who has written in the version (14.1).
BY_OTHERS = frozenset({CHECK, APPROVE})

NORMAL, HIGH = 'normal', 'high'
PRIORITIES = {NORMAL: _('Thường'), HIGH: _('Gấp')}

#: Name of a role that a task can be given to → the roles of who may claim it.
ROLES = {'editor': BOARD | {EDITOR}, 'board': BOARD}
ROLE_TITLES = {'editor': _('Biên tập viên nào nhận trước'),
               'board': _('Thành viên Ban Biên tập nào nhận trước')}
#: Stands before the name of a role where the catalog keeps the assignees of open tasks.
UNCLAIMED = 'role:'

DONE, NOT_NEEDED, CANCELLED = 'done', 'not needed', 'cancelled'
OUTCOMES = {DONE: _('đã xong'), NOT_NEEDED: _('không còn cần'), CANCELLED: _('đã hủy')}

_LEAVES_THE_BOARD = frozenset({'approve', 'schedule', 'publish'})
#: Which steps a required task of each kind holds up.  The head's emergency waits for nobody.
HOLDS_UP = {
    WRITE: _LEAVES_THE_BOARD | {'submit', 'take', 'pass_on'},
    EDIT: _LEAVES_THE_BOARD | {'pass_on'},
    CHECK: _LEAVES_THE_BOARD,
    APPROVE: _LEAVES_THE_BOARD,
}
WHY = {
    WRITE: _('Còn việc viết bắt buộc chưa xong.'),
    EDIT: _('Còn việc biên tập bắt buộc chưa xong.'),
    CHECK: _('Còn việc kiểm tra bắt buộc chưa xong.'),
    APPROVE: _('Việc phê duyệt đã được giao cho người khác.'),
}
#: What people are told of a deed, by its button.
TOLD = {
    'claim': _('Đã nhận việc.'),
    'finish': _('Đã ghi hoàn thành việc.'),
    'hand_on': _('Đã chuyển việc cho người khác.'),
    'cancel': _('Đã hủy việc.')}
#: Flag of the catalog: an open task has a term.
TERM = 'task-term'
