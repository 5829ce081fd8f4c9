"""What tests of figures share."""
import pytest
import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.resources import MountPoint
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.platform.scheduling.opening import opened


@pytest.fixture
def look(registry, small_portal):
    """Look as the job does; return whether anything was written."""
    def looked():
        transaction.commit()
        with opened(registry, 'test') as environment:
            written = registry.getUtility(ICompliance).look(environment)
        small_portal._p_jar.sync()
        return written

    return looked


@pytest.fixture
def site(small_portal):
    """The body whose figures are looked at."""
    return small_portal['sites']['bavi']


@pytest.fixture
def read_snapshot_alone(app, registry, monkeypatch):
    """Read pages that may be cached while nothing else is opened and no clock is asked."""
    def refuse(*_arguments):
        raise AssertionError('it is opened')

    def read(*paths):
        with monkeypatch.context() as refusing:
            refusing.setattr(MountPoint, 'mounted', refuse)
            for clock in (SystemClock, type(registry.getUtility(IClock))):
                refusing.setattr(clock, 'now', refuse)
            for path in paths:
                answer = app.get(path)
                assert answer.headers['Cache-Control'] == 'public, no-cache', path
                app.get(path, headers={'If-None-Match': answer.headers['ETag']}, status=304)

    return read


@pytest.fixture
def by(registry, at_work, clock):
    """``by(login)``: the registers, with the rights of that person."""
    return lambda login: RegisterService(registry, at_work(login).allowed, send(registry))
