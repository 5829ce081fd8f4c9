"""Có thể đã có câu trả lời: what is published that somebody who asks may already be helped by.

For visitors who are writing a question (clause 4.2.d).  They say it in words of their own, so each
word and what offices write for it counts by its rarity; none has to be there.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .everyday import read_everyday
from .interfaces import IEveryday, ISimilar
from .services import similar_service


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(read_everyday(registry.getUtility(ISettings).data), IEveryday)
    config.add_service(ISimilar, similar_service)
