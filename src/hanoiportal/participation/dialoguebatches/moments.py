"""Moments of a recording as somebody types them."""
from __future__ import annotations

import re

_CLOCK = re.compile(r'(?:(\d{1,2}):)?(\d{1,3}):(\d{2})', re.ASCII)
#: What stands for a moment that cannot be read.
_UNREADABLE = -1


def seconds_in(text: object) -> int:
    """Return the seconds of ``text``, such as ``1:02:03`` or ``62:03``; less than 0 if it is no
    moment.

    >>> seconds_in('1:02:03'), seconds_in('62:03'), seconds_in('soon')
    (3723, 3723, -1)
    """
    found = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or int(found[3]) > 59:
        return _UNREADABLE
    return 3600 * int(found[1] or 0) + 60 * int(found[2]) + int(found[3])
