"""How much may be sent: a body beyond the limit is refused before anything reads it."""
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.tweens import MAIN

from ...base.settings import ISettings
from ...kernel.security.authentication.sessions import KNOWN, bears_session

#: Bytes that may be sent by somebody who has not logged in.  Taking a form of many empty fields
#: apart costs a second for a megabyte, so that a few large ones would hold every thread.
STRANGERS = 64 * 1024


def is_too_large(request):
    """Return whether the body is larger than ``body_bytes``, or than ``STRANGERS`` without a
    log-in.
    """
    length = request.content_length or 0
    largest = request.registry.getUtility(ISettings).body_bytes
    return length > STRANGERS and (length > largest or not _has_logged_in(request))


def _has_logged_in(request):
    """Return whether somebody has lately logged in with this browser, by the signed cookie.

    Whether they still are is asked later.
    """
    return bears_session(request) and KNOWN in request.session


def limits_tween(handler, registry):
    """Tween: answer 413 to what is too large."""
    def tween(request):
        if is_too_large(request):
            raise HTTPRequestEntityTooLarge
        return handler(request)

    return tween


def attempts_at(request):
    """Return 1 for a body that will be refused, lest it be copied to be read again; else ``None``.
    """
    return 1 if is_too_large(request) else None


def includeme(config):
    config.registry.settings.setdefault('retry.activate_hook', attempts_at)
    config.add_tween(
        'hanoiportal.web.routing.limits.limits_tween',
        under='hanoiportal.web.routing.address.address_tween', over=MAIN)
