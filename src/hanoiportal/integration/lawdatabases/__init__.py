"""Đối soát văn bản: public legal documents against the national database of law and the official
gazette (15.1.e).

For the bodies that issued them.  Each night a job reads the lists of both by number.  What is
missing on a side, differs in text, day or force, or was late is a row of a register in the desk
and a duty of the site; documents lead to their pages there.  Without its setting a source is never
asked.
"""
from pyramid.config import Configurator

from ...base.i18n import DEFAULT
from ...base.settings import ISettings
from .health import check
from .interfaces import ILawDatabases
from .jobs import EVERY, reconcile
from .register import register_of
from .services import LawDatabases
from .sources import profiles_in, sources_of


def includeme(config: Configurator) -> None:
    settings = config.registry.getUtility(ISettings)
    profiles = profiles_in(settings.data)
    databases = LawDatabases(sources_of(settings, profiles), profiles)
    config.registry.registerUtility(databases, ILawDatabases)
    config.add_register(register_of(databases.titles(DEFAULT)))
    config.add_job('law databases', EVERY, reconcile)
    config.add_health_check('law databases', check)
