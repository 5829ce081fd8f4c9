"""What editing promises to its callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

from ...kernel.workflow.interfaces import DRAFT, PUBLIC, REJECTED, WITHDRAWN

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from colander import SchemaNode

    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described
    from ...kernel.workflow.records import Review
    from .asof import PublicSpan
    from .comparing import FieldChange
    from .history import Entry
    from .told import Told

#: The states in which the text of a translation is the translator's to change.
TRANSLATORS = PUBLIC | {DRAFT, REJECTED, WITHDRAWN}


class IEditing(Interface):
    """Adds, changes, renames and translates resources as one actor.  Never commits.

    A document that is public is not touched: a change opens or changes its working version, and
    what is written anywhere has to be approved anew (ADR 6).
    """

    def add(
            place: IResource, name: str, type_name: str, values: Mapping[str, object], actor: str,
            known: Mapping[str, object] | tuple[()] = (), shown_as: str = '') -> IResource:
        """Put a new resource of ``type_name`` into ``place`` under ``name`` and return it.

        ``values``: what a form or import gave, by field; checked against the type's schema.
        ``name``: ``''`` to make one from the title.
        ``known``: ``{attribute: value}`` of what it brings from elsewhere beyond its fields, such
        as its state and dates; kept unchecked, before anyone hears of the resource.
        ``shown_as``: the type by which it may stand there, where that is not its own.
        Raises ``Refused``.
        """

    def edit(
            resource: IResource, values: Mapping[str, object], actor: str,
            note: str = '') -> bool:
        """Change the fields in ``values``; what they were is kept in ``resource.history``.

        Fields that are not given stay.  Returns whether anything changed.  Raises ``Refused``.
        """

    def rename(resource: IResource, name: str, actor: str) -> None:
        """Let ``resource`` stand under ``name`` where it stands; its address changes with it.

        Raises ``Refused``.
        """

    def translate(
            resource: IResource, language: str, values: Mapping[str, object], actor: str,
            known: Mapping[str, object] | tuple[()] = ()) -> IResource:
        """Give ``resource`` a text in ``language``, a BCP 47 tag, or change that text; return it.

        ``known``: as of ``add``, for a new text.  Raises ``Refused``.
        """

    def arrange(item: IResource, names: Sequence[str], actor: str) -> None:
        """Put the files in ``item`` into the order of ``names``, all that it has.

        Raises ``Refused``.
        """

    def keep_version(
            document: IResource, values: Mapping[str, object], state: str,
            until: datetime.datetime, actor: str, note: str,
            carried_in: tuple[str, str] | None = None) -> None:
        """Append what ``document``, a resource or translation, was elsewhere to its history.

        The arguments are those of ``versions.resource.Version``, ``values`` as in a form.
        ``carried_in``: of a version that was approved, who carries it in, and on which basis.
        Raises ``Refused``.
        """

    def discard(document: IResource, actor: str, note: str = '') -> None:
        """Throw the working version of ``document`` away; the public one stays.

        Raises ``Refused``.
        """


class IVersions(Interface):
    """What a version is, for the features that decide on it.  Asks for no permission."""

    def is_document(resource: object) -> bool:
        """Return whether ``resource`` is what a board approves: an item or a translation."""

    def document_of(working_copy: Described) -> Described:
        """Return the item or translation that ``working_copy``, belongs to."""

    def schema_of(working_copy: Described) -> SchemaNode:
        """Return the bound schema of the fields of a document or working version."""

    def schema_in(resource: Described, language: str) -> SchemaNode:
        """Return the bound schema of a translation of ``resource`` into ``language``, whether
        there is one or not.
        """

    def values(working_copy: Described) -> dict[str, object]:
        """Return ``{field: value}`` of a document or working version."""

    def changes(document: Described) -> list[FieldChange]:
        """Return what the version in work of ``document`` changes in the public one."""

    def compared(document: Described, before: Mapping[str, object],
                 after: Mapping[str, object]) -> list[FieldChange]:
        """Return what ``after`` changes in ``before``, ``{field: value}`` of two versions of
        ``document``.
        """

    def told(document: Described) -> list[Told]:
        """Return the major changes of the public ``document`` that readers may compare, the last
        one first.
        """

    def differences(document: Described, change: Told) -> list[FieldChange]:
        """Return what ``change``, one of those, did to the texts that readers read."""

    def digest(working_copy: Described) -> str:
        """Return the digest of the version that ``working_copy`` is, 64 hexadecimal digits."""

    def put_in_place(document: Described, now: datetime.datetime, actor: str) -> None:
        """Let the working version of ``document`` become the document; what it was is remembered
        in its history.  No-op for a document without one.
        """


class IPast(Interface):
    """What readers could read before.  Asks for no permission."""

    def spans(document: Described) -> list[PublicSpan]:
        """Return the versions in which readers could read the public ``document``, the oldest
        first.
        """

    def as_it_was(document: Described, day: datetime.date) -> Described | None:
        """Return what readers could read of ``document`` at the end of the local ``day``, with its
        translations; ``None`` if it was not public, or nobody knows what it said.

        Nobody keeps what is returned.
        """


class IHistory(Interface):
    """What a document was, as one asker may see it.  Never commits.

    Whoever may see the public version alone sees those that were public and are so by their
    state, and no other.
    """

    def entries(document: IResource) -> list[Entry]:
        """Return every version, the newest first; ``[]`` for whom the
        version in work is not to be seen.
        """

    def rounds(document: IResource) -> list[Review]:
        """Return the record of the work on each version that was brought to the public, thrown
        away or is in work, the oldest first; only those of versions that the asker sees.
        """

    def sees_drafts(document: IResource) -> bool:
        """Return whether the asker may see the version in work, and what was written of
        ``document`` before it was public.
        """

    def reviews(document: IResource) -> bool:
        """Return whether the asker is one of those who review ``document`` when it is handed in,
        whatever has become of it since.
        """

    def find(document: IResource, key: str) -> Entry | None:
        """Return the version with that key, ``None`` if the asker sees none."""

    def compare(document: IResource, before: Entry, after: Entry) -> list[FieldChange]:
        """Return what has changed, for each field in which the two differ."""

    def restore(document: IResource, key: str, actor: str) -> bool:
        """Write the version with that key anew, as ``IEditing.edit`` does; what is there stays in
        the history.  Returns whether anything changed.  Raises ``Refused``.
        """


class INaming(Interface):
    """Which names resources may take, for the features that put them somewhere."""

    def check_seat(place: IResource, name: str, resource: IResource) -> None:
        """Raise ``Refused`` unless ``resource`` may stand in ``place`` under ``name``."""

    def free_name(place: IResource, title: str) -> str:
        """Return a name made from ``title`` that nothing in ``place`` has."""

    def is_furniture(resource: IResource) -> bool:
        """Return whether ``resource`` is the portal or a part that every portal has."""
