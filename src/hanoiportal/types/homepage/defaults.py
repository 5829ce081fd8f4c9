"""What home pages show while their boards have composed none: ``config/hanoi/home.yaml``."""
import colander
import yaml
from zope.interface import Interface

from .blocks import KEYS, blocks_in, write
from .checks import Composition

#: Names of the compositions in the file.
CITY, COMPONENT = 'city', 'component'


class IDefaults(Interface):
    """``{CITY or COMPONENT: text of a composition}``, as a utility."""


class Defaults(dict[str, str]):
    """The texts by name.  ``blocks``: the ``Block`` list of each, by name."""

    def __init__(self, texts):
        super().__init__(texts)
        self.blocks = {name: blocks_in(text) for name, text in texts.items()}


def read_defaults(path):
    """Return the ``Defaults`` of the YAML file at ``path``.

    Raises ``colander.Invalid`` for a composition in which something is wrong.
    """
    with open(path, encoding='utf-8') as file:
        found = yaml.safe_load(file)
    node = colander.SchemaNode(Composition(), name=str(path))
    return Defaults({name: node.deserialize(write(map(_said, found[name])))
                     for name in (CITY, COMPONENT)})


def _said(block):
    unknown = set(block) - set(KEYS)
    if unknown:
        raise ValueError(f'unknown keys of a block: {", ".join(sorted(unknown))}')
    return {key: '; '.join(value) if isinstance(value, list) else str(value)
            for key, value in block.items()}
