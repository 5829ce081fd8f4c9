"""Yêu cầu cung cấp thông tin: people ask for what is not public (law on access to information).

The audience: anyone who asks, the staff who gives, the head who decides complaints.  What the law
says is data: ``access_*.csv`` and ``deadline_rules.csv``; the forms are those of Decree
13/2018/NĐ-CP.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .interfaces import IAccessPapers, IAccessRules
from .papers import AccessPapers
from .rules import read_rules


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(read_rules(registry.getUtility(ISettings).data), IAccessRules)
    registry.registerUtility(AccessPapers(), IAccessPapers)
