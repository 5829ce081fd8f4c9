"""Whom an action concerns: those alone are told of it."""
from ...base.permissions import MANAGE_ACCOUNTS
from ...kernel.security.authorization.grants import holders_of, holdings
from ...kernel.security.authorization.roles import BOARD, EDITOR, ROLES, WEIGHTY
from ...kernel.tree.events import IObjectPublished
from ...kernel.tree.lookup import find_portal, in_work
from ...kernel.workflow.interfaces import ARCHIVED, AWAITING

#: Roles of those who decide on requests for a role.
_KEEPERS = frozenset(role for role, allowed in ROLES.items() if MANAGE_ACCOUNTS in allowed)


def board_of(resource, now):
    """Return the ids of the accounts on the board of the site of ``resource``."""
    return holders_of(resource, BOARD, now)


def staff_of(resource, now):
    """Return the ids of those who take on what is handed in for ``resource``."""
    return holders_of(resource, BOARD | {EDITOR}, now)


def administrators_of(resource, now):
    """Return the ids of those who hold a role of administrators at ``resource`` or anywhere above.
    """
    groups = find_portal(resource)['accounts'].groups
    return {each for _place, principal, role, grant in holdings(resource)
            if role in WEIGHTY and grant.holds(now)
            for each in (groups[principal].members if principal in groups else (principal,))}


def account_keepers_of(resource, now):
    """Return the ids of those who give roles to any account of the portal of ``resource``."""
    return holders_of(find_portal(resource), _KEEPERS, now)


def authors_of(document, now):
    """Return the ids of those who have written the version that an action was done to."""
    review = in_work(document).review or document.concluded
    if review is not None and review.authors:
        return set(review.authors)
    return {document.created_by} - {None}


def recipients_of(action, now):
    """Return ``(kind, ids of accounts)``: what an ``IAction`` is told as, and to whom; ``None``
    for an action that concerns nobody else.
    """
    rows = _PUBLISHING if IObjectPublished.providedBy(action) else _ROWS
    then = action.after or action.details.get('then', '')
    kind, people = rows.get((action.action, then)) or rows.get(action.action) or (None, None)
    return None if kind is None else (kind, people(action.object, now))


def people_for(kind, resource, now):
    """Return the ids of those who are told, by ``_ROWS``, of what happens to ``resource`` as
    ``kind``.
    """
    return next(people for each, people in _ROWS.values() if each == kind)(resource, now)


#: Of what has made its document public as well, which is told to its authors in any case.
_PUBLISHING = {'emergency': ('second_look', board_of)}
#: By action and the state that it leads to, or what its detail ``then`` says, or by action alone.
_ROWS = {
    'submit': ('handed_in', staff_of),
    ('submit', AWAITING): ('awaiting', board_of),
    'pass_on': ('awaiting', board_of),
    'give_back': ('returned', authors_of),
    'reject': ('rejected', authors_of),
    ('approve', AWAITING): ('awaiting', board_of),
    'approve': ('approved', authors_of),
    'schedule': ('scheduled', authors_of),
    'revoke': ('revoked', authors_of),
    ('demand_erasure', 'demanded'): ('erasure_waits', administrators_of),
    'ask_role': ('role_asked', account_keepers_of),
    'withdraw': ('withdrawn', authors_of),
    'propose_comments': ('batch_waiting', board_of),
    'propose_posts': ('batch_waiting', board_of),
    'propose_answers': ('answers_waiting', board_of),
    ('withdraw', ARCHIVED): ('archived', authors_of),
}
