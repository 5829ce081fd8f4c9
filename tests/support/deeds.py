"""What the log tells of deeds in ``interactions``: one entry each, who and when."""
from hanoiportal.safekeeping.audit.interfaces import LogQuery

_INNER = LogQuery(inner=True)


def deeds(audit, place, *secrets):
    """Return ``(action, actor)`` of each entry of ``place``, the oldest first; no line of the log
    has any of the texts ``secrets``.
    """
    lines = b'\n'.join(line for _number, _digest, line in audit.lines(place, _INNER)).decode()
    assert [each for each in secrets if each in lines] == []
    entries = audit.entries(place, size=500, wanted=_INNER).items
    assert all(each.when.tzinfo for each in entries)
    return [(each.action, each.who) for each in reversed(entries)]
