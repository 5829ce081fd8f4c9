"""The paper in work, sealed with its case until the board has approved it."""
import json

from .issuing import PaperInWork

#: Name under which a case keeps it.
IN_WORK = 'request paper'


def written(paper: PaperInWork, digest: str) -> str:
    """Return ``paper`` as text; ``digest``: of the answer that the board approves with it."""
    return json.dumps({**paper._asdict(), 'digest': digest}, ensure_ascii=False)


def read(text: str, digest: str) -> PaperInWork | None:
    """Return the ``PaperInWork`` in ``text``, if it is that of the answer with ``digest``."""
    found = json.loads(text) if text else {}
    if not digest or found.get('digest') != digest:
        return None
    return PaperInWork(found['code'], found['values'], found['ground'], tuple(found['files']))
