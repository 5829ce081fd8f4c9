"""Webhook: a site tells other systems by HTTP what has become public, changed or gone.

For administrators of a site, who subscribe an address of their partner in the desk.  A message is
signed by the Standard Webhooks scheme; the delivery engine (``deliveries``) keeps, repeats and
logs it.  Addresses inside the network are refused.
"""
from pyramid.config import Configurator

from .receiver import WEBHOOK


def includeme(config: Configurator) -> None:
    config.add_receiver(WEBHOOK)
