"""Bản ghi lời: the transcript of a live dialogue becomes answers for its batches (clause 8.5).

For who writes down what is said, whose text the board approves like any other answer.
"""
from pyramid.config import Configurator

from .interfaces import ITranscribing
from .services import transcribing_service


def includeme(config: Configurator) -> None:
    config.add_service(ITranscribing, transcribing_service)
