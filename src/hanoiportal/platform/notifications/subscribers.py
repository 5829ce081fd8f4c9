"""Telling people of the actions that concern them."""
from ...base.interfaces import IClock
from ...kernel.tree.events import IPublishedWith
from ...kernel.tree.sharing import is_shared
from ...kernel.workflow.records import CARRIED_IN
from .concerned import authors_of, people_for, recipients_of, staff_of
from .services import notifying

#: Actions by which what waited for somebody is done.
STEPS = frozenset(('recall', 'take', 'pass_on', 'approve', 'give_back', 'reject', 'emergency',
                   'withdraw', 'look', 'discard', 'discard_resource'))
#: Characters of a note that are kept with a notification.
_LONGEST = 500


def action_done(event):
    """Tell those whom an action concerns, in its transaction."""
    now = event.registry.getUtility(IClock).now()
    if event.action in STEPS:
        notifying(event.registry).settle(staff_of(event.object, now), event.object)
    told = recipients_of(event, now)
    if told is not None:
        kind, people = told
        details = {name: value for name, value in (
            ('note', event.why[:_LONGEST]), ('ground', event.details.get('ground'))) if value}
        notifying(event.registry).notify(people, event.object, kind, event.actor, **details)


def step_over(event):
    """Mark as read what waited for the staff, or for who is told of the kind of ``event``, with
    its resource.
    """
    now = event.registry.getUtility(IClock).now()
    if event.kind:
        people, kinds = people_for(event.kind, event.object, now), (event.kind,)
    else:
        people, kinds = staff_of(event.object, now), ()
    notifying(event.registry).settle(people, event.object, kinds)


def made_public(event):
    """Tell the authors that what they wrote is public; nobody is told of what was carried
    in, of what went with another document, or of what sites share."""
    document = event.object
    approvals = getattr(document, 'approvals', ())
    if IPublishedWith.providedBy(event) or is_shared(document):
        return
    if approvals and all(approval.kind != CARRIED_IN for approval in approvals):
        now = event.registry.getUtility(IClock).now()
        notifying(event.registry).notify(
            authors_of(document, now), document, 'published', event.actor)


def notify_recipients(event):
    """Tell people what a feature has to tell them."""
    notifying(event.registry).notify(
        event.people, event.object, event.kind, event.actor, **event.details)
