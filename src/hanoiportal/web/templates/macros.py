"""The macros of a template, each looked up once: Chameleon makes a name of each, and an object."""
from chameleon.zpt.template import Macros


class KnownMacros(dict):
    """The macros of the ``template``, which does not change, by name.  Raises ``KeyError``."""

    def __init__(self, template):
        super().__init__()
        self._found = Macros(template)

    def __missing__(self, name):
        found = self[name] = self._found[name]
        return found
