"""What was sent must be readable: a form or query in broken bytes is the sender's mistake, 400."""
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.tweens import MAIN

#: Fields that every form may carry and that are never files.
TEXTS = ('csrf_token', 'came_from')


def readable_tween(handler, registry):
    """Tween: answer 400 to a form that cannot be taken apart, and to a query that a view could
    not read.
    """
    def tween(request):
        if request.method == 'POST' and not _form_is_readable(request):
            raise HTTPBadRequest
        try:
            return handler(request)
        except UnicodeDecodeError:
            if _query_is_readable(request):
                raise
            raise HTTPBadRequest from None

    return tween


def _form_is_readable(request):
    try:
        form = request.POST
    except (ValueError, LookupError, DeprecationWarning):  # WebOb raises the last for a charset
        return False
    return all(isinstance(form.get(name, ''), str) for name in TEXTS)


def _query_is_readable(request):
    try:
        return request.GET is not None
    except UnicodeDecodeError:
        return False


def includeme(config):
    config.add_tween(
        'hanoiportal.web.readable.readable_tween',
        under='hanoiportal.web.limits.limits_tween', over=MAIN)
