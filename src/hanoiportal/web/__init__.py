"""The web kit: how a view is declared, found, given services, addressed and cached."""
from .declare import View, desk_view, public_view
from .services import service

__all__ = ['View', 'desk_view', 'public_view', 'service']


def includeme(config):
    config.include('.requests')
    config.include('.templates')
    config.include('.services')
    config.include('.languages')
    config.include('.address')
    config.include('.deskhost')
    config.include('.links')
    config.include('.display')
    config.include('.listings')
    config.include('.watching')
    config.include('.visited')
    config.include('.pages')
    config.include('.statics')
    config.include('.deeds')
    config.include('.headers')
    config.include('.conflict')
    config.include('.limits')
    config.include('.throttle')
    config.include('.networks')
    config.include('.device')
    config.include('.opened')
    config.include('.origins')
    config.include('.readable')
    config.set_default_csrf_options(require_csrf=True)
