"""Taking a published post out of ``content``, by the outbox (house rule D11)."""
from __future__ import annotations

from functools import partial
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...kernel.tree.events import SYSTEM, Change, send
from ...kernel.tree.lookup import item_of
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IForumTopic
from .resource import TopicPublicPosts

TAKE_POST_OUT = 'take post out'


def take_out(registry: Registry, portal: IPortal, topic: str, public: str) -> None:
    """Have the post named ``public`` of ``topic`` leave the public page; replies to it stay."""
    outbox: IOutbox = registry.getAdapter(portal, IOutbox)
    outbox.add(TAKE_POST_OUT, f'post:{public}', {'topic': topic, 'public': public})


def carry_out(environment: IEnvironment, _token: str, payload: Payload) -> None:
    """Handler of ``TAKE_POST_OUT``: it does nothing the second time."""
    environment.in_transaction(partial(
        _take, environment, str(payload['topic']), str(payload['public'])))


def _take(environment: IEnvironment, topic: str, public: str) -> None:
    item = cast(IForumTopic | None, item_of(environment.portal, topic))
    found = None if item is None else cast(TopicPublicPosts | None, item.public_posts)
    if item is None or found is None or public not in found.all:
        return
    del found.all[public]
    send(environment.registry)(Change(item, 'withdraw_post', SYSTEM))
