"""Hòm phiếu: answers that nobody can link to a person, and that nobody can stuff (clause 4.2.f).

The audience: the screens of surveys (``participation.surveys``), which hand in answers and read
figures.  Answers lie in files of their own, sealed, beside the databases and in no backup; a turn,
the one step that has the key, makes counts of them (ADR 71).
"""
from functools import partial

from pyramid.config import Configurator

from ...base.settings import ISettings
from ...kernel.security.crypto.sealing import ISealing
from .interfaces import IBallotBoxes
from .jobs import LOOK_EVERY, look
from .places import Places
from .rules import read_rules
from .services import BallotBoxes


def includeme(config: Configurator) -> None:
    registry = config.registry
    settings = registry.getUtility(ISettings)
    boxes = BallotBoxes(Places(settings.ballots, settings.ballot_keys),
                        read_rules(settings.data / 'ballot_rules.csv'),
                        registry.getUtility(ISealing))
    registry.registerUtility(boxes, IBallotBoxes)
    config.add_job('ballots', LOOK_EVERY, partial(look, boxes))
