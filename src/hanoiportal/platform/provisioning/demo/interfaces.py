"""What a demonstration gives to who fills a database with it."""
from typing import NamedTuple

#: The second language of what is made up.
ENGLISH = 'en'
#: Where what is made up comes from, and on which basis it is public.
MADE_UP = 'Dữ liệu minh họa của Cổng trình diễn'
#: Labels of the sites that have been there for two years, ``''`` for the city; days of that.
LONG, LONG_AGO = frozenset(('', 'caugiay', 'bavi', 'soyte', 'hoankiem', 'soxaydung')), 730
#: A line of the form that ``bin/portal import`` takes, or the values of an item.
Line = dict[str, object]


class Draft(NamedTuple):
    """A text that is being worked on.

    ``section``: where it stands.  ``writer``: log-in of who began it.  ``steps``: log-in and step
    of each that was taken, in their order.  ``note``: what was said with those that ask for it.
    ``also``: what was done besides, as ``config/demo/desk.yaml`` names it.
    """

    section: str
    values: Line
    writer: str
    steps: list[tuple[str, str]]
    note: str
    also: dict[str, str]
