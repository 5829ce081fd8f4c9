"""What tests of people outside share."""
import pytest
import transaction
from hanoiportal.platform.media.interfaces import ITypesetter
from hanoiportal.platform.notifications.delivering import deliver


@pytest.fixture
def no_pdf(registry, monkeypatch):
    """Setting a PDF takes seconds; ``test_papers`` sets one."""
    monkeypatch.setattr(registry.getUtility(ITypesetter), 'available', False)


@pytest.fixture
def letters(environment, mail_server):
    """``letters()``: what has been mailed since."""
    def arrived():
        transaction.abort()
        deliver(environment)
        found, mail_server.mails[:] = list(mail_server.mails), []
        return found

    return arrived
