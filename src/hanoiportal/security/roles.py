"""The one table: role × permission × state.  A role holds at a place and below it.

Roles of the Editorial Board follow with its workflow; a name here is never reused.
"""
from ..i18n import _
from ..permissions import (
    ADD,
    ALL,
    CONSOLE,
    DELETE,
    EDIT,
    MANAGE_SITE,
    PUBLISH,
    UNDO,
    VIEW,
)
from ..workflow.interfaces import DRAFT, PUBLIC, PUBLISHED, SUBMITTED, WITHDRAWN

ADMINISTRATOR = 'administrator'
OPERATOR = 'operator'
INSPECTOR = 'inspector'

TITLES = {
    ADMINISTRATOR: _('Quản trị hệ thống'),
    OPERATOR: _('Đơn vị vận hành'),
    INSPECTOR: _('Kiểm tra, giám sát'),
}

EVERY_STATE = frozenset({DRAFT, SUBMITTED, PUBLISHED, WITHDRAWN})

#: What anybody may do, by permission: the states in which they may.
ANYBODY = {VIEW: PUBLIC}

ROLES = {
    ADMINISTRATOR: dict.fromkeys(ALL, EVERY_STATE),
    OPERATOR: dict.fromkeys(
        (VIEW, CONSOLE, ADD, EDIT, DELETE, MANAGE_SITE, UNDO, PUBLISH), EVERY_STATE),
    INSPECTOR: dict.fromkeys((VIEW, CONSOLE), EVERY_STATE),
}


def allows(role, permission, state):
    """Return whether ``role`` has ``permission`` on a resource in ``state``."""
    return state in ROLES[role].get(permission, ())
