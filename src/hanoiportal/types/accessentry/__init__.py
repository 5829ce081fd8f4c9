"""Danh mục thông tin phải được công khai: one piece of information each (clause 4.1).

Decree 13/2018/NĐ-CP, articles 6 and 11.  Who writes: the site's editors.  Who approves: its
Editorial Board.  Who reads: anyone.  What the law says of asking for information is data:
``access_*.csv``.
"""
from ...base.settings import ISettings
from .interfaces import IAccessRules
from .rules import read_rules


def includeme(config):
    folder = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_rules(folder), IAccessRules)
    config.scan_all('.')
