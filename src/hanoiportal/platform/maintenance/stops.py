"""The stops of a portal, as its tree holds them."""
from .interfaces import ANNOUNCED, UNDER_WAY


def stops_told(portal):
    """Return each ``Stop`` that pages tell of: announced or under way, the earliest first."""
    kept = getattr(portal, 'stops', None) or {}
    return sorted((each for each in kept.values() if each.state in (ANNOUNCED, UNDER_WAY)),
                  key=lambda each: each.starts)


def all_stops(portal):
    """Return every ``Stop`` of ``portal``, the latest first."""
    return [stop for _number, stop in sorted(
        (getattr(portal, 'stops', None) or {}).items(), reverse=True)]
