"""The job that gives boxes their turns."""
from __future__ import annotations

from ...platform.scheduling.interfaces import IEnvironment
from .services import BallotBoxes

#: Seconds between two turns of a box.
LOOK_EVERY = 15


def look(boxes: BallotBoxes, environment: IEnvironment) -> None:
    """Open what waits; no database is asked."""
    boxes.look(environment.clock.now())
