"""The same form of something new sent twice: Back, and "Lưu" again.

The mark that the form was opened with is good for one item.
"""
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import colander
from pyramid.request import Request

from ....base.permissions import DESK, VIEW
from ....content.drafts.interfaces import IDrafts, NotKept, Work
from ....content.drafts.merging import as_kept, field_digests, merge
from ....kernel.tree.lookup import in_work
from ....kernel.tree.resources import Described
from ....kernel.tree.values import values_of, written
from .writing import Writing


@dataclass(frozen=True)
class Before:
    """What a form was saved as, and when (aware)."""

    item: Described
    at: datetime


def saved_before(request: Request, writing: Writing) -> Before | None:
    """Return what the form of ``writing`` was saved as, if it is there and the asker sees it."""
    work = writing.work
    made = request.service(IDrafts).made(work, writing.once)
    if made is None:
        return None
    item = request.root.__objectmap__.object_for(made.oid)
    if item is None or item.__parent__ is not work.resource:
        return None
    if not (request.has_permission(DESK, item) and request.has_permission(VIEW, in_work(item))):
        return None
    return Before(item, made.at)


def news_of(request: Request, item: Described, schema: colander.Schema,
            given: Mapping[str, object]) -> str:
    """Keep what ``given`` has that ``item`` has not as a draft of the item; return its mark.

    ``''`` if there is nothing new, or the asker may not write it any more.
    """
    drafts, work = request.service(IDrafts), Work(item)
    if not drafts.may_write(work):
        return ''
    kept = set(drafts.fields(work))
    current = written(schema, values_of(in_work(item), schema))
    base = field_digests(current)
    texts = {name: value for name, value in given.items() if name in kept}
    changes = merge(base, current, as_kept(schema, texts)).changes
    if not changes:
        return ''
    mark = secrets.token_hex(16)
    try:
        drafts.keep(work, mark, {name: str(texts[name]) for name in changes}, base)
    except NotKept:
        return ''
    return mark
