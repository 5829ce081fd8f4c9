"""What suspending does to each kind of subject, and what ending it undoes."""
from persistent import Persistent

from .interfaces import ACCOUNT, FEATURE, SITE

#: Values of ``ComponentSite.status``.
ACTIVE, SUSPENDED = 'active', 'suspended'


def apply(kind: str, subject: Persistent, feature: str) -> None:
    """Let ``subject`` stop working at once, for every process that reads the tree."""
    if kind == ACCOUNT:
        subject.suspended = True
        subject.generation += 1  # sessions that are open now never come back
    elif kind == SITE:
        subject.status = SUSPENDED
    elif kind == FEATURE:
        subject.suspended_features = frozenset(
            getattr(subject, 'suspended_features', ())) | {feature}


def undo(kind: str, subject: Persistent, feature: str) -> None:
    """Let ``subject`` work again."""
    if kind == ACCOUNT:
        subject.suspended = False
    elif kind == SITE:
        subject.status = ACTIVE
    elif kind == FEATURE:
        subject.suspended_features = subject.suspended_features - {feature}
