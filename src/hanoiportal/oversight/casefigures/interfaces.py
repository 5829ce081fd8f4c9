"""What the snapshot holds of how cases were answered."""
from zope.interface import Interface

from ...platform.scheduling.interfaces import IEnvironment

#: Name of the part of the snapshot; the page below a section of questions.
PART, PAGE = 'case figures', 'ket-qua-tra-loi'


class ICaseFigures(Interface):
    """Keeps the figures of cases; a utility.  Commits by ``environment.in_transaction``."""

    def fold(environment: IEnvironment) -> None:
        """Bring the figures up to date with what has happened since, in ``interactions``."""
