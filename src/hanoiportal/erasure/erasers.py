"""The erasers of this process, as features have said them."""
from collections import defaultdict

from zope.interface import implementer

from .interfaces import IErasers


@implementer(IErasers)
class Erasers:
    """See ``IErasers``."""

    def __init__(self):
        self._erasers = defaultdict(dict)

    def add(self, name, database, eraser, at_once=False):
        self._erasers[database][name] = eraser, at_once

    def run(self, database, portal, gone, registry, at_once=False):
        for eraser, is_quick in self._erasers[database].values():
            if is_quick or not at_once:
                eraser(portal, gone, registry)


def add_eraser(config, name, database, eraser, at_once=False):
    """Directive: let ``eraser`` be run, see ``IErasers``.  Two of one name are a conflict."""
    def register():
        config.registry.getUtility(IErasers).add(name, database, eraser, at_once)

    config.action(('portal-eraser', database, name), register)
