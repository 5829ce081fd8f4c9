"""Kết quả trả lời: figures of questions per body, in public (4.3.a).

For readers, at ``ket-qua-tra-loi`` below a section of questions: what each body received, how it
answered, and how content people were.  Figures are folds over the events of cases (``folding``);
the job ``case figures`` folds the cases that something happened to, and no other (``counting``);
the snapshot of ``compliance`` holds the sums of 13 months (``measuring``).
"""
from pyramid.config import Configurator

from ...participation.cases.interfaces import ICaseChanged
from ..compliance.interfaces import ISnapshotPart
from .counting import CaseFigures, wait
from .interfaces import PART, ICaseFigures
from .measuring import FiguresPart


def includeme(config: Configurator) -> None:
    figures = CaseFigures()
    config.registry.registerUtility(figures, ICaseFigures)
    config.registry.registerUtility(FiguresPart(), ISnapshotPart, name=PART)
    config.add_subscriber(wait, ICaseChanged)
    config.add_job('case figures', 60, figures.fold)
