"""Workflow definitions: plain data, read from ``workflows.yaml`` and checked (14.1, 33.3)."""
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypedDict

import yaml
from zope.interface import Interface

from ...base.i18n import DEFAULT
from ...base.permissions import APPROVE, EDIT, EMERGENCY, PUBLISH, REVIEW, SUBMIT, WITHDRAW
from .interfaces import (
    APPROVED,
    ARCHIVED,
    AWAITING,
    DRAFT,
    EDITING,
    IN_WORK,
    PUBLIC,
    PUBLISHED,
    REJECTED,
    SCHEDULED,
    SUBMITTED,
    WITHDRAWN,
)

#: The state, how many stages of approval are complete, how many approvals the present one has.
Position = tuple[str, int, int]
START: Position = (DRAFT, 0, 0)
_WAITING = (SUBMITTED, EDITING, AWAITING)


class BadDefinition(ValueError):
    """A workflow that breaks the regulation; the text says which and how."""


class IDefinitions(Interface):
    """``{name: Definition}`` of this process, as a utility; the first is the default."""


@dataclass(frozen=True)
class Stage:
    """One stage of approval: ``count`` members, each with one of ``roles``, must approve."""

    roles: frozenset[str]
    count: int


@dataclass(frozen=True)
class Transition:
    """A step that somebody may take.  ``asks``: the details that it cannot do without."""

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    asks: tuple[str, ...] = ()


class Approving(TypedDict):
    """A stage as the file has it."""

    roles: list[str]
    count: int


class Row(TypedDict):
    """A workflow as the file has it."""

    name: str
    title: str
    title_en: str
    steps: int
    editing: bool
    approvals: list[Approving]


class Chosen(Protocol):
    """A site.  ``workflow``: name of a definition, ``''`` for the first."""

    workflow: str


#: Steps of every workflow.
_ALWAYS = (
    Transition('recall', frozenset({SUBMITTED}), DRAFT, SUBMIT),
    Transition('give_back', frozenset(_WAITING), DRAFT, REVIEW, ('note',)),
    Transition('reject', frozenset(_WAITING), REJECTED, APPROVE, ('ground', 'note')),
    Transition('reopen', frozenset({REJECTED, WITHDRAWN}), DRAFT, EDIT, ('note',)),
    Transition('approve', frozenset({AWAITING}), APPROVED, APPROVE, ('checks',)),
    Transition('schedule', frozenset({APPROVED}), SCHEDULED, PUBLISH, ('moment',)),
    Transition('unschedule', frozenset({SCHEDULED}), APPROVED, PUBLISH),
    Transition('revoke', frozenset({APPROVED, SCHEDULED}), AWAITING, REVIEW, ('note',)),
    Transition('publish', frozenset({APPROVED, SCHEDULED}), PUBLISHED, PUBLISH),
    Transition('emergency', frozenset({DRAFT, *_WAITING}), PUBLISHED, EMERGENCY,
               ('note', 'checks')),
    Transition('withdraw', PUBLIC, WITHDRAWN, WITHDRAW, ('meaning', 'note')),
)


@dataclass(frozen=True)
class Definition:
    """Quy trình: of two to four steps; ``stages`` of approval, at least one."""

    name: str
    title: str
    title_en: str
    steps: int
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]

    def called(self, tag: str) -> str:
        """Return its name in Vietnamese where ``tag`` is that of Vietnamese, else in English."""
        return self.title if tag == DEFAULT else self.title_en

    def transition(self, name: str) -> Transition | None:
        """Return the ``Transition`` of that name, ``None`` if the workflow has none."""
        return next((each for each in self.transitions if each.name == name), None)

    def after(self, position: Position, transition: Transition) -> Position:
        """Return the position that ``transition`` leads to from ``position``.

        Raises ``ValueError`` if it does not lead on from there.
        """
        state, stage, given = position
        if state not in transition.sources:
            raise ValueError(f'{transition.name} does not start in {state}')
        if transition.name == 'approve':
            return self._approved(stage, given + 1)
        if transition.target in (DRAFT, REJECTED) or transition.name == 'revoke':
            return transition.target, 0, 0
        return transition.target, stage, given

    def _approved(self, stage: int, given: int) -> Position:
        if stage < len(self.stages) and given < self.stages[stage].count:
            return AWAITING, stage, given
        if stage + 1 < len(self.stages):
            return AWAITING, stage + 1, 0
        return APPROVED, len(self.stages), 0

    def position(self, state: str, approved: Iterable[int]) -> Position:
        """Return the position of a version in ``state``.

        ``approved``: for each approval of it the number of its stage; the site may have had
        another workflow when it was given.
        """
        given = Counter(approved)
        for number, stage in enumerate(self.stages):
            if given[number] < stage.count:
                return state, number, given[number]
        return state, len(self.stages), 0

    def stages_of(self, number: int) -> list[int]:
        """Return the stage of each of ``number`` approvals, one after the other; of those that
        nobody asks for the last.
        """
        asked = [at for at, stage in enumerate(self.stages) for _each in range(stage.count)]
        return (asked + [len(self.stages) - 1] * (number - len(asked)))[:number]


def definition_of(site: Chosen, definitions: Mapping[str, Definition]) -> Definition:
    """Return the ``Definition`` that ``site`` has chosen, else the first of ``definitions``."""
    return definitions.get(site.workflow) or next(iter(definitions.values()))


def walk(definition: Definition) -> Iterator[tuple[Position, Transition, Position]]:
    """Yield ``(position, transition, next position)`` of every step that can ever be taken."""
    seen, waiting = {START}, deque([START])
    while waiting:
        position = waiting.popleft()
        for transition in definition.transitions:
            if position[0] in transition.sources:
                reached = definition.after(position, transition)
                yield position, transition, reached
                if reached not in seen:
                    seen.add(reached)
                    waiting.append(reached)


def check(definition: Definition) -> Definition:
    """Return ``definition`` if nothing becomes public by it without its approvals.

    Raises ``BadDefinition``.
    """
    if not 2 <= definition.steps <= 4:
        raise BadDefinition(f'{definition.name}: a workflow has two to four steps')
    if not definition.stages or any(
            stage.count < 1 or not stage.roles for stage in definition.stages):
        raise BadDefinition(f'{definition.name}: every stage needs an approval')
    for position, transition, reached in walk(definition):
        if reached[0] == PUBLISHED and position[0] in IN_WORK and not _is_approved(
                definition, position, transition):
            raise BadDefinition(f'{definition.name}: {transition.name} publishes unapproved')
    return definition


def _is_approved(definition: Definition, position: Position, transition: Transition) -> bool:
    return transition.permission == EMERGENCY or position[1] == len(definition.stages)


def read_definitions(path: Path) -> dict[str, Definition]:
    """Return ``{name: Definition}`` of the file ``path``.  Raises ``BadDefinition``."""
    rows = yaml.safe_load(path.read_text(encoding='utf-8'))
    return {row['name']: check(_definition(row)) for row in rows}


def _definition(row: Row) -> Definition:
    stages = tuple(Stage(frozenset(each['roles']), each['count']) for each in row['approvals'])
    return Definition(row['name'], row['title'], row['title_en'], row['steps'], stages,
                      _handing_in(row) + _ALWAYS)


def _handing_in(row: Row) -> tuple[Transition, ...]:
    """Return the steps up to the board, with an editor's hand between or without."""
    if not row['editing']:
        return (Transition('submit', frozenset({DRAFT}), AWAITING, SUBMIT),)
    return (
        Transition('submit', frozenset({DRAFT}), SUBMITTED, SUBMIT),
        Transition('take', frozenset({SUBMITTED}), EDITING, REVIEW),
        Transition('pass_on', frozenset({SUBMITTED, EDITING}), AWAITING, REVIEW),
    )


#: The state that each meaning of a withdrawal leads to, see ``publishing``.
MEANINGS = {'error': WITHDRAWN, 'outdated': ARCHIVED, 'consolidated': WITHDRAWN}
