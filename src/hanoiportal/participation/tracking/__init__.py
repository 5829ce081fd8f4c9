"""Theo dõi: what became of one's case, by a code and a secret or by VNeID (clauses 4.3.a, 3.10).

The audience: who has sent something, and nobody else.  Each sees the timeline with its deadlines,
adds, withdraws, reopens, and says how content they are; letters tell them that there is news.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from ..cases.interfaces import ICaseChanged, ICaseReceived
from ..questions.interfaces import LARGEST_BODY, TRACKING
from .interfaces import ICaseLinks, ISatisfaction
from .letters import LETTER, REMINDER, send_letter, send_reminder, subscribe
from .messages import MESSAGE, message_changed, send_message
from .services import CaseLinks, SatisfactionOf


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerAdapter(SatisfactionOf, (IResource,), ISatisfaction)
    registry.registerUtility(CaseLinks(registry), ICaseLinks)
    config.add_effect(LETTER, send_letter, is_told=True)
    config.add_effect(REMINDER, send_reminder, is_told=True)
    config.add_effect(MESSAGE, send_message, is_told=True)
    config.add_subscriber(partial(message_changed, registry), ICaseChanged)
    for happening in (ICaseReceived, ICaseChanged):
        config.add_subscriber(partial(subscribe, registry), happening)
    config.add_large_form(TRACKING, LARGEST_BODY)
