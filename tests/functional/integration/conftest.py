"""A system of Ba Vì, connected to the portal."""
import pytest
from support.systems import System, connected
from webtest import TestApp


@pytest.fixture
def browser(wsgi):
    """Nobody's browser."""
    return TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})


@pytest.fixture
def bavi(small_portal, staff, clock):
    return small_portal['sites']['bavi']


@pytest.fixture
def system(browser, registry, bavi):
    """The ``System``; ``account``: its service account."""
    account, token = connected(registry, bavi)
    made = System(browser, token)
    made.account = account
    return made
