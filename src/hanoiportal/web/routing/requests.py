"""One class of requests for the whole application.

Pyramid gives each request a class of its own, made for it, to hold the properties that were
added by ``add_request_method``; and it binds each added method to the request, which then is
freed by the garbage collector alone.  All of them are known once the application is made.
"""
from pyramid.events import ApplicationCreated

#: What says which interfaces requests provide: the same as without extensions (Pyramid 1212).
_PROVIDED = ('__implemented__', '__provides__')


def with_extensions(factory, extensions):
    """Return the class ``factory`` of requests with the methods and properties of ``extensions``.
    """
    provided = {name: getattr(factory, name) for name in _PROVIDED if hasattr(factory, name)}
    return type(factory.__name__, (factory,), {
        '__module__': factory.__module__, '__doc__': factory.__doc__, **provided,
        **extensions.methods, **extensions.descriptors})


def settle(event):
    """Subscriber: let Pyramid's router make requests that need nothing added."""
    router = event.app
    router.request_factory = with_extensions(router.request_factory, router.request_extensions)
    router.request_extensions = None


def includeme(config):
    config.add_subscriber(settle, ApplicationCreated)
