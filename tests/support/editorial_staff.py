"""Members of the editorial staff at work, through the services and without a browser.

``at_work('bavi-editor')`` gives a ``Person`` that has the rights of that account and no others.
"""
from functools import partial

import pytest
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.versions.interfaces import IVersions
from hanoiportal.content.versions.services import EditingService
from hanoiportal.content.versions.versions import Versions
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.checks.interfaces import IChecks
from hanoiportal.editorial.checks.services import ChecksService, IRules
from hanoiportal.editorial.dependencies.interfaces import IDependencies
from hanoiportal.editorial.publishing.interfaces import IPublishing
from hanoiportal.editorial.publishing.services import PublishingService
from hanoiportal.editorial.review.discarding import Discarding
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.editorial.review.looking import LookingService
from hanoiportal.editorial.review.services import ReviewingService
from hanoiportal.editorial.review.terms import due_from
from hanoiportal.kernel.security.authorization.policy import _is_open
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import ANYBODY
from hanoiportal.kernel.tree.events import send

from support.gone_with import dependencies, seeing

CHECKED = Details(checks=('origin', 'quality', 'content'))


class Person:
    """One account at work.  ``id``: of the account."""

    def __init__(self, registry, portal, account):
        self._registry, self._portal, self._account = registry, portal, account
        self.id = account.id
        self._clock = registry.getUtility(IClock)

    def allowed(self, permission, resource):
        """Return whether the account has ``permission`` on ``resource``, as the policy says."""
        if resource.state in ANYBODY.get(permission, ()) and _is_open(resource):
            return True
        holder = Holder(self._portal, self._account, self._clock.now())
        return holder.may(permission, resource) is not None

    def service(self, interface):
        """Return the service of that interface for this person."""
        registry, clock, tell = self._registry, self._clock, send(self._registry)
        made = {
            IVersions: lambda: Versions(registry),
            IBoards: lambda: BoardService(self.allowed, clock, tell),
            IChecks: lambda: ChecksService(
                registry, registry.getUtility(IRules), Versions(registry),
                lambda: CatalogService(self._portal),
                *seeing(registry, self._portal, self.allowed)),
            IPublishing: lambda: PublishingService(
                registry, self.allowed, clock, tell, Versions(registry),
                self.service(IBoards), lambda: self.service(IDependencies)),
            IDependencies: lambda: dependencies(registry, self._portal, self.allowed),
        }
        return made[interface]()

    @property
    def editing(self):
        """The person's ``IEditing``."""
        return EditingService(self._registry, self.allowed, self._clock, send(self._registry))

    @property
    def reviewing(self):
        """The person's ``IReviewing``."""
        return ReviewingService(
            self._registry, self.id, self.allowed, self._clock, send(self._registry),
            self.service)

    @property
    def publishing(self):
        """The person's ``IPublishing``."""
        return self.service(IPublishing)

    @property
    def looking(self):
        """The person's ``ILooking``."""
        return LookingService(
            self.service(IBoards), self.service(IVersions),
            partial(due_from, portal=self._portal, registry=self._registry), self._clock,
            send(self._registry), self.service(IDependencies))

    @property
    def discarding(self):
        """The person's ``IDiscarding``."""
        return Discarding(
            self.editing, self.service(IDependencies), self._clock, send(self._registry))

    def add(self, place, title='Chợ hoa ngày Tết', **values):
        """Add and return a news item in ``place``."""
        return self.editing.add(place, '', 'NewsItem', {'title': title, **values}, self.id)

    def edit(self, document, **values):
        """Change fields of ``document``."""
        return self.editing.edit(document, values, self.id)

    def take(self, document, step, details=None, **said):
        """Take a step of the workflow; return the state reached."""
        return self.reviewing.transition(
            document, step, self.id, details or (Details(**said) if said else None))

    def approve(self, document):
        """Approve, with the whole checklist."""
        return self.take(document, 'approve', CHECKED)


@pytest.fixture
def at_work(registry, small_portal, staff, clock):
    """``at_work(login)``: the ``Person`` of that account of ``staff``."""
    return lambda login: Person(registry, small_portal, staff[login])


@pytest.fixture
def member(at_work):
    """A member of the Editorial Board of ``ward``'s site."""
    return at_work('bavi-member')


@pytest.fixture
def ward(small_portal):
    """A section of news in the site of a commune."""
    return small_portal['sites']['bavi']['tin-tuc-su-kien']
