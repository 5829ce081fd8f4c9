"""People of a board at their services."""
import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.dependencies.interfaces import IDependencies
from hanoiportal.editorial.releases.services import Releases
from hanoiportal.kernel.tree.events import send
from support.crossposting import crossing_of, published


@pytest.fixture
def releasing(at_work, registry):
    """``releasing(login)``: the ``IReleases`` of that person."""
    return lambda login: Releases(
        at_work(login).allowed, registry.getUtility(IClock), send(registry), Versions(registry),
        at_work(login).reviewing, at_work(login).service(IDependencies))


@pytest.fixture
def writer(at_work):
    return at_work('bavi-contributor')


@pytest.fixture
def editor(at_work):
    return at_work('bavi-editor')


@pytest.fixture
def item(at_work, ward):
    """A news item of Ba Vì, published today."""
    made = published(at_work('bavi-editor'), at_work('bavi-member'), ward)
    transaction.commit()
    return made


@pytest.fixture
def crossing(registry, small_portal, at_work):
    """``crossing(login)``: what that person can do with items of other sites."""
    return lambda login: crossing_of(registry, small_portal, at_work(login))
