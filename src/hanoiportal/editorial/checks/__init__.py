"""Editor's checks: what is wrong with a text, said before anyone approves it (14.2, 15.1.d, 27.5).

For editors, who see every finding, and for the board, which cannot approve what is secret and
has to say why if a source is quoted that 15.1.d excludes.  The rules' data are CSV files.
"""
from pyramid.config import Configurator

from ...base.i18n import ILanguages
from ...base.settings import ISettings
from .data import CheckData, ICheckData
from .interfaces import IChecks
from .services import IRules, Rules, checks_service


def includeme(config: Configurator) -> None:
    registry = config.registry
    settings = registry.getUtility(ISettings)
    data = CheckData(settings.data)
    registry.registerUtility(data, ICheckData)
    registry.registerUtility(
        Rules(data, settings.domain, registry.getUtility(ILanguages).by_segment), IRules)
    config.add_service(IChecks, checks_service)
