"""What tests of people outside share."""
import pytest
import transaction
from hanoiportal.platform.media.interfaces import ITypesetter
from hanoiportal.platform.notifications.delivering import deliver


@pytest.fixture
def no_pdf(registry, monkeypatch):
    """Setting a PDF takes seconds; a test that sets one calls ``with_pdf``."""
    monkeypatch.setattr(registry.getUtility(ITypesetter), 'available', False)


@pytest.fixture
def with_pdf(no_pdf, monkeypatch):
    """``with_pdf()``: from now on PDFs are set after all."""
    return monkeypatch.undo


@pytest.fixture
def letters(environment, mail_server):
    """``letters()``: what has been mailed since."""
    def arrived():
        transaction.abort()
        deliver(environment)
        found, mail_server.mails[:] = list(mail_server.mails), []
        return found

    return arrived
