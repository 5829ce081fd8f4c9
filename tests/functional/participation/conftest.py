"""What tests of people outside share."""
import gc
import warnings

import pytest
from hanoiportal.participation.cases.interfaces import ICases


@pytest.fixture(scope='module')
def collected():
    """Collect what large forms left open (``typing_page.UNCLOSED``) before a later test is blamed.
    """
    yield
    with warnings.catch_warnings(action='ignore'):
        gc.collect()


@pytest.fixture
def cases(registry, small_portal):
    """The ``ICases`` of the portal."""
    return registry.getAdapter(small_portal, ICases)
