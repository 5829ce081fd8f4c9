"""Danh mục thủ tục hành chính: the catalogue of the National Public Service Portal (4.2.c).

For visitors: search and the section of procedures find each procedure by name and lead to its page
there; changed and repealed ones are marked.  Who has logged in by VNeID arrives logged in, where
that portal lets others begin a log-in.  Each night a job takes the list; without its setting
nothing is asked.
"""
from pyramid.config import Configurator

from ...base.profiles import read_profiles
from ...base.settings import ISettings
from .health import check
from .interfaces import IProcedureCatalogue
from .jobs import EVERY, synchronise
from .services import ProcedureCatalogue
from .sources import NATIONAL, NEEDED, hand_over_of, source_of


def includeme(config: Configurator) -> None:
    settings = config.registry.getUtility(ISettings)
    profile = read_profiles(settings.data / 'procedure_sources.csv', NEEDED)[NATIONAL]
    config.registry.registerUtility(ProcedureCatalogue(
        profile, source_of(settings, profile), hand_over_of(settings)), IProcedureCatalogue)
    config.add_job('procedures', EVERY, synchronise)
    config.add_health_check('procedures', check)
