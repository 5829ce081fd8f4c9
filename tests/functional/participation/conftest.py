"""What tests of people outside share."""
import datetime
from contextlib import contextmanager
from functools import partial

import pytest
import transaction
from hanoiportal.participation.inbox.newcomers import tell
from hanoiportal.participation.tracking.interfaces import ICaseLinks
from hanoiportal.platform.media.interfaces import ITypesetter
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.outbox import services as outbox
from pyramid.request import apply_request_extensions
from support.public_forms import form_of, send


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


@pytest.fixture
def effects_wait(registry, monkeypatch):
    """``with effects_wait():`` what the outbox is given is carried out at its end."""
    @contextmanager
    def waiting():
        tokens, carry_now = [], outbox.carry_now
        monkeypatch.setattr(outbox, 'carry_now', lambda _registry, added: tokens.extend(added))
        yield
        monkeypatch.setattr(outbox, 'carry_now', carry_now)
        transaction.abort()
        assert tokens, 'something waited'
        carry_now(registry, tokens)
        transaction.begin()

    return waiting


@pytest.fixture
def telling(environment):
    """``telling()``: the job that tells the staff what people did."""
    apply_request_extensions(environment.request)
    return partial(tell, environment)


@pytest.fixture
def case_page(app, registry, clock):
    """``case_page(case)``: its page, as its sender opens it by a mailed link."""
    def opened(case):
        transaction.abort()
        code = registry.getUtility(ICaseLinks).made(
            case.number, clock.now() + datetime.timedelta(days=1))
        page = send(form_of(app.get('/theo-doi'), '/theo-doi'), ma=code).follow()
        transaction.begin()
        return page

    return opened


@pytest.fixture
def take_back(case_page, cases):
    """``take_back(case, step)``: let its sender press that button; return the page after it."""
    def pressed(case, step='thoi-cong-khai'):
        page = send(form_of(case_page(case), step)).follow()
        transaction.begin()
        return page

    return pressed
