"""What is in work beside a text until a board has approved both: JSON with the text's digest."""
import json
from collections.abc import Mapping

_DIGEST = 'digest'


def written(fields: Mapping[str, object], digest: str) -> str:
    """Return ``fields`` as text; ``digest``: of the text that the board approves with them."""
    return json.dumps({**fields, _DIGEST: digest}, ensure_ascii=False)


def read(kept: str, digest: str) -> dict[str, object] | None:
    """Return the fields in ``kept``, lists as tuples; ``None`` if they do not belong to the text
    with ``digest``.

    >>> read(written({'codes': ('HN-1',)}, 'a1'), 'a1')
    {'codes': ('HN-1',)}
    >>> read(written({}, 'a1'), 'b2'), read('', '')
    (None, None)
    """
    found = json.loads(kept) if kept else {}
    if not digest or found.pop(_DIGEST, None) != digest:
        return None
    return {name: tuple(value) if isinstance(value, list) else value
            for name, value in found.items()}
