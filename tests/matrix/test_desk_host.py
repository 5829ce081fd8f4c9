"""Where the desk has a host for itself every view is at one kind of host and not at the other
(ASVS 5.0, 3.5.4): asked there with a session that is good here.
"""
import pytest
import transaction
from hanoiportal import main
from hanoiportal.kernel.tree.names import FILES
from hanoiportal.oversight.visits.interfaces import IVisits
from hanoiportal.shells.commands.environment import close
from hanoiportal.web.login.login import DOORS
from hanoiportal.web.login.throttle import LIMITS
from support.application import settings

from matrix.asking import Door, change_counts, kept_or_not
from matrix.house import SITE
from matrix.table import VIEWS
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
def application(tmp_path_factory):
    """The application of the matrix, in which the desk has a host for itself."""
    made = main({}, **settings(tmp_path_factory.mktemp('matrix'), **{
        'tm.commit_veto': kept_or_not, 'portal.desk_host': 'quantri',
        'portal.development_hosts': '',
        'portal.throttles': ' '.join(f'{name}:0/60' for name in LIMITS)}))
    yield made
    transaction.abort()
    close(made.registry)


@pytest.fixture(scope='module')
def door(application, house):
    return At(application, DESK)


def of_staff(key):
    shell, _context, name, _method = key.split()[:4]
    return shell != 'public' or name in DOORS


def asked_of(house, key):
    """Yield the path and query of each thing that the view ``key`` is asked of."""
    shell, _context, name, _method = key.split()[:4]
    view = '' if name == '-' else f'/{"@@" * (shell != "public")}{name}'
    things = [each for each in house.things if each.kind in VIEWS[key].kinds]
    for thing in things[::max(1, len(things) // MOST)]:
        query = '&'.join(filter(None, (thing.query, VIEWS[key].query)))
        yield thing, SHELLS[shell], view, query


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('key', sorted(filter(of_staff, VIEWS)))
def test_no_view_of_the_staff_is_at_a_public_host(plain, application, house, askers, key):
    method, before = key.split()[3], change_counts(plain)
    for host, above in ((CITY, ''), (WARD, f'/sites/{SITE}')):
        door = At(application, host)
        for thing, shell, view, query in asked_of(house, key):
            if not f'{thing.path}/'.startswith(above + '/'):
                continue
            path = f'{shell}{thing.path.removeprefix(above)}{view}'
            for name in ASKERS:
                answer = door.ask(askers[name], method, f'{path or "/"}?{query}'.rstrip('?'),
                                  dict(VIEWS[key].form))
                led = answer.status_int == 303 and answer.location.startswith(f'http://{DESK}/')
                assert led and method == 'GET' or answer.status_int == 404, (host, path, answer)
                assert 'Set-Cookie' not in answer.headers
    assert change_counts(plain) == before


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('key', sorted(key for key in VIEWS if not of_staff(key)))
def test_no_public_page_is_at_the_host_of_the_desk(plain, door, house, askers, key):
    _shell, _context, name, method = key.split()[:4]
    before = change_counts(plain)
    for thing, _shell, view, query in asked_of(house, key):
        for asker in ASKERS:
            path = f'{thing.path}{view}' or '/'
            for start in ('', '/desk-files', '/english'):
                answer = door.ask(askers[asker], method, f'{start}{path}?{query}'.rstrip('?'),
                                  dict(VIEWS[key].form))
                where = start, path, asker, answer.status
                if answer.body == ROBOTS:
                    assert f'{start}{path}' in ('/robots.txt', '/english/robots.txt'), where
                elif f'{start}{path}' in DISPLAYS:
                    assert answer.status_int == 200 and method == 'GET', where
                elif answer.status_int == 200:
                    assert name in FILES and asker != 'visitor', where
                    assert answer.content_type != 'text/html', where
                    assert answer.headers['Cache-Control'].startswith('private'), where
                else:
                    assert answer.status_int in (303, 404, 410), where
    assert change_counts(plain) == before
    assert plain.getUtility(IVisits).take() == {}


def test_there_is_something_at_each(door, askers):
    assert door.ask(askers['quantri'], 'GET', '/desk').status_int == 200
    assert door.ask(askers['quantri'], 'GET', '/console/@@contents').status_int == 200
