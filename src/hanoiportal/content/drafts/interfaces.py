"""What the drafts feature promises: what a person types is kept, for that person alone."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.i18n import DEFAULT
from ...kernel.tree.lookup import in_work

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described

#: Why something was not kept, for programs.
FORBIDDEN, UNKNOWN, TOO_LARGE, TOO_MANY = 'forbidden', 'unknown', 'too large', 'too many'
BEHIND, SAVED = 'behind', 'saved'


class NotKept(Exception):
    """Raised with ``code``, one of the words above; nothing has changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Work(NamedTuple):
    """What somebody writes: ``resource`` itself, its text in ``language``, or a new resource of
    ``type_name`` that shall stand in it.
    """

    resource: Described
    language: str = DEFAULT
    type_name: str = ''

    @property
    def key(self) -> str:
        """Name it among all that is written."""
        return f'{self.resource.__oid__}.{self.language}.{self.type_name}'

    @property
    def document(self) -> Described:
        """The item, translation or place whose text it is; the place for what is new."""
        if self.type_name or self.language == DEFAULT:
            return self.resource
        return self.resource.translations.get(self.language, self.resource)

    @property
    def working_copy(self) -> Described:
        """The version in work that is asked whether somebody may write."""
        return in_work(self.document)


class Splice(NamedTuple):
    """A change of a text that was kept: ``start`` and ``end`` count UTF-16 units, as browsers do;
    what is between them is replaced by ``text``.
    """

    start: int
    end: int
    text: str


class Saved(NamedTuple):
    """That something was kept.  ``revision``: from 1, one more with each change.

    ``saved_at``: aware UTC.
    """

    revision: int
    saved_at: datetime.datetime


class FormSaved(NamedTuple):
    """What the form of something new was saved as: the object id, and the aware UTC moment."""

    oid: int
    at: datetime.datetime


class Unsaved(NamedTuple):
    """What was kept and not saved since.  ``values``: ``{field: str}`` of what was typed.

    ``work``: the ``key`` of the ``Work``.  ``mark``: of the form that it was typed into.
    ``base``: stamp of the values that the person started from (``merging.stamp_of``).
    """

    work: str
    mark: str
    saved_at: datetime.datetime
    base: str
    values: dict[str, str]


class IDrafts(Interface):
    """What the asker has typed; nobody reads what somebody else has.  Never commits.

    Only the ``drafts`` database is written.  ``mark``: what the form was named when it was
    opened, so that two windows of one person do not write over each other.
    """

    def may_write(work: Work) -> bool:
        """Return whether the asker may write the ``Work`` in its present state."""

    def fields(work: Work) -> list[str]:
        """Return the names of the fields that can be kept: all of the schema but files."""

    def keep(
            work: Work, mark: str, given: Mapping[str, str | Splice], base: str,
            after: int = 0) -> Saved:
        """Keep ``given``, by field, beside what is kept.

        ``base``: stamp of the values that the form was opened with.
        ``after``: the revision that each ``Splice`` changes.

        Raises ``NotKept``: ``BEHIND`` if that is not the last revision, ``SAVED`` if the form has
        been saved or thrown away, ``FORBIDDEN``, ``UNKNOWN`` for what is no field or mark,
        ``TOO_LARGE``, ``TOO_MANY``.
        """

    def unsaved(work: Work) -> list[Unsaved]:
        """Return what the asker has typed for ``work`` and not saved, the latest first."""

    def mine() -> list[Unsaved]:
        """Return all that the asker has typed and not saved, the latest first."""

    def made(work: Work, mark: str) -> FormSaved | None:
        """Return what the asker's form ``mark`` for the new ``work`` was saved as already."""

    def drop(key: str, mark: str, made: int = 0) -> None:
        """Forget what was kept: it is saved, or not wanted.  What arrives late is not kept.

        ``key``: of the ``Work``.  ``made``: object id of the new resource that it was saved as.

        Raises ``NotKept``: ``UNKNOWN`` for what is no mark, ``TOO_MANY``.
        """

    def clean(before: datetime.datetime) -> int:
        """Forget, of everybody, what nobody has changed since the aware ``before``.

        Returns how many were forgotten.  For commands; asks for no permission.
        """
