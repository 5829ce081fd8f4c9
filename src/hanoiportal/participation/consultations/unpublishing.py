"""Taking a published comment out of ``content``, by the outbox (house rule D11)."""
from __future__ import annotations

from functools import partial
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...kernel.tree.events import SYSTEM, Change, send
from ...kernel.tree.lookup import item_of
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces.drafts import IConsultation
from .publiccomments import counted, public_comments

TAKE_OUT = 'take comment out'


def take_out(registry: Registry, portal: IPortal, draft: str, public: str) -> None:
    """Have the comment named ``public`` of ``draft`` leave the public pages."""
    outbox: IOutbox = registry.getAdapter(portal, IOutbox)
    outbox.add(TAKE_OUT, f'comment:{public}', {'draft': draft, 'public': public})


def carry_out(environment: IEnvironment, _token: str, payload: Payload) -> None:
    """Handler of ``TAKE_OUT``: it does nothing the second time."""
    environment.in_transaction(partial(
        _take, environment, str(payload['draft']), str(payload['public'])))


def _take(environment: IEnvironment, draft: str, public: str) -> None:
    item = cast(IConsultation | None, item_of(environment.portal, draft))
    found = None if item is None else public_comments(item)
    if item is None or found is None or public not in found.all:
        return
    del found.all[public]
    item.comment_counts = counted(found)
    send(environment.registry)(Change(item, 'withdraw_comment', SYSTEM))
