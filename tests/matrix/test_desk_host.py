"""Where the desk has a host for itself every view is at one kind of host and not at the other
(ASVS 5.0, 3.5.4): asked there with a session that is good here.
"""
from itertools import product

import pytest
from hanoiportal.kernel.tree.names import FILES
from hanoiportal.oversight.visits.interfaces import IVisits
from hanoiportal.web.login.login import DOORS
from support.sampling import share_of

from matrix.asking import Door, change_counts
from matrix.house import SITE
from matrix.table import OF_THINGS, VIEWS
from matrix.test_matrix import SHELLS

DESK, CITY, WARD = 'quantri.hanoi.gov.vn', 'hanoi.gov.vn', f'{SITE}.hanoi.gov.vn'
ASKERS = ('quantri', f'{SITE}-head', 'visitor')
#: The one public page that is at the desk's host too, for who works there.
DISPLAYS = ('/hien-thi', '/english/hien-thi')
ROBOTS = b'User-agent: *\nDisallow: /\n'
#: Things of one kind that are asked for; they differ in their states.
MOST = 6


class At(Door):
    """The application, asked at one host."""

    def __init__(self, wsgi, host):
        super().__init__(wsgi)
        self._host = host

    def ask(self, *asked, **headers):
        return super().ask(*asked, Host=self._host, **headers)


@pytest.fixture(scope='module')
def own_changes():
    """The desk has a host for itself."""
    return {'portal.desk_host': 'quantri', 'portal.development_hosts': ''}


@pytest.fixture(scope='module')
def door(application, house):
    return At(application, DESK)


def of_staff(key):
    shell, _context, name, _method = key.split()[:4]
    return shell != 'public' or name in DOORS


def chosen(wanted):
    """Return of what things there are views whose keys are ``wanted``."""
    return [things for things, keys in OF_THINGS.items() if any(map(wanted, keys))]


def by(path):
    """Return who asks for ``path``: in CI one of ``ASKERS``."""
    return share_of(ASKERS, path, len(ASKERS))


def asked_of(house, key):
    """Yield the path and query of each thing that the view ``key`` is asked of."""
    shell, _context, name, _method = key.split()[:4]
    view = '' if name == '-' else f'/{"@@" * (shell != "public")}{name}'
    things = [each for each in house.things if each.kind in VIEWS[key].kinds]
    for thing in things[::max(1, len(things) // MOST)]:
        query = '&'.join(filter(None, (thing.query, VIEWS[key].query)))
        yield thing, SHELLS[shell], view, query


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('things', chosen(of_staff))
def test_no_view_of_the_staff_is_at_a_public_host(plain, application, house, askers, things):
    before = change_counts(plain)
    for key, (host, above) in product(
            filter(of_staff, OF_THINGS[things]), ((CITY, ''), (WARD, f'/sites/{SITE}'))):
        method, door = key.split()[3], At(application, host)
        for thing, shell, view, query in asked_of(house, key):
            if not f'{thing.path}/'.startswith(above + '/'):
                continue
            path = f'{shell}{thing.path.removeprefix(above)}{view}'
            for name in by(f'{host}{path}?{query}'):
                answer = door.ask(askers[name], method, f'{path or "/"}?{query}'.rstrip('?'),
                                  dict(VIEWS[key].form))
                led = answer.status_int == 303 and answer.location.startswith(f'http://{DESK}/')
                assert led and method == 'GET' or answer.status_int == 404, (host, path, answer)
                assert 'Set-Cookie' not in answer.headers
    assert change_counts(plain) == before


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('things', chosen(lambda key: not of_staff(key)))
def test_no_public_page_is_at_the_host_of_the_desk(plain, door, house, askers, things):
    before = change_counts(plain)
    for key in OF_THINGS[things]:
        if of_staff(key):
            continue
        for thing, _shell, view, query in asked_of(house, key):
            path = f'{thing.path}{view}' or '/'
            for start in ('', '/desk-files', '/english'):
                for asker in by(f'{start}{path}?{query}'):
                    answer = door.ask(
                        askers[asker], key.split()[3], f'{start}{path}?{query}'.rstrip('?'),
                        dict(VIEWS[key].form))
                    check_is_not_public(answer, key, asker, f'{start}{path}')
    assert change_counts(plain) == before
    assert plain.getUtility(IVisits).take() == {}


def check_is_not_public(answer, key, asker, path):
    """Check what ``asker`` is answered where the public page ``key`` would be elsewhere."""
    _shell, _context, name, method = key.split()[:4]
    where = path, asker, answer.status
    if answer.body == ROBOTS:
        assert path in ('/robots.txt', '/english/robots.txt'), where
    elif path in DISPLAYS:
        assert answer.status_int == 200 and method == 'GET', where
    elif answer.status_int == 200:
        assert name in FILES and asker != 'visitor', where
        assert answer.content_type != 'text/html', where
        assert answer.headers['Cache-Control'].startswith('private'), where
    else:
        assert answer.status_int in (303, 404, 410), where


def test_there_is_something_at_each(door, askers):
    assert door.ask(askers['quantri'], 'GET', '/desk').status_int == 200
    assert door.ask(askers['quantri'], 'GET', '/console/@@contents').status_int == 200
