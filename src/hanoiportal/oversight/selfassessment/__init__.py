"""Tự đánh giá: a site judges itself by criteria that are data, prefilled by what is measured.

For the board of each site, which fills it in and whose head submits it, and for whoever oversees
all sites (clause 21.2).  It lives in ``interactions``.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .criteria import read_criteria
from .interfaces import ICriteria, IMeasure, ISelfAssessments
from .measures import MEASURES, Measure
from .services import assessments_service


def includeme(config: Configurator) -> None:
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_criteria(data / 'self_assessment.csv'), ICriteria)
    for name, find in MEASURES.items():
        registry.registerUtility(Measure(registry, find), IMeasure, name)
    config.add_service(ISelfAssessments, assessments_service)
