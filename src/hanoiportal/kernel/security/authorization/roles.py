"""The one table: role × permission × state.  A role holds at a place and below it.

Editorial roles end at the border of their site: a member of the city's board is none of a ward's.
The roles of oversight go down through every site.  A name here is never reused.
"""
from ....base.i18n import _
from ....base.permissions import (
    ADD,
    ALL,
    ANSWER,
    APPROVE,
    APPROVE_ANSWER,
    ASSIGN,
    AUDIT,
    COMMENT,
    CONFIRM,
    CONFIRM_PAYMENT,
    CONNECT,
    CONSOLE,
    DELETE,
    DESK,
    EDIT,
    EMERGENCY,
    ENGAGE,
    FOUND_BOARD,
    INSPECT,
    KEEP,
    MANAGE_ACCOUNTS,
    MANAGE_BOARD,
    MANAGE_SITE,
    ORDER,
    PAY,
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
from ...workflow.interfaces import (
    APPROVED,
    ARCHIVED,
    AWAITING,
    DRAFT,
    EDITING,
    EVERY_STATE,
    PUBLIC,
    PUBLISHED,
    REJECTED,
    SCHEDULED,
    SUBMITTED,
    WITHDRAWN,
)

CONTRIBUTOR = 'contributor'
TRANSLATOR = 'translator'
EDITOR = 'editor'
RESPONDER = 'responder'
BOARD_MEMBER = 'board_member'
DEPUTY_HEAD = 'deputy_head'
HEAD = 'head'
OWNER_BODY = 'owner_body'
ACCOUNTANT = 'accountant'
MANAGER = 'manager'
OPERATOR = 'operator'
INSPECTOR = 'inspector'
ADMINISTRATOR = 'administrator'
#: Never granted: held by who has begun a text, as long as they have an editorial role there.
OWNER = 'owner'

TITLES = {
    CONTRIBUTOR: _('Cộng tác viên'),
    TRANSLATOR: _('Người dịch'),
    EDITOR: _('Biên tập viên'),
    RESPONDER: _('Cán bộ tiếp nhận, trả lời'),
    BOARD_MEMBER: _('Thành viên Ban Biên tập'),
    DEPUTY_HEAD: _('Phó Trưởng Ban Biên tập'),
    HEAD: _('Trưởng Ban Biên tập'),
    OWNER_BODY: _('Cơ quan chủ quản', context='role'),
    ACCOUNTANT: _('Kế toán chi trả nhuận bút'),
    MANAGER: _('Cơ quan quản lý', context='role'),
    OPERATOR: _('Đơn vị vận hành', context='role'),
    INSPECTOR: _('Kiểm tra, giám sát'),
    ADMINISTRATOR: _('Quản trị hệ thống'),
}
#: Roles of the Editorial Board; appointed with it alone, see ``boards``.
BOARD = frozenset({BOARD_MEMBER, DEPUTY_HEAD, HEAD})
#: Roles that end at the border of the site in which they are granted.
EDITORIAL = BOARD | {CONTRIBUTOR, TRANSLATOR, EDITOR, RESPONDER}
#: Roles of administrators: who holds one decides on accounts.
WEIGHTY = frozenset({ADMINISTRATOR, OPERATOR})
#: Roles that are granted one by one, at any place.
GRANTABLE = frozenset(TITLES) - BOARD

#: Permissions of roles that administrators grant without having them.
PAYING = frozenset({CONFIRM_PAYMENT, PAY})

#: What anybody may do, by permission: the states in which they may.
ANYBODY = {VIEW: PUBLIC}

_HELD = frozenset({PUBLISHED, ARCHIVED, WITHDRAWN})
_BEGUN = frozenset({DRAFT, REJECTED})
_IN_HAND = frozenset({DRAFT, SUBMITTED, EDITING, AWAITING})


def _in_every_state(*permissions: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(permissions, EVERY_STATE)


_EDITOR = {
    **_in_every_state(VIEW, DESK, ADD, COMMENT, TRANSLATE),
    EDIT: _BEGUN | _HELD | {SUBMITTED, EDITING},
    SUBMIT: _BEGUN,
    REVIEW: frozenset({SUBMITTED, EDITING}),
    DELETE: _BEGUN,
}
_MEMBER = {
    **_EDITOR,
    **_in_every_state(ANSWER, APPROVE_ANSWER),
    EDIT: _EDITOR[EDIT] | {AWAITING},
    REVIEW: frozenset({SUBMITTED, EDITING, AWAITING, APPROVED, SCHEDULED}),
    APPROVE: frozenset({SUBMITTED, EDITING, AWAITING}),
    PUBLISH: frozenset({APPROVED, SCHEDULED}),
    WITHDRAW: PUBLIC,
    DELETE: _BEGUN | {WITHDRAWN},
}
_DEPUTY = {**_MEMBER, **_in_every_state(ASSIGN, AUDIT, ENGAGE, KEEP, ORDER)}
#: What administrators may not do: decide as a board or its owner body does, read what people have
#: sent, and see how its contributors are paid.
_NO_BOARD = frozenset({
    ANSWER, APPROVE, APPROVE_ANSWER, CONFIRM_PAYMENT, EMERGENCY, ENGAGE, PAY, REVIEW})

ROLES: dict[str, dict[str, frozenset[str]]] = {
    OWNER: {
        **_in_every_state(VIEW, COMMENT), EDIT: _BEGUN, SUBMIT: _BEGUN | {SUBMITTED},
        DELETE: _BEGUN},
    CONTRIBUTOR: _in_every_state(DESK, ADD),
    TRANSLATOR: _in_every_state(VIEW, DESK, TRANSLATE, COMMENT),
    EDITOR: _EDITOR,
    RESPONDER: _in_every_state(DESK, ANSWER),
    BOARD_MEMBER: _MEMBER,
    DEPUTY_HEAD: _DEPUTY,
    HEAD: {**_DEPUTY, **_in_every_state(SHARE), EMERGENCY: _IN_HAND},
    OWNER_BODY: _in_every_state(
        VIEW, DESK, AUDIT, CONFIRM_PAYMENT, FOUND_BOARD, KEEP, MANAGE_BOARD, ORDER),
    ACCOUNTANT: _in_every_state(DESK, PAY),
    MANAGER: _in_every_state(
        VIEW, DESK, AUDIT, INSPECT, KEEP, MANAGE_SITE, MANAGE_BOARD, SHARE, SUSPEND, CONFIRM),
    OPERATOR: {
        **_in_every_state(VIEW, DESK, CONSOLE, ADD, EDIT, TRANSLATE, SUBMIT, COMMENT, DELETE,
                          INSPECT, KEEP, MANAGE_SITE, MANAGE_ACCOUNTS, SHARE, SUSPEND, AUDIT,
                          CONNECT, UNDO),
        PUBLISH: frozenset({APPROVED, SCHEDULED}),
    },
    INSPECTOR: _in_every_state(VIEW, DESK, CONSOLE, AUDIT, INSPECT),
    ADMINISTRATOR: {
        **_in_every_state(*(each for each in ALL if each not in _NO_BOARD)),
        PUBLISH: frozenset({APPROVED, SCHEDULED}), WITHDRAW: PUBLIC,
    },
}


def allows(role: str, permission: str, state: str | None) -> bool:
    """Return whether ``role`` has ``permission`` on a resource in ``state``."""
    return state in ROLES[role].get(permission, ())
