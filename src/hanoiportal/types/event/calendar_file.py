"""Events as an iCalendar file (RFC 5545).  Pure."""
from typing import NamedTuple

from ...base.lazily import lazily

icalendar = lazily('icalendar')

#: Who made the file, as RFC 5545 asks (3.7.3).
PRODUCT = '-//hanoiportal//VI'


class CalendarEntry(NamedTuple):
    """One event.

    ``start``, ``end``, ``stamp``: aware UTC ``datetime``; ``end`` may be ``None``.
    ``uid``: the same in every version of the file.  ``stamp``: when it last changed.
    """

    uid: str
    title: str
    start: object
    end: object
    stamp: object
    place: str
    text: str
    url: str


def calendar_file(name, entries):
    """Return the bytes of a calendar called ``name`` that holds ``entries``."""
    calendar = icalendar.Calendar()
    for key, value in (('prodid', PRODUCT), ('version', '2.0'), ('method', 'PUBLISH'),
                       ('x-wr-calname', name), ('x-wr-timezone', 'Asia/Ho_Chi_Minh')):
        calendar.add(key, value)
    for entry in entries:
        calendar.add_component(_component(entry))
    return calendar.to_ical()


def _component(entry):
    component = icalendar.Event()
    for key, value in (
            ('uid', entry.uid), ('dtstamp', entry.stamp), ('dtstart', entry.start),
            ('dtend', entry.end), ('summary', entry.title), ('location', entry.place),
            ('description', entry.text), ('url', entry.url)):
        if value:
            component.add(key, value)
    return component
