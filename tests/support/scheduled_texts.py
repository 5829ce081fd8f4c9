"""Texts that a board has approved and scheduled, and the look of the scheduler, for the tests of
what happens at its time.
"""
import transaction
from hanoiportal.content.versions.versions import Versions
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.workflow.interfaces import SCHEDULED
from hanoiportal.kernel.workflow.records import Approval, Event, review_of
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.platform.scheduling.services import Scheduling


def schedule(working_copy, moment, author, member, registry, expires=None):
    """Let ``working_copy`` by ``author``, be approved by ``member`` and scheduled.

    ``author``, ``member``: ids of accounts.  Nothing is committed.
    """
    review = review_of(working_copy)
    review.authors = frozenset({author})
    digest = Versions(registry).digest(working_copy)
    review.approvals = (Approval(member, moment, digest),)
    review.events = (Event(moment, member, 'schedule', 'approved', SCHEDULED),)
    review.publish_at, review.expires_at = moment, expires
    working_copy.state = SCHEDULED
    send(registry)(ObjectModified(working_copy))


def look(registry):
    """Let the scheduler look once at what is due; return what it says it did.

    A transaction that sees it is begun.
    """
    with opened(registry, 'test') as environment:
        done = Scheduling(environment).run()
    transaction.begin()
    return done
