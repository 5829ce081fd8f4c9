"""People of a board at their services."""
import pytest
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.dependencies.interfaces import IDependencies
from hanoiportal.editorial.releases.services import Releases
from hanoiportal.kernel.tree.events import send


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
