"""Writing, approving and publishing, by two people with the rights of their roles."""
import time
from itertools import islice

import transaction
from hanoiportal.base.garbage import never_mind_what_is
from hanoiportal.base.i18n import DEFAULT
from hanoiportal.shells.commands.environment import opened

from . import archiving
from .filling import size
from .newsroom import Newsroom
from .serving import write_ini
from .table import Row, at_least

ITEMS = 300
#: Publications of which is measured what it costs to archive them.
ARCHIVED = 100


def measure(var, path):
    """Return the rows about writing and publishing in the section at ``path`` of the portal."""
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        room = Newsroom(environment, path)
        never_mind_what_is()  # as the server does
        latest, place = environment.portal.indexes.latest, room.section.__oid__
        before = latest.count(place, DEFAULT)
        at_once = _rate(room, range(ITEMS), _together)
        grown = size(var)
        by_steps = _rate(room, range(ITEMS, 2 * ITEMS), _each)
        written = (size(var) - grown) / ITEMS
        numbers = iter(range(2 * ITEMS, 2 * ITEMS + 2 * ARCHIVED))
        archived = archiving.rows(
            environment, var, lambda: _rate(room, list(islice(numbers, ARCHIVED)), _each))
        if latest.count(place, DEFAULT) != before + 2 * (ITEMS + ARCHIVED):
            raise AssertionError('not every item became public')
    return [at_least('one item written, approved, published, one commit', at_once, 120, '/s'),
            Row('the same with a commit for each of three steps', f'{by_steps:,.0f}/s'),
            Row('written by these three steps, text and folding in included',
                f'{written / 1024:.0f} KB'), *archived]


def _together(steps):
    for _item in steps:
        pass
    transaction.commit()


def _each(steps):
    for _item in steps:
        transaction.commit()


def _rate(room, numbers, do):
    started = time.monotonic()
    for number in numbers:
        do(room.steps(number))
    return len(numbers) / (time.monotonic() - started)
