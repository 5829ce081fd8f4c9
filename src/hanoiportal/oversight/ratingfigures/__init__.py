"""Kết quả đánh giá: averages of ratings per site, in public (clauses 4.3.c, 4.2.f).

For readers, at ``/ket-qua-danh-gia`` of every site: averages along each axis with the number of
ratings, of months that are over; at the city's for all sites.  The snapshot of ``compliance``
holds them; groups of fewer ratings than ``rating_rules.csv`` says are never told (``groups``).
"""
from pyramid.config import Configurator

from ..compliance.interfaces import ISnapshotPart
from .interfaces import PART
from .measuring import RatingFigures


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(RatingFigures(), ISnapshotPart, name=PART)
