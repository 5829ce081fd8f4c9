"""What PostgreSQL says of its transactions: known without asking, and never taken for more."""
import os
import resource
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import psycopg2
import pytest
import transaction
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from hanoiportal.kernel.storage import snapshot
from hanoiportal.kernel.storage.databases import content_database, opened
from hanoiportal.kernel.storage.postgresql import listening, loading
from hanoiportal.kernel.storage.postgresql.adapter import Adapter
from hanoiportal.platform.monitoring.interfaces import IChecks
from hanoiportal.shells.commands.environment import close
from hanoiportal.web.pagecache.pages import Pages
from persistent.mapping import PersistentMapping
from psycopg2.extensions import cursor
from pyramid.config import Configurator
from pyramid.response import Response
from pyramid_zodbconn import get_connection
from relstorage.options import Options
from support.application import settings
from webtest import TestApp
from ZODB.blob import Blob
from ZODB.POSException import ReadConflictError

from . import CONFIG
from .postgres import stock, storage
from .relay import relayed
from .test_loading import LOADING, Reader, write

LISTENING = "FROM pg_stat_activity WHERE application_name = 'portal: listening'"


def within(seconds, tells):
    """``tells()`` comes to be true within ``seconds``."""
    until = time.monotonic() + seconds
    while not tells():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def addresses(postgres, tmp_path):
    """Settings of three empty databases."""
    with storage(postgres, tmp_path) as found:
        yield found


def content(addresses):
    """Open the database of content."""
    return opened(addresses['zodbconn.uri'], 'content', {})


@pytest.fixture
def two(addresses):
    """The same database opened twice, as by two processes; the first one hears."""
    here, there = content(addresses), content(addresses)
    write(here, 'Một')
    within(20, lambda: snapshot.latest(here))
    yield here, there
    here.close()
    there.close()


def last(database):
    """Return the id of the last transaction, asked for."""
    with Reader(database) as root:
        return snapshot.of(root._p_jar)


@pytest.fixture
def told_alone(monkeypatch):
    """``told_alone()``: from now on who listens is told of what is new, and does not ask."""
    def made():
        monkeypatch.setattr(listening, 'ASKED', 60)
        monkeypatch.setattr(listening, 'GOOD', 120)
        time.sleep(1.5)  # it asks once more, and then waits to be told
    return made


def test_what_another_commits_is_heard_at_once(two, told_alone):
    here, there = two
    told_alone()
    for title in ('Hai', 'Ba'):
        write(there, title)
        within(20, lambda: snapshot.latest(here) == last(there))


def test_what_was_done_here_is_known_at_once(two, monkeypatch):
    here, _there = two
    monkeypatch.setattr(listening, 'GOOD', 120)  # however slow the machine is
    here.storage._adapter.listener.doubt()
    within(20, lambda: snapshot.latest(here))
    for number in range(20):
        write(here, f'{number}')
        assert snapshot.latest(here) == last(here)


def test_what_was_done_in_two_steps_is_known_or_asked_for(addresses, tmp_path):
    words = (CONFIG / 'zodb/relstorage.conf').read_text()
    shared = tmp_path / 'shared.conf'  # where the folder of blobs is shared, each is moved first
    shared.write_text(words.replace('shared-blob-dir false', 'shared-blob-dir true'))
    here = opened(f'zconfig://{shared}#content', 'content', {})
    snapshot.latest(here)
    for number in range(20):
        within(20, lambda: snapshot.latest(here))
        with here.transaction() as connection:
            connection.root()['scan'] = Blob(b'%d' % number)
        assert snapshot.latest(here) in (None, last(here))
    here.close()


def test_an_answer_from_before_a_doubt_is_not_good(postgres, two):
    listener = two[0].storage._adapter.listener
    with (closing(psycopg2.connect(f'{postgres.address} dbname=portal_content')) as server,
          server.cursor(cursor_factory=Slow) as cursor):
        listener.doubt()
        listener._ask(cursor)
        assert listener.latest()
        cursor.behind = listener.doubt
        listener._ask(cursor)
        assert not listener.latest()
        cursor.behind = lambda: listener.note(1 << 62)
        listener._ask(cursor)
        assert listener._tid == 1 << 62


class Slow(cursor):
    """One that something happens behind."""

    def behind(self):
        """Do nothing."""

    def execute(self, query, vars=None):
        super().execute(query, vars)
        self.behind()


def test_what_is_said_together_with_an_answer_is_heard(two, monkeypatch):
    here, there = two
    listener = here.storage._adapter.listener
    ask, titles = listener._ask, ['Ba', 'Hai']

    def slow(cursor):
        ask(cursor)
        if titles:
            write(there, titles.pop())
            cursor.execute('SELECT 1')  # its answer brings what was said before

    monkeypatch.setattr(listener, '_ask', slow)
    monkeypatch.setattr(listening, 'ASKED', 60)
    monkeypatch.setattr(listening, 'GOOD', 120)
    within(20, lambda: not titles)
    within(20, lambda: snapshot.latest(here) == last(there))


def test_it_is_heard_though_many_files_are_open(addresses, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2048), hard))
    with ExitStack() as stack:
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for _each in range(1100):
            stack.enter_context((tmp_path / 'file').open('w'))
        here, there = content(addresses), content(addresses)
        stack.callback(here.close)
        stack.callback(there.close)
        for title in ('Một', 'Hai'):
            write(there, title)
            within(20, lambda: snapshot.latest(here) == last(there))


def test_what_is_heard_is_shown(two):
    here, there = two
    for title in ('Hai', 'Ba'):
        write(there, title)
        within(20, lambda: snapshot.latest(here) == last(there))
        with snapshot.as_known(), Reader(here) as root:
            assert root['title'] == title


def test_a_database_that_stock_relstorage_made_learns_to_tell(postgres, addresses, told_alone):
    there = stock(postgres)
    write(there, 'Một')
    here = content(addresses)
    within(20, lambda: snapshot.latest(here))

    told_alone()
    write(there, 'Hai')
    within(20, lambda: snapshot.latest(here) == last(there))
    there.close()
    here.close()


def test_those_that_start_together_all_do(postgres, addresses):
    words = f'{postgres.address} dbname=portal_content'
    stock(postgres).close()
    with (closing(psycopg2.connect(words)) as first, first.cursor() as cursor,
          ThreadPoolExecutor() as pool):
        Adapter(words, options=Options(keep_history=True)).schema.create_triggers(cursor)
        second = pool.submit(content, addresses)
        within(20, lambda: postgres.ask('SELECT 1 FROM pg_locks WHERE NOT granted'))
        first.commit()
        second.result().close()


def test_a_server_that_hung_up_is_asked_until_it_is_heard_again(postgres, two, monkeypatch):
    monkeypatch.setattr(listening, 'GOOD', 120)  # its last answer would do
    here, there = two
    time.sleep(1.5)
    write(there, 'Hai')
    postgres.ask('ALTER DATABASE portal_content ALLOW_CONNECTIONS false')
    postgres.ask(f'SELECT pg_terminate_backend(pid) {LISTENING}')
    within(20, lambda: snapshot.latest(here) is None)
    write(there, 'Ba')
    with snapshot.as_known(), Reader(here) as root:
        assert root['title'] == 'Ba'

    postgres.ask('ALTER DATABASE portal_content ALLOW_CONNECTIONS true')
    within(20, lambda: snapshot.latest(here) == last(there))


def test_a_server_that_says_nothing_is_not_believed_for_long(postgres, two):
    here, there = two
    [[silent]] = postgres.ask(f'SELECT pid {LISTENING}')
    os.kill(silent, signal.SIGSTOP)
    try:
        within(20, lambda: snapshot.latest(here) is None)
        write(there, 'Hai')
        with snapshot.as_known(), Reader(here) as root:
            assert root['title'] == 'Hai'
    finally:
        os.kill(silent, signal.SIGCONT)
    within(20, lambda: snapshot.latest(here) == last(there))


def test_who_may_see_what_is_known_asks_nothing(postgres, addresses, tmp_path, monkeypatch):
    with relayed(postgres, tmp_path / 'near') as (relay, words):
        monkeypatch.setenv('PORTAL_POSTGRES', words)
        here = content(addresses)
        write(here, 'Một')
        with Reader(here) as root:
            assert root['title'] == 'Một'
        within(20, lambda: snapshot.latest(here))
        before = len(relay.questions)
        for _each in range(5):
            with snapshot.as_known(), Reader(here) as root:
                assert root['title'] == 'Một'
        here.close()

    asked = relay.questions[before:]
    assert not [question for question in asked if 'max(tid)' not in question]


def add_page(database, title):
    """Write a page of its own record, never read by anybody else."""
    with database.transaction() as connection:
        connection.root()['page'] = PersistentMapping(title=title)


def rename_page(database, title):
    """Write its title."""
    with database.transaction() as connection:
        connection.root()['page']['title'] = title


def test_what_is_not_in_memory_is_of_the_same_moment_or_a_conflict(two):
    here, there = two
    add_page(there, 'Hai')
    within(20, lambda: snapshot.latest(here) == last(here) == last(there))
    with snapshot.as_known(), Reader(here) as root:
        rename_page(there, 'Ba')
        with pytest.raises(ReadConflictError):
            assert root['page']['title']
        snapshot.ask()
        with Reader(here) as anew:
            assert anew['page']['title'] == 'Ba'
    assert not snapshot.is_as_known()


@pytest.fixture(scope='module')
def actions():
    """What the view ``heard`` does, each once."""
    return []


@pytest.fixture(scope='module')
def lasting(postgres, tmp_path_factory):
    """Settings of three databases for the tests from here on."""
    with storage(postgres, tmp_path_factory.mktemp('lasting')) as found:
        yield found


@pytest.fixture(scope='module')
def there(lasting):
    """The database of content, opened by somebody else than ``site``."""
    database = content(lasting)
    add_page(database, 'Một')
    yield database
    database.close()


@pytest.fixture(scope='module')
def application(lasting, there, tmp_path_factory, actions):
    """A portal on PostgreSQL, with a view that says whether it may show what is known, and the
    title of the page.
    """
    def view(request):
        said, page = snapshot.is_as_known(), get_connection(request).root()['page']
        if actions:
            actions.pop()()
        return Response(f'{said} {page["title"]}')

    with Configurator(settings={
            **settings(tmp_path_factory.mktemp('site')), **lasting}) as config:
        config.include('hanoiportal')
        config.add_view(view, name='heard', context=object)
        config.add_view(lambda request: Response(request.session.get_csrf_token()), name='token')
        config.set_root_factory(lambda request: {})
        config.add_health_check(
            'asked', lambda *_given: 'no' if snapshot.is_as_known() else '', ready=True)
    served = Pages(config.make_wsgi_app())
    yield served
    transaction.abort()
    close(served.registry)


@pytest.fixture
def site(application):
    """A browser there that knows no cookie yet."""
    return TestApp(application)


def test_only_who_reads_and_is_nobody_sees_what_is_known(site, there):
    database = content_database(site.app.registry)
    within(20, lambda: snapshot.latest(database) == last(there))

    assert site.get('/heard').text == 'True Một'
    assert site.get('/heard', headers={'Cookie': f'{COOKIE}=x'}).text == 'False Một'
    assert site.post('/heard', {'csrf_token': site.get('/token').text}).text == 'False Một'


def test_a_page_that_met_a_commit_is_made_anew(site, there, actions):
    database = content_database(site.app.registry)
    rename_page(there, 'Hai')
    within(20, lambda: snapshot.latest(database) == last(database) == last(there))
    actions.append(lambda: rename_page(there, 'Ba'))

    assert site.get('/heard').text == 'False Ba'


@pytest.mark.parametrize('wait', [0, 2 * loading.KEPT])
def test_a_page_whose_connection_was_cut_is_made_over_another(postgres, site, there, wait):
    database = content_database(site.app.registry)
    rename_page(there, f'{wait}')
    within(20, lambda: snapshot.latest(database) == last(database) == last(there))
    postgres.ask(f'SELECT pg_terminate_backend(pid) {LOADING}')
    time.sleep(wait)

    assert site.get('/heard').text.endswith(f' {wait}')


def test_whether_the_database_answers_is_asked(site):
    registry = site.app.registry
    with snapshot.as_known():
        assert 'asked' not in registry.getUtility(IChecks).wrong(registry, ready=True)
