"""Báo cáo: what bodies report to the authorities (7.7, 8.14, 9.7, 28.9, 28.13, 33.8; ADR 81).

For the editors and boards of the sites, who draft, approve and send; for the city, which sees who
has sent, returns, reminds and consolidates.  Figures fold over the ledger, the duties and the
counts of cases, ratings and visits; all of it lives in ``interactions``.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...base.settings import ISettings
from ...content.erasure.interfaces import IWords
from ...kernel.storage.interfaces import INTERACTIONS
from .erasing import RECORD, ReportRecords, forget_words
from .interfaces import IReporting, IReports
from .reading import Reports
from .services import reporting_service
from .words import IReportWords, read_words


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(read_words(registry.getUtility(ISettings).data), IReportWords)
    registry.registerAdapter(partial(Reports, registry), (IResource,), IReports)
    config.add_service(IReporting, reporting_service)
    registry.registerUtility(ReportRecords(), IWords, name=RECORD)
    config.add_eraser('reports', INTERACTIONS, forget_words)
