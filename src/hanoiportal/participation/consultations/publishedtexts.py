"""The public texts of comments: as a case keeps them, and as ``content`` gets them."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IPortal
from ..cases.interfaces import ORGANISATION, ICases
from ..publication.interfaces import PublicText
from .caseform import provision_of
from .interfaces.comments import ABUSIVE, WITHDRAWN, Comment, IComments, PublicComment
from .interfaces.drafts import IConsultation

#: Name under which a case keeps it, sealed.
TEXT = 'public comment'
#: Outcomes of what is never public.
NEVER = (WITHDRAWN, ABUSIVE)


def written(text: PublicText) -> str:
    """Return ``text`` as JSON."""
    return json.dumps(asdict(text), ensure_ascii=False, sort_keys=True)


def read(kept: str) -> PublicText | None:
    """Return what ``written`` wrote, ``None`` for ``''``."""
    if not kept:
        return None
    said = json.loads(kept)
    return PublicText(**{**said, 'authors': tuple(said['authors'])})


def made_of(registry: Registry, portal: IPortal, draft: IConsultation,
            numbers: Sequence[int]) -> dict[int, PublicComment]:
    """Return what ``content`` would get of the cases ``numbers``, of those that are kept, by
    number.
    """
    cases: ICases = registry.getAdapter(portal, ICases)
    comments: IComments = registry.getAdapter(portal, IComments)
    rows = {each.number: each for each in comments.of(str(draft.__oid__))}
    found = {}
    for number in numbers:
        case, row = cases.get(number), rows.get(number)
        text = read(cases.kept(case, TEXT)) if case is not None else None
        contents = cases.open(case) if case is not None else None
        if case is None or row is None or text is None or contents is None:
            continue
        provision = provision_of(draft, row.anchor.provision)
        found[number] = PublicComment(
            text.title, row.anchor.provision if provision else '',
            provision.heading if provision else '', row.anchor.quotation if provision else '',
            text.question, text.name, contents.sender.capacity == ORGANISATION,
            local(case.received).date().isoformat(), _same(rows, row), row.outcome, text.answer,
            row.changed)
    return found


def _same(rows: Mapping[int, Comment], row: Comment) -> int:
    """Return how many said the same as ``row``, itself too."""
    return sum(each.group == row.group and each.outcome not in NEVER for each in rows.values())
