"""How much may be sent to the portal."""
import pytest
from hanoiportal.settings import ISettings
from hanoiportal.storage.databases import content_database
from hanoiportal.storage.retry import attempts_at
from hanoiportal.storage.snapshot import latest
from hanoiportal.web.limits import limits_tween
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.testing import DummyRequest


def test_a_body_of_80_megabytes_is_refused_with_a_reason_and_writes_nothing(app, registry):
    before = latest(content_database(registry))

    page = app.post('/login', b'x' * 80_000_000, content_type='text/plain', status=413)

    assert 'quá lớn' in page.html.h1.text
    assert latest(content_database(registry)) == before


def test_a_form_around_the_largest_file_is_let_through(registry):
    tween = limits_tween(lambda request: 'through', registry)
    largest = registry.getUtility(ISettings).upload_bytes + 1024 * 1024

    assert tween(DummyRequest(content_length=largest)) == 'through'
    with pytest.raises(HTTPRequestEntityTooLarge):
        tween(DummyRequest(content_length=largest + 1))


def test_a_body_that_will_be_refused_is_not_copied_to_be_read_again(registry):
    largest = registry.getUtility(ISettings).body_bytes
    request = DummyRequest()
    request.registry = registry

    def tries(length):
        request.content_length = length
        return attempts_at(request)

    assert [tries(0), tries(largest), tries(largest + 1)] == [None, None, 1]
