"""Portals in which people follow things by mail: what becomes public, and what is mailed."""
import pytest
import transaction
from hanoiportal.platform.notifications.delivering import deliver
from hanoiportal.platform.subscriptions.following import follow
from hanoiportal.platform.subscriptions.interfaces import ISubscriptions
from hanoiportal.platform.subscriptions.telling import tell

VALUES = {
    'question': 'Cần giấy tờ gì?', 'body': '<p>Giấy phép.</p>', 'received': '2026-03-02',
    'answered': '2026-03-18', 'answered_by': 'Ủy ban nhân dân xã Ba Vì'}


def databases(folder):
    """Return the settings of databases for what people send, in ``folder``."""
    return {'zodbconn.uri.interactions': f'file://{folder}/interactions.fs',
            'zodbconn.uri.keys': f'file://{folder}/keys.fs'}


@pytest.fixture
def mailing_settings(mail_settings, tmp_path):
    """Settings of a portal that mails, with ``databases``."""
    return {**mail_settings, **databases(tmp_path)}


@pytest.fixture
def returning_settings(mail_settings, tmp_path):
    """The same of a portal that takes mails, too, so that what comes back is counted."""
    return {**mail_settings, **databases(tmp_path), 'portal.mail_in': '127.0.0.1:0'}


@pytest.fixture
def subscriber_register(registry, small_portal):
    """The ``ISubscriptions`` of the portal."""
    return registry.getAdapter(small_portal, ISubscriptions)


@pytest.fixture
def published_answer(bavi, editing, publishing, clock):
    """``published_answer(name)``: a question of the commune is public from now on."""
    def answered(name, **values):
        item = editing.add(bavi['hoi-dap'], name, 'Question', {
            **VALUES, 'title': f'Hỏi về {name}', **values}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        transaction.begin()
        return item

    return answered


@pytest.fixture
def mailed(environment, mail_server):
    """``mailed()``: what has been mailed, after the jobs have run."""
    def arrived():
        transaction.abort()
        follow(environment)
        tell(environment)
        deliver(environment)
        found, mail_server.mails[:] = list(mail_server.mails), []
        return found

    return arrived


def text_of(mail):
    """Return the plain text of ``mail``."""
    return mail.get_body(('plain',)).get_content()
