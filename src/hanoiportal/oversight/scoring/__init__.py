"""Chấm điểm, xếp hạng: every year the city scores each body, hears its objection, and tells all.

For the Department of Home Affairs with the city's Office, which score at the desk of the city
(clauses 28.5, 32), for each body, which sees its own sheet and objects, and for readers, at
``/xep-hang``.  Criteria, weights and scales are data of a year.  Scorings live in
``interactions``; an approved ranking enters the public snapshot.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ...content.erasure.interfaces import IWords
from ...kernel.storage.interfaces import INTERACTIONS
from ..compliance.interfaces import ISnapshotPart
from .criteria import read_criteria
from .erasing import MARK, OBJECTION, ScoringRecords, forget_words
from .interfaces import PART, IObjections, IScoringCriteria, IScorings
from .measuring import MEASURES, FinalRankings
from .objecting import objections_service
from .services import scorings_service


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(
        read_criteria(data / 'scoring_criteria.csv', MEASURES), IScoringCriteria)
    config.registry.registerUtility(FinalRankings(), ISnapshotPart, name=PART)
    config.add_service(IScorings, scorings_service)
    config.add_service(IObjections, objections_service)
    for name in (MARK, OBJECTION):
        config.registry.registerUtility(ScoringRecords(), IWords, name=name)
    config.add_eraser('scorings', INTERACTIONS, forget_words)
