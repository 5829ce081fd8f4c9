"""How much may be sent: a body beyond the limit is refused before anything reads it."""
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.tweens import MAIN

from ..settings import ISettings


def limits_tween(handler, registry):
    """Tween: answer 413 to a body larger than ``body_bytes``."""
    largest = registry.getUtility(ISettings).body_bytes

    def tween(request):
        if (request.content_length or 0) > largest:
            raise HTTPRequestEntityTooLarge
        return handler(request)

    return tween


def includeme(config):
    config.add_tween(
        'hanoiportal.web.limits.limits_tween',
        under='hanoiportal.web.address.address_tween', over=MAIN)
