"""Tên miền: which host names a component site may have (clauses 5.2.b, 5.2.c, 28.14), and that of the
desk.
"""
from ..settings import ISettings
from .labels import check_desk_host, reserved_labels


def includeme(config):
    check_desk_host(
        config.registry.getUtility(ISettings).desk_host, reserved_labels(config.registry))
