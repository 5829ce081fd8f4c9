"""The ``interactions`` database, its root, and records made when needed."""
from ..storage.interfaces import INTERACTIONS


def interactions_of(portal):
    """Return the root mapping of the database in which what people do is counted."""
    return portal[INTERACTIONS].mounted()


def get_or_create(root, key, kind):
    """Return ``root[key]`` for writing; the first is made by calling ``kind``."""
    if key not in root:
        root[key] = kind()
    return root[key]
