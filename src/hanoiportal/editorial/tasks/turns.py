"""Whose turn it is: of the tasks of one version, which wait and which are not needed any more."""
import datetime
from collections.abc import Container, Iterable, Sequence

from .kinds import DONE, NOT_NEEDED
from .resource import Task


def advance(tasks: Sequence[Task], now: datetime.datetime, actor: str) -> list[Task]:
    """Let the ``tasks`` of one version wait, be open or end, as follows from those that ended.

    Returns those that have become open by it.
    """
    _end_what_is_enough(tasks, now, actor)
    left = [task for task in tasks if not task.is_ended]
    turn = min((task.wish.order for task in left), default=0)
    opened = []
    for task in left:
        waits = task.wish.order > turn
        if task.is_waiting and not waits:
            opened.append(task)
        if task.is_waiting != waits:
            task.is_waiting = waits
    return opened


def _end_what_is_enough(tasks: Sequence[Task], now: datetime.datetime, actor: str) -> None:
    for task in tasks:
        if not task.is_ended and task.wish.quorum and (
                len(_done_in(tasks, task.group)) >= task.wish.quorum):
            task.end(NOT_NEEDED, now, actor)


def _done_in(tasks: Iterable[Task], group: int) -> list[Task]:
    return [task for task in tasks if task.group == group and task.outcome == DONE]


def has_part_in(tasks: Iterable[Task], task: Task, people: Container[str | None]) -> bool:
    """Return whether one of ``people``, ids of accounts, has another task of the group of
    ``task``, or has done one: of a quorum everybody is one.
    """
    return any(
        other is not task and other.group == task.group and (
            other.ended_by in people if other.outcome == DONE
            else not other.is_ended and other.holder in people)
        for other in tasks)
