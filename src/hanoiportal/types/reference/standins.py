"""Stand-ins: copies of the sources of references, in the versions that their boards approved.

Every public view of a reference is that of its source, shown a stand-in in its place.  Nothing
refers to a stand-in but the request, and so it is never kept.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from persistent.mapping import PersistentMapping
from pyramid.location import lineage

from ...editorial.crossposting.interfaces import IReference
from ...editorial.crossposting.sources import source_of, texts_shown
from ...kernel.tree.lookup import work_of
from ...kernel.tree.resources import Described, Translation
from ...kernel.workflow.interfaces import PUBLISHED

if TYPE_CHECKING:
    from persistent import Persistent

    from ...base.interfaces import IResource

Text = Described | Translation
_Changes = tuple[tuple[datetime.datetime, str], ...]


def presented(resource: IResource) -> IResource:
    """Return what visitors are shown of ``resource``: of a reference its stand-in, if there is
    one; of anything else itself.
    """
    if not IReference.providedBy(resource) or not cast('Described', resource).is_public:
        return resource
    return shown_by(resource) or resource


def work_behind(resource: IResource) -> IResource:
    """Return the item whose work ``resource`` is, without making a stand-in: of a reference its
    source, while that is there.
    """
    source = source_of(resource) if IReference.providedBy(resource) else None
    return work_of(resource) if source is None else source


def shown_by(reference: IReference) -> Described | None:
    """Return the stand-in for the source of ``reference``, ``None`` if there is nothing to show.

    It stands where the reference does and has its object id.  ``shows``: the source;
    ``shown_by``: the reference; ``made_of``: all stored objects that it is read from.
    """
    texts = list(texts_shown(reference))
    if not texts:
        return None
    source, fields = texts[0]
    made = cast('Described', _copy(source, fields))
    made.__parent__, made.__name__ = reference.__parent__, reference.__name__
    made.__oid__ = reference.__oid__
    vars(made).update(shows=source, shown_by=reference,
                      made_of=(reference, *lineage(source)))
    made.translations = _translations(made, texts[1:])
    return made


def _translations(made: Described, texts: list[tuple[Text, Mapping[str, object]]]) -> _Texts:
    found = _Texts()
    for text, fields in texts:
        copy = found[text.language] = cast('Translation', _copy(text, fields))
        copy.__parent__ = made
        copy.made_of = (text,)
    source = cast('Described', made.shows)  # type: ignore[attr-defined]
    translations = source.translations
    found.made_of = (translations,) if isinstance(translations, PersistentMapping) else ()
    return found


class _Texts(PersistentMapping):
    """The translations of a stand-in.  ``made_of``: as of that."""

    made_of: tuple[Persistent, ...] = ()


def _copy(text: Text, fields: Mapping[str, object]) -> Text:
    """Return a copy of ``text`` that belongs to no database, with its ``fields`` of before."""
    cast('Persistent', text)._p_activate()
    copy = type(text).__new__(type(text))
    vars(copy).update(vars(text))
    vars(copy).update(fields)
    copy.state, copy.working = PUBLISHED, None
    if fields:
        copy.changes = _changes_before(text, fields)
        copy.updated_at = copy.changes[-1][0] if copy.changes else None
    return copy


def _changes_before(text: Text, fields: Mapping[str, object]) -> _Changes:
    """Return the major changes of ``text`` that led to its version with ``fields``."""
    ended = next(each.until for each in reversed(text.history)
                 if each.approvals and each.values == fields)
    return tuple(each for each in text.changes if each[0] < ended)
