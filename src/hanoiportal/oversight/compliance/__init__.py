"""Tuân thủ: how far the city and each site keep what the regulation orders, in public.

For readers, at ``/tuan-thu``, and for the board of the city, which inspects (clauses 4.1, 4.5, 10,
21.1, 27.4; NĐ 224/2026, article 12).  A job measures and keeps a snapshot in the content database;
pages read that snapshot alone.
"""
from pyramid.config import Configurator
from pyramid.events import ApplicationCreated

from ...base.settings import ISettings
from ...kernel.storage.interfaces import CONTENT
from ..selfassessment.interfaces import IMeasure
from .indicators import MEASURES, SnapshotMeasure
from .interfaces import ICompliance, IComplianceRules, IDeclaring, IResults
from .probing import IProbing, Probing
from .results import Owed, Updated
from .services import EVERY, Compliance, declaring_service, follow
from .tables import read_tables
from .writing import forget_words


def includeme(config: Configurator) -> None:
    folder = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_tables(folder), IComplianceRules)
    probing = Probing()
    config.registry.registerUtility(probing, IProbing)
    config.add_subscriber(probing.created, ApplicationCreated)
    config.registry.registerUtility(Compliance(), ICompliance)
    config.registry.registerUtility(Updated(), IResults, name='windows')
    config.registry.registerUtility(Owed(), IResults, name='duties')
    for name, find in MEASURES.items():
        config.registry.registerUtility(SnapshotMeasure(find), IMeasure, name)
    config.add_service(IDeclaring, declaring_service)
    config.add_job('compliance', EVERY, follow)
    config.add_eraser('words of compliance', CONTENT, forget_words)
