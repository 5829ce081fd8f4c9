"""Nhận xét bên cạnh văn bản: what is open stands beside the text on its record, with its forms."""
from collections.abc import Mapping
from dataclasses import dataclass

import colander
from pyramid.request import Request

from ....base.i18n import _
from ....base.interfaces import IItem
from ....content.comments.interfaces import LONGEST, LONGEST_QUOTE, ICommenting
from ....kernel.tree.resources import Described
from ....kernel.tree.values import shown_to_people
from .remarks import RemarkedParagraph, Thread, paragraphs

#: Characters of a paragraph that say which one it is.
_SHOWN = 80


@dataclass(frozen=True)
class Chosen:
    """The field, or passage of it, that somebody wants to remark on.  ``name``: of the field."""

    name: str
    about: str
    passage: RemarkedParagraph | None


@dataclass(frozen=True)
class Talk:
    """What the card of remarks on a record needs."""

    threads: tuple[Thread, ...]
    may_write: bool
    asked: Chosen | None
    longest: int = LONGEST
    longest_quote: int = LONGEST_QUOTE


def may_say(request: Request, document: Described) -> bool:
    """Return whether the asker may remark on ``document``, the text of an item."""
    return IItem.providedBy(request.context) and bool(
        request.service(ICommenting).may_write(document))


def talk_of(request: Request, document: Described, threads: tuple[Thread, ...],
            schema: colander.Schema, values: Mapping[str, object]) -> Talk:
    """Return the ``Talk`` on ``document``, whose version in work has ``values``."""
    may_write = may_say(request, document)
    return Talk(threads, may_write, _chosen(request, schema, values) if may_write else None)


def _chosen(request: Request, schema: colander.Schema,
           values: Mapping[str, object]) -> Chosen | None:
    name, at = (str(request.GET.get(each, '')) for each in ('field', 'at'))
    node = next((each for each in shown_to_people(schema) if each.name == name), None)
    if node is None:
        return None
    title = request.localizer.translate(node.title)
    found = paragraphs(node, values.get(name))
    if not (at.isascii() and at.isdigit() and len(at) < 8 and int(at) < len(found)):
        return Chosen(name, title, None)
    segment, position = found[int(at)], int(at)
    return Chosen(
        name, request.localizer.translate(_('${field}, đoạn ${number}: ${text}', mapping={
            'field': title, 'number': position + 1, 'text': segment.text[:_SHOWN]})),
        RemarkedParagraph(position, segment.key.hex(), [], [], '', True))
