"""A system of Ba Vì, connected to the portal."""
import pytest
from hanoiportal.base.settings import ISettings
from hanoiportal.integration.deliveries.interfaces import IReceivers
from support.mapped_profiles import MARK, mapped_anew
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


@pytest.fixture
def mapped(registry, tmp_path, monkeypatch):
    """``mapped(server, module, table, *more)``: the server of the tests and the table of the
    receiver of ``module`` have other names for everything; ``more(profile)`` goes along.
    """
    def anew(server, module, table, *more):
        data = registry.getUtility(ISettings).data
        profile = mapped_anew(data / table, tmp_path, module.NEEDED)[module.SYSTEM]
        receiver = module.receiver_of(profile, *(each(profile) for each in more))
        monkeypatch.setitem(registry.getUtility(IReceivers), receiver.name, receiver)
        monkeypatch.setattr(server, 'mark', MARK)

    return anew
