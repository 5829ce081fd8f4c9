"""Flags: what is to be known of a document at a glance, as words that lists can ask for.

What stands in the record of the work on a document is read here; other features add flags of
their own by the directive ``add_flags``.
"""
from zope.interface import Interface

from ...kernel.workflow.interfaces import DRAFT, PUBLIC, REJECTED
from ...kernel.workflow.records import CARRIED_IN
from .interfaces import CLARIFICATION

RETURNED = 'returned'            # given back to its authors, or rejected
EMERGENCY = 'emergency'          # published by the head alone, not looked at by another member
CARRIED = 'carried-in'           # public because it came with an import, not looked at since


class IReviewDays(Interface):
    """The list of callables that give the days by which a document is reviewed, as a utility."""


class IFlags(Interface):
    """The list of callables that give further flags of a document, as a utility."""


def flags_of(document):
    """Return the flags that the record of the work on ``document`` gives, as a list."""
    review = document.review
    found = [RETURNED] if _is_returned(document) else []
    if review is not None and review.open_clarifications:
        found.append(CLARIFICATION)
    return found + _unseen(document)


def _is_returned(document):
    events = document.review.events if document.review is not None else ()
    return document.state == REJECTED or document.state == DRAFT and bool(events) and (
        events[-1].transition == 'give_back')


def _unseen(document):
    """Return the flag of what no second member has looked at."""
    concluded = getattr(document, 'concluded', None)
    if document.state not in PUBLIC or (concluded is not None and concluded.second_look):
        return []
    if concluded is not None and concluded.is_emergency:
        return [EMERGENCY]
    carried = document.approvals and document.approvals[0].kind == CARRIED_IN
    return [CARRIED] if carried else []


def assignees_of(document):
    """Return the principal ids of those who have an open task on ``document``."""
    tasks = document.review.tasks if document.review is not None else ()
    return sorted({task.assignee for task in tasks if task.is_open and task.assignee})


def add_flags(config, ask):
    """Directive: let ``ask``, callable(document, registry) → iterable of ``str``, give flags."""
    config.registry.getUtility(IFlags).append(ask)


def add_review_days(config, ask):
    """Directive: let ``ask``, callable(document, registry) → iterable of ``YYYY-MM-DD``, give the
    days by which a document is to be reviewed.
    """
    config.registry.getUtility(IReviewDays).append(ask)


def includeme(config):
    config.registry.registerUtility([], IFlags)
    config.registry.registerUtility([], IReviewDays)
    config.add_directive('add_flags', add_flags, action_wrap=False)
    config.add_directive('add_review_days', add_review_days, action_wrap=False)


def further_flags(document, registry):
    """Return the flags that other features give ``document``."""
    return _given(IFlags, document, registry)


def review_days(document, registry):
    """Return the days by which ``document`` is to be reviewed, ``YYYY-MM-DD``."""
    return _given(IReviewDays, document, registry)


def _given(kind, document, registry):
    asked = registry.queryUtility(kind) or ()
    return [value for ask in asked for value in ask(document, registry)]
