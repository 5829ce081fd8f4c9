"""An event in the words of schema.org."""
from ...base.clock import local


def linked_data(item, text, address):
    """Return what makes the thing an ``Event``: when and where; times are Hanoi's."""
    place = getattr(text, 'place', '') or item.place
    return {
        '@type': 'Event', 'startDate': local(item.start).isoformat(timespec='minutes'),
        'endDate': local(item.end).isoformat(timespec='minutes') if item.end else None,
        'location': {'@type': 'Place', 'name': place} if place else None}
