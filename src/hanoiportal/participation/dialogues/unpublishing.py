"""Taking a published answer out of ``content``, by the outbox (house rule D11)."""
from __future__ import annotations

from functools import partial
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...kernel.tree.events import SYSTEM, Action, send
from ...kernel.tree.lookup import item_of
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IDialogue

TAKE_OUT = 'take dialogue answer out'


def take_out(registry: Registry, portal: IPortal, dialogue: str, public: str) -> None:
    """Have the answer named ``public`` of ``dialogue`` leave the public pages."""
    outbox: IOutbox = registry.getAdapter(portal, IOutbox)
    outbox.add(TAKE_OUT, f'answer:{public}', {'dialogue': dialogue, 'public': public})


def carry_out(environment: IEnvironment, _token: str, payload: Payload) -> None:
    """Handler of ``TAKE_OUT``: it does nothing the second time."""
    environment.in_transaction(partial(
        _take, environment, str(payload['dialogue']), str(payload['public'])))


def _take(environment: IEnvironment, dialogue: str, public: str) -> None:
    item = cast(IDialogue | None, item_of(environment.portal, dialogue))
    found = None if item is None else item.public_answers
    if item is None or found is None:
        return
    for number, each in list(found.all.items()):
        if each.id == public:
            del found.all[number]
            send(environment.registry)(Action(item, 'withdraw_dialogue_answer', SYSTEM))
