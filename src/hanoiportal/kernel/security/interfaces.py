"""What security promises to its neighbours."""
from ...base.interfaces import IInternal


class ISecret(IInternal):
    """Marks what only those see who manage accounts: the list of accounts is secret (8.8)."""
