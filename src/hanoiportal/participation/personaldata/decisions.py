"""The decision in work, sealed with its request until the board has approved it."""
from ...base import pendingwork
from .interfaces import Decision

#: Name under which a request keeps it.
IN_WORK = 'data decision'


def written(decision: Decision, digest: str) -> str:
    """Return ``decision`` as text; ``digest``: of the answer that the board approves with it."""
    return pendingwork.written(decision._asdict(), digest)


def read(text: str, digest: str) -> Decision | None:
    """Return the ``Decision`` in ``text``, if it is that of the answer with ``digest``."""
    found = pendingwork.read(text, digest)
    return None if found is None else Decision._make(found[name] for name in Decision._fields)
