"""Visits are counted of public pages alone (TT 22/2023): every view is asked, by whoever is shown
most, by its usual address, by its other one and in another language.
"""
import pytest
from hanoiportal.editorial.clarifications.letters import VIEW_NAME as CLARIFYING
from hanoiportal.oversight.visits.interfaces import IVisits
from hanoiportal.web.login.login import DOORS

from matrix.house import SITE
from matrix.table import VIEWS
from matrix.test_desk_host import asked_of

ASKERS = ('visitor', f'{SITE}-head', 'quantri')
#: Views that are at public addresses and no pages for visitors.
UNCOUNTED = DOORS | {'_preview', CLARIFYING, '_design'}


def is_for_visitors(key):
    shell, _context, name, method = key.split()[:4]
    return shell == 'public' and method == 'GET' and name not in UNCOUNTED


def addresses(thing, shell, view):
    """Yield the addresses at which ``view`` of ``thing`` is found."""
    named = '/@@'.join(view.rsplit('/', 1)) if view and '@@' not in view else view
    return f'{shell}{thing.path}{view}' or '/', f'/english{shell}{thing.path}{named}'


@pytest.mark.parametrize('key', sorted(VIEWS))
def test_a_page_is_counted_if_every_visitor_may_open_it(plain, door, house, askers, key):
    tally, method = plain.getUtility(IVisits), key.split()[3]
    for thing, shell, view, query in asked_of(house, key):
        is_open = is_for_visitors(key) and VIEWS[key].rule(askers['visitor'], thing)
        for name in ASKERS:
            for path in addresses(thing, shell, view):
                tally.take()
                answer = door.ask(askers[name], method, f'{path}?{query}'.rstrip('?'),
                                  dict(VIEWS[key].form), rehearsal=True)
                is_page = answer.status_int == 200 and answer.content_type == 'text/html'
                counted = sum(each.pages for each in tally.take().values())
                assert counted == (is_open and is_page), (path, name, answer.status)


def test_both_kinds_are_among_them(plain, door, askers):
    tally = plain.getUtility(IVisits)
    for path, counted in (('/', 1), ('/english/sitemap', 1), ('/english/login', 0)):
        tally.take()
        assert door.ask(askers['visitor'], 'GET', path).status_int == 200
        assert sum(each.pages for each in tally.take().values()) == counted
