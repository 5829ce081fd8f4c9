"""What tests of figures share."""
import pytest
import transaction
from hanoiportal.oversight.compliance.interfaces import ICompliance
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
