"""Addresses that begin at the portal, ``/sites/NAME/…``, at the host of a component site.

Texts that are made where no host is known have such ones, as drafts of what people send.  At the
city's host and on development hosts they are addresses like others.
"""
from __future__ import annotations

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from ...kernel.storage.databases import root_factory
from ..pagecache.cachekey import READING
from .deskhost import placed, to_public

Handler = Callable[[Request], Response]


def site_path_tween(handler: Handler, _registry: Registry) -> Handler:
    """Tween, below ``address_tween``: lead on to the host of the site that such a path names."""
    def tween(request: Request) -> Response:
        return to_public(request) if _is_one(request) else handler(request)

    return tween


def _is_one(request: Request) -> bool:
    path = request.environ['PATH_INFO']
    if not request.address.site or request.method not in READING or not path.startswith('/sites/'):
        return False
    return bool(placed(path, root_factory(request)['sites'])[0])


def includeme(config: Configurator) -> None:
    config.add_tween(
        'hanoiportal.web.routing.fromportal.site_path_tween',
        under='hanoiportal.web.routing.address.address_tween',
        over='hanoiportal.web.routing.limits.limits_tween')
