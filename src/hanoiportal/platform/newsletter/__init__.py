"""Bản tin: the page where people choose what they are mailed, and what the desk knows of it (4.2).

For everybody: topics, kinds, sections and sites by one form and one confirming letter; for the
staff: how many follow what, and how the next letter reads.  Who follows, what is sent and what
comes back is kept by ``platform/subscriptions``.
"""
from pyramid.config import Configurator

from .choices import choices_at
from .interfaces import IChoices


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(choices_at, IChoices)
