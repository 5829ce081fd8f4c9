"""How much may be sent: a body beyond the limit is refused before anything reads it."""
import io

from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.tweens import MAIN

from ...base.settings import ISettings
from ...kernel.security.authentication.sessions import KNOWN, bears_session
from .languages import MACHINES

#: Bytes that may be sent by somebody who has not logged in.  Taking a form of many empty fields
#: apart costs a second for a megabyte, so that a few large ones would hold every thread.
STRANGERS = 64 * 1024


#: Parts of a form with files that somebody sends who has not logged in.
MOST_PARTS = 200
_LARGE, _BODIES = 'hanoiportal.large_forms', 'hanoiportal.large_bodies'
#: What requests without a body say of its length; nearly all are such.
_NOTHING = frozenset((None, '', '0'))
_PART, _CHUNK = b'form-data', 1 << 20


def add_large_form(config, view_name, largest):
    """Directive: the forms below ``/VIEW_NAME`` of each site bring files of people without an
    account: up to ``largest`` bytes in at most ``MOST_PARTS`` parts.
    """
    config.registry.settings.setdefault(_LARGE, {})[view_name] = largest


def add_large_body(config, content_type, largest):
    """Directive: who bears a token sends up to ``largest`` bytes of ``content_type`` to the API,
    which looks at the token before it reads them.
    """
    config.registry.settings.setdefault(_BODIES, {})[content_type] = largest


def is_too_large(request):
    """Return whether the body is larger than ``body_bytes``, or than ``STRANGERS`` without a
    log-in and elsewhere than in a large form.
    """
    if _is_empty(request):
        return False
    length = request.content_length or 0
    if length <= STRANGERS:
        return False
    largest = request.registry.getUtility(ISettings).body_bytes
    return length > largest or not (
        _has_logged_in(request) or _is_large_form(request, length)
        or _is_large_body(request, length))


def _is_empty(request):
    return request.environ.get('CONTENT_LENGTH') in _NOTHING


def _is_large_body(request, length):
    """Return whether the body is one for the API that may be as large as it is."""
    bodies = request.registry.settings.get(_BODIES, {})
    return (length <= bodies.get(request.content_type, 0) and MACHINES in request.path_info
            and 'HTTP_AUTHORIZATION' in request.environ)


def _is_large_form(request, length):
    """Return whether the body is that of a form with files that may be as large as it is."""
    forms = request.registry.settings.get(_LARGE, {})
    largest = max((forms[each] for each in request.path_info.split('/') if each in forms),
                  default=0)
    return length <= largest and request.content_type == 'multipart/form-data'


def _has_too_many_parts(request):
    """Return whether a large form has more than ``MOST_PARTS``: counting them is quick, taking
    them apart is not.
    """
    if _is_empty(request):
        return False
    if (request.content_length or 0) <= STRANGERS or _has_logged_in(request):
        return False
    body, parts = request.body_file_seekable, 0
    body.seek(0)
    while chunk := body.read(_CHUNK):
        parts += chunk.count(_PART)
    body.seek(0)
    return parts > MOST_PARTS


def _has_logged_in(request):
    """Return whether somebody has lately logged in with this browser, by the signed cookie.

    Whether they still are is asked later.
    """
    return bears_session(request) and KNOWN in request.session


def limits_tween(handler, registry):
    """Tween: answer 413 to what is too large."""
    def tween(request):
        if is_too_large(request) or _has_too_many_parts(request):
            raise HTTPRequestEntityTooLarge
        return handler(request)

    return tween


def attempts_at(request):
    """Return 1 for a body that will be refused, lest it be copied to be read again; else ``None``.

    Nothing is copied of a request without a body.
    """
    if _is_empty(request):
        request.environ.update(
            {'wsgi.input': io.BytesIO(), 'webob.is_body_seekable': True})
        return None
    return 1 if is_too_large(request) else None


def includeme(config):
    config.registry.settings.setdefault('retry.activate_hook', attempts_at)
    config.add_directive('add_large_form', add_large_form)
    config.add_directive('add_large_body', add_large_body)
    config.add_tween(
        'hanoiportal.web.routing.limits.limits_tween',
        under='hanoiportal.web.routing.address.address_tween', over=MAIN)
