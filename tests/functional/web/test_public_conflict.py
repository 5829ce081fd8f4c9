"""A save that met another one at every attempt keeps what was typed."""
import pytest
import transaction
from hanoiportal.shells.commands.environment import close
from hanoiportal.web.forms.typed import typed_fields
from pyramid.config import Configurator
from pyramid.response import Response
from support.application import settings
from ZODB.POSException import ConflictError

TYPED = 'Dòng một <b>\n"dòng" hai & ba'


@pytest.fixture
def save():
    """What the view ``save`` does; a test puts its actions in."""
    return []


@pytest.fixture
def wsgi(tmp_path, save):
    """The application with one attempt for each request, and a view that runs ``save``."""
    def view(request):
        for action in save:
            action(request)
        return Response('saved: ' + request.POST['title'])

    with Configurator(settings={**settings(tmp_path), 'retry.attempts': '1'}) as config:
        config.include('hanoiportal')
        config.add_view(view, name='save', request_method='POST')
        config.add_view(lambda request: Response(request.session.get_csrf_token()), name='token')
    application = config.make_wsgi_app()
    yield application
    transaction.abort()
    close(application.registry)


@pytest.fixture
def send(app):
    """Send the form with whatever fields, with a good token."""
    def sent(**fields):
        return app.post('/save?x=1', {'csrf_token': app.get('/token').text, **fields},
                        expect_errors=True)
    return sent


def raise_conflict(request):
    raise ConflictError('by a test')


def test_what_was_typed_comes_back_in_the_layout(send, save):
    save.append(raise_conflict)

    page = send(title=TYPED, mark='1', password='mật')

    assert page.status_int == 409
    assert page.html.select_one('.notice').text.endswith('vì lý do an toàn: password')
    assert page.html.find(class_='menu') and page.html.h1.text.startswith('Chưa lưu được')
    assert page.html.textarea.text.lstrip('\n') == TYPED
    assert 'Dòng một <b>' not in page.text
    assert page.headers['Cache-Control'] == 'no-store'


def test_one_button_sends_the_same_form_again(send, save):
    save.append(raise_conflict)
    page = send(title=TYPED, mark='1')
    save.clear()

    form = next(form for form in page.forms.values() if 'title' in form.fields)
    answer = form.submit()

    assert form.action == '/save?x=1' and form['mark'].value == '1'
    assert answer.text.replace('\r\n', '\n') == 'saved: ' + TYPED


def test_a_real_conflict_of_two_writers_comes_to_the_same(send, save, registry):
    def meet_another(request):
        request.root.title = 'của tôi'
        other = registry._zodb_databases[''].open(transaction.TransactionManager())
        other.root()['portal'].title = 'của người khác'
        other.transaction_manager.commit()
        other.close()

    save.append(meet_another)

    page = send(title=TYPED)

    assert page.status_int == 409
    assert page.html.textarea.text.lstrip('\n') == TYPED
    assert 'của người khác' in page.html.header.text


def test_files_and_passwords_are_asked_for_again():
    fields, left_out = typed_fields([
        ('csrf_token', 'x'), ('title', 'Tin mới'), ('password', 'mật'), ('file', object()),
        ('__start__', 'images:sequence')])

    assert [(field.name, field.shown) for field in fields] == [
        ('title', True), ('__start__', False)]
    assert left_out == ['password', 'file']


def test_no_field_of_a_password_comes_back(visit, people):
    for path in ('/login', '/password', '/confirm'):
        page = visit('quantri').get(path, {'came_from': '/'})
        asked = [each['name'] for each in page.html.select('input[type=password]')]

        assert asked and typed_fields((name, 'mật khẩu') for name in asked) == ([], asked), path
