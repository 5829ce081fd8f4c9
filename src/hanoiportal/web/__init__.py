"""The web kit: how a view is declared, found, given services, addressed and cached."""
import pyramid.view
from pyramid.config import Configurator

from ..kernel.tree.substrate import Frames
from .declare import View, desk_view, public_view
from .services import service

__all__ = ['View', 'desk_view', 'public_view', 'service']


def includeme(config: Configurator) -> None:
    pyramid.view.inspect = Frames
    config.include('.routing.requests')
    config.include('.templates.loader')
    config.include('.services')
    config.include('.routing.languages')
    config.include('.routing.address')
    config.include('.routing.deskhost')
    config.include('.routing.fromportal')
    config.include('.routing.links')
    config.include('.display')
    config.include('.routing.listings')
    config.include('.routing.subpaths')
    config.include('.pagecache.watching')
    config.include('.pagecache.visited')
    config.include('.pagecache.pages')
    config.include('.statics')
    config.include('.workingpermission')
    config.include('.demo')
    config.include('.headers')
    config.include('.routing.conflict')
    config.include('.routing.limits')
    config.include('.login.throttle')
    config.include('.routing.networks')
    config.include('.login.newkey')
    config.include('.login.device')
    config.include('.login.redeemedlinks')
    config.include('.routing.origins')
    config.include('.routing.readable')
    config.set_default_csrf_options(require_csrf=True)
