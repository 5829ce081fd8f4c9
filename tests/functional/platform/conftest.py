"""Both ledgers of countable events."""
import pytest
from hanoiportal.platform.ledger.interfaces import ILedger


@pytest.fixture
def ledger(registry, small_portal):
    return registry.getAdapter(small_portal, ILedger)


@pytest.fixture
def inner(registry, small_portal):
    """The one in ``interactions``."""
    return registry.getAdapter(small_portal, ILedger, 'inner')
