"""The second ledger of countable events."""
import pytest
from hanoiportal.platform.ledger.interfaces import ILedger


@pytest.fixture
def inner(registry, small_portal):
    """The ``ILedger`` in ``interactions``."""
    return registry.getAdapter(small_portal, ILedger, 'inner')
