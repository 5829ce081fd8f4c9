"""The decision in work, sealed with its request until the board has approved it."""
import json

from .interfaces import Decision

#: Name under which a request keeps it.
IN_WORK = 'data decision'


def written(decision: Decision, digest: str) -> str:
    """Return ``decision`` as text; ``digest``: of the answer that the board approves with it."""
    return json.dumps({**decision._asdict(), 'digest': digest}, ensure_ascii=False)


def read(text: str, digest: str) -> Decision | None:
    """Return the ``Decision`` in ``text``, if it is that of the answer with ``digest``."""
    found = json.loads(text) if text else {}
    if not digest or found.get('digest') != digest:
        return None
    return Decision(found['kind'], found['text'], tuple(found['codes']), found['checked'],
                    found['values'])
