"""Staff at the inbox of a site, without the desk, and how their deeds are refused."""
import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.discovery.catalog.work import WorkCatalog, reach_of
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.tasks.absence import acting_for
from hanoiportal.participation.inbox.answering import Answering
from hanoiportal.participation.inbox.interfaces import CannotAnswer
from hanoiportal.participation.inbox.seeing import Inbox
from hanoiportal.participation.inbox.services import Triage
from hanoiportal.participation.inbox.units import Units
from hanoiportal.participation.intake.services import Intake
from hanoiportal.participation.publication.services import CasePublishing
from hanoiportal.platform.notifications.services import notifying


def kept():
    """Commit, and see what followed."""
    transaction.commit()
    transaction.begin()


def reasons(verb, *args):
    """Return why ``verb`` of a ``Worker`` is refused."""
    with pytest.raises(CannotAnswer) as refused:
        verb(*args)
    return refused.value.reasons


class Worker:
    """Somebody of the staff, with every service of the inbox."""

    def __init__(self, registry, portal, person):
        self.id, told = person.id, notifying(registry)
        acting = (registry, portal, person.allowed)
        mine = [*acting_for(portal, self.id, registry.getUtility(IClock).now()) - {self.id}]
        self.triage = Triage(*acting, person.service(IBoards), told, mine)
        self.answering = Answering(*acting, told, CasePublishing(
            *acting, person.service(IBoards)))
        self.units = Units(*acting, told)
        self.intake = Intake(registry, portal, person.allowed)
        self.inbox = Inbox(*acting, person._account, lambda: mine, lambda: WorkCatalog(
            portal, reach_of(portal, person._account, registry.getUtility(IClock).now())))
