"""What tests of people outside share."""
import gc
import warnings

import pytest
from hanoiportal.platform.media.interfaces import ITypesetter


@pytest.fixture(scope='module')
def collected():
    """Collect what large forms left open (``typing_page.UNCLOSED``) before a later test is blamed.
    """
    yield
    with warnings.catch_warnings(action='ignore'):
        gc.collect()


@pytest.fixture
def no_pdf(registry, monkeypatch):
    """Setting a PDF takes seconds; ``test_papers`` sets one."""
    monkeypatch.setattr(registry.getUtility(ITypesetter), 'available', False)
