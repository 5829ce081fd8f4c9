"""Đối chiếu: what lies in several databases is compared, and mended by events (ADR 65).

For who runs the portal, after every restore and each night: the databases may stand at different
moments then.  A feature brings its part by ``config.add_reconciler``, and by
``config.add_ending`` the end of what opens something once, by ``config.add_counts`` the numbers
that it keeps (ADR 109).
"""
from pyramid.config import Configurator

from .declaring import add_counts, add_ending, add_follower, add_key_owner, add_reconciler
from .ledger import go_on
from .orphans import destroy_orphans


def includeme(config: Configurator) -> None:
    config.add_directive('add_reconciler', add_reconciler)
    config.add_directive('add_ending', add_ending)
    config.add_directive('add_counts', add_counts)
    config.add_directive('add_follower', add_follower)
    config.add_directive('add_key_owner', add_key_owner)
    config.add_reconciler('ledger', go_on, order=0)
    config.add_reconciler('keys', destroy_orphans, order=40)
