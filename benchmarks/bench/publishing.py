"""Writing, approving and publishing, by two people with the rights of their roles."""
import time
from itertools import islice

import transaction
from hanoiportal.base.i18n import DEFAULT
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR, HEAD
from hanoiportal.shells.commands.environment import opened
from people import found_board
from reviewing import Person

from . import archiving, corpus
from .filling import size
from .serving import write_ini
from .table import Row, at_least

#: The workflow of two hands: one writes, the head of the board approves, and it is public.
WORKFLOW = 'hai-buoc'
ITEMS = 300
#: Publications of which is measured what it costs to archive them.
ARCHIVED = 100
BODY = '<p>{}</p>' * 3


class Newsroom:
    """A writer and the head of the board of the site of ``section``."""

    def __init__(self, environment, section):
        self._section, site = section, section.__parent__
        portal, registry = environment.portal, environment.registry
        accounts = [portal['accounts'].create(login, 'Người', registry=registry)
                    for login in ('bench-writer', 'bench-head')]
        found_board(site, registry, {CONTRIBUTOR: accounts[0].id, HEAD: accounts[1].id})
        site.workflow = WORKFLOW
        self._writer, self._head = (
            Person(registry, portal, account) for account in accounts)
        transaction.commit()

    def steps(self, number):
        """Yield after each step with item ``number`` on its way: written, submitted, public."""
        title = f'Tin số {number} để đo việc xuất bản'
        item = self._writer.add(self._section, title, body=BODY.format(title, 'Chợ', 'Hoa'),
                                keywords=corpus.PHRASES[number % 9])
        yield item
        self._writer.take(item, 'submit')
        yield item
        self._head.approve(item)
        yield item


def measure(var, path):
    """Return the rows about writing and publishing in the section at ``path`` of the portal."""
    with opened(str(write_ini(var, 0)), str(var)) as environment:
        section = environment.portal
        for name in path.strip('/').split('/'):
            section = section[name]
        latest, place = environment.portal.indexes.latest, section.__oid__
        room, before = Newsroom(environment, section), latest.count(place, DEFAULT)
        at_once = _rate(room, range(ITEMS), _together)
        grown = size(var)
        by_steps = _rate(room, range(ITEMS, 2 * ITEMS), _each)
        written = (size(var) - grown) / ITEMS
        numbers = iter(range(2 * ITEMS, 2 * ITEMS + 2 * ARCHIVED))
        archived = archiving.rows(
            environment, var, lambda: _rate(room, list(islice(numbers, ARCHIVED)), _each))
        if latest.count(place, DEFAULT) != before + 2 * (ITEMS + ARCHIVED):
            raise AssertionError('not every item became public')
    return [at_least('one item written, approved, published, one commit', at_once, 60, '/s'),
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
