"""How a connector adds its receiver."""
from pyramid.config import Configurator

from .interfaces import IReceivers, Receiver


def add_receiver(config: Configurator, receiver: Receiver) -> None:
    """Directive: let ``receiver`` be set up.  Two of one name are a configuration conflict."""
    def register() -> None:
        config.registry.getUtility(IReceivers)[receiver.name] = receiver

    config.action(('portal-receiver', receiver.name), register)
