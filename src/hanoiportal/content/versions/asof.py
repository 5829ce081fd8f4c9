"""What readers could read of a document on a day, as far as it is known.

A version is known to have been public from the approval that made it so.  What was carried in
from another system is taken to have been so since the day under which it is listed.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from persistent.mapping import PersistentMapping
from zope.interface import implementer

from ...base.clock import end_of
from ...kernel.tree.resources import detached
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import BY_BOARD
from .interfaces import IPast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyramid.request import Request

    from ...kernel.tree.resources import Described
    from ...kernel.workflow.records import Approval


class PublicSpan(NamedTuple):
    """A version that readers could read.  ``since``, ``until``: aware UTC, the second ``None`` for
    the version that is public now.

    ``values``: its fields, ``None`` for that version.
    """

    since: datetime.datetime
    until: datetime.datetime | None
    values: Mapping[str, object] | None


def public_spans(document: Described) -> list[PublicSpan]:
    """Return the versions in which the public ``document`` could be read, the oldest first.

    A version that was withdrawn is not shown again, and neither is one that was erased.
    """
    found, before = list[PublicSpan](), None
    for version in document.history:
        if version.begun_by is not None:
            continue
        if version.state in PUBLIC:
            since = _since(document, version.approvals, before)
            if since is not None and since < version.until:
                found.append(PublicSpan(since, version.until, version.values))
        before = version.until
    since = _since(document, document.approvals, before)
    return found if since is None else [*found, PublicSpan(since, None, None)]


def _since(document: Described, approvals: Iterable[Approval],
           before: datetime.datetime | None) -> datetime.datetime | None:
    """Return when a version was public at the latest; ``before``: when the one before it ended."""
    moments = [each.moment for each in approvals if each.kind == BY_BOARD]
    moments += [each for each in (before, document.published_at) if each is not None]
    return max(moments, default=None)


def _copy(document: Described, values: Mapping[str, object],
          moment: datetime.datetime) -> Described:
    """Return a copy of ``document`` that belongs to no database, with the fields ``values`` and
    the major changes of before ``moment``.
    """
    copy = detached(document)
    for name, value in values.items():
        setattr(copy, name, value)
    copy.changes = tuple(each for each in document.changes if each[0] <= moment)
    copy.updated_at = copy.changes[-1][0] if copy.changes else None
    return copy


def _text_at(document: Described, moment: datetime.datetime) -> Described | None:
    """Return an item or translation as it was at ``moment``, ``None`` if nobody could read it."""
    found = next((each for each in public_spans(document)
                  if each.since <= moment and (each.until is None or moment < each.until)), None)
    return None if found is None else _copy(document, found.values or {}, moment)


@implementer(IPast)
class Past:
    """``IPast``."""

    def spans(self, document: Described) -> list[PublicSpan]:
        """See ``IPast``."""
        return public_spans(document)

    def as_it_was(self, document: Described, day: datetime.date) -> Described | None:
        """See ``IPast``."""
        end = end_of(day)
        made = _text_at(document, end)
        if made is None:
            return None
        texts = PersistentMapping()
        for tag, text in document.translations.items():
            copy = _text_at(text, end) if text.is_public else None
            if copy is not None:
                copy.__parent__, texts[tag] = made, copy
        made.translations = texts
        return made


def past(_request: Request) -> Past:
    """Return the service for any request."""
    return Past()
