"""Sổ sách của cơ quan: the registers that the decision asks each body to keep (ADR 82).

Plans, governing documents, budgets, assets, training, inspections, incidents, reviews and changes
(clauses 6.4, 7.2, 7.4, 8.10, 8.13, 9.3, 20, 24, 25, 28 to 30, 33.7).  Each is one declaration; for
those who keep the registers of a site, and those who oversee all sites.
"""
from functools import partial

from pyramid.config import Configurator

from ...editorial.boards.interfaces import ICoordination
from ...platform.registers.interfaces import IValidRows
from ..selfassessment.interfaces import IMeasure
from .coordinating import Coordination
from .gaps import BoardTrained
from .inspecting import INSPECTIONS, VIOLATIONS
from .money import BUDGET, EQUIPMENT
from .planning import GOVERNING, PLANS
from .platformcare import CHANGES, MAINTENANCE, PROPOSALS, REVIEWS
from .security import BREACHES, INCIDENTS, SECURITY
from .training import TRAINING

#: In the order in which the desk shows them.
REGISTERS = (
    PLANS, GOVERNING, BUDGET, EQUIPMENT, TRAINING, INSPECTIONS, VIOLATIONS, INCIDENTS, BREACHES,
    SECURITY, REVIEWS, CHANGES, MAINTENANCE, PROPOSALS)


def includeme(config: Configurator) -> None:
    for register in REGISTERS:
        config.add_register(register)
    registry = config.registry
    registry.registerUtility(BoardTrained(registry), IMeasure, 'board_trained')
    registry.registerUtility(
        Coordination(partial(registry.getUtility, IValidRows)), ICoordination)
