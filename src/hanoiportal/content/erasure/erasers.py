"""The erasers and withholdings of this process, as features have said them."""
from collections import defaultdict

from zope.interface import implementer

from .interfaces import IErasers


@implementer(IErasers)
class Erasers:
    """See ``IErasers``."""

    def __init__(self):
        self._erasers = defaultdict(dict)
        self._withholdings = {}

    def add(self, name, database, eraser):
        self._erasers[database][name] = eraser

    def add_withholding(self, name, withhold, give_back):
        self._withholdings[name] = withhold, give_back

    def run(self, database, portal, gone, registry):
        for eraser in self._erasers[database].values():
            eraser(portal, gone, registry)

    def withhold(self, portal, gone, registry):
        kept = {name: withhold(portal, gone, registry)
                for name, (withhold, _give_back) in self._withholdings.items()}
        return {name: each for name, each in kept.items() if each}

    def give_back(self, portal, kept, registry):
        for name, (_withhold, give_back) in reversed(self._withholdings.items()):
            if name in kept:
                give_back(portal, kept[name], registry)


def add_eraser(config, name, database, eraser):
    """Directive: let ``eraser`` be run, see ``IErasers``.  Two of one name are a conflict."""
    def register():
        config.registry.getUtility(IErasers).add(name, database, eraser)

    config.action(('portal-eraser', database, name), register)


def add_withholding(config, name, withhold, give_back):
    """Directive: withhold at a demand, see ``IErasers``.  Two of one name are a conflict."""
    def register():
        config.registry.getUtility(IErasers).add_withholding(name, withhold, give_back)

    config.action(('portal-withholding', name), register)


def includeme(config):
    config.registry.registerUtility(Erasers(), IErasers)
    config.add_directive('add_eraser', add_eraser)
    config.add_directive('add_withholding', add_withholding)
