"""The paper in work, sealed with its case until the board has approved it."""
from ...base import pendingwork
from .issuing import PaperInWork

#: Name under which a case keeps it.
IN_WORK = 'request paper'


def written(paper: PaperInWork, digest: str) -> str:
    """Return ``paper`` as text; ``digest``: of the answer that the board approves with it."""
    return pendingwork.written(paper._asdict(), digest)


def read(text: str, digest: str) -> PaperInWork | None:
    """Return the ``PaperInWork`` in ``text``, if it is that of the answer with ``digest``."""
    found = pendingwork.read(text, digest)
    if found is None:
        return None
    return PaperInWork._make(found[name] for name in PaperInWork._fields)
