"""Visits are counted of public pages alone (TT 22/2023): every view is asked, by whoever is shown
most, by its usual address, by its other one and in another language: a page for visitors by a
visitor at both; in CI all else by each at one of them in turn.

And each that may be cached opens no ``interactions`` and asks no clock.
"""
import sys

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.editorial.clarifications.letters import VIEW_NAME as CLARIFYING
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.kernel.tree.resources import MountPoint
from hanoiportal.participation.dialogues.interfaces import NEWEST
from hanoiportal.participation.identities.interfaces import MINE
from hanoiportal.participation.inbox.interfaces import LINK_PAGE
from hanoiportal.participation.informationrequests.public import COLLECTING
from hanoiportal.participation.questions.interfaces import TRACKING
from hanoiportal.participation.ratings.interfaces import VIEW as RATING
from hanoiportal.participation.surveys.interfaces import ANSWERING
from hanoiportal.platform.subscriptions.interfaces import BY_NUMBER, NEWS_PAGE, NEWSLETTER
from hanoiportal.platform.subscriptions.interfaces import FORM as FOLLOWING
from hanoiportal.platform.subscriptions.interfaces import PAGE as FOLLOWED
from hanoiportal.shells.public.site.visits import SHOWN
from hanoiportal.web.login import throttle
from hanoiportal.web.login.login import DOORS
from support.sampling import WHOLE

from matrix.asking import Asker
from matrix.house import SITE
from matrix.table import OF_THINGS, VIEWS
from matrix.test_desk_host import asked_of
from matrix.views import registered

ASKERS = ('visitor', f'{SITE}-head', 'quantri')
#: Views that are at public addresses and no pages for visitors.
UNCOUNTED = DOORS | {'_preview', CLARIFYING, LINK_PAGE, '_design', TRACKING, MINE, COLLECTING,
                     RATING, FOLLOWING, FOLLOWED, NEWSLETTER, BY_NUMBER, NEWS_PAGE, ANSWERING,
                     NEWEST}
#: Of the things that a view of the staff is asked of, one in so many: its frame is the same.
EVERY = 3 if WHOLE else 12
#: Files that are made of a page, which takes a second each: one asker asks for them of one thing.
MADE = {'pdf', 'audio'}


def is_for_visitors(key):
    shell, _context, name, method = key.split()[:4]
    return shell == 'public' and method == 'GET' and name not in UNCOUNTED


def asks(answer):
    """Return whether a page has the script that asks for it to be counted."""
    return f'data-count="{SHOWN}"'.encode() in answer.body


def addresses(thing, shell, view):
    """Return the addresses at which ``view`` of ``thing`` is found."""
    named = '/@@'.join(view.rsplit('/', 1)) if view and '@@' not in view else view
    return f'{shell}{thing.path}{view}' or '/', f'/english{shell}{thing.path}{named}'


@pytest.mark.parametrize('things', OF_THINGS)
def test_a_page_asks_to_be_counted_if_every_visitor_may_open_it(door, house, askers, things):
    for key in OF_THINGS[things]:
        look_at_each(door, house, askers, key)


def look_at_each(door, house, askers, key):
    """Let each of ``ASKERS`` look at the view ``key`` of some things."""
    method = key.split()[3]
    asked, names = list(asked_of(house, key)), ASKERS
    if not is_for_visitors(key):
        asked = asked[::EVERY]
    elif key.split()[2] in MADE:
        asked = [next(each for each in asked if VIEWS[key].rule(askers['visitor'], each[0]))]
        names = ASKERS[:1]
    for at, (thing, shell, view, query) in enumerate(asked):
        is_open = is_for_visitors(key) and VIEWS[key].rule(askers['visitor'], thing)
        for number, name in enumerate(names, at):
            paths = addresses(thing, shell, view)
            if not WHOLE and not (is_for_visitors(key) and name == 'visitor'):
                paths = paths[number % 2:][:1]
            for path in paths:
                answer = door.ask(askers[name], method, f'{path}?{query}'.rstrip('?'),
                                  dict(VIEWS[key].form), rehearsal=True)
                is_page = answer.status_int == 200 and answer.content_type == 'text/html'
                assert asks(answer) == (is_open and is_page), (path, name, answer.status)


def test_both_kinds_are_among_them(door, askers):
    for path, counted in (('/', True), ('/english/sitemap', True), ('/english/login', False)):
        answer = door.ask(askers['visitor'], 'GET', path)
        assert answer.status_int == 200 and asks(answer) == counted


@pytest.fixture
def closed(monkeypatch):
    """Neither ``interactions`` opens nor the clock tells the time but to what counts how often a
    network asks, before a page is looked for.
    """
    mounted, now = MountPoint.mounted, SystemClock.now

    def opened(mount):
        assert mount.database != INTERACTIONS, 'it is opened'
        return mounted(mount)

    def told(clock):
        assert sys._getframe(1).f_globals['__name__'] == throttle.__name__, 'the clock is asked'
        return now(clock)

    monkeypatch.setattr(MountPoint, 'mounted', opened)
    monkeypatch.setattr(SystemClock, 'now', told)


def test_every_page_that_may_be_cached_is_a_function_of_content_alone(
        application, door, house, closed):
    visitor, asked, wrong = Asker('visitor'), 0, []
    for each in registered(application.registry):
        if not each.is_cacheable or each.name in MADE or each.key not in VIEWS:
            continue
        for thing, _shell, view, query in asked_of(house, each.key):
            if VIEWS[each.key].rule(visitor, thing):
                path = f'{thing.path}{view}?{query}'.rstrip('?') or '/'
                asked += 1
                wrong += [path] * (door.ask(visitor, 'GET', path).status_int >= 500)
                break
    assert wrong == []
    assert asked > 60
