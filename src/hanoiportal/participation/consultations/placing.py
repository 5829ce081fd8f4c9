"""Public comments stand where their rows do, brought there by the outbox (house rule D11)."""
from __future__ import annotations

import secrets
from functools import partial
from typing import NamedTuple

from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.legaltexts.identities import provisions_of
from ...kernel.tree.events import SYSTEM, Change, send
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from .caseform import provision_of
from .interfaces.comments import NOWHERE, Comment, PublicComment
from .interfaces.drafts import IConsultation
from .links import earlier_texts
from .publiccomments import counted, public_comments
from .register import comments_on, draft_at

#: Kind of the effect that brings public comments to their places; what is said to the log.
PLACE_COMMENTS, PLACED_COMMENTS = 'place comments', 'place_comments'


class StandsAt(NamedTuple):
    """Fields of ``PublicComment``."""

    provision: str = ''
    label: str = ''
    quotation: str = ''


def place_of(draft: IConsultation, row: Comment) -> StandsAt:
    """Return where anyone reads that ``row`` stands in ``draft``.  Where the job has not followed
    a new text yet, what stands on a provision that is gone stands nowhere.
    """
    anchor = row.anchor
    found = provision_of(draft, anchor.provision)
    if found is not None and not row.lost:
        return StandsAt(anchor.provision, found.heading, anchor.quotation)
    if not anchor.provision:
        return StandsAt()
    return StandsAt(NOWHERE, _former(draft, anchor.provision), anchor.quotation)


def said_of(comment: PublicComment) -> str:
    """Return what ``comment`` stands on, translatable."""
    if comment.provision == NOWHERE:
        return _('${provision} (theo bản dự thảo trước)', mapping={
            'provision': comment.label or _('Một điều khoản')})
    return comment.label or _('Toàn bộ dự thảo')


def _former(draft: IConsultation, id: str) -> str:
    """Return how the provision ``id`` was cited in the last earlier text that had it, else how it
    is, else ``''``.
    """
    texts = reversed(((draft.full_text, draft.identities), *earlier_texts(draft)))
    return next((each.heading for text in texts for each in provisions_of(*text)
                 if each.id == id), '')


def have_placed(registry: Registry, portal: IPortal, draft: str) -> None:
    """Have the public comments on ``draft`` stand where their rows stand."""
    outbox: IOutbox = registry.getAdapter(portal, IOutbox)
    outbox.add(PLACE_COMMENTS, secrets.token_hex(16), {'draft': draft})


def place_comments(environment: IEnvironment, _token: str, payload: Payload) -> None:
    """Handler of ``PLACE_COMMENTS``: it does nothing the second time."""
    environment.in_transaction(partial(_place, environment, str(payload['draft'])))


def _place(environment: IEnvironment, draft: str) -> None:
    item = draft_at(environment.portal, draft)
    found = public_comments(item) if item is not None else None
    if item is None or found is None:
        return
    moved = 0
    for row in comments_on(environment.portal, draft).rows.values():
        said = found.all.get(row.public)
        if said is not None and (placed := said._replace(**place_of(item, row)._asdict())) != said:
            found.all[row.public] = placed
            moved += 1
    if moved:
        item.comment_counts = counted(found)
        send(environment.registry)(Change(item, PLACED_COMMENTS, SYSTEM, count=moved))
