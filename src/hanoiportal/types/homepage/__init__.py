"""Trang chủ: the first page of a site, composed of blocks by its board (clauses 3.1, 6.6).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
A site has at most one, named ``trang-chu``; while none is public, that of ``home.yaml`` serves.
"""
from ...base.settings import ISettings
from .defaults import IDefaults, read_defaults


def includeme(config):
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_defaults(data / 'home.yaml'), IDefaults)
    config.scan_all('.')
