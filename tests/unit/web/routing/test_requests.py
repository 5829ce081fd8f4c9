"""Requests of one class, which has what Pyramid would add to each."""
from hanoiportal.web.routing.requests import with_extensions
from pyramid.config import Configurator
from pyramid.request import Request
from zope.interface import implementedBy


def test_a_request_of_the_application_has_all_that_was_added_and_no_class_of_its_own(wsgi):
    router = wsgi._application

    first, second = (router.request_context({'REQUEST_METHOD': 'GET'}).request for _each in '12')

    assert type(first) is type(second) and isinstance(first, Request)
    assert not {'link', 'service', 'tm', 'display'} & {*vars(first)}
    assert first.tm is not second.tm and first.tm is first.tm


def test_properties_and_methods_are_as_pyramid_would_have_made_them():
    with Configurator() as config:
        made = []
        config.add_request_method(lambda request, word: (request, word), 'said')
        config.add_request_method(lambda request: made.append(request) or len(made), 'once',
                                  reify=True)
        config.add_request_method(lambda request: request.path, 'always', property=True)
    extensions = config.make_wsgi_app().request_extensions

    request = with_extensions(Request, extensions).blank('/a')

    assert implementedBy(type(request)) is implementedBy(Request)

    assert request.said('b') == (request, 'b')
    assert (request.once, request.once, made) == (1, 1, [request])
    assert request.always == '/a'
    request.path_info = '/c'
    assert request.always == '/c'
