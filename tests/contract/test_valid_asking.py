"""The pages of notifications and clarifications are valid HTML."""
import pytest
import transaction
from hanoiportal.editorial.clarifications.letters import VIEW_NAME
from hanoiportal.editorial.clarifications.resource import Clarification, keep_link
from hanoiportal.kernel.security.authentication.tokens import key_of, new_token
from hanoiportal.kernel.workflow.interfaces import SUBMITTED
from hanoiportal.kernel.workflow.records import review_of
from hanoiportal.platform.notifications.services import notifying
from persistent.list import PersistentList
from support.clocks import NOW
from support.link_redemption import opened, sent
from webtest import TestApp

DISTANT = NOW.replace(year=2099)


@pytest.fixture
def own_settings(tmp_path):
    """A portal that knows a mail server, which nobody calls."""
    return {'portal.mail_host': 'localhost', 'portal.mail_queue': str(tmp_path / 'mail')}


@pytest.fixture
def token(small_portal, editing, staff, registry):
    """The token of a question about a whole text, of which somebody was told besides."""
    section, token = small_portal['sites']['soxaydung']['tin-tuc-su-kien'], new_token()
    item = editing.add(section, 'cau', 'NewsItem', {
        'title': 'Cầu', 'summary': 'Tóm tắt', 'body': '<h2>Một</h2><p>Hai <em>ba</em></p>'},
        staff['soxaydung-contributor'].id)
    item.state = SUBMITTED
    asked = Clarification(1, staff['soxaydung-editor'].id, NOW, 'Phòng', 'a@b.vn', 'Gì?\nVì sao?',
                          DISTANT, DISTANT, key_of(token), 'Một đoạn', True)
    review_of(item).clarifications = PersistentList([asked])
    keep_link(item, asked)
    notifying(registry).notify(
        {staff['soxaydung-editor'].id}, item, 'rejected', note='Ghi chú', ground='d')
    transaction.commit()
    return token


def test_the_page_of_a_link_is_valid(wsgi, token, invalid_html):
    stranger = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    pages = [opened(stranger, f'/{VIEW_NAME}#{token}'), stranger.get(f'/{VIEW_NAME}/received'),
             stranger.get(f'/{VIEW_NAME}'), stranger.get(f'/{VIEW_NAME}/x', status=404)]
    form = next(each for each in pages[0].forms.values() if 'text' in each.fields)
    pages.append(sent(form, stranger))

    assert [invalid_html(page.body) for page in pages] == [[]] * 5


@pytest.mark.parametrize('path', [
    '/desk/@@notifications', '/desk/sites/soxaydung/tin-tuc-su-kien/cau/@@clarifications'])
def test_the_pages_of_the_desk_are_valid(visit, token, invalid_html, path):
    browser = visit('soxaydung-editor')

    assert invalid_html(browser.get(path).body) == []
