"""Random lives of pages: no address that was ever public is lost, and no draft's is told."""
from contextlib import suppress
from itertools import chain

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.redirects.moving import MovingService
from hanoiportal.content.redirects.services import RedirectService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.editorial.publishing.interfaces import CONSOLIDATED
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import at_path, path_of, walk
from hanoiportal.kernel.workflow.interfaces import DRAFT, WITHDRAWN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NEVER, GONE = object(), object()
NAMES = ('a', 'b', 'c')
ACTIONS = ('add', 'add public', 'add public', 'publish', 'withdraw', 'consolidate', 'rework',
           'rename', 'move', 'move', 'remove', 'discard', 'restore', 'rename section')
STEPS = st.lists(st.tuples(
    st.sampled_from(ACTIONS), st.integers(0, 9), st.integers(0, 9), st.sampled_from(NAMES)),
    min_size=10, max_size=40)


class Lives:
    """A portal of two sections in which anything is done to anything.

    ``last``: ``{path: object id of the last that was public there}``.
    """

    def __init__(self, portal, registry, editing, publishing):
        self.portal, self.editing, self.publishing = portal, editing, publishing
        self.registry, self.last, self.paths, self.bin = registry, {}, set(), []
        naming, notify = Naming(registry), send(registry)
        self.moving = MovingService(registry, lambda *_: True, notify, naming, editing)
        self.recycling = RecyclingService(
            registry, lambda *_: True, registry.getUtility(IClock), notify, naming)
        self.sections = [
            editing.add(portal, name, 'Section', {'title': name}, 'test') for name in NAMES[:2]]

    def items(self):
        return [each for section in self.sections for each in section.values()]

    def do(self, action, first, second, name):
        """Do ``action`` to what the numbers choose; to nothing if there is nothing to choose."""
        section, items = self.sections[second % 2], self.items()
        if action.startswith('add'):
            item = self.editing.add(
                section, name, 'NewsItem', {'title': name, 'body': '<p>a</p>'}, 'test')
            if action == 'add public':
                self.publishing.publish(item, 'test')
        elif action == 'rename section':
            self.editing.rename(section, f'muc-{name}', 'test')
        elif action == 'restore' and self.bin:
            self.recycling.restore(self.bin[-1], 'test')
            self.bin.pop()
        elif items:
            self.do_to(action, items[first % len(items)], section, items[second % len(items)],
                       name)

    def do_to(self, action, item, section, other, name):
        actions = {
            'publish': lambda: self.publishing.publish(item, 'test'),
            'withdraw': lambda: self.publishing.withdraw(item, 'test'),
            'consolidate': lambda: self.publishing.withdraw(
                item, 'test', CONSOLIDATED, moved_to=other),
            'rework': lambda: item.state == WITHDRAWN and setattr(item, 'state', DRAFT),
            'rename': lambda: self.editing.rename(item, name, 'test'),
            'move': lambda: self.moving.move(item, section, 'test', name),
            'remove': lambda: item.__parent__.remove(item.__name__, registry=self.registry),
            'discard': lambda: self.bin.append(self.recycling.discard(item, 'test')),
        }
        actions.get(action, str)()

    def look(self):
        """Note what any visitor can see now."""
        for each in chain([self.portal], *map(walk, self.sections)):
            self.paths.add(path_of(each))
            if each.is_public:
                self.last[path_of(each)] = each.__oid__


def visited(lives, path):
    """Return what a visitor of ``path`` is shown after at most one redirect: a resource, ``GONE``
    or ``NEVER``.
    """
    found = at_path(lives.portal, path)
    if found is not None and found.is_public:
        return found
    lead = RedirectService(lives.portal).lead(path)
    if lead is None:
        return NEVER
    if lead.page is None:
        return GONE
    assert at_path(lives.portal, path_of(lead.page)) is lead.page and lead.page.is_public
    return lead.page


def expected(lives, objectid):
    """Return the same, told from who was the last at an address."""
    objects, seen = lives.portal.__objectmap__.objects, set()
    while objectid in objects and objectid not in seen:
        seen.add(objectid)
        if objects[objectid].is_public:
            return objects[objectid]
        objectid = objects[objectid].moved_to
    return GONE


@pytest.fixture
def lives(portal, registry, editing, publishing):
    """``lives()``: the ``Lives`` of the portal as it was at first."""
    def begun():
        transaction.abort()
        return Lives(portal, registry, editing, publishing)

    return begun


@settings(max_examples=100, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_address_that_was_ever_public_leads_somewhere_in_one_step(lives, steps):
    life = lives()
    for step in steps:
        with suppress(Refused):
            life.do(*step)
        life.look()

    for path in life.paths:
        wanted = expected(life, life.last[path]) if path in life.last else NEVER
        assert visited(life, path) is wanted, path
