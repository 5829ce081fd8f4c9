"""Tên miền: the host names of component sites (clauses 5.2.b, 5.2.c, 28.14), and of the desk."""
from ...base.settings import ISettings
from .interfaces import IHostRules
from .labels import HostRules, check_desk_host, reserved_labels


def includeme(config):
    config.registry.registerUtility(HostRules(config.registry), IHostRules)
    check_desk_host(
        config.registry.getUtility(ISettings).desk_host, reserved_labels(config.registry))
