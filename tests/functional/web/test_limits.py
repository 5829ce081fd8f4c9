"""How much may be sent to the portal."""
import pytest
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.authentication.sessions import COOKIE, KNOWN
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.snapshot import latest
from hanoiportal.web.routing.limits import STRANGERS, attempts_at, limits_tween
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.testing import DummyRequest


def test_a_body_of_80_megabytes_is_refused_with_a_reason_and_writes_nothing(app, registry):
    before = latest(content_database(registry))

    page = app.post('/login', b'x' * 80_000_000, content_type='text/plain', status=413)

    assert 'quá lớn' in page.html.h1.text
    assert latest(content_database(registry)) == before


def test_a_stranger_may_send_a_small_form_and_no_more(app):
    fields = 'a=&' * 30_000

    assert app.post('/login', fields, expect_errors=True).status_int == 413
    assert app.post('/login', fields[:9_000], expect_errors=True).status_int == 400


@pytest.fixture
def request_of(registry):
    """callable(length, known=False) -> a request with a body that long, of a known browser."""
    def make(length, known=False):
        request = DummyRequest(content_length=length, content_type='text/plain')
        request.registry, request.environ['CONTENT_LENGTH'] = registry, str(length)
        if known:
            request.environ['HTTP_COOKIE'] = f'{COOKIE}=x'
            request.cookies[COOKIE] = 'x'
            request.session[KNOWN] = True
        return request

    return make


def test_who_has_logged_in_may_send_the_largest_file_in_a_form(registry, request_of):
    tween = limits_tween(lambda request: 'through', registry)
    largest = registry.getUtility(ISettings).upload_bytes + 1024 * 1024

    assert tween(request_of(largest, True)) == 'through'
    for refused in (request_of(largest + 1, True), request_of(largest)):
        with pytest.raises(HTTPRequestEntityTooLarge):
            tween(refused)


def test_a_body_that_will_be_refused_is_not_copied_to_be_read_again(registry, request_of):
    largest = registry.getUtility(ISettings).body_bytes

    tries = [attempts_at(request_of(*each)) for each in (
        (0,), (STRANGERS,), (STRANGERS + 1,), (largest, True), (largest + 1, True))]

    assert tries == [None, None, 1, None, 1]
