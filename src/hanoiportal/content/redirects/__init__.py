"""Chuyển hướng: an address that was public once leads to where its page stands now.

For whoever kept a link to a page that has been moved or renamed, or that was consolidated into
another (clauses 5.2, 8.3: addresses stay good, and tell nothing of what was never public).
"""
from functools import partial

from ...base.interfaces import IItem
from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.events import IObjectAdded, IObjectWillBeRemoved, ITransitioned
from ...kernel.tree.reactions import Order
from .erasing import forget_addresses, give_back_addresses, withhold_addresses
from .interfaces import IMoving, IOldAddresses, IRedirects
from .moving import moving_service
from .services import old_addresses, redirect_service
from .subscribers import leave_addresses, leave_when_withdrawn, take_back_addresses


def includeme(config):
    config.add_service(IRedirects, redirect_service)
    config.add_service(IOldAddresses, old_addresses)
    config.add_service(IMoving, moving_service)
    config.add_eraser('addresses', CONTENT, forget_addresses)
    config.add_withholding('addresses', withhold_addresses, give_back_addresses)
    react = partial(config.add_reaction, order=Order.ADDRESSES)
    react(leave_addresses, IObjectWillBeRemoved)
    react(take_back_addresses, IObjectAdded)
    react(leave_when_withdrawn, ITransitioned, obj=IItem)
