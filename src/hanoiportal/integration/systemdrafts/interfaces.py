"""What the drafts of systems promise to the API."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ...base.interfaces import IResource
    from ...base.values import Batch
    from ...kernel.tree.resources import Described

Fields = dict[str, object]


class CannotWrite(Refused[str]):
    """Raised with ``reasons``: ``{path in the JSON, with “/” between its steps, or '':
    translatable text}``; nothing has changed.
    """


class NotNow(Exception):
    """The draft is in a state in which its writer cannot do this; ``args[0]`` says why."""


class Stale(Exception):
    """The draft says something else than the asker thinks."""


class Taken(NamedTuple):
    """A step that was taken with a draft.  ``at``: aware UTC.  ``step``: its name in the workflow.

    ``note``: why; ``ground``: a ground of 14.3, ``''`` for none.
    """

    at: datetime.datetime
    step: str
    note: str
    ground: str


@dataclass(frozen=True)
class Summary:
    """What lists say of what a system wrote.

    ``etag``: of the version in work.  ``fields``: as it says them.
    """

    item: Described
    type: str
    state: str
    etag: str
    fields: Fields


@dataclass(frozen=True)
class Draft(Summary):
    """What a system may know of what it wrote.

    ``steps``: the oldest first.  ``findings``: ``[(field, severity, sentence)]`` of the checks,
    for what is not public.
    """

    steps: tuple[Taken, ...]
    findings: tuple[tuple[str, str, str], ...]


class ISystemDrafts(Interface):
    """The drafts of one service account, at its site.  Never commits.

    What is not its own is answered as what is not there.
    """

    def place(path: str) -> IResource | None:
        """Return the place of its site at ``path`` below the site, ``None`` if there is none."""

    def item(number: int) -> Described | None:
        """Return the draft with that object id that the account began, wherever it is by now."""

    def listed(start: int, size: int) -> Batch:
        """Return a ``Batch`` of what the account began, what has changed last first."""

    def summary(item: Described) -> Summary:
        """Return what lists say of it; nothing is checked for that."""

    def draft(item: Described) -> Draft:
        """Return what there is to know of it."""

    def create(place: IResource, type_name: str, fields: Mapping[str, object]) -> Described:
        """Begin a text, or a file in one.  Raises ``CannotWrite``, ``NotNow``."""

    def change(item: Described, fields: Mapping[str, object], etags: Collection[str]) -> None:
        """Change ``fields``; the others stay.  ``etags``: one of which it must have.

        Raises ``Stale``, ``NotNow``, ``CannotWrite``."""

    def submit(item: Described, note: str) -> None:
        """Send it to those who review it; what was rejected is opened again first, and ``note``
        says why.  Raises ``NotNow``, ``CannotWrite``.
        """
